import type { Feature, FeatureContext } from './feature';

type AnyFeature = Feature<never>;

/** Puts the features together: one line each, here and in `routes`. */
export function createFeatures(_context: FeatureContext) {
  const features: readonly AnyFeature[] = [];
  return {
    routes: {},
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
