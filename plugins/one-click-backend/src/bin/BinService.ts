import type {
  Contents,
  Project,
  ProjectAdopt,
  Purge,
  RolloutDetail,
} from '@one-click/backstage-plugin-one-click-common';
import type { IdempotencyKey } from '../idempotency/IdempotencyKey';
import type { PersonalAccess, ProjectAccess, UserCaller } from '../access';

/** A rollout in a project that a person may change. */
export interface BinRequest {
  readonly access: PersonalAccess;
  readonly rollout: string;
}

/** What was typed, to purge something. */
interface Confirmed {
  readonly confirm: string;
}

/**
 * Moves rollouts and projects to the bin and back, and purges them. Moving does
 * not wait for the cluster; a purge goes on until nothing is left.
 */
export interface BinService {
  /** Throws ClusterAwayError where the cluster cannot be looked at. */
  contents(request: {
    readonly access: ProjectAccess;
    /** Absent for all that is in the project's namespace. */
    readonly rollout?: string | undefined;
  }): Promise<Contents>;
  binRollout(request: BinRequest): Promise<RolloutDetail>;
  unbinRollout(request: BinRequest): Promise<RolloutDetail>;
  /** Throws UnacceptableError unless `confirm` is the name. */
  purgeRollout(request: BinRequest & Confirmed): Promise<Purge>;
  binProject(access: PersonalAccess): Promise<Project>;
  unbinProject(access: PersonalAccess): Promise<Project>;
  purgeProject(
    request: { readonly access: PersonalAccess } & Confirmed,
  ): Promise<Purge>;
  /**
   * Makes a project of a namespace that exists, which a purge will leave as it
   * is. For platform engineers; throws NotAllowedError for others.
   */
  adopt(request: {
    readonly caller: UserCaller;
    readonly project: ProjectAdopt;
    readonly idempotency: IdempotencyKey | undefined;
  }): Promise<Project>;
  /** For whoever ordered it or may see its project. Throws NotFoundError for others. */
  getPurge(caller: UserCaller, id: string): Promise<Purge>;
}
