import type { V1ObjectMeta } from '@kubernetes/client-node';
import {
  REVISION_ANNOTATION,
  instanceBounds,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { fixedReplicas } from '../children/deployment';
import { isServing, replicaSetOf } from './instances';
import type { Instances } from './instances';
import type { Observed } from './Observed';

/** How many instances there are of what. */
export interface Figures {
  readonly wanted: number;
  readonly replicas: number;
  readonly ready: number;
  readonly updated: number;
  readonly updatedReady: number;
  /** The revision the spec stands for; absent where nobody numbered it. */
  readonly revision: number | undefined;
  /** The one revision that serves; absent while there are several, or none. */
  readonly servingRevision: number | undefined;
}

function revisionOf(
  metadata: Pick<V1ObjectMeta, 'annotations'> | Rollout['metadata'] | undefined,
): number | undefined {
  const text = metadata?.annotations?.[REVISION_ANNOTATION] ?? '';
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

/** An autoscaler's wish, within the bounds of the newest spec. */
function wantedOf(rollout: Rollout, observed: Observed): number {
  const fixed = fixedReplicas(rollout);
  const { min, max } = instanceBounds(rollout.spec);
  const live = observed.deployment?.spec?.replicas ?? min;
  return fixed ?? Math.min(Math.max(live, min), max);
}

function servingRevisionOf(
  { updated, older }: Instances,
  observed: Observed,
): number | undefined {
  const sets = new Set(
    [...updated, ...older]
      .filter(isServing)
      .map(pod => replicaSetOf(pod, observed.replicaSets)),
  );
  const [only] = sets;
  return sets.size === 1 ? revisionOf(only?.metadata) : undefined;
}

/** Counts the instances of a rollout. */
export function countInstances(
  rollout: Rollout,
  observed: Observed,
  instances: Instances,
): Figures {
  const { updated, older } = instances;
  const updatedReady = updated.filter(isServing).length;
  return {
    wanted: wantedOf(rollout, observed),
    replicas: updated.length + older.length,
    ready: updatedReady + older.filter(isServing).length,
    updated: updated.length,
    updatedReady,
    revision: revisionOf(rollout.metadata),
    servingRevision: servingRevisionOf(instances, observed),
  };
}
