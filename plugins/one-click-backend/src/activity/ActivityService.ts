import { NotFoundError } from '@backstage/errors';
import { ACTS } from '@one-click/backstage-plugin-one-click-common';
import type {
  Activity,
  ActivityQuery,
  Page,
} from '@one-click/backstage-plugin-one-click-common';
import { z } from 'zod';
import type { ProjectAccess } from '../access';
import { decodeCursor, encodeCursor } from '../storage/cursor';
import type { Stores } from '../storage/StateKeeper';
import type { ActivityEntry } from './ActivityStore';

const positionSchema = z.number().int();

export interface ActivityRequest {
  readonly access: ProjectAccess;
  /** Absent for the whole project. */
  readonly rollout?: string | undefined;
  readonly query: ActivityQuery;
}

/** Tells what happened in a project or to a rollout, from the stores alone. */
export class ActivityService {
  readonly #stores: Pick<Stores, 'activity' | 'rollouts'>;

  constructor(options: {
    readonly stores: Pick<Stores, 'activity' | 'rollouts'>;
  }) {
    this.#stores = options.stores;
  }

  /** Newest first. Throws NotFoundError for a rollout that does not exist. */
  async list(request: ActivityRequest): Promise<Page<Activity>> {
    const { project } = request.access;
    const { kind, actor, failed, cursor, limit } = request.query;
    const { items, total, next } = await this.#stores.activity.list({
      projectId: project.id,
      rolloutId: await this.#findRollout(request),
      kind,
      actor,
      failed,
      before: decodeCursor(cursor, positionSchema),
      limit,
    });
    return {
      items: items.map(toActivity),
      totalItems: total,
      pageInfo: next === undefined ? {} : { nextCursor: encodeCursor(next) },
    };
  }

  async #findRollout({
    access,
    rollout: name,
  }: ActivityRequest): Promise<string | undefined> {
    if (name === undefined) {
      return undefined;
    }
    const found = await this.#stores.rollouts.find(access.project.id, name);
    if (!found) {
      throw new NotFoundError(`No rollout '${name}' in this project`);
    }
    return found.id;
  }
}

function toActivity(entry: ActivityEntry): Activity {
  const { id, at, actor, act, rolloutName, revision, outcome, details } = entry;
  return {
    id,
    at,
    actor,
    act,
    kind: ACTS[act],
    ...(rolloutName !== undefined && { rollout: rolloutName }),
    ...(revision !== undefined && { revision }),
    outcome,
    details,
  };
}
