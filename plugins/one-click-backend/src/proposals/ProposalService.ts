import { ConflictError, NotFoundError } from '@backstage/errors';
import type {
  Page,
  Proposal,
} from '@one-click/backstage-plugin-one-click-common';
import { z } from 'zod';
import type { PersonalAccess } from '../access';
import { SaveConflictError } from '../errors';
import { endPin, readHolding } from '../pinning/holding';
import { isQuarantined } from '../pinning/quarantine';
import type { RolloutRecord } from '../rollouts/RolloutRecord';
import type { RolloutRequest, SaveService } from '../rollouts/RolloutService';
import { changeSpec } from '../saving/changeSpec';
import { lockNewest } from '../saving/lockNewest';
import type { SaveContext, SaveOutcome } from '../saving/SaveOutcome';
import { decodeCursor, encodeCursor } from '../storage/cursor';
import type { StateKeeper, Stores } from '../storage/StateKeeper';
import { imageOf, withImage } from '../images/specImage';
import type { ProposalRecord } from './ProposalStore';

const positionSchema = z.object({ createdAt: z.string(), id: z.string() });

export interface ProposalServiceOptions {
  readonly state: StateKeeper;
  readonly saves: Pick<SaveService, 'transact'>;
  readonly now: () => number;
}

/** Changes that wait for a person: they are accepted or declined, once. */
export class ProposalService {
  readonly #options: ProposalServiceOptions;

  constructor(options: ProposalServiceOptions) {
    this.#options = options;
  }

  async list(
    request: RolloutRequest,
    query: { readonly cursor?: string | undefined; readonly limit: number },
  ): Promise<Page<Proposal>> {
    const { id: rolloutId } = await this.#find(request);
    const { cursor, limit } = query;
    const page = await this.#options.state.stores.proposals.list({
      rolloutId,
      limit,
      before: decodeCursor(cursor, positionSchema),
    });
    const { next } = page;
    return {
      items: page.items.map(toProposal),
      totalItems: page.total,
      pageInfo: next
        ? {
            nextCursor: encodeCursor({
              createdAt: next.createdAt,
              id: next.id,
            }),
          }
        : {},
    };
  }

  /** Makes the revision. Throws ConflictError for a proposal that time has passed by. */
  async accept(
    request: RolloutRequest<PersonalAccess>,
    id: string,
  ): Promise<Proposal> {
    const { project, caller } = request.access;
    const rollout = await this.#find(request);
    const outcome = await this.#options.saves.transact(
      { project, actor: caller.ref },
      (stores, context) => acceptProposal(stores, context, { rollout, id }),
    );
    if (outcome.conflict) {
      throw new SaveConflictError(outcome.conflict);
    }
    return this.#read(rollout, id);
  }

  async decline(
    request: RolloutRequest<PersonalAccess>,
    id: string,
  ): Promise<Proposal> {
    const rollout = await this.#find(request);
    const by = request.access.caller.ref;
    const at = new Date(this.#options.now()).toISOString();
    await this.#options.state.transact(async stores => {
      // As accepting does, so that one of the two comes first.
      await stores.rollouts.lock(rollout.id);
      const proposal = await findOpen(stores, { rollout, id });
      await stores.proposals.decide(id, {
        state: 'declined',
        decidedAt: at,
        decidedBy: by,
      });
      await stores.activity.append({
        projectId: rollout.projectId,
        rolloutId: rollout.id,
        rolloutName: rollout.name,
        at,
        actor: by,
        act: 'proposal-decline',
        revision: undefined,
        details: { tag: proposal.patch.image.tag },
      });
    });
    return this.#read(rollout, id);
  }

  async #read(rollout: RolloutRecord, id: string): Promise<Proposal> {
    const { proposals } = this.#options.state.stores;
    const proposal = await proposals.find(rollout.id, id);
    if (!proposal) {
      throw noProposal(rollout, id);
    }
    return toProposal(proposal);
  }

  async #find({ access, rollout }: RolloutRequest): Promise<RolloutRecord> {
    const { rollouts } = this.#options.state.stores;
    const found = await rollouts.find(access.project.id, rollout);
    if (!found) {
      throw new NotFoundError(`No rollout '${rollout}' in this project`);
    }
    return found;
  }
}

interface Wanted {
  readonly rollout: RolloutRecord;
  readonly id: string;
}

async function acceptProposal(
  stores: Stores,
  context: SaveContext,
  { rollout, id }: Wanted,
): Promise<SaveOutcome> {
  const { name } = rollout;
  const { project, actor: by, at } = context;
  const newest = await lockNewest(stores, { project: project.id, name });
  const proposal = await findOpen(stores, { rollout, id });
  const { image } = proposal.patch;
  await requireTimely(stores, { proposal, newest });
  const outcome = await changeSpec(stores, context, {
    name,
    act: 'proposal-accept',
    via: 'update',
    details: { tag: image.tag },
    change: spec => withImage(spec, image),
  });
  // Nothing was saved where it clashes, so the rollout stays as it is held.
  if (!outcome.conflict) {
    await endPin(stores, { rollout, by, at, details: { tag: image.tag } });
    await stores.proposals.decide(id, {
      state: 'accepted',
      decidedAt: at,
      decidedBy: by,
      revision: outcome.newest,
    });
  }
  return outcome;
}

/** What was proposed must still follow on what runs, and not have proved bad meanwhile. */
async function requireTimely(
  stores: Stores,
  on: {
    readonly proposal: ProposalRecord;
    readonly newest: Awaited<ReturnType<typeof lockNewest>>;
  },
): Promise<void> {
  const { proposal, newest } = on;
  const { rolloutId, baseRevision, patch } = proposal;
  const base = await stores.revisions.find(rolloutId, baseRevision);
  const now = imageOf(newest.revision.spec);
  const then = base && imageOf(base.spec);
  if (JSON.stringify(now) !== JSON.stringify(then)) {
    throw new ConflictError(
      `The image was changed since revision ${baseRevision}, which this was proposed for: look again`,
    );
  }
  const { quarantined } = await readHolding(stores, rolloutId);
  if (isQuarantined(quarantined, { ...now.ref, ...patch.image })) {
    throw new ConflictError(
      `'${patch.image.tag}' is in quarantine: release it first`,
    );
  }
}

async function findOpen(
  stores: Stores,
  { rollout, id }: Wanted,
): Promise<ProposalRecord> {
  const proposal = await stores.proposals.find(rollout.id, id);
  if (!proposal) {
    throw noProposal(rollout, id);
  }
  if (proposal.state !== 'open') {
    throw new ConflictError(
      `This proposal is ${proposal.state} already${
        proposal.decidedBy ? ` by ${proposal.decidedBy}` : ''
      }: nothing is left to decide`,
    );
  }
  return proposal;
}

function noProposal({ name }: RolloutRecord, id: string): NotFoundError {
  return new NotFoundError(`Rollout '${name}' has no proposal '${id}'`);
}

function toProposal(record: ProposalRecord): Proposal {
  const { rolloutId, ...proposal } = record;
  return proposal;
}
