import { oneClickProjectCreatePermission } from '@one-click/backstage-plugin-one-click-common';
import { MissingBaseRevisionError } from '../errors';
import type { AccessService } from '../access';
import type { BlueprintCatalogue } from '../blueprints/BlueprintCatalogue';
import { toOrigin } from '../blueprints/toOrigin';
import type { ClusterService } from '../clusters/ClusterService';
import type { ProjectService } from '../projects/ProjectService';
import type { RolloutService, SaveService } from '../rollouts/RolloutService';
import { changesProject, forAnyone, forPeople, readsProject } from './Route';
import type { Route, RoutedOperation } from './Route';

/** The services behind the API. */
export interface ApiServices {
  readonly access: AccessService;
  readonly blueprints: BlueprintCatalogue;
  readonly clusters: ClusterService;
  readonly projects: ProjectService;
  readonly rollouts: RolloutService;
  readonly saves: SaveService;
}

/** A route for each operation of the contract. */
export type Routes = { readonly [Op in RoutedOperation]: Route<Op> };

/** Routes of projects, rollouts and revisions: who may call them and which service they hand over to. */
export function createRoutes(
  services: ApiServices,
): Pick<Routes, CoreOperation> {
  return { ...createGeneralRoutes(services), ...createRolloutRoutes(services) };
}

/** Operations that no feature of its own answers. */
type CoreOperation = GeneralOperation | RolloutOperation;

type GeneralOperation =
  | 'getMe'
  | 'listClusters'
  | 'getCluster'
  | 'listProjects'
  | 'createProject'
  | 'getProject'
  | 'updateProject';

function createGeneralRoutes(
  services: ApiServices,
): Pick<Routes, GeneralOperation> {
  const { access, clusters, projects } = services;
  return {
    getMe: forPeople({}, async ({ credentials }, caller) => ({
      userEntityRef: caller.ref,
      ownershipEntityRefs: [...caller.principals],
      canCreateProjects: await access.isAllowed(
        oneClickProjectCreatePermission,
        credentials,
      ),
      canAdminister: caller.canAdminister,
    })),
    listClusters: forAnyone(async () => ({ items: [...clusters.list()] })),
    getCluster: forAnyone(async ({ params }) => clusters.get(params.cluster)),
    listProjects: forAnyone(({ query }, caller) =>
      projects.list(caller, query),
    ),
    createProject: forPeople(
      { event: 'project-create' },
      ({ body, idempotency }, caller) =>
        projects.create({ caller, project: body, idempotency }),
    ),
    getProject: readsProject('viewer', (_, entered) => projects.get(entered)),
    updateProject: changesProject(
      { role: 'admin', event: 'project-update' },
      ({ body }, entered) => projects.update(entered, body),
    ),
  };
}

type RolloutOperation =
  | 'listRollouts'
  | 'createRollout'
  | 'getRollout'
  | 'saveRollout'
  | 'rollBack'
  | 'listRevisions'
  | 'getRevision';

function createRolloutRoutes(
  services: ApiServices,
): Pick<Routes, RolloutOperation> {
  const { blueprints, rollouts, saves } = services;
  return {
    listRollouts: forAnyone(({ query }, caller) =>
      rollouts.list(caller, query),
    ),
    createRollout: changesProject(
      { role: 'editor', event: 'rollout-create' },
      async ({ body, idempotency }, access) => {
        const { caller } = access;
        const blueprint =
          body.blueprint &&
          (await toOrigin(blueprints, { caller, origin: body.blueprint }));
        const rollout = { ...body, blueprint };
        return saves.create({ access, rollout, idempotency });
      },
    ),
    getRollout: readsProject('viewer', ({ params }, access) =>
      rollouts.get({ access, rollout: params.rollout }),
    ),
    saveRollout: changesProject(
      { role: 'editor', event: 'rollout-save' },
      async ({ params, body, baseRevision, idempotency }, access) => {
        if (baseRevision === undefined) {
          throw new MissingBaseRevisionError();
        }
        const { rollout } = params;
        return saves.save({
          ...body,
          access,
          rollout,
          baseRevision,
          idempotency,
        });
      },
    ),
    rollBack: changesProject(
      { role: 'editor', event: 'rollout-rollback' },
      ({ params, body: to, idempotency }, access) =>
        saves.rollBack({ access, rollout: params.rollout, to, idempotency }),
    ),
    listRevisions: readsProject('viewer', ({ params, query }, access) =>
      rollouts.listRevisions({ access, rollout: params.rollout }, query),
    ),
    getRevision: readsProject('viewer', ({ params }, access) =>
      rollouts.getRevision(
        { access, rollout: params.rollout },
        params.revision,
      ),
    ),
  };
}
