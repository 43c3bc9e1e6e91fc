import type { Saved } from '@one-click/backstage-plugin-one-click-common';
import { SaveConflictError } from '../errors';
import { once } from '../idempotency/IdempotencyKey';
import type {
  RolloutChange,
  RolloutService,
  SaveRequest,
  SaveService,
} from '../rollouts/RolloutService';
import type { ProjectRecord } from '../projects/ProjectRecord';
import { liftPlaintext } from '../secrets/liftPlaintext';
import type { Lifted } from '../secrets/liftPlaintext';
import type { PreparedSecrets } from '../secrets/PreparedSecrets';
import type { SecretKeeper } from '../secrets/SecretKeeper';
import { toSecretsOrders } from '../secrets/SecretsOrder';
import type { StateKeeper, Stores } from '../storage/StateKeeper';
import type { RunningImages } from '../pinning/RunningImages';
import { changeSpec } from './changeSpec';
import type { StorageClasses } from './claims';
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
  readonly secrets: SecretKeeper;
  readonly listener: SaveListener;
  /** Of a cluster; `undefined` while they are not known. */
  readonly storageClasses: (cluster: string) => StorageClasses | undefined;
  readonly images: RunningImages;
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
    const { name, secrets = {}, ...body } = request.rollout;
    const lifted = liftPlaintext(body.spec, toSecretsOrders(secrets));
    const spec = parseDraft({ name, spec: lifted.spec });
    const id = this.#options.newId();
    const change = { ...request, rollout: name };
    return this.#withSecrets(change, { ...lifted, spec }, prepared =>
      this.#change(change, (stores, context) =>
        createRollout(stores, context, { ...body, id, name, spec, prepared }),
      ),
    );
  }

  async save(request: SaveRequest): Promise<Saved> {
    const { rollout: name, secrets = {}, ...rest } = request;
    const { note, acknowledged, loseVolumes, act, baseRevision } = rest;
    const lifted = liftPlaintext(request.spec, toSecretsOrders(secrets));
    const spec = parseDraft({ name, spec: lifted.spec });
    const marks = { note, acknowledged, loseVolumes, act };
    const edited = { name, spec, baseRevision, ...marks };
    return this.#withSecrets(request, { ...lifted, spec }, prepared =>
      this.#change(request, (stores, context) =>
        saveRollout(stores, context, { ...edited, prepared }),
      ),
    );
  }

  async rollBack(
    request: Parameters<SaveService['rollBack']>[0],
  ): Promise<Saved> {
    const { access, rollout: name, to } = request;
    const { images, newId } = this.#options;
    const { project } = access;
    const { cluster, namespace } = project;
    const { revision } = to;
    await this.#options.secrets.requireRestorable({
      project,
      rollout: name,
      revision,
    });
    const digests = await images.findDigests({
      cluster,
      namespace,
      rollout: name,
    });
    const { quarantine = true, ...rest } = to;
    return this.#change(request, (stores, context) =>
      rollBackRollout(stores, context, {
        ...rest,
        name,
        quarantine,
        digests,
        newId,
      }),
    );
  }

  async change(request: Parameters<SaveService['change']>[0]): Promise<Saved> {
    const { rollout: name, order } = request;
    return this.#change(request, (stores, context) =>
      changeSpec(stores, context, { ...order, name }),
    );
  }

  async transact<T extends SaveOutcome | undefined>(
    request: { readonly project: ProjectRecord; readonly actor: string },
    work: (stores: Stores, context: SaveContext) => Promise<T>,
  ): Promise<T> {
    const { state, rules, listener, now, storageClasses } = this.#options;
    const { project, actor } = request;
    const context: SaveContext = {
      project,
      actor,
      at: new Date(now()).toISOString(),
      rules,
      classes: storageClasses(project.cluster),
    };
    const outcome = await state.transact(stores => work(stores, context));
    if (outcome?.newest !== undefined) {
      listener.onSaved({
        rolloutId: outcome.rolloutId,
        cluster: project.cluster,
        revision: outcome.newest,
      });
    }
    return outcome;
  }

  async #withSecrets<T>(
    { access, rollout }: RolloutChange,
    { spec, orders }: Lifted,
    save: (prepared: PreparedSecrets | undefined) => Promise<T>,
  ): Promise<T> {
    const { secrets, now } = this.#options;
    const { project, caller } = access;
    const at = new Date(now()).toISOString();
    const request = { project, rollout, spec, orders, actor: caller.ref, at };
    return secrets.around(request, save);
  }

  async #change(
    request: RolloutChange,
    work: (stores: Stores, context: SaveContext) => Promise<SaveOutcome>,
  ): Promise<Saved> {
    const { access, idempotency, rollout } = request;
    const { project, caller } = access;
    const outcome = await this.transact(
      { project, actor: caller.ref },
      (stores, context) =>
        once(stores.idempotency, { ...context, idempotency }, () =>
          work(stores, context),
        ),
    );
    if (outcome.conflict) {
      throw new SaveConflictError(outcome.conflict);
    }
    const detail = await this.#options.rollouts.get({ access, rollout });
    return { rollout: detail, changed: outcome.changed };
  }
}
