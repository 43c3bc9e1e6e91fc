import type { LiveRollout } from '../kube/LiveRollout';
import type { RevisionRecord } from '../revisions/RevisionRecord';
import type { RolloutRecord } from '../rollouts/RolloutRecord';
import type { Stores } from '../storage/StateKeeper';

/**
 * The revision that a CR says it runs; the one last told where it names none
 * of this rollout's, as the copy of another one's CR does.
 */
export async function findLiveRevision(
  { revisions }: Pick<Stores, 'revisions'>,
  { id, told }: Pick<RolloutRecord, 'id' | 'told'>,
  { revision: named }: Pick<LiveRollout, 'revision'>,
): Promise<RevisionRecord | undefined> {
  const found =
    named === undefined ? undefined : await revisions.find(id, named);
  return found ?? (told === undefined ? undefined : revisions.find(id, told));
}
