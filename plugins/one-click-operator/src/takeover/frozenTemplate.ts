import type {
  V1Deployment,
  V1ManagedFieldsEntry,
  V1ObjectMeta,
  V1PodTemplateSpec,
} from '@kubernetes/client-node';
import {
  ADOPTED_GENERATION_ANNOTATION,
  RESTARTED_AT_ANNOTATION,
  ROLLOUT_LABEL,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { ChildObject } from '@one-click/backstage-plugin-one-click-workload';
import { hasPath } from './fieldTrees';
import { treeOf } from './originals';
import { TEMPLATE } from './rewriteFields';

/** A Deployment, as far as it says whether its template is frozen. */
export interface FrozenOrNot {
  readonly metadata?: Pick<V1ObjectMeta, 'annotations' | 'uid'> | undefined;
}

/** The generation at which a Deployment was taken over with its template as it was. */
export function adoptedGeneration(
  deployment: FrozenOrNot | undefined,
): string | undefined {
  return deployment?.metadata?.annotations?.[ADOPTED_GENERATION_ANNOTATION];
}

/**
 * Whether the pod template is still the Go operator's and must stay so: our own
 * would replace every instance although nobody asked for anything. Ends with
 * the next change of the spec.
 */
export function isTemplateFrozen(
  rollout: Rollout,
  deployment: FrozenOrNot | undefined,
): boolean {
  const adopted = adoptedGeneration(deployment);
  return (
    adopted !== undefined && adopted === String(rollout.metadata.generation)
  );
}

/**
 * The Deployment to apply while its template is frozen. Only the annotation by
 * which a restart is asked for remains of the template, since a restart is no
 * change of the spec.
 */
export function withoutTemplate(
  desired: ChildObject<'Deployment'>,
): ChildObject<'Deployment'> {
  const { template, ...spec } = desired.spec ?? { selector: {} };
  const restartedAt =
    template?.metadata?.annotations?.[RESTARTED_AT_ANNOTATION];
  const rest: Partial<V1PodTemplateSpec> | undefined =
    restartedAt === undefined
      ? undefined
      : {
          metadata: { annotations: { [RESTARTED_AT_ANNOTATION]: restartedAt } },
        };
  // An applied object is a part of one: the rest stays with whoever holds it.
  return {
    ...desired,
    spec: { ...spec, ...(rest && { template: rest }) },
  } as ChildObject<'Deployment'>;
}

/** Whether an entry holds the template that was left with the Go operator: it set the label that selects the pods. */
export function holdsTemplate(entry: V1ManagedFieldsEntry): boolean {
  return (
    entry.operation === 'Update' &&
    (entry.subresource ?? '') === '' &&
    hasPath(treeOf(entry), [
      ...TEMPLATE,
      'f:metadata',
      'f:labels',
      `f:${ROLLOUT_LABEL}`,
    ])
  );
}

/** Names of the Secrets and ConfigMaps that a Deployment's template refers to, as `<kind> <name>`. */
export function referencesOf(deployment: V1Deployment): ReadonlySet<string> {
  const pod = deployment.spec?.template.spec;
  const containers = [
    ...(pod?.containers ?? []),
    ...(pod?.initContainers ?? []),
  ];
  const sources = [
    ...containers.flatMap(({ envFrom = [] }) => envFrom),
    ...containers
      .flatMap(({ env = [] }) => env)
      .map(({ valueFrom }) => ({
        secretRef: valueFrom?.secretKeyRef,
        configMapRef: valueFrom?.configMapKeyRef,
      })),
  ];
  const volumes = pod?.volumes ?? [];
  const secrets = [
    ...(pod?.imagePullSecrets ?? []).map(({ name }) => name),
    ...sources.map(({ secretRef }) => secretRef?.name),
    ...volumes.map(({ secret }) => secret?.secretName),
  ].flatMap(name => name ?? []);
  const configMaps = [
    ...sources.map(({ configMapRef }) => configMapRef?.name),
    ...volumes.map(({ configMap }) => configMap?.name),
  ].flatMap(name => name ?? []);
  return new Set([
    ...secrets.map(name => `Secret ${name}`),
    ...configMaps.map(name => `ConfigMap ${name}`),
  ]);
}
