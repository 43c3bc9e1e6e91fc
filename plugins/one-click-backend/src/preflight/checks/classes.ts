import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Check, NewFinding } from '../Check';
import type { ClassName } from '../PreflightCluster';

interface WantedClass {
  readonly kind: 'ingress' | 'storage';
  readonly field: string;
  /** Empty for the default one. */
  readonly name: string;
}

/** Whether the ingress and storage classes that the spec names, or leaves to the cluster, exist. */
export const classesCheck: Check = {
  id: 'classes',
  async run({ draft, cluster }, signal) {
    const wanted = classesOf(draft.spec);
    if (wanted.length === 0) {
      return { findings: [] };
    }
    const classes = await cluster.readClasses({ signal });
    return {
      findings: wanted.flatMap(each => judge(each, classes[each.kind])),
    };
  },
};

function classesOf(spec: RolloutSpecInput): WantedClass[] {
  const ingresses = (spec.interfaces ?? []).flatMap(({ ingress }, index) =>
    ingress && ingress.rules.length > 0
      ? [
          {
            kind: 'ingress' as const,
            field: `spec.interfaces[${index}].ingress.ingressClass`,
            name:
              ingress.ingressClass ||
              ingress.annotations?.['kubernetes.io/ingress.class'] ||
              '',
          },
        ]
      : [],
  );
  const volumes = (spec.volumes ?? []).flatMap((volume, index) =>
    volume.size === undefined
      ? []
      : [
          {
            kind: 'storage' as const,
            field: `spec.volumes[${index}].storageClass`,
            name: volume.storageClass ?? '',
          },
        ],
  );
  return [...ingresses, ...volumes];
}

function judge(
  { kind, field, name }: WantedClass,
  classes: readonly ClassName[],
): NewFinding[] {
  const isThere =
    name === ''
      ? classes.some(({ isDefault }) => isDefault)
      : classes.some(each => each.name === name);
  if (isThere) {
    return [];
  }
  const names = classes.map(each => `'${each.name}'`).join(', ');
  const remedy =
    classes.length === 0
      ? 'Ask the platform team: this cluster has none'
      : `Choose one of ${names}`;
  // An ingress controller may serve what names no class.
  const isCertain = name !== '' || kind === 'storage' || classes.length === 0;
  return [
    {
      code: name === '' ? 'no-default' : 'absent',
      field,
      severity: isCertain ? 'error' : 'warning',
      message:
        name === ''
          ? `No ${kind} class is chosen, and this cluster has no default one`
          : `The ${kind} class '${name}' does not exist in this cluster`,
      remedy,
    },
  ];
}
