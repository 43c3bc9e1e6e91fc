import type {
  V1Container,
  V1PodSecurityContext,
  V1PodTemplateSpec,
  V1SecurityContext,
} from '@kubernetes/client-node';
import { SECRETS_CHECKSUM_ANNOTATION } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  Rollout,
  SecretVar,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { buildDeployment } from '@one-click/backstage-plugin-one-click-workload';
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';

/** The Go operator's checksum: of names and values in their order, with no border between two of them. */
function originalChecksum(secrets: readonly SecretVar[] = []): string {
  const text = secrets.map(({ name, value = '' }) => `${name}=${value}`);
  return createHash('sha256').update(text.join('')).digest('hex');
}

/** The Go operator wrote zero values where one option was given; they mean what absence does. */
function securityOf(
  pod: V1PodSecurityContext = {},
  container: V1SecurityContext = {},
): object {
  const { add = [], drop = [] } = container.capabilities ?? {};
  return {
    group: pod.fsGroup ?? 0,
    user: [pod.runAsUser ?? 0, pod.runAsGroup ?? 0],
    nonRoot: container.runAsNonRoot ?? false,
    escalates: container.allowPrivilegeEscalation ?? false,
    readOnly: container.readOnlyRootFilesystem ?? false,
    privileged: container.privileged ?? false,
    capabilities: [add, drop],
  };
}

function runOf(container: V1Container): object {
  const { image, command, args, env, envFrom, resources } = container;
  return { image, command, args, env, envFrom, resources };
}

/** What the Go operator derives from a spec, save the checksum. */
function factsOf({ spec: pod }: V1PodTemplateSpec): object {
  const [main] = pod?.containers ?? [];
  return {
    run: main && runOf(main),
    mounts: main?.volumeMounts,
    account: pod?.serviceAccountName,
    pullSecrets: pod?.imagePullSecrets,
    nodeSelector: pod?.nodeSelector,
    tolerations: pod?.tolerations,
    hostAliases: pod?.hostAliases,
    volumes: pod?.volumes,
    security: securityOf(pod?.securityContext, main?.securityContext),
  };
}

/**
 * Whether a template is what the Go operator makes of a rollout's present spec.
 *
 * If not, the spec was changed while that operator was down or stuck, and to
 * keep the template would lose the change.
 */
export function isFromSpec(
  template: V1PodTemplateSpec,
  rollout: Rollout,
): boolean {
  const ours = buildDeployment(rollout).spec?.template;
  const checksum =
    template.metadata?.annotations?.[SECRETS_CHECKSUM_ANNOTATION];
  return (
    ours !== undefined &&
    isDeepStrictEqual(factsOf(template), factsOf(ours)) &&
    checksum === originalChecksum(rollout.spec.secrets)
  );
}
