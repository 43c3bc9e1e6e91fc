import type {
  Rollout,
  RolloutSpec,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { checkSecurity } from './checkSecurity';
import type { GuardRailProblem, GuardRails } from './GuardRails';
import { imageHome, isWithin } from './imageHome';

type Check = (spec: RolloutSpec, rails: GuardRails) => GuardRailProblem[];

const DEFAULT_ACCOUNT = 'default';
/** Decides the class where the field does not. */
const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

function matches(name: string, pattern: string): boolean {
  return pattern.endsWith('*')
    ? name.startsWith(pattern.slice(0, -1))
    : name === pattern;
}

function isAllowed(name: string, allowed: readonly string[] | undefined) {
  return !allowed || allowed.some(pattern => matches(name, pattern));
}

function quoted(name: string): string {
  return name === '' ? "the cluster's default" : `'${name}'`;
}

function listed(allowed: readonly string[] = []): string {
  return allowed.length > 0
    ? `use one of ${allowed.map(quoted).join(', ')}`
    : 'none is allowed';
}

/** A problem with a field, if it has a name that is not allowed. */
function problemOf(
  field: string,
  name: string,
  allowed: readonly string[] | undefined,
): GuardRailProblem[] {
  return isAllowed(name, allowed)
    ? []
    : [{ field, why: `may not be ${quoted(name)}: ${listed(allowed)}` }];
}

const checkImages: Check = (spec, { registries }) => {
  const images = [
    { field: 'spec.image', image: spec.image },
    ...['initContainers' as const, 'sidecars' as const].flatMap(list =>
      (spec[list] ?? []).map(({ image }, index) => ({
        field: `spec.${list}[${index}].image`,
        image,
      })),
    ),
    ...(spec.cronjobs ?? []).flatMap(({ image }, index) =>
      image ? [{ field: `spec.cronjobs[${index}].image`, image }] : [],
    ),
  ];
  return images.flatMap(({ field, image }) => {
    const home = imageHome(image);
    const isFine = !registries || registries.some(each => isWithin(home, each));
    const remedy =
      registries?.length === 0
        ? 'no image is allowed'
        : `use an image of ${registries?.map(quoted).join(', ')}`;
    return isFine ? [] : [{ field, why: `may not be '${home}': ${remedy}` }];
  });
};

const checkServiceAccounts: Check = (spec, { serviceAccounts }) => {
  const accounts = [
    { field: 'spec.serviceAccountName', name: spec.serviceAccountName },
    ...(spec.cronjobs ?? []).map(({ serviceAccountName }, index) => ({
      field: `spec.cronjobs[${index}].serviceAccountName`,
      name: serviceAccountName,
    })),
  ];
  return accounts.flatMap(({ field, name = '' }) =>
    name === '' || name === DEFAULT_ACCOUNT
      ? []
      : problemOf(field, name, serviceAccounts),
  );
};

const checkIngresses: Check = (spec, rails) =>
  (spec.interfaces ?? []).flatMap(({ ingress }, index) => {
    if (!ingress) {
      return [];
    }
    const field = `spec.interfaces[${index}].ingress`;
    const { ingressClass = '', annotations = {} } = ingress;
    const byAnnotation = annotations[CLASS_ANNOTATION];
    const keys = Object.keys(annotations).filter(
      key => key !== CLASS_ANNOTATION,
    );
    return [
      ...(byAnnotation !== undefined
        ? problemOf(
            `${field}.annotations[${CLASS_ANNOTATION}]`,
            byAnnotation,
            rails.ingressClasses,
          )
        : []),
      // An annotation names the class where the field is empty.
      ...(byAnnotation === undefined || ingressClass !== ''
        ? problemOf(`${field}.ingressClass`, ingressClass, rails.ingressClasses)
        : []),
      ...keys.flatMap(key =>
        isAllowed(key, rails.ingressAnnotations)
          ? []
          : [
              {
                field: `${field}.annotations`,
                why: `may not have '${key}': ${listed(
                  rails.ingressAnnotations,
                )}`,
              },
            ],
      ),
    ];
  });

const checkStorageClasses: Check = (spec, { storageClasses }) =>
  (spec.volumes ?? []).flatMap(({ size, storageClass = '' }, index) =>
    // What exists already, or goes with the instance, has no class to choose.
    size === undefined
      ? []
      : problemOf(
          `spec.volumes[${index}].storageClass`,
          storageClass,
          storageClasses,
        ),
  );

const CHECKS: readonly Check[] = [
  checkSecurity,
  checkImages,
  checkServiceAccounts,
  checkIngresses,
  checkStorageClasses,
];

/**
 * What a rollout asks for beyond what the guard rails allow; empty if nothing.
 * Sure to be the same for the same spec.
 */
export function checkGuardRails(
  { spec }: Pick<Rollout, 'spec'>,
  rails: GuardRails,
): readonly GuardRailProblem[] {
  return CHECKS.flatMap(check => check(spec, rails));
}
