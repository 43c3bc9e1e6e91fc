import type { StateCounts } from '@one-click/backstage-plugin-one-click-common';
import { visibleRollouts } from '../access';
import type { Caller } from '../access';
import type { HealthContext } from '../health';
import type { Stores } from '../storage/StateKeeper';

/** Which rollouts are counted. */
export interface CountQuery {
  readonly q?: string | undefined;
  readonly project?: string | undefined;
  readonly entityRef?: string | undefined;
}

/** Counts rollouts by state, those alone that a caller may see. */
export class RolloutCounter {
  readonly #stores: Pick<Stores, 'projects' | 'rollouts'>;
  readonly #health: () => HealthContext;

  constructor(options: {
    readonly stores: Pick<Stores, 'projects' | 'rollouts'>;
    readonly health: () => HealthContext;
  }) {
    this.#stores = options.stores;
    this.#health = options.health;
  }

  async count(caller: Caller, query: CountQuery): Promise<StateCounts> {
    const { projects, rollouts } = this.#stores;
    const project =
      query.project === undefined
        ? undefined
        : await projects.find(query.project);
    if (query.project !== undefined && !project) {
      return { total: 0, counts: {} };
    }
    const counts = await rollouts.count({
      visibleTo: visibleRollouts(caller),
      projectId: project?.id,
      text: query.q,
      entityRef: query.entityRef,
      overlay: this.#health().overlay,
    });
    const total = Object.values(counts).reduce((sum, each) => sum + each, 0);
    return { total, counts };
  }
}
