import type { Feature, FeatureContext } from '../feature';
import { AvatarService } from './AvatarService';
import { createAvatarRoutes } from './routes';
import type { AvatarOperation } from './routes';

/** Pictures of projects and rollouts. */
export function createAvatars({
  state,
  world,
}: FeatureContext): Feature<AvatarOperation> {
  const service = new AvatarService({ state, now: world.now });
  return { routes: createAvatarRoutes(service) };
}
