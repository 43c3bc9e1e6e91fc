import { NotFoundError } from '@backstage/errors';
import type {
  BlueprintDraft,
  RolloutOrigin,
} from '@one-click/backstage-plugin-one-click-common';
import type { ProjectAccess } from '../access';
import type { RolloutRecord } from '../rollouts/RolloutRecord';
import { contentNamesIn } from '../secrets/contentSecrets';
import type { Stores } from '../storage/StateKeeper';
import type { BlueprintCatalogue } from './BlueprintCatalogue';
import { draftBlueprint } from './draftBlueprint';

/** A rollout in a project that the caller has a role in. */
interface RolloutRequest {
  readonly access: ProjectAccess;
  readonly rollout: string;
}

export interface OriginServiceOptions {
  readonly stores: Stores;
  readonly catalogue: BlueprintCatalogue;
}

/** What rollouts were made from, and what can be made from them. */
export class OriginService {
  readonly #options: OriginServiceOptions;

  constructor(options: OriginServiceOptions) {
    this.#options = options;
  }

  /** `undefined` where the rollout was made without a blueprint. */
  async find(request: RolloutRequest): Promise<RolloutOrigin | undefined> {
    const { stores, catalogue } = this.#options;
    const { id } = await this.#find(request);
    const origin = await stores.origins.find(id);
    if (!origin) {
      return undefined;
    }
    const { caller } = request.access;
    const entry = await catalogue.find(caller, origin.name);
    return {
      ...origin,
      ...(entry && { title: entry.title, newest: entry.newest }),
      isNewerAvailable: entry !== undefined && entry.newest > origin.version,
    };
  }

  /** A blueprint of the newest revision, without secrets and hosts. */
  async draft(request: RolloutRequest): Promise<BlueprintDraft> {
    const { stores } = this.#options;
    const { id, name, newest } = await this.#find(request);
    const revision = await stores.revisions.find(id, newest);
    if (!revision) {
      throw new NotFoundError(`Rollout '${name}' has no revision yet`);
    }
    const { spec } = revision;
    const names = contentNamesIn(name, spec.secretsFrom ?? []);
    const records = await stores.secrets.find(id, names);
    const keys = records.flatMap(record => record.keys.map(key => key.name));
    return draftBlueprint(spec, keys);
  }

  async #find({ access, rollout }: RolloutRequest): Promise<RolloutRecord> {
    const { rollouts } = this.#options.stores;
    const found = await rollouts.find(access.project.id, rollout);
    if (!found) {
      throw new NotFoundError(`No rollout '${rollout}' in this project`);
    }
    return found;
  }
}
