import { isDeepStrictEqual } from 'node:util';
import type {
  V1Deployment,
  V1ObjectMeta,
  V1Pod,
  V1PodTemplateSpec,
  V1ReplicaSet,
} from '@kubernetes/client-node';
import { isEvicted } from './nodeCauses';
import type { Observed } from './Observed';

const TEMPLATE_HASH_LABEL = 'pod-template-hash';

/** The instances of a rollout, told apart by whether they are of its newest revision. */
export interface Instances {
  /** The ReplicaSet of the newest revision, once Kubernetes has made it. */
  readonly newest: V1ReplicaSet | undefined;
  /** Instances of it that exist and are not going. */
  readonly updated: readonly V1Pod[];
  /** Instances of older ones that exist and are not going. */
  readonly older: readonly V1Pod[];
  /** Instances of any that kubelet has put out, as long as Kubernetes keeps them. */
  readonly evicted: readonly V1Pod[];
  /** Whether Kubernetes has yet to look at what the Deployment now asks for. */
  readonly stale: boolean;
}

function isControlledBy(
  metadata: V1ObjectMeta | undefined,
  uid: string | undefined,
) {
  return (
    uid !== undefined &&
    (metadata?.ownerReferences ?? []).some(
      owner => owner.controller === true && owner.uid === uid,
    )
  );
}

/** Whether the Ready condition holds; containers of a lost node still call themselves ready. */
export function isServing(pod: V1Pod): boolean {
  const ready = pod.status?.conditions?.find(({ type }) => type === 'Ready');
  return (
    ready?.status === 'True' && pod.metadata?.deletionTimestamp === undefined
  );
}

function isAlive({ metadata, status }: V1Pod): boolean {
  const isOver = status?.phase === 'Succeeded' || status?.phase === 'Failed';
  return metadata?.deletionTimestamp === undefined && !isOver;
}

function withoutHash({ metadata, spec }: V1PodTemplateSpec) {
  const { [TEMPLATE_HASH_LABEL]: _, ...labels } = metadata?.labels ?? {};
  return { metadata: { ...metadata, labels }, spec };
}

/**
 * The ReplicaSet that makes what the Deployment now asks for, found as
 * Kubernetes finds it. Neither generation nor revision would do: any annotation
 * raises the one, and the other comes a moment later.
 */
function findNewest(
  deployment: V1Deployment | undefined,
  sets: readonly V1ReplicaSet[],
): V1ReplicaSet | undefined {
  const asked = deployment?.spec && withoutHash(deployment.spec.template);
  return sets.find(({ spec }) => {
    const made = spec?.template && withoutHash(spec.template);
    return made !== undefined && isDeepStrictEqual(made, asked);
  });
}

function byName(left: V1Pod, right: V1Pod): number {
  return (left.metadata?.name ?? '') < (right.metadata?.name ?? '') ? -1 : 1;
}

/** Sorts out the instances of a rollout. Pods that are not its Deployment's are left out. */
export function findInstances({
  deployment,
  replicaSets,
  pods,
}: Pick<Observed, 'deployment' | 'replicaSets' | 'pods'>): Instances {
  const sets = replicaSets.filter(({ metadata }) =>
    isControlledBy(metadata, deployment?.metadata?.uid),
  );
  const newest = findNewest(deployment, sets);
  const ours = pods
    .filter(({ metadata }) =>
      sets.some(set => isControlledBy(metadata, set.metadata?.uid)),
    )
    .sort(byName);
  const alive = ours.filter(isAlive);
  const isUpdated = ({ metadata }: V1Pod) =>
    isControlledBy(metadata, newest?.metadata?.uid);
  return {
    newest,
    updated: alive.filter(isUpdated),
    older: alive.filter(pod => !isUpdated(pod)),
    evicted: ours.filter(isEvicted),
    stale: newest === undefined,
  };
}

/** The ReplicaSet that made a pod. */
export function replicaSetOf(
  pod: V1Pod,
  replicaSets: readonly V1ReplicaSet[],
): V1ReplicaSet | undefined {
  return replicaSets.find(({ metadata }) =>
    isControlledBy(pod.metadata, metadata?.uid),
  );
}
