import type { RevisionRecord } from '../revisions/RevisionRecord';
import type { RolloutRecord } from '../rollouts/RolloutRecord';
import type { Stores } from '../storage/StateKeeper';
import { contentNamesIn } from './contentSecrets';

/** A rollout can go back this far with its secrets, whichever of the two is more. */
export const KEPT_REVISIONS = 20;
export const KEPT_MS = 90 * 24 * 60 * 60 * 1000;

const PAGE = 50;

/**
 * Names of all Secrets that a rollout may need again: of the last 20 revisions
 * and of those that ran within 90 days, of the one that ran well last, of what
 * another hand made of it, and of proposals.
 */
export async function listReferred(
  stores: Pick<Stores, 'revisions' | 'proposals'>,
  rollout: RolloutRecord,
  now: number,
): Promise<ReadonlySet<string>> {
  const { id, name, told, drift } = rollout;
  const kept = await listKept(stores, id, now);
  const ran =
    told === undefined ? undefined : await stores.revisions.find(id, told);
  const [healthy] = await stores.revisions.scan({
    rolloutId: id,
    outcome: 'healthy',
    limit: 1,
  });
  const proposals = await stores.proposals.listInState(id, 'open');
  const bases = await Promise.all(
    proposals.map(({ baseRevision }) =>
      stores.revisions.find(id, baseRevision),
    ),
  );
  const specs = [...kept, ran, healthy, ...bases].map(each => each?.spec);
  const patches = proposals.map(({ patch }) => patch);
  return new Set(contentNamesIn(name, [specs, drift?.spec, patches]));
}

async function listKept(
  stores: Pick<Stores, 'revisions'>,
  rolloutId: string,
  now: number,
): Promise<readonly RevisionRecord[]> {
  const kept: RevisionRecord[] = [];
  const since = new Date(now - KEPT_MS).toISOString();
  for (;;) {
    const before = kept.at(-1)?.number;
    const page = await stores.revisions.scan({
      rolloutId,
      before,
      limit: PAGE,
    });
    for (const revision of page) {
      // It ran until the next one was made.
      const ranUntil = kept.at(-1)?.createdAt;
      const isOld = ranUntil !== undefined && ranUntil < since;
      if (kept.length >= KEPT_REVISIONS && isOld) {
        return kept;
      }
      kept.push(revision);
    }
    if (page.length < PAGE) {
      return kept;
    }
  }
}
