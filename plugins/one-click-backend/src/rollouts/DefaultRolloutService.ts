import { NotFoundError } from '@backstage/errors';
import type {
  Page,
  Revision,
  RevisionDetail,
  RevisionQuery,
  RolloutDetail,
  RolloutListQuery,
  RolloutSummary,
} from '@one-click/backstage-plugin-one-click-common';
import { z } from 'zod';
import { rolloutRoleIn, visibleRollouts } from '../access';
import type { Caller, RoleRules } from '../access';
import type { HealthContext } from '../health';
import { listRevisions } from '../revisions/listRevisions';
import { toRevisionDetail } from '../revisions/toRevision';
import type { Stores } from '../storage/StateKeeper';
import { decodeCursor, encodeCursor } from '../storage/cursor';
import type { RolloutRecord } from './RolloutRecord';
import type { RolloutRequest, RolloutService } from './RolloutService';
import { toRolloutDetail, toRolloutSummary } from './toRolloutSummary';

/**
 * Stands for a project that does not exist: whether one is only hidden must not
 * show in how the answer comes about.
 */
const NO_PROJECT = 'none';

const positionSchema = z.object({
  rank: z.number(),
  name: z.string(),
  id: z.string(),
});

/** Pages hold this many unless asked otherwise. */
export const DEFAULT_LIMIT = 50;

export interface DefaultRolloutServiceOptions {
  readonly stores: Stores;
  readonly rules: RoleRules;
  /** What the health of rollouts depends on right now. */
  readonly health: () => HealthContext;
}

/** Reads rollouts from the stores alone. */
export class DefaultRolloutService implements RolloutService {
  readonly #options: DefaultRolloutServiceOptions;

  static create(options: DefaultRolloutServiceOptions) {
    return new DefaultRolloutService(options);
  }

  private constructor(options: DefaultRolloutServiceOptions) {
    this.#options = options;
  }

  async list(
    caller: Caller,
    query: RolloutListQuery,
  ): Promise<Page<RolloutSummary>> {
    const { stores, health } = this.#options;
    const context = health();
    const after = decodeCursor(query.cursor, positionSchema);
    const projectId =
      query.project && ((await this.#projectId(query.project)) ?? NO_PROJECT);
    const page = await stores.rollouts.list({
      visibleTo: visibleRollouts(caller),
      projectId,
      text: query.q,
      state: query.state,
      entityRef: query.entityRef,
      hasNewerImage: query.hasNewerImage,
      after,
      limit: query.limit ?? DEFAULT_LIMIT,
      overlay: context.overlay,
    });
    return {
      items: await this.#summaries(page.items, { caller, context }),
      totalItems: page.total,
      pageInfo: page.next ? { nextCursor: encodeCursor(page.next) } : {},
    };
  }

  async get(request: RolloutRequest): Promise<RolloutDetail> {
    const { stores, rules, health } = this.#options;
    const { project, role } = request.access;
    const rollout = await this.#find(request);
    const revision = await stores.revisions.find(rollout.id, rollout.newest);
    if (!revision) {
      throw new Error(`Rollout '${rollout.id}' has no newest revision`);
    }
    const links = await stores.entityLinks.list([rollout.id]);
    return toRolloutDetail(
      {
        rollout,
        project,
        entityRefs: links.get(rollout.id) ?? [],
        revision,
        waiting: await stores.revisions.pending(rollout.id),
      },
      { role, rules, health: health() },
    );
  }

  async listRevisions(
    request: RolloutRequest,
    query: Partial<RevisionQuery>,
  ): Promise<Page<Revision>> {
    const rollout = await this.#find(request);
    return listRevisions(this.#options.stores, rollout.id, query);
  }

  async getRevision(
    request: RolloutRequest,
    number: number,
  ): Promise<RevisionDetail> {
    const rollout = await this.#find(request);
    const { revisions, hiddenRevisions } = this.#options.stores;
    const revision = await revisions.find(rollout.id, number);
    if (!revision) {
      throw new NotFoundError(
        `No revision ${number} of rollout '${rollout.name}'`,
      );
    }
    const hidden = await hiddenRevisions.list(rollout.id, [number]);
    return toRevisionDetail(revision, { hidden: hidden.has(number) });
  }

  async #projectId(name: string): Promise<string | undefined> {
    return (await this.#options.stores.projects.find(name))?.id;
  }

  async #find({ access, rollout: name }: RolloutRequest) {
    const { rollouts } = this.#options.stores;
    const rollout = await rollouts.find(access.project.id, name);
    if (!rollout) {
      throw new NotFoundError(`No rollout '${name}' in this project`);
    }
    return rollout;
  }

  async #summaries(
    rollouts: readonly RolloutRecord[],
    seen: { readonly caller: Caller; readonly context: HealthContext },
  ): Promise<RolloutSummary[]> {
    const { stores, rules } = this.#options;
    const links = await stores.entityLinks.list(rollouts.map(({ id }) => id));
    const projects = await stores.projects.findByIds(
      rollouts.map(({ projectId }) => projectId),
    );
    return rollouts.flatMap(rollout => {
      const project = projects.find(({ id }) => id === rollout.projectId);
      const role = project && rolloutRoleIn(project, seen.caller, rules);
      if (!project || !role) {
        // Ownership changed between the two reads.
        return [];
      }
      const entityRefs = links.get(rollout.id) ?? [];
      return [
        toRolloutSummary(
          { rollout, project, entityRefs },
          { role, rules, health: seen.context },
        ),
      ];
    });
  }
}
