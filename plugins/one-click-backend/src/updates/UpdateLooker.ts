import { ClusterAwayError } from '../errors';
import { readHolding } from '../pinning/holding';
import type { PullSecrets } from '../registry/pullSecrets';
import { toAddress } from '../registry/RepositoryRef';
import type { SignIn } from '../registry/RepositoryRef';
import { toProblem } from '../registry/toProblem';
import type { SaveService } from '../rollouts/RolloutService';
import { lockNewest } from '../saving/lockNewest';
import type { SaveContext, SaveOutcome } from '../saving/SaveOutcome';
import type { StateKeeper, Stores } from '../storage/StateKeeper';
import type { Announcer } from '../streams/Announcer';
import { AUTO_UPDATE, decideUpdate } from './decideUpdate';
import type { Decided, Finding } from './Finding';
import { nextLook } from './nextLook';
import { recordDecision } from './recordDecision';
import type { UpdateEvaluator } from './UpdateEvaluator';
import type { UpdateLease } from './UpdateStore';
import { findSubject, imageNameOf, seenDigestOf } from './UpdateSubject';
import type { UpdateSubject } from './UpdateSubject';

export interface UpdateLookerOptions {
  readonly state: StateKeeper;
  readonly saves: Pick<SaveService, 'transact'>;
  readonly evaluator: UpdateEvaluator;
  readonly pullSecrets: PullSecrets;
  /** Is told of rollouts whose row changed. */
  readonly announcer: Pick<Announcer, 'rolloutChanged'>;
  readonly now: () => number;
  /** Between 0 and 1. */
  readonly random: () => number;
  readonly newId: () => string;
}

/** A policy that has to look once more, since the world moved on meanwhile. */
const AGAIN = Symbol('look again');

/** A cluster that is away says nothing of the registry: the sign-in is read when it is back. */
interface Postponed {
  readonly kind: 'postponed';
}
const CLUSTER_WAIT_MS = 30_000;

const IN_THE_BIN: Finding = {
  kind: 'held',
  reason: 'The rollout is in the bin',
};

/** The lease of a look ran out, or its policy was changed: what it decided is dropped. */
export class LostLeaseError extends Error {
  override readonly name = 'LostLeaseError';

  constructor() {
    super('The policy is not leased to this look any more');
  }
}

/**
 * One look of a policy: asks the registry, then decides, does and records it in
 * one transaction. Killed in between, the lease runs out and the next look
 * finds everything as it was, or done.
 */
export class UpdateLooker {
  readonly #options: UpdateLookerOptions;

  constructor(options: UpdateLookerOptions) {
    this.#options = options;
  }

  async look(lease: UpdateLease, signal?: AbortSignal): Promise<void> {
    const { policy } = lease;
    const { stores } = this.#options.state;
    const subject = await findSubject(stores, policy.rolloutId);
    if (!subject) {
      return;
    }
    const registry = toAddress(subject.ref).host;
    if (registry !== policy.registry) {
      await this.#lookAgain(stores, { lease, registry, inMs: 1 });
      return;
    }
    const finding =
      subject.rollout.binnedAt === undefined
        ? await this.#find(lease, { subject, signal })
        : IN_THE_BIN;
    if (finding.kind === 'postponed') {
      const inMs = CLUSTER_WAIT_MS;
      await this.#lookAgain(stores, { lease, registry, inMs });
      return;
    }
    try {
      await this.#settle(lease, { subject, finding });
    } catch (error) {
      // What a person would be told of their save is told of the policy's.
      const reason = refusalOf(error);
      await this.#settle(lease, {
        subject,
        finding: { kind: 'held', reason },
      });
    }
  }

  async #find(
    { policy }: UpdateLease,
    look: {
      readonly subject: UpdateSubject;
      readonly signal: AbortSignal | undefined;
    },
  ): Promise<Finding | Postponed> {
    const { state, evaluator, now } = this.#options;
    const { subject, signal } = look;
    const { id } = subject.rollout;
    const { updates, proposals } = state.stores;
    const declined = await proposals.listInState(id, 'declined');
    try {
      const evaluation = await evaluator.evaluate({
        ref: subject.ref,
        running: subject.running,
        settings: policy.settings,
        holding: await readHolding(state.stores, id),
        declined: declined.map(({ patch }) => patch.image),
        sightings: await updates.listSightings(id),
        isFirstLook: policy.lookedAt === undefined,
        seenDigest: seenDigestOf(subject, policy.seen),
        signIn: await this.signInOf(subject),
        signal,
        now: now(),
      });
      return { kind: 'evaluated', evaluation };
    } catch (error) {
      if (error instanceof ClusterAwayError) {
        return { kind: 'postponed' };
      }
      return { kind: 'failed', problem: toProblem(error, now()) };
    }
  }

  /** The sign-in that the rollout's pods pull with. */
  async signInOf({
    project,
    revision,
    ref,
  }: UpdateSubject): Promise<SignIn | undefined> {
    const name = revision.spec.image.pullSecretRef?.name;
    const { cluster, namespace, namespaceUid } = project;
    // Without one of its own, what is in a namespace of that name is not the project's.
    return name === undefined || namespaceUid === undefined
      ? undefined
      : this.#options.pullSecrets.find({ cluster, namespace, name, ref });
  }

  async #settle(
    lease: UpdateLease,
    look: { readonly subject: UpdateSubject; readonly finding: Finding },
  ): Promise<void> {
    const { project, rollout } = look.subject;
    let isToBeTold = false;
    await this.#options.saves.transact(
      { project, actor: AUTO_UPDATE },
      async (stores, context): Promise<SaveOutcome | undefined> => {
        const decided = await this.#decide(stores, context, { ...look, lease });
        if (decided === AGAIN) {
          const { registry } = lease.policy;
          await this.#lookAgain(stores, { lease, registry, inMs: 1 });
          return undefined;
        }
        isToBeTold = await this.#finish(stores, context, {
          ...look,
          lease,
          decided,
        });
        return decided.outcome;
      },
    );
    if (isToBeTold) {
      this.#options.announcer.rolloutChanged(rollout.id);
    }
  }

  async #decide(
    stores: Stores,
    context: SaveContext,
    look: {
      readonly lease: UpdateLease;
      readonly subject: UpdateSubject;
      readonly finding: Finding;
    },
  ): Promise<Decided | typeof AGAIN> {
    const { subject, finding, lease } = look;
    switch (finding.kind) {
      case 'failed': {
        const { problem } = finding;
        return { verdict: 'failed', reason: problem.sentence, problem };
      }
      case 'held':
        return { verdict: 'held', reason: finding.reason };
      case 'evaluated': {
        const { rollout, project } = subject;
        const { id, name } = rollout;
        const newest = await lockNewest(stores, { project: project.id, name });
        const holding = await readHolding(stores, id);
        const isStale =
          newest.rollout.id !== id ||
          newest.revision.number !== subject.revision.number;
        if (isStale) {
          return AGAIN;
        }
        const { policy } = lease;
        const { evaluation } = finding;
        const { newId } = this.#options;
        const request = {
          context,
          subject,
          policy,
          holding,
          evaluation,
          newId,
        };
        return decideUpdate(stores, request);
      }
    }
  }

  async #finish(
    stores: Stores,
    context: SaveContext,
    look: {
      readonly lease: UpdateLease;
      readonly subject: UpdateSubject;
      readonly finding: Finding;
      readonly decided: Decided;
    },
  ): Promise<boolean> {
    const { lease, subject, finding, decided } = look;
    const { policy } = lease;
    const { now, random } = this.#options;
    const looks = await recordDecision(stores, context, {
      subject,
      policy,
      decided,
    });
    const found = finding.kind === 'evaluated' ? finding.evaluation : undefined;
    const isNews = found
      ? await keepNewer(stores, { subject, decided })
      : false;
    for (const sighting of found?.sightings ?? []) {
      await stores.updates.sight(policy.rolloutId, sighting);
    }
    const due = nextLook(policy, { decided, now: now(), chance: random() });
    const isOurs = await stores.updates.finish(lease, {
      registry: policy.registry,
      dueAt: new Date(due).toISOString(),
      failures: decided.problem ? policy.failures + 1 : 0,
      looks,
      lookedAt: decided.problem ? policy.lookedAt : context.at,
      seen: found?.seenDigest
        ? { name: imageNameOf(subject), digest: found.seenDigest }
        : policy.seen,
    });
    if (!isOurs) {
      // Another process looks, or the policy is another one: nothing of this holds.
      throw new LostLeaseError();
    }
    return isNews || subject.rollout.pinned;
  }

  async #lookAgain(
    stores: Stores,
    look: {
      readonly lease: UpdateLease;
      readonly registry: string;
      readonly inMs: number;
    },
  ): Promise<void> {
    const { lease, registry, inMs } = look;
    await stores.updates.finish(lease, {
      ...lease.policy,
      registry,
      dueAt: new Date(this.#options.now() + inMs).toISOString(),
    });
  }
}

/** Has lists tell of an image that waits to be taken, until it does not any more; whether that is news. */
async function keepNewer(
  stores: Stores,
  look: { readonly subject: UpdateSubject; readonly decided: Decided },
): Promise<boolean> {
  const { subject, decided } = look;
  const { id, newerImage: before } = subject.rollout;
  const newerImage = decided.verdict === 'applied' ? undefined : decided.to;
  const isNews = JSON.stringify(before) !== JSON.stringify(newerImage);
  if (isNews) {
    await stores.rollouts.update(id, { newerImage });
  }
  return isNews;
}

/** What a person may read of a refused save; whatever is no refusal is thrown on. */
function refusalOf(error: unknown): string {
  const status =
    error instanceof Error && 'statusCode' in error
      ? Number(error.statusCode)
      : 0;
  const isRefusal =
    error instanceof Error &&
    ((status >= 400 && status < 500) || error.name === 'ConflictError');
  if (!isRefusal) {
    throw error;
  }
  return `Not taken: ${error.message}`;
}
