import type { V1Container } from '@kubernetes/client-node';
import {
  imageText,
  mainContainerName,
  secretsName,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  InitContainer,
  Rollout,
  Sidecar,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { compact } from '../compact';
import { toEnv, toEnvFrom } from './environment';
import { fileMounts } from './files';
import { mainLifecycle, toLifecycle } from './lifecycle';
import { toProbe } from './probes';
import { toResourceRequirements } from './resources';
import {
  containerSecurityContext,
  ownSecurityContext,
} from './securityContext';
import { toMounts } from './volumes';

/** The container the rollout is about. */
export function mainContainer(rollout: Rollout): V1Container {
  const { metadata, spec } = rollout;
  return compact<V1Container>({
    name: mainContainerName(metadata.name),
    image: imageText(spec.image),
    imagePullPolicy: spec.image.pullPolicy,
    command: spec.command,
    args: spec.args,
    env: toEnv(spec.env),
    envFrom: toEnvFrom({
      ownSecret: secretsName(metadata.name),
      secrets: spec.secrets,
      secretsFrom: spec.secretsFrom,
    }),
    resources: toResourceRequirements(spec.resources),
    securityContext: containerSecurityContext(spec.securityContext),
    volumeMounts: [...toMounts(rollout, spec.volumes), ...fileMounts(rollout)],
    livenessProbe: toProbe(spec.probes?.liveness),
    readinessProbe: toProbe(spec.probes?.readiness),
    startupProbe: toProbe(spec.probes?.startup),
    lifecycle: mainLifecycle(spec),
  });
}

/** A container that must end well before the program starts. */
export function initContainer(
  rollout: Rollout,
  container: InitContainer,
): V1Container {
  return compact<V1Container>({
    name: container.name,
    image: imageText(container.image),
    imagePullPolicy: container.image.pullPolicy,
    command: container.command,
    args: container.args,
    env: toEnv(container.env),
    envFrom: toEnvFrom({ secretsFrom: container.secretsFrom }),
    resources: toResourceRequirements(container.resources),
    securityContext: ownSecurityContext(container.securityContext),
    volumeMounts: toMounts(rollout, container.volumes),
  });
}

/** A container that runs beside the program. */
export function sidecarContainer(
  rollout: Rollout,
  sidecar: Sidecar,
): V1Container {
  const { probes, lifecycle } = sidecar;
  return compact<V1Container>({
    ...initContainer(rollout, sidecar),
    livenessProbe: toProbe(probes?.liveness),
    readinessProbe: toProbe(probes?.readiness),
    startupProbe: toProbe(probes?.startup),
    lifecycle: toLifecycle(lifecycle),
  });
}
