import type { Feature, FeatureContext } from '../feature';
import { BlueprintService } from './BlueprintService';
import { OriginService } from './OriginService';
import { createBlueprintRoutes } from './routes';
import type { BlueprintOperation } from './routes';
import { SharingService } from './SharingService';
import { createSharingRoutes } from './sharingRoutes';
import type { SharingOperation } from './sharingRoutes';

/** Blueprints: the catalogue, versions, who has them, and what was made from them. */
export function createBlueprints(
  context: Pick<FeatureContext, 'blueprints' | 'state' | 'world'>,
): Feature<BlueprintOperation | SharingOperation> {
  const { blueprints: catalogue, state, world } = context;
  const { stores } = state;
  const { now, newId } = world;
  const blueprints = new BlueprintService({ state, catalogue, now, newId });
  const origins = new OriginService({ stores, catalogue });
  const sharing = new SharingService({ state, catalogue, now });
  return {
    routes: {
      ...createBlueprintRoutes({ blueprints, origins }),
      ...createSharingRoutes(sharing),
    },
  };
}
