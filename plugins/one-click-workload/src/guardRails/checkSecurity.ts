import type {
  ContainerSecurityContext,
  RolloutSpec,
  SecurityContext,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { GuardRailProblem } from './GuardRails';

/** What Kubernetes' security level "baseline" lets a container add. */
const HARMLESS_CAPABILITIES: ReadonlySet<string> = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);

const APPARMOR_ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';

function checkContext(
  field: string,
  security: ContainerSecurityContext | SecurityContext = {},
): GuardRailProblem[] {
  const { privileged, capabilities, seccompProfile } = security;
  const added = (capabilities?.add ?? []).filter(
    name => !HARMLESS_CAPABILITIES.has(name),
  );
  return [
    ...(privileged === true
      ? [{ field: `${field}.privileged`, why: 'may not be true: remove it' }]
      : []),
    ...added.map(name => ({
      field: `${field}.capabilities.add`,
      why: `may not have '${name}': remove it`,
    })),
    ...(seccompProfile?.type === 'Unconfined'
      ? [
          {
            field: `${field}.seccompProfile.type`,
            why: "may not be 'Unconfined': use 'RuntimeDefault'",
          },
        ]
      : []),
  ];
}

function checkAnnotations(
  annotations: Readonly<Record<string, string>> = {},
): GuardRailProblem[] {
  return Object.entries(annotations)
    .filter(
      ([key, value]) =>
        key.startsWith(APPARMOR_ANNOTATION) && value === 'unconfined',
    )
    .map(([key]) => ({
      field: 'spec.podAnnotations',
      why: `may not have '${key}': 'unconfined': remove it`,
    }));
}

/** What would give a rollout the run of its node. */
export function checkSecurity(spec: RolloutSpec): GuardRailProblem[] {
  return [
    ...checkContext('spec.securityContext', spec.securityContext),
    ...['initContainers' as const, 'sidecars' as const].flatMap(list =>
      (spec[list] ?? []).flatMap(({ securityContext }, index) =>
        checkContext(`spec.${list}[${index}].securityContext`, securityContext),
      ),
    ),
    ...checkAnnotations(spec.podAnnotations),
  ];
}
