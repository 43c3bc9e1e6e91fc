import type { BlueprintOrigin } from '@one-click/backstage-plugin-one-click-common';
import type { MemoryTables } from '../storage/MemoryTables';
import type { StorePage } from '../storage/StorePage';
import { isProjectVisible } from '../storage/visibility';
import type { OriginStore, UsePosition, UseRecord } from './OriginStore';

/** Keeps what rollouts were made from in memory, for tests. */
export class InMemoryOriginStore implements OriginStore {
  readonly #tables: () => MemoryTables;

  constructor(tables: () => MemoryTables) {
    this.#tables = tables;
  }

  async put(rolloutId: string, origin: BlueprintOrigin): Promise<void> {
    this.#tables().origins.set(rolloutId, origin);
  }

  async find(rolloutId: string): Promise<BlueprintOrigin | undefined> {
    return this.#tables().origins.get(rolloutId);
  }

  async count(blueprint: string): Promise<number> {
    return [...this.#tables().origins.values()].filter(
      ({ name }) => name === blueprint,
    ).length;
  }

  async list(
    query: Parameters<OriginStore['list']>[0],
  ): Promise<StorePage<UseRecord, UsePosition>> {
    const { after, limit } = query;
    const matching = this.#matching(query);
    const rest = matching.filter(use => !after || compareUses(use, after) > 0);
    const items = rest.slice(0, limit);
    const last = items.at(-1);
    return {
      items,
      total: matching.length,
      next: rest.length > limit ? last : undefined,
    };
  }

  #matching({
    blueprint,
    visibleTo,
  }: Parameters<OriginStore['list']>[0]): UseRecord[] {
    const { origins, rollouts, projects } = this.#tables();
    return [...origins]
      .flatMap(([rolloutId, { name, version }]) => {
        const rollout = rollouts.get(rolloutId);
        const project = rollout && projects.get(rollout.projectId);
        return name === blueprint &&
          project &&
          rollout.binnedAt === undefined &&
          isProjectVisible(project, visibleTo)
          ? [
              {
                version,
                rolloutId,
                project: project.name,
                rollout: rollout.name,
              },
            ]
          : [];
      })
      .sort(compareUses);
  }
}

function compareUses(left: UsePosition, right: UsePosition): number {
  return (
    left.version - right.version ||
    left.rolloutId.localeCompare(right.rolloutId)
  );
}
