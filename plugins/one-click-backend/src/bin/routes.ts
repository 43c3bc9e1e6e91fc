import type { Routes } from '../api/createRoutes';
import { changesProject, forPeople, readsProject } from '../api/Route';
import type { BinService } from './BinService';

/** Operations of the bin. */
export type BinOperation =
  | 'getRolloutContents'
  | 'binRollout'
  | 'unbinRollout'
  | 'purgeRollout'
  | 'getProjectContents'
  | 'binProject'
  | 'unbinProject'
  | 'purgeProject'
  | 'adoptNamespace'
  | 'getPurge';

/** Routes of the bin: who may call them. Deleting is for admins. */
export function createBinRoutes(bin: BinService): Pick<Routes, BinOperation> {
  return {
    getRolloutContents: readsProject('viewer', ({ params }, access) =>
      bin.contents({ access, rollout: params.rollout }),
    ),
    binRollout: changesProject(
      { role: 'admin', event: 'rollout-bin' },
      ({ params }, access) =>
        bin.binRollout({ access, rollout: params.rollout }),
    ),
    unbinRollout: changesProject(
      { role: 'admin', event: 'rollout-unbin' },
      ({ params }, access) =>
        bin.unbinRollout({ access, rollout: params.rollout }),
    ),
    purgeRollout: changesProject(
      { role: 'admin', event: 'rollout-purge' },
      ({ params, body }, access) =>
        bin.purgeRollout({ ...body, access, rollout: params.rollout }),
    ),
    getProjectContents: readsProject('viewer', (_, access) =>
      bin.contents({ access }),
    ),
    binProject: changesProject(
      { role: 'admin', event: 'project-bin' },
      (_, access) => bin.binProject(access),
    ),
    unbinProject: changesProject(
      { role: 'admin', event: 'project-unbin' },
      (_, access) => bin.unbinProject(access),
    ),
    purgeProject: changesProject(
      { role: 'admin', event: 'project-purge' },
      ({ body }, access) => bin.purgeProject({ ...body, access }),
    ),
    adoptNamespace: forPeople(
      { event: 'project-adopt' },
      ({ body: project, idempotency }, caller) =>
        bin.adopt({ caller, project, idempotency }),
    ),
    getPurge: forPeople({}, ({ params }, caller) =>
      bin.getPurge(caller, params.purge),
    ),
  };
}
