import { NotFoundError } from '@backstage/errors';
import type {
  Page,
  UpdateDecision,
  UpdatePolicy,
  UpdatePolicySettings,
  UpdatePreview,
} from '@one-click/backstage-plugin-one-click-common';
import { z } from 'zod';
import type { PersonalAccess } from '../access';
import { requireNotBinned } from '../bin/requireNotBinned';
import { readHolding } from '../pinning/holding';
import { toAddress } from '../registry/RepositoryRef';
import { toProblem } from '../registry/toProblem';
import type { RolloutRequest } from '../rollouts/RolloutService';
import { decodeCursor, encodeCursor } from '../storage/cursor';
import type { StateKeeper } from '../storage/StateKeeper';
import { checkRule } from './checkRule';
import { summarizeSkips } from './summarizeSkips';
import type { UpdateEvaluator } from './UpdateEvaluator';
import type { UpdateLooker } from './UpdateLooker';
import { findSubject, seenDigestOf } from './UpdateSubject';
import type { UpdateSubject } from './UpdateSubject';
import type { StoredDecision, UpdatePolicyRecord } from './UpdateStore';

const positionSchema = z.object({
  before: z.number().int(),
  looks: z.number().int(),
});

export interface UpdateServiceOptions {
  readonly state: StateKeeper;
  readonly evaluator: UpdateEvaluator;
  readonly looker: Pick<UpdateLooker, 'signInOf'>;
  /** Has policies that are due look. */
  readonly wake: () => void;
  readonly now: () => number;
}

/** Update policies of rollouts: what they are, what they would do, and what they did. */
export class UpdateService {
  readonly #options: UpdateServiceOptions;

  constructor(options: UpdateServiceOptions) {
    this.#options = options;
  }

  async get(request: RolloutRequest): Promise<UpdatePolicy> {
    const { rollout } = await this.#find(request);
    return this.#read(rollout.id, request.rollout);
  }

  /** Sets the policy, which looks at once. */
  async put(
    request: RolloutRequest<PersonalAccess>,
    settings: UpdatePolicySettings,
  ): Promise<UpdatePolicy> {
    checkRule(settings.rule);
    const { rollout, ref } = await this.#find(request);
    requireNotBinned(rollout);
    const { state, wake } = this.#options;
    const at = this.#instant();
    const by = request.access.caller.ref;
    await state.transact(async stores => {
      await stores.rollouts.lock(rollout.id);
      const before = await stores.updates.find(rollout.id);
      await stores.updates.put({
        rolloutId: rollout.id,
        registry: toAddress(ref).host,
        settings,
        changedAt: at,
        changedBy: by,
        dueAt: at,
        dueBy: 'person',
        failures: 0,
        looks: before?.looks ?? 0,
        lookedAt: before?.lookedAt,
        seen: before?.seen,
      });
      await stores.activity.append({
        ...entryOf(rollout),
        at,
        actor: by,
        act: 'update-policy-set',
        details: { rule: settings.rule.kind, mode: settings.mode },
      });
    });
    wake();
    return this.#read(rollout.id, request.rollout);
  }

  async remove(request: RolloutRequest<PersonalAccess>): Promise<void> {
    const { rollout } = await this.#find(request);
    await this.#options.state.transact(async stores => {
      await stores.rollouts.lock(rollout.id);
      if (await stores.updates.remove(rollout.id)) {
        await stores.rollouts.update(rollout.id, { newerImage: undefined });
        await stores.activity.append({
          ...entryOf(rollout),
          at: this.#instant(),
          actor: request.access.caller.ref,
          act: 'update-policy-remove',
        });
      }
    });
  }

  /** Has the policy look now; does not wait for it. */
  async look(request: RolloutRequest<PersonalAccess>): Promise<UpdatePolicy> {
    const { rollout } = await this.#find(request);
    const { state, wake } = this.#options;
    const at = this.#instant();
    await state.stores.updates.makeDue(rollout.id, { at, by: 'person' });
    wake();
    return this.#read(rollout.id, request.rollout);
  }

  /** What a policy, saved or not, would do now. Nothing is written. */
  async preview(
    request: RolloutRequest,
    settings: UpdatePolicySettings,
  ): Promise<UpdatePreview> {
    checkRule(settings.rule);
    const subject = await this.#find(request);
    const { state, evaluator, looker, now } = this.#options;
    const { rollout, ref, running } = subject;
    const { updates, proposals } = state.stores;
    const policy = await updates.find(rollout.id);
    const declined = await proposals.listInState(rollout.id, 'declined');
    const sightings = await updates.listSightings(rollout.id);
    const holding = await readHolding(state.stores, rollout.id);
    try {
      const found = await evaluator.evaluate({
        ref,
        running,
        settings,
        holding,
        sightings,
        declined: declined.map(({ patch }) => patch.image),
        isFirstLook: policy?.lookedAt === undefined,
        seenDigest: seenDigestOf(subject, policy?.seen),
        signIn: await looker.signInOf(subject),
        mayBeOld: true,
        now: now(),
      });
      const { pick, skipped, warnings } = found;
      return {
        running,
        pick,
        ...summarizeSkips(skipped),
        warnings: [...warnings],
      };
    } catch (error) {
      const problem = toProblem(error, now());
      return { running, skipped: [], skippedCounts: {}, warnings: [], problem };
    }
  }

  async listDecisions(
    request: RolloutRequest,
    query: { readonly cursor?: string | undefined; readonly limit: number },
  ): Promise<Page<UpdateDecision>> {
    const { rollout } = await this.#find(request);
    const { updates } = this.#options.state.stores;
    const position = decodeCursor(query.cursor, positionSchema);
    const policy = await updates.find(rollout.id);
    const page = await updates.listDecisions({
      rolloutId: rollout.id,
      before: position?.before,
      limit: query.limit,
    });
    // How often a decision was come to is known to the one after it.
    let looks = position?.looks ?? policy?.looks ?? 1;
    const items = page.items.map(decision => {
      const item = toDecision(decision, looks);
      looks = decision.looksBefore;
      return item;
    });
    return {
      items,
      totalItems: page.total,
      pageInfo:
        page.next === undefined
          ? {}
          : { nextCursor: encodeCursor({ before: page.next, looks }) },
    };
  }

  async #read(rolloutId: string, name: string): Promise<UpdatePolicy> {
    const { stores } = this.#options.state;
    const policy = await stores.updates.find(rolloutId);
    if (!policy) {
      throw new NotFoundError(
        `Rollout '${name}' has no update policy: set one first`,
      );
    }
    const newest = await stores.updates.findNewest(rolloutId);
    const { pin } = await readHolding(stores, rolloutId);
    return {
      ...toPolicy(policy),
      ...(newest && { lastDecision: toDecision(newest, policy.looks) }),
      ...(pin && { hold: 'pinned' }),
    };
  }

  async #find({ access, rollout }: RolloutRequest): Promise<UpdateSubject> {
    const { stores } = this.#options.state;
    const found = await stores.rollouts.find(access.project.id, rollout);
    const subject = found && (await findSubject(stores, found.id));
    if (!subject) {
      throw new NotFoundError(`No rollout '${rollout}' in this project`);
    }
    return subject;
  }

  #instant(): string {
    return new Date(this.#options.now()).toISOString();
  }
}

function entryOf({ projectId, id, name }: UpdateSubject['rollout']) {
  return {
    projectId,
    rolloutId: id,
    rolloutName: name,
    revision: undefined,
  };
}

function toPolicy(policy: UpdatePolicyRecord): UpdatePolicy {
  const { settings, changedAt, changedBy, dueAt, lookedAt } = policy;
  return {
    ...settings,
    changedAt,
    changedBy,
    nextLookAt: dueAt,
    ...(lookedAt !== undefined && { lastLookAt: lookedAt }),
  };
}

function toDecision(decision: StoredDecision, looks: number): UpdateDecision {
  const { id, rolloutId, looksBefore, ...rest } = decision;
  return { ...rest, looks };
}
