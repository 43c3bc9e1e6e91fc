import type { Feature, FeatureContext } from './feature';
import { createMembers } from './members/createMembers';

type AnyFeature = Feature<never>;

/** Puts the features together: one line each, here and in `routes`. */
export function createFeatures(context: FeatureContext) {
  const members = createMembers(context);
  const features: readonly AnyFeature[] = [members];
  return {
    routes: { ...members.routes },
    start() {
      features.forEach(feature => feature.start?.());
    },
    async stop() {
      for (const feature of features) {
        await feature.stop?.();
      }
    },
  };
}
