import { specsEqual } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { liftBin } from '../bin/binOverlay';
import { findLiveRevision } from './findLiveRevision';
import type { LiveRollout } from '../kube/LiveRollout';
import type { RolloutPatch, RolloutRecord } from '../rollouts/RolloutRecord';
import type { Instant } from '../storage/Instant';
import type { Stores } from '../storage/StateKeeper';

/**
 * What a CR's spec means for the rollout: it is the revision that is written
 * on it, or another hand changed it.
 */
export async function checkSpec(
  stores: Pick<Stores, 'revisions'>,
  rollout: RolloutRecord,
  { live, at }: { readonly live: LiveRollout; readonly at: Instant },
): Promise<RolloutPatch> {
  const { generation } = live;
  if (generation === rollout.knownGeneration) {
    return { drift: undefined };
  }
  if (generation === rollout.drift?.generation) {
    return {};
  }
  const revision = await findLiveRevision(stores, rollout, live);
  const spec = liftBin(live, revision?.spec);
  if (revision && specsEqual(revision.spec, spec)) {
    return {
      drift: undefined,
      told: revision.number,
      knownGeneration: generation,
    };
  }
  return {
    drift: {
      spec: withoutDefaults(spec),
      generation,
      by: live.changedBy,
      at: live.changedAt ?? at,
    },
  };
}

/** A CR's spec as its author may have written it: what the server fills in on its own is left out. */
export function withoutDefaults(spec: RolloutSpecInput): RolloutSpecInput {
  const { replicas, volumes, ...rest } = spec;
  return {
    ...rest,
    ...(replicas !== undefined && replicas !== 1 && { replicas }),
    ...(volumes && {
      volumes: volumes.map(({ onRemove, ...volume }) => ({
        ...volume,
        ...(onRemove !== undefined && onRemove !== 'retain' && { onRemove }),
      })),
    }),
  };
}
