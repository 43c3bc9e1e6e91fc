import type { Saved } from '@one-click/backstage-plugin-one-click-common';
import { SaveConflictError } from '../errors';
import { once } from '../idempotency/IdempotencyKey';
import type {
  RolloutChange,
  RolloutService,
  SaveRequest,
  SaveService,
} from '../rollouts/RolloutService';
import type { StateKeeper, Stores } from '../storage/StateKeeper';
import { createRollout } from './createRollout';
import { parseDraft } from './parseDraft';
import type { RuleBook } from './RuleBook';
import { rollBackRollout } from './rollBackRollout';
import { saveRollout } from './saveRollout';
import type { SaveContext, SaveOutcome } from './SaveOutcome';

/** Is told of each change, once it holds. */
export interface SaveListener {
  onSaved(saved: {
    readonly rolloutId: string;
    readonly cluster: string;
    readonly revision: number;
  }): void;
}

export interface DefaultSaveServiceOptions {
  readonly state: StateKeeper;
  readonly rollouts: Pick<RolloutService, 'get'>;
  readonly rules: RuleBook;
  readonly listener: SaveListener;
  readonly now: () => number;
  readonly newId: () => string;
}

/** Saves in one transaction each; the listener then wakes the converger. */
export class DefaultSaveService implements SaveService {
  readonly #options: DefaultSaveServiceOptions;

  static create(options: DefaultSaveServiceOptions) {
    return new DefaultSaveService(options);
  }

  private constructor(options: DefaultSaveServiceOptions) {
    this.#options = options;
  }

  async create(request: Parameters<SaveService['create']>[0]): Promise<Saved> {
    const { name, ...body } = request.rollout;
    const spec = parseDraft({ name, spec: body.spec });
    const id = this.#options.newId();
    return this.#change({ ...request, rollout: name }, (stores, context) =>
      createRollout(stores, context, { ...body, id, name, spec }),
    );
  }

  async save(request: SaveRequest): Promise<Saved> {
    const { rollout: name, note, baseRevision } = request;
    const spec = parseDraft({ name, spec: request.spec });
    return this.#change(request, (stores, context) =>
      saveRollout(stores, context, { name, spec, note, baseRevision }),
    );
  }

  async rollBack(
    request: Parameters<SaveService['rollBack']>[0],
  ): Promise<Saved> {
    const { rollout: name, to } = request;
    return this.#change(request, (stores, context) =>
      rollBackRollout(stores, context, { name, ...to }),
    );
  }

  async #change(
    request: RolloutChange,
    work: (stores: Stores, context: SaveContext) => Promise<SaveOutcome>,
  ): Promise<Saved> {
    const { state, rules, listener, rollouts, now } = this.#options;
    const { access, idempotency, rollout } = request;
    const context: SaveContext = {
      project: access.project,
      actor: access.caller.ref,
      at: new Date(now()).toISOString(),
      rules,
    };
    const outcome = await state.transact(async stores =>
      once(stores.idempotency, { ...context, idempotency }, () =>
        work(stores, context),
      ),
    );
    if (outcome.newest !== undefined) {
      listener.onSaved({
        rolloutId: outcome.rolloutId,
        cluster: access.project.cluster,
        revision: outcome.newest,
      });
    }
    if (outcome.conflict) {
      throw new SaveConflictError(outcome.conflict);
    }
    const detail = await rollouts.get({ access, rollout });
    return { rollout: detail, changed: outcome.changed };
  }
}
