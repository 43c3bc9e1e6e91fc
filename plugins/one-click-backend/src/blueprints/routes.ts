import type { Routes } from '../api/createRoutes';
import { forAnyone, forPeople, readsProject } from '../api/Route';
import type { BlueprintService } from './BlueprintService';
import type { OriginService } from './OriginService';

/** Operations of blueprints. */
export type BlueprintOperation =
  | 'listBlueprints'
  | 'createBlueprint'
  | 'getBlueprint'
  | 'updateBlueprint'
  | 'deleteBlueprint'
  | 'listBlueprintVersions'
  | 'publishBlueprintVersion'
  | 'getBlueprintVersion'
  | 'renderBlueprint'
  | 'listBlueprintRollouts'
  | 'getRolloutOrigin'
  | 'draftBlueprint';

/** Routes of blueprints: whoever sees one deploys it, owners change it. */
export function createBlueprintRoutes(services: {
  readonly blueprints: BlueprintService;
  readonly origins: OriginService;
}): Pick<Routes, BlueprintOperation> {
  const { blueprints, origins } = services;
  return {
    ...createReadingRoutes(blueprints),
    createBlueprint: forPeople(
      { event: 'blueprint-create' },
      ({ body: blueprint, idempotency }, caller) =>
        blueprints.create({ caller, blueprint, idempotency }),
    ),
    updateBlueprint: forPeople(
      { event: 'blueprint-update' },
      ({ params, body }, caller) =>
        blueprints.update(caller, params.blueprint, body),
    ),
    deleteBlueprint: forPeople(
      { event: 'blueprint-delete' },
      async ({ params }, caller) => ({
        removed: await blueprints.remove(caller, params.blueprint),
      }),
    ),
    publishBlueprintVersion: forPeople(
      { event: 'blueprint-publish' },
      ({ params, body }, caller) =>
        blueprints.publish(caller, params.blueprint, body),
    ),
    getRolloutOrigin: readsProject('viewer', async ({ params }, access) => {
      const { rollout } = params;
      return { origin: await origins.find({ access, rollout }) };
    }),
    draftBlueprint: readsProject('viewer', ({ params }, access) =>
      origins.draft({ access, rollout: params.rollout }),
    ),
  };
}

type ReadingOperation =
  | 'listBlueprints'
  | 'getBlueprint'
  | 'listBlueprintVersions'
  | 'getBlueprintVersion'
  | 'renderBlueprint'
  | 'listBlueprintRollouts';

function createReadingRoutes(
  blueprints: BlueprintService,
): Pick<Routes, ReadingOperation> {
  return {
    listBlueprints: forAnyone(({ query }, caller) =>
      blueprints.list(caller, query),
    ),
    getBlueprint: forAnyone(({ params }, caller) =>
      blueprints.get(caller, params.blueprint),
    ),
    listBlueprintVersions: forAnyone(({ params, query }, caller) =>
      blueprints.listVersions(caller, params.blueprint, query),
    ),
    getBlueprintVersion: forAnyone(({ params }, caller) =>
      blueprints.getVersion(caller, params.blueprint, params.version),
    ),
    renderBlueprint: forAnyone(({ params, body }, caller) =>
      blueprints.render(caller, params.blueprint, body),
    ),
    listBlueprintRollouts: forAnyone(({ params, query }, caller) =>
      blueprints.listUses(caller, params.blueprint, query),
    ),
  };
}
