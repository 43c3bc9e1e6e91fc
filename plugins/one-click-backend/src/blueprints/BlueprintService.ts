import { ConflictError, NotAllowedError } from '@backstage/errors';
import type {
  Blueprint,
  BlueprintDetail,
  BlueprintListQuery,
  BlueprintUpdate,
  BlueprintUse,
  BlueprintVersion,
  BlueprintVersionDetail,
  Page,
  RenderedBlueprint,
} from '@one-click/backstage-plugin-one-click-common';
import { z } from 'zod';
import { visibleRollouts } from '../access';
import type { Caller, UserCaller } from '../access';
import { once } from '../idempotency/IdempotencyKey';
import type { IdempotencyKey } from '../idempotency/IdempotencyKey';
import { decodeCursor, encodeCursor } from '../storage/cursor';
import type { StateKeeper, Stores } from '../storage/StateKeeper';
import { absent, isOwner, principalsOf } from './BlueprintCatalogue';
import type { BlueprintCatalogue } from './BlueprintCatalogue';
import type { BlueprintRecord } from './BlueprintRecord';
import type { CatalogueEntry, CatalogueVersion } from './CatalogueEntry';
import { renderVersion, requireDeployable } from './content';
import type { VersionContent } from './content';
import {
  toBlueprint,
  toBlueprintVersion,
  toVersionDetail,
} from './toBlueprint';
import { toBlueprintName } from './toBlueprintName';

const usePositionSchema = z.object({
  version: z.number().int(),
  rolloutId: z.string(),
});

interface PageRequest {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** A version to be made. */
export interface NewVersion extends VersionContent {
  readonly notes: string;
}

/** A blueprint to be made, with its first version. */
export interface NewBlueprint
  extends NewVersion,
    Pick<
      BlueprintRecord,
      'title' | 'summary' | 'readme' | 'owner' | 'visibility'
    > {}

export interface BlueprintServiceOptions {
  readonly state: StateKeeper;
  readonly catalogue: BlueprintCatalogue;
  readonly now: () => number;
  readonly newId: () => string;
}

/** The catalogue, and making and changing blueprints: owners change, whoever sees one deploys. */
export class BlueprintService {
  readonly #options: BlueprintServiceOptions;

  constructor(options: BlueprintServiceOptions) {
    this.#options = options;
  }

  async list(
    caller: Caller,
    query: BlueprintListQuery,
  ): Promise<Page<Blueprint>> {
    const { catalogue } = this.#options;
    const { items, total, nextCursor } = await catalogue.list(caller, query);
    const stored = items.flatMap(entry =>
      entry.kind === 'stored' ? [entry.id] : [],
    );
    const { blueprints, shares } = this.#options.state.stores;
    const newest = await blueprints.findNewest(stored);
    const held = await shares.listSubscribed(stored, principalsOf(caller));
    return {
      items: items.flatMap(entry => {
        const version =
          entry.kind === 'stored' ? newest.get(entry.id) : entry.version;
        const isSubscribed = entry.kind === 'stored' && held.has(entry.id);
        return version
          ? [toBlueprint(entry, { newest: version, caller, isSubscribed })]
          : [];
      }),
      totalItems: total,
      pageInfo: nextCursor === undefined ? {} : { nextCursor },
    };
  }

  async get(caller: Caller, name: string): Promise<BlueprintDetail> {
    const { catalogue, state } = this.#options;
    const entry = await catalogue.get(caller, name);
    const newest = await catalogue.version(entry);
    const { origins } = state.stores;
    const isSubscribed = await this.#isSubscribed(caller, entry);
    const blueprint = toBlueprint(entry, { newest, caller, isSubscribed });
    return {
      ...blueprint,
      readme: entry.readme,
      newest: toVersionDetail(newest),
      ...(blueprint.isMine && { uses: await origins.count(name) }),
    };
  }

  async create(request: {
    readonly caller: UserCaller;
    readonly blueprint: NewBlueprint;
    readonly idempotency?: IdempotencyKey | undefined;
  }): Promise<BlueprintDetail> {
    const { caller, blueprint, idempotency } = request;
    requireOwnGroup(caller, blueprint.owner);
    requireDeployable(blueprint);
    const { state, now } = this.#options;
    const at = new Date(now()).toISOString();
    const actor = caller.ref;
    const made = await state.transact(stores =>
      once(stores.idempotency, { actor, at, idempotency }, () =>
        this.#insert(stores, { actor, at, blueprint }),
      ),
    );
    return this.get(caller, made.name);
  }

  async update(
    caller: UserCaller,
    name: string,
    update: BlueprintUpdate,
  ): Promise<BlueprintDetail> {
    if (update.owner !== undefined) {
      requireOwnGroup(caller, update.owner);
    }
    await this.#change(caller, name, async (stores, { id }, stamp) =>
      stores.blueprints.update(id, { ...update, ...stamp }),
    );
    return this.get(caller, name);
  }

  /** Throws ConflictError where somebody published since `baseVersion`. */
  async publish(
    caller: UserCaller,
    name: string,
    version: NewVersion & { readonly baseVersion: number },
  ): Promise<BlueprintVersionDetail> {
    const { baseVersion, ...content } = version;
    await this.#options.catalogue.getOwn(caller, name);
    requireDeployable(content);
    const number = baseVersion + 1;
    await this.#change(caller, name, async (stores, record, stamp) => {
      if (record.newest !== baseVersion) {
        throw new ConflictError(
          `Version ${record.newest} was published meanwhile: look at it, and publish on top of it`,
        );
      }
      await stores.blueprints.append({
        ...content,
        blueprintId: record.id,
        number,
        createdAt: stamp.changedAt,
        createdBy: caller.ref,
      });
      await stores.blueprints.update(record.id, { newest: number, ...stamp });
    });
    return this.getVersion(caller, name, number);
  }

  /** What was made from it keeps running. */
  async remove(caller: UserCaller, name: string): Promise<boolean> {
    await this.#change(caller, name, async (stores, { id }) =>
      stores.blueprints.remove(id),
    );
    return true;
  }

  async listVersions(
    caller: Caller,
    name: string,
    query: PageRequest,
  ): Promise<Page<BlueprintVersion>> {
    const { catalogue, state } = this.#options;
    const entry = await catalogue.get(caller, name);
    if (entry.kind === 'sourced') {
      const items = [toBlueprintVersion(entry.version)];
      return { items, totalItems: 1, pageInfo: {} };
    }
    const { limit, cursor } = query;
    const page = await state.stores.blueprints.listVersions({
      blueprintId: entry.id,
      before: decodeCursor(cursor, z.number().int()),
      limit,
    });
    return {
      items: page.items.map(toBlueprintVersion),
      totalItems: page.total,
      pageInfo: page.next ? { nextCursor: encodeCursor(page.next) } : {},
    };
  }

  async getVersion(
    caller: Caller,
    name: string,
    number: number,
  ): Promise<BlueprintVersionDetail> {
    const { catalogue } = this.#options;
    const entry = await catalogue.get(caller, name);
    return toVersionDetail(await catalogue.version(entry, number));
  }

  /** Keeps nothing, and tells no value of a secret. */
  async render(
    caller: Caller,
    name: string,
    request: {
      readonly version?: number | undefined;
      readonly parameters: Readonly<Record<string, string | number | boolean>>;
    },
  ): Promise<RenderedBlueprint> {
    const { catalogue } = this.#options;
    const entry = await catalogue.get(caller, name);
    const version = await catalogue.version(entry, request.version);
    return {
      version: version.number,
      spec: renderVersion(version, request.parameters),
      secretKeys: secretKeysOf(version, request.parameters),
    };
  }

  /** Those in projects that the caller sees. */
  async listUses(
    caller: Caller,
    name: string,
    query: PageRequest,
  ): Promise<Page<BlueprintUse>> {
    const { catalogue, state } = this.#options;
    const { newest } = await catalogue.get(caller, name);
    const page = await state.stores.origins.list({
      blueprint: name,
      visibleTo: visibleRollouts(caller),
      after: decodeCursor(query.cursor, usePositionSchema),
      limit: query.limit,
    });
    const { next } = page;
    return {
      items: page.items.map(({ project, rollout, version }) => ({
        project,
        rollout,
        version,
        behind: Math.max(newest - version, 0),
      })),
      totalItems: page.total,
      pageInfo: next
        ? {
            nextCursor: encodeCursor({
              version: next.version,
              rolloutId: next.rolloutId,
            }),
          }
        : {},
    };
  }

  async #insert(
    { blueprints }: Stores,
    request: {
      readonly actor: string;
      readonly at: string;
      readonly blueprint: NewBlueprint;
    },
  ): Promise<{ readonly name: string }> {
    const { actor, at, blueprint } = request;
    const { parameters, template, notes, ...facts } = blueprint;
    const id = this.#options.newId();
    const name = toBlueprintName(blueprint.title, this.#options.newId());
    await blueprints.insert({
      ...facts,
      id,
      name,
      newest: 1,
      createdAt: at,
      createdBy: actor,
      changedAt: at,
      changedBy: actor,
    });
    await blueprints.append({
      ...{ parameters, template, notes },
      blueprintId: id,
      number: 1,
      createdAt: at,
      createdBy: actor,
    });
    return { name };
  }

  /** Runs `work` on a blueprint of the caller's that nobody else changes meanwhile. */
  async #change(
    caller: UserCaller,
    name: string,
    work: (
      stores: Stores,
      record: BlueprintRecord,
      stamp: Pick<BlueprintRecord, 'changedAt' | 'changedBy'>,
    ) => Promise<void>,
  ): Promise<void> {
    const { catalogue, state, now } = this.#options;
    const { id } = await catalogue.getOwn(caller, name);
    const changedAt = new Date(now()).toISOString();
    await state.transact(async stores => {
      const record = await stores.blueprints.lock(id);
      if (!record || !isOwner(caller, record)) {
        throw absent(name);
      }
      await work(stores, record, { changedAt, changedBy: caller.ref });
    });
  }

  async #isSubscribed(caller: Caller, entry: CatalogueEntry): Promise<boolean> {
    if (entry.kind === 'sourced') {
      return false;
    }
    const { shares } = this.#options.state.stores;
    const held = await shares.listSubscribed([entry.id], principalsOf(caller));
    return held.size > 0;
  }
}

function secretKeysOf(
  { parameters }: CatalogueVersion,
  given: Readonly<Record<string, unknown>>,
): RenderedBlueprint['secretKeys'] {
  return parameters.flatMap(parameter =>
    parameter.type === 'secret'
      ? [
          {
            parameter: parameter.name,
            key: parameter.key,
            required: parameter.required ?? true,
            given: given[parameter.name] !== undefined,
          },
        ]
      : [],
  );
}

function requireOwnGroup(caller: UserCaller, owner: string): void {
  if (!caller.canAdminister && !caller.principals.includes(owner)) {
    throw new NotAllowedError(
      `You are not part of '${owner}': choose yourself or one of your groups as the owner`,
    );
  }
}
