import type {
  V1LocalObjectReference,
  V1ObjectMeta,
  V1PodSpec,
  V1PodTemplateSpec,
} from '@kubernetes/client-node';
import {
  RESTARTED_AT_ANNOTATION,
  SECRETS_CHECKSUM_ANNOTATION,
  pullSecretName,
  selectorLabels,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { FILES_CHECKSUM_ANNOTATION } from '../annotations';
import { keyedChecksum } from '../checksum';
import { compact } from '../compact';
import { initContainer, mainContainer, sidecarContainer } from './containers';
import { fileVolumes, inlineFiles } from './files';
import { pullSecretsOf, uniqueByName } from './image';
import {
  toAffinity,
  toHostAliases,
  toSpreadConstraints,
  toTolerations,
} from './placement';
import { podSecurityContext } from './securityContext';
import { toPodVolume } from './volumes';

function checksumOf(
  rollout: Rollout,
  entries: readonly (readonly [string, string])[],
): string | undefined {
  return entries.length === 0
    ? undefined
    : keyedChecksum(rollout.metadata.uid ?? '', entries);
}

/** Texts that change whenever instances must be replaced although nothing else in the template does. */
function restartReasons(rollout: Rollout): Record<string, string> {
  const { metadata, spec } = rollout;
  const secrets = (spec.secrets ?? []).map(
    ({ name, value = '' }) => [name, value] as const,
  );
  const files = inlineFiles(rollout).map(
    ({ mountPath, content }) => [mountPath, content] as const,
  );
  return compact<Record<string, string>>({
    [SECRETS_CHECKSUM_ANNOTATION]: checksumOf(rollout, secrets),
    [FILES_CHECKSUM_ANNOTATION]: checksumOf(rollout, files),
    [RESTARTED_AT_ANNOTATION]: metadata.annotations?.[RESTARTED_AT_ANNOTATION],
  });
}

/** Ours go last: a label that selects instances, or restarts them, is not the user's to set. */
function toMetadata(rollout: Rollout): V1ObjectMeta {
  const { metadata, spec } = rollout;
  return compact<V1ObjectMeta>({
    labels: { ...spec.podLabels, ...selectorLabels(metadata) },
    annotations: { ...spec.podAnnotations, ...restartReasons(rollout) },
  });
}

function pullSecrets({ metadata, spec }: Rollout): V1LocalObjectReference[] {
  const beside = [...(spec.initContainers ?? []), ...(spec.sidecars ?? [])];
  return uniqueByName([
    ...pullSecretsOf(spec.image, pullSecretName(metadata.name)),
    ...beside.flatMap(({ image }) => image.pullSecretRef ?? []),
  ]);
}

function toPodSpec(rollout: Rollout): V1PodSpec {
  const { spec } = rollout;
  const volumes = (spec.volumes ?? []).map(each => toPodVolume(rollout, each));
  const sidecars = spec.sidecars ?? [];
  return compact<V1PodSpec>({
    serviceAccountName: spec.serviceAccountName,
    automountServiceAccountToken: spec.automountServiceAccountToken,
    priorityClassName: spec.priorityClassName,
    imagePullSecrets: pullSecrets(rollout),
    securityContext: podSecurityContext(spec.securityContext),
    terminationGracePeriodSeconds: spec.terminationGracePeriodSeconds,
    initContainers: spec.initContainers?.map(each =>
      initContainer(rollout, each),
    ),
    // The program comes first: kubectl shows the log of the first container.
    containers: [
      mainContainer(rollout),
      ...sidecars.map(each => sidecarContainer(rollout, each)),
    ],
    nodeSelector: spec.nodeSelector,
    tolerations: toTolerations(spec),
    affinity: toAffinity(spec),
    topologySpreadConstraints: toSpreadConstraints(rollout),
    hostAliases: toHostAliases(spec),
    volumes: [...volumes, ...fileVolumes(rollout)],
  });
}

/** Builds what every instance is made from. */
export function buildPodTemplate(rollout: Rollout): V1PodTemplateSpec {
  return { metadata: toMetadata(rollout), spec: toPodSpec(rollout) };
}
