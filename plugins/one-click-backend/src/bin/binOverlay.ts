import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { LiveRollout } from '../kube/LiveRollout';

/** What the cluster is told of a revision while its rollout is in the bin. */
export function layBinOver(spec: RolloutSpecInput): RolloutSpecInput {
  return { ...spec, suspend: true };
}

/**
 * A CR's spec without what the bin laid over it, so that it can be compared
 * with, and made into, revisions: those say whether a rollout is paused, and
 * restoring brings that back. `before` is the revision that was laid over.
 */
export function liftBin(
  { spec, isBinned }: Pick<LiveRollout, 'spec' | 'isBinned'>,
  before: RolloutSpecInput | undefined,
): RolloutSpecInput {
  if (!isBinned || spec.suspend !== true) {
    return spec;
  }
  const { suspend, ...rest } = spec;
  const was = before?.suspend;
  return was === undefined ? rest : { ...rest, suspend: was };
}
