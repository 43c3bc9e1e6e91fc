import { ConflictError } from '@backstage/errors';
import type { RolloutState } from '@one-click/backstage-plugin-one-click-common';
import { rankOf, stateOf } from '../health/overlay';
import type { Overlay } from '../health/overlay';
import type { Instant } from '../storage/Instant';
import { isPartOf } from '../storage/MemoryTables';
import type { MemoryTables } from '../storage/MemoryTables';
import type { StorePage } from '../storage/StorePage';
import { isProjectVisible } from '../storage/visibility';
import type { RolloutPatch, RolloutRecord } from './RolloutRecord';
import type {
  RolloutPosition,
  RolloutQuery,
  RolloutStore,
} from './RolloutStore';

/** Keeps rollouts in memory, for tests. */
export class InMemoryRolloutStore implements RolloutStore {
  readonly #tables: () => MemoryTables;

  constructor(tables: () => MemoryTables) {
    this.#tables = tables;
  }

  async insert(rollout: RolloutRecord): Promise<void> {
    if (await this.find(rollout.projectId, rollout.name)) {
      throw new ConflictError(
        `The project has a rollout '${rollout.name}' already`,
      );
    }
    this.#tables().rollouts.set(rollout.id, rollout);
  }

  async find(
    projectId: string,
    name: string,
  ): Promise<RolloutRecord | undefined> {
    return this.#all().find(
      rollout => rollout.projectId === projectId && rollout.name === name,
    );
  }

  async findById(id: string): Promise<RolloutRecord | undefined> {
    return this.#tables().rollouts.get(id);
  }

  async lock(id: string): Promise<RolloutRecord | undefined> {
    return this.findById(id);
  }

  async update(id: string, patch: RolloutPatch): Promise<void> {
    const rollout = this.#tables().rollouts.get(id);
    if (rollout) {
      this.#tables().rollouts.set(id, { ...rollout, ...patch });
    }
  }

  async list(
    query: RolloutQuery,
  ): Promise<StorePage<RolloutRecord, RolloutPosition>> {
    const ranked = this.#matching(query)
      .map(rollout => ({
        rollout,
        position: positionOf(rollout, query.overlay),
      }))
      .sort((a, b) => comparePositions(a.position, b.position));
    const { after, limit } = query;
    const rest = ranked.filter(
      ({ position }) => !after || comparePositions(position, after) > 0,
    );
    const page = rest.slice(0, limit);
    return {
      items: page.map(({ rollout }) => rollout),
      total: ranked.length,
      next: rest.length > limit ? page.at(-1)?.position : undefined,
    };
  }

  async listByProject(projectId: string): Promise<readonly RolloutRecord[]> {
    return this.#all()
      .filter(rollout => rollout.projectId === projectId)
      .sort((a, b) => a.name.localeCompare(b.name));
  }

  async listExpired(
    now: Instant,
    limit: number,
  ): Promise<readonly RolloutRecord[]> {
    return this.#all()
      .filter(
        ({ purgeAt, binnedWithProject, purgeId }) =>
          purgeAt !== undefined &&
          purgeAt <= now &&
          !binnedWithProject &&
          purgeId === undefined,
      )
      .sort((a, b) => (a.purgeAt ?? '').localeCompare(b.purgeAt ?? ''))
      .slice(0, limit);
  }

  async remove(id: string): Promise<void> {
    const tables = this.#tables();
    tables.rollouts.delete(id);
    tables.secretHashKeys.delete(id);
    for (const [key, { rolloutId }] of tables.secrets) {
      if (rolloutId === id) {
        tables.secrets.delete(key);
      }
    }
    tables.revisions = tables.revisions.filter(
      ({ rolloutId }) => rolloutId !== id,
    );
    tables.entityLinks = tables.entityLinks.filter(
      ({ rolloutId }) => rolloutId !== id,
    );
  }

  async listByCluster(cluster: string): Promise<readonly RolloutRecord[]> {
    return this.#all().filter(rollout => rollout.cluster === cluster);
  }

  async count(
    query: Omit<RolloutQuery, 'after' | 'limit'>,
  ): Promise<Partial<Record<RolloutState, number>>> {
    const counts: Partial<Record<RolloutState, number>> = {};
    for (const rollout of this.#matching({ ...query, limit: 0 })) {
      const state = stateOf(rollout, query.overlay);
      counts[state] = (counts[state] ?? 0) + 1;
    }
    return counts;
  }

  async countStates(
    projectIds: readonly string[],
    overlay: Overlay,
  ): Promise<ReadonlyMap<string, Partial<Record<RolloutState, number>>>> {
    const counts = new Map<string, Partial<Record<RolloutState, number>>>();
    for (const rollout of this.#all()) {
      const { projectId, binnedAt } = rollout;
      if (projectIds.includes(projectId) && binnedAt === undefined) {
        const state = stateOf(rollout, overlay);
        const known = counts.get(projectId) ?? {};
        counts.set(projectId, { ...known, [state]: (known[state] ?? 0) + 1 });
      }
    }
    return counts;
  }

  #all(): RolloutRecord[] {
    return [...this.#tables().rollouts.values()];
  }

  #matching(query: RolloutQuery): RolloutRecord[] {
    const { projects, entityLinks } = this.#tables();
    const { visibleTo, projectId, text, state, entityRef, overlay } = query;
    return this.#all()
      .filter(rollout =>
        isProjectVisible(projects.get(rollout.projectId), visibleTo),
      )
      .filter(rollout => !projectId || rollout.projectId === projectId)
      .filter(rollout => isOnTheRightSide(rollout, query))
      .filter(({ name, title }) => isPartOf(text, name, title))
      .filter(rollout => !state || stateOf(rollout, overlay) === state)
      .filter(({ newerImage }) => !query.hasNewerImage || newerImage)
      .filter(
        ({ id }) =>
          !entityRef ||
          entityLinks.some(
            link => link.rolloutId === id && link.entityRef === entityRef,
          ),
      );
  }
}

function isOnTheRightSide(
  { binnedAt, binnedWithProject }: RolloutRecord,
  { state, projectId }: RolloutQuery,
): boolean {
  return state === 'InTheBin'
    ? binnedAt !== undefined && (projectId !== undefined || !binnedWithProject)
    : binnedAt === undefined;
}

function positionOf(rollout: RolloutRecord, overlay: Overlay): RolloutPosition {
  const { name, id } = rollout;
  return { rank: rankOf(stateOf(rollout, overlay)), name, id };
}

function comparePositions(a: RolloutPosition, b: RolloutPosition): number {
  return (
    a.rank - b.rank || a.name.localeCompare(b.name) || a.id.localeCompare(b.id)
  );
}
