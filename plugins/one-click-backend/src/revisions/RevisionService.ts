import { NotFoundError } from '@backstage/errors';
import type {
  Act,
  Compared,
  Comparison,
  Revision,
} from '@one-click/backstage-plugin-one-click-common';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { PersonalAccess } from '../access';
import { UnacceptableError } from '../errors';
import type { RolloutRecord } from '../rollouts/RolloutRecord';
import type { RolloutRequest } from '../rollouts/RolloutService';
import { describeChanges } from '../secrets/describeChanges';
import type { StateKeeper, Stores } from '../storage/StateKeeper';
import type { RevisionRecord } from './RevisionRecord';
import { toRevision } from './toRevision';

/** One revision of a rollout. */
export interface RevisionRequest extends RolloutRequest<PersonalAccess> {
  readonly revision: number;
}

interface Side {
  /** Absent where the cluster has what no revision says. */
  readonly revision: RevisionRecord | undefined;
  readonly spec: RolloutSpecInput;
}

/** Compares revisions, and hides them from lists. */
export class RevisionService {
  readonly #state: StateKeeper;
  readonly #now: () => number;

  constructor(options: {
    readonly state: StateKeeper;
    readonly now: () => number;
  }) {
    this.#state = options.state;
    this.#now = options.now;
  }

  /** What differs between any two revisions, or what the cluster has. Throws NotFoundError. */
  async compare(
    request: RolloutRequest,
    sides: { readonly left: Compared; readonly right: Compared },
  ): Promise<Comparison> {
    const { stores } = this.#state;
    const rollout = await findRollout(stores, request);
    const left = await findSide(stores, rollout, sides.left);
    const right = await findSide(stores, rollout, sides.right);
    const changes = await describeChanges(stores, rollout, {
      from: left.spec,
      to: right.spec,
    });
    return {
      left: toSide(left),
      right: toSide(right),
      changes: [...changes],
    };
  }

  /** Leaves a revision out of lists. Throws UnacceptableError for the newest one. */
  async hide(request: RevisionRequest): Promise<Revision> {
    return this.#mark(request, true);
  }

  async unhide(request: RevisionRequest): Promise<Revision> {
    return this.#mark(request, false);
  }

  async #mark(request: RevisionRequest, hidden: boolean): Promise<Revision> {
    const { access, revision: number } = request;
    const at = new Date(this.#now()).toISOString();
    const by = access.caller.ref;
    return this.#state.transact(async stores => {
      const found = await findRollout(stores, request);
      const rollout = (await stores.rollouts.lock(found.id)) ?? found;
      const revision = await findRevision(stores, rollout, number);
      const { id } = rollout;
      const known = await stores.hiddenRevisions.list(id, [number]);
      if (known.has(number) === hidden) {
        return toRevision(revision, { hidden });
      }
      if (hidden) {
        requireOld(rollout, number);
        const mark = { rolloutId: id, number, hiddenAt: at, hiddenBy: by };
        await stores.hiddenRevisions.hide(mark);
      } else {
        await stores.hiddenRevisions.unhide(id, number);
      }
      const act: Act = hidden ? 'revision-hide' : 'revision-unhide';
      await stores.activity.append({
        projectId: rollout.projectId,
        rolloutId: id,
        rolloutName: rollout.name,
        at,
        actor: by,
        act,
        revision: number,
      });
      return toRevision(revision, { hidden });
    });
  }
}

function requireOld({ newest }: RolloutRecord, number: number): void {
  if (number === newest) {
    throw new UnacceptableError([
      {
        path: 'revision',
        message: `${number} is the newest one, which lists always show: hide it once there is a newer one`,
      },
    ]);
  }
}

async function findRollout(
  stores: Stores,
  { access, rollout: name }: RolloutRequest,
): Promise<RolloutRecord> {
  const rollout = await stores.rollouts.find(access.project.id, name);
  if (!rollout) {
    throw new NotFoundError(`No rollout '${name}' in this project`);
  }
  return rollout;
}

async function findRevision(
  stores: Stores,
  { id, name }: RolloutRecord,
  number: number,
): Promise<RevisionRecord> {
  const revision = await stores.revisions.find(id, number);
  if (!revision) {
    throw new NotFoundError(`No revision ${number} of rollout '${name}'`);
  }
  return revision;
}

async function findSide(
  stores: Stores,
  rollout: RolloutRecord,
  side: Compared,
): Promise<Side> {
  const { drift, told, newest } = rollout;
  if (side === 'running' && drift) {
    return { revision: undefined, spec: drift.spec };
  }
  const number = {
    newest: () => newest,
    running: () => told ?? newest,
    serving: () => findServing(stores, rollout),
  };
  const wanted = typeof side === 'number' ? side : await number[side]();
  const revision = await findRevision(stores, rollout, wanted);
  return { revision, spec: revision.spec };
}

/** What last was healthy before the newest one: "previous" means what served, not one less. */
async function findServing(
  stores: Stores,
  { id, name, newest }: RolloutRecord,
): Promise<number> {
  const [serving] = await stores.revisions.scan({
    rolloutId: id,
    outcome: 'healthy',
    before: newest,
    limit: 1,
  });
  if (!serving) {
    throw new NotFoundError(
      `No revision of rollout '${name}' was healthy before revision ${newest}`,
    );
  }
  return serving.number;
}

function toSide({ revision, spec }: Side): Comparison['left'] {
  return { ...(revision && { revision: toRevision(revision) }), spec };
}
