import type { Feature, FeatureContext } from './feature';
import { createLive } from './live/createLive';
import { createMembers } from './members/createMembers';

type AnyFeature = Feature<never>;

/** Puts the features together: one line each, here and in `routes`. */
export function createFeatures(context: FeatureContext) {
  const live = createLive(context);
  const members = createMembers(context);
  const features: readonly AnyFeature[] = [live, members];
  return {
    /** What the stream follows for its viewers. */
    feeds: live.feeds,
    routes: { ...live.routes, ...members.routes },
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
