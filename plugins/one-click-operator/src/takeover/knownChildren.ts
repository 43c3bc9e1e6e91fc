import type { V1ObjectMeta } from '@kubernetes/client-node';
import { deploymentName } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { CHILD_KINDS } from '@one-click/backstage-plugin-one-click-workload';
import type { ChildKind } from '@one-click/backstage-plugin-one-click-workload';
import type { ClusterCache } from '../cluster/ClusterCache';
import { keyOf } from '../engine/store';
import { adoptedGeneration } from './frozenTemplate';
import { controllingRollout } from './originals';

/** Names a child. */
export interface ChildRef {
  readonly kind: ChildKind;
  readonly namespace: string;
  readonly name: string;
}

/** What a take-over asks of what the operator already knows of a cluster. */
export interface KnownChildren {
  /** The rollout of that name, if it is this very one. */
  rollout(namespace: string, name: string, uid: string): Rollout | undefined;
  /** Children by their labels: those the Go operator made and nobody took over, or all. */
  childrenOf(rollout: Rollout, which: 'originals' | 'all'): ChildRef[];
  /** The generation at which the rollout's Deployment was frozen. */
  adoptedGeneration(rollout: Rollout): string | undefined;
  /** Names of CronJobs that a rollout controls. */
  cronJobsOf(rollout: Rollout): ReadonlySet<string>;
  /** Takes note of an object as it was just written. */
  put(kind: ChildKind, stored: { readonly metadata?: V1ObjectMeta }): void;
}

/** Answers from the operator's watches. */
export function knownChildren(cache: ClusterCache): KnownChildren {
  const recordsOf = (kind: ChildKind, { metadata }: Rollout) =>
    cache.children[kind].ofRollout(keyOf(metadata.namespace, metadata.name));
  return {
    rollout: (namespace, name, uid) => {
      const found = cache.rollouts.get(namespace, name);
      return found?.metadata.uid === uid ? found : undefined;
    },
    childrenOf: (rollout, which) =>
      CHILD_KINDS.flatMap(kind =>
        recordsOf(kind, rollout)
          .filter(({ facts }) => which === 'all' || facts.isOriginals === true)
          .map(({ metadata: { namespace, name } }) => ({
            kind,
            namespace,
            name,
          })),
      ),
    adoptedGeneration: ({ metadata: { namespace, name } }) =>
      adoptedGeneration(
        cache.children.Deployment.get(namespace, deploymentName(name)),
      ),
    cronJobsOf: rollout =>
      new Set(
        recordsOf('CronJob', rollout)
          .filter(
            ({ metadata }) =>
              controllingRollout(metadata)?.uid === rollout.metadata.uid,
          )
          .map(({ metadata }) => metadata.name),
      ),
    put: (kind, stored) => cache.putChild(kind, stored),
  };
}
