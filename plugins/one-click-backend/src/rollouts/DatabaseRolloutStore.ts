import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import { ROLLOUT_STATES } from '@one-click/backstage-plugin-one-click-common';
import type { RolloutState } from '@one-click/backstage-plugin-one-click-common';
import type { Knex } from 'knex';
import { rankOf } from '../health/overlay';
import type { Overlay } from '../health/overlay';
import type { Instant } from '../storage/Instant';
import { likePattern } from '../storage/rows';
import type { StorePage } from '../storage/StorePage';
import { whereProjectVisible } from '../storage/visibility';
import type { RolloutPatch, RolloutRecord } from './RolloutRecord';
import { fromRolloutRow, patchToRolloutRow, toRolloutRow } from './rolloutRows';
import type { RolloutRow } from './rolloutRows';
import type {
  RolloutPosition,
  RolloutQuery,
  RolloutStore,
} from './RolloutStore';

/** Keeps rollouts in the plugin's database. */
export class DatabaseRolloutStore implements RolloutStore {
  readonly #knex: Knex;

  static create(options: { readonly knex: Knex }) {
    return new DatabaseRolloutStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async insert(rollout: RolloutRecord): Promise<void> {
    try {
      await this.#table().insert(toRolloutRow(rollout));
    } catch (error) {
      if (isDatabaseConflictError(error)) {
        throw new ConflictError(
          `The project has a rollout '${rollout.name}' already`,
        );
      }
      throw error;
    }
  }

  async find(
    projectId: string,
    name: string,
  ): Promise<RolloutRecord | undefined> {
    const row = await this.#table()
      .where({ project_id: projectId, name })
      .first();
    return row && fromRolloutRow(row);
  }

  async findById(id: string): Promise<RolloutRecord | undefined> {
    const row = await this.#table().where({ id }).first();
    return row && fromRolloutRow(row);
  }

  async lock(id: string): Promise<RolloutRecord | undefined> {
    // SQLite has one connection, so that a transaction locks everything; knex
    // leaves forUpdate out there.
    const row = await this.#table().where({ id }).forUpdate().first();
    return row && fromRolloutRow(row);
  }

  async update(id: string, patch: RolloutPatch): Promise<void> {
    if (Object.keys(patch).length > 0) {
      await this.#table().where({ id }).update(patchToRolloutRow(patch));
    }
  }

  async list(
    query: RolloutQuery,
  ): Promise<StorePage<RolloutRecord, RolloutPosition>> {
    const matching = this.#matching(query);
    const [count] = await this.#knex
      .from(matching.clone().as('matching'))
      .count<{ total: number | string }[]>({ total: '*' });
    const page: (RolloutRow & { rank: number })[] = await this.#knex
      .from(matching.clone().as('matching'))
      .modify(rest => {
        const { after } = query;
        if (after) {
          rest.whereRaw('(rank, name, id) > (?, ?, ?)', [
            after.rank,
            after.name,
            after.id,
          ]);
        }
      })
      .orderBy(['rank', 'name', 'id'])
      .limit(query.limit + 1)
      .select('*');
    const rows = page.slice(0, query.limit);
    const last = rows.at(-1);
    return {
      items: rows.map(fromRolloutRow),
      total: Number(count?.total ?? 0),
      next:
        last && page.length > query.limit
          ? { rank: last.rank, name: last.name, id: last.id }
          : undefined,
    };
  }

  async listByProject(projectId: string): Promise<readonly RolloutRecord[]> {
    const rows = await this.#table()
      .where({ project_id: projectId })
      .orderBy('name');
    return rows.map(fromRolloutRow);
  }

  async listExpired(
    now: Instant,
    limit: number,
  ): Promise<readonly RolloutRecord[]> {
    const rows = await this.#table()
      .where('purge_at', '<=', now)
      .where({ binned_with_project: false })
      .whereNull('purge_id')
      .orderBy('purge_at')
      .limit(limit);
    return rows.map(fromRolloutRow);
  }

  async remove(id: string): Promise<void> {
    await this.#knex('revisions').where({ rollout_id: id }).del();
    await this.#table().where({ id }).del();
  }

  async listByCluster(cluster: string): Promise<readonly RolloutRecord[]> {
    const rows = await this.#table().where({ cluster });
    return rows.map(fromRolloutRow);
  }

  async count(
    query: Omit<RolloutQuery, 'after' | 'limit'>,
  ): Promise<Partial<Record<RolloutState, number>>> {
    const rows = await this.#knex
      .from(this.#matching({ ...query, limit: 0 }).as('matching'))
      .groupBy('rank')
      .select<{ rank: number; total: number | string }[]>(
        'rank',
        this.#knex.raw('count(*) as total'),
      );
    return Object.fromEntries(
      rows.flatMap(({ rank, total }) => {
        const state = ROLLOUT_STATES[rank];
        return state ? [[state, Number(total)]] : [];
      }),
    );
  }

  async countStates(
    projectIds: readonly string[],
    overlay: Overlay,
  ): Promise<ReadonlyMap<string, Partial<Record<RolloutState, number>>>> {
    const counts = new Map<string, Partial<Record<RolloutState, number>>>();
    if (projectIds.length === 0) {
      return counts;
    }
    const ranked = this.#knex('rollouts')
      .whereIn('project_id', [...projectIds])
      .whereNull('binned_at')
      .select('project_id', rankColumn(this.#knex, overlay));
    const rows = await this.#knex
      .from(ranked.as('ranked'))
      .groupBy('project_id', 'rank')
      .select<{ project_id: string; rank: number; total: number | string }[]>(
        'project_id',
        'rank',
        this.#knex.raw('count(*) as total'),
      );
    for (const { project_id, rank, total } of rows) {
      const state = ROLLOUT_STATES[rank];
      if (state) {
        const ofProject = counts.get(project_id) ?? {};
        counts.set(project_id, { ...ofProject, [state]: Number(total) });
      }
    }
    return counts;
  }

  #table(): Knex.QueryBuilder<RolloutRow, RolloutRow[]> {
    return this.#knex<RolloutRow>('rollouts');
  }

  #matching(query: RolloutQuery): Knex.QueryBuilder {
    const { visibleTo, projectId, text, state, entityRef } = query;
    const rank = rankColumn(this.#knex, query.overlay);
    const ranked = this.#knex('rollouts').select('rollouts.*', rank);
    if (visibleTo) {
      ranked.join('projects', 'projects.id', 'rollouts.project_id');
      whereProjectVisible(ranked, visibleTo);
    }
    if (projectId) {
      ranked.where('rollouts.project_id', projectId);
    }
    whereBinned(ranked, query);
    if (text) {
      ranked.whereRaw(
        `(lower(rollouts.name) like ? escape '\\' or lower(rollouts.title) like ? escape '\\')`,
        [likePattern(text), likePattern(text)],
      );
    }
    if (query.hasNewerImage) {
      ranked.whereNotNull('rollouts.newer_image');
    }
    if (entityRef) {
      ranked.whereExists(linked =>
        linked
          .from('entity_links')
          .select('entity_links.rollout_id')
          .whereRaw('entity_links.rollout_id = rollouts.id')
          .where('entity_links.entity_ref', entityRef),
      );
    }
    const matching = this.#knex.from(ranked.as('ranked')).select('*');
    return state ? matching.where('rank', rankOf(state)) : matching;
  }
}

/** Keeps what is in the bin and what is not apart. */
function whereBinned(
  rows: Knex.QueryBuilder,
  { state, projectId }: RolloutQuery,
): void {
  if (state !== 'InTheBin') {
    rows.whereNull('rollouts.binned_at');
    return;
  }
  rows.whereNotNull('rollouts.binned_at');
  if (!projectId) {
    rows.where('rollouts.binned_with_project', false);
  }
}

/** `stateOf` and `rankOf` in SQL, as the column `rank`. */
function rankColumn(knex: Knex, overlay: Overlay): Knex.Raw {
  const { staleClusters, waitingBefore, unseenBefore } = overlay;
  const places = staleClusters.map(() => '?').join(', ');
  const isStale =
    staleClusters.length === 0 ? '1 = 0' : `rollouts.cluster in (${places})`;
  const whens = [
    `rollouts.binned_at is not null then ${rankOf('InTheBin')}`,
    `(rollouts.waiting_since < ? or (rollouts.waiting_since is not null and ${isStale})) then ${rankOf(
      'WaitingToApply',
    )}`,
    `${isStale} then ${rankOf('Unknown')}`,
    ...ROLLOUT_STATES.map(
      state => `rollouts.state = '${state}' then ${rankOf(state)}`,
    ),
    `rollouts.told_at < ? then ${rankOf('Unknown')}`,
  ];
  return knex.raw(
    `case ${whens.map(when => `when ${when}`).join(' ')} else ${rankOf(
      'Starting',
    )} end as rank`,
    [waitingBefore, ...staleClusters, ...staleClusters, unseenBefore],
  );
}
