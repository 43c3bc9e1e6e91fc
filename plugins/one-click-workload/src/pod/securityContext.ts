import type {
  V1Capabilities,
  V1PodSecurityContext,
  V1SeccompProfile,
  V1SecurityContext,
} from '@kubernetes/client-node';
import type {
  Capabilities,
  ContainerSecurityContext,
  SeccompProfile,
  SecurityContext,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { compact } from '../compact';

function toSeccompProfile(
  profile: SeccompProfile | undefined,
): V1SeccompProfile | undefined {
  return profile && compact<V1SeccompProfile>(profile);
}

function toCapabilities(
  capabilities: Capabilities | undefined,
): V1Capabilities | undefined {
  return capabilities && compact<V1Capabilities>(capabilities);
}

/** What of a rollout's security options concerns the whole pod, as the original splits them. */
export function podSecurityContext(
  security: SecurityContext = {},
): V1PodSecurityContext {
  const { fsGroup, runAsUser, runAsGroup, seccompProfile } = security;
  return compact<V1PodSecurityContext>({
    fsGroup,
    runAsUser,
    runAsGroup,
    seccompProfile: toSeccompProfile(seccompProfile),
  });
}

/** What of a rollout's security options concerns its program's container, as the original splits them. */
export function containerSecurityContext(
  security: SecurityContext = {},
): V1SecurityContext {
  return compact<V1SecurityContext>({
    runAsNonRoot: security.runAsNonRoot,
    allowPrivilegeEscalation: security.allowPrivilegeEscalation,
    readOnlyRootFilesystem: security.readOnlyRootFilesystem,
    privileged: security.privileged,
    capabilities: toCapabilities(security.capabilities),
  });
}

/** The security options of an init container or sidecar, which stand alone. */
export function ownSecurityContext(
  security: ContainerSecurityContext = {},
): V1SecurityContext {
  return compact<V1SecurityContext>({
    ...containerSecurityContext(security),
    runAsUser: security.runAsUser,
    runAsGroup: security.runAsGroup,
    seccompProfile: toSeccompProfile(security.seccompProfile),
  });
}
