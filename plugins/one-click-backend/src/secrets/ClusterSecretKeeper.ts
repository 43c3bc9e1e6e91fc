import { UnacceptableError } from '../errors';
import type { ProjectRecord } from '../projects/ProjectRecord';
import type { StateKeeper } from '../storage/StateKeeper';
import { contentNamesIn } from './contentSecrets';
import { newHashKey } from './hashSecrets';
import { planSecrets } from './planSecrets';
import type { PlannedSecret } from './planSecrets';
import { SecretsMovedError } from './PreparedSecrets';
import type { PreparedSecrets, PreparedSwap } from './PreparedSecrets';
import { requireNoClash } from './requireNoClash';
import type {
  RestoreRequest,
  SecretKeeper,
  SecretsRequest,
} from './SecretKeeper';
import type { SecretRecord } from './SecretStore';
import type { SecretValues, SecretVault } from './SecretVault';

/** So many people at once do not change the secrets of one rollout. */
const MAX_TRIES = 5;

export interface ClusterSecretKeeperOptions {
  readonly state: StateKeeper;
  readonly vault: SecretVault;
}

interface Known {
  readonly hashKey: string;
  /** Absent for a rollout that does not exist yet. */
  readonly rolloutId: string | undefined;
}

/** Keeps values in the clusters of projects. */
export class ClusterSecretKeeper implements SecretKeeper {
  readonly #options: ClusterSecretKeeperOptions;

  constructor(options: ClusterSecretKeeperOptions) {
    this.#options = options;
  }

  async around<T>(
    request: SecretsRequest,
    save: (prepared: PreparedSecrets | undefined) => Promise<T>,
  ): Promise<T> {
    if (request.orders.length === 0) {
      return save(undefined);
    }
    const known = await this.#know(request);
    const base = await this.#findRecords(known, request);
    let { spec } = request;
    for (let tries = 1; ; tries += 1) {
      const prepared = await this.#prepare({ ...request, spec }, known);
      try {
        return await save(prepared);
      } catch (error) {
        if (!(error instanceof SecretsMovedError) || tries >= MAX_TRIES) {
          throw error;
        }
        ({ spec } = error);
        const theirs = await this.#findRecords(known, { ...request, spec });
        const sides = { base, theirs, prepared };
        requireNoClash({ ...sides, request, spec, newest: error.newest });
      }
    }
  }

  async requireRestorable(request: RestoreRequest): Promise<void> {
    const { state, vault } = this.#options;
    const { project, rollout: name, revision: number } = request;
    const rollout = await state.stores.rollouts.find(project.id, name);
    const revision =
      rollout && (await state.stores.revisions.find(rollout.id, number));
    const records = revision
      ? await state.stores.secrets.find(
          revision.rolloutId,
          contentNamesIn(name, revision.spec),
        )
      : [];
    for (const record of records) {
      const isGone =
        record.collectedAt !== undefined ||
        (vault.isReachable(project) &&
          !(await vault.has({ project, name: record.name })));
      if (isGone) {
        throw goneError(number, record);
      }
    }
  }

  async #know({ project, rollout }: SecretsRequest): Promise<Known> {
    const { rollouts, secrets } = this.#options.state.stores;
    const found = await rollouts.find(project.id, rollout);
    return found
      ? {
          rolloutId: found.id,
          hashKey: await secrets.keepHashKey(found.id, newHashKey()),
        }
      : { rolloutId: undefined, hashKey: newHashKey() };
  }

  async #findRecords(
    { rolloutId }: Known,
    { rollout, spec }: Pick<SecretsRequest, 'rollout' | 'spec'>,
  ): Promise<readonly SecretRecord[]> {
    const { secrets } = this.#options.state.stores;
    return rolloutId === undefined
      ? []
      : secrets.find(rolloutId, contentNamesIn(rollout, spec));
  }

  async #prepare(
    request: SecretsRequest,
    known: Known,
  ): Promise<PreparedSecrets> {
    const { hashKey } = known;
    const records = await this.#findRecords(known, request);
    const plans = planSecrets({ ...request, hashKey, records });
    const swaps: PreparedSwap[] = [];
    for (const plan of plans) {
      const { swap, content } = plan;
      const isWritten = !(await this.#isThere(plan, { known, request }));
      if (isWritten) {
        await this.#write(plan, request);
      }
      swaps.push({ ...swap, content, isWritten });
    }
    return { hashKey, swaps };
  }

  /** What was written before need not be written, nor read, again. */
  async #isThere(
    { swap }: PlannedSecret,
    {
      known,
      request,
    }: { readonly known: Known; readonly request: SecretsRequest },
  ): Promise<boolean> {
    const { state, vault } = this.#options;
    const { project } = request;
    if (swap.to === undefined) {
      return true;
    }
    const [record] =
      known.rolloutId === undefined
        ? []
        : await state.stores.secrets.find(known.rolloutId, [swap.to]);
    if (!record || record.collectedAt !== undefined) {
      return false;
    }
    return !vault.isReachable(project) || vault.has({ project, name: swap.to });
  }

  async #write(plan: PlannedSecret, request: SecretsRequest): Promise<void> {
    const { project, rollout } = request;
    const { swap, kept } = plan;
    const { kind, from, to: name } = swap;
    if (name === undefined) {
      return;
    }
    const old =
      from !== undefined && kept.length > 0
        ? await this.#readKept(project, { name: from, kept })
        : new Map<string, string>();
    const values = new Map([...old, ...plan.values]);
    await this.#options.vault.write({ project, rollout, name, kind, values });
  }

  async #readKept(
    project: ProjectRecord,
    { name, kept }: { readonly name: string; readonly kept: readonly string[] },
  ): Promise<SecretValues> {
    const old = await this.#options.vault.read({ project, name });
    const values = kept.flatMap(key => {
      const value = old?.get(key);
      return value === undefined ? [] : [[key, value] as const];
    });
    if (values.length < kept.length) {
      const found = new Set(values.map(([key]) => key));
      const missing = kept.filter(key => !found.has(key)).join(', ');
      throw new UnacceptableError([
        {
          path: 'secrets',
          message: `keeps ${missing}, whose values are gone from the cluster with Secret '${name}': give them anew, or remove them`,
        },
      ]);
    }
    return new Map(values);
  }
}

function goneError(number: number, record: SecretRecord): UnacceptableError {
  const { name, collectedAt } = record;
  const what =
    collectedAt === undefined
      ? `was deleted in the cluster`
      : `was given up on ${collectedAt}, since nothing had used it for long`;
  const keys = record.keys.map(key => key.name).join(', ');
  return new UnacceptableError([
    {
      path: 'revision',
      message: `${number} cannot be restored exactly: Secret '${name}' with the values of ${keys} ${what}. Save its settings with new values instead`,
    },
  ]);
}
