import type { Feature, FeatureContext } from './feature';
import { createAvatars } from './avatars/createAvatars';
import { createBin } from './bin/createBin';
import { createBlueprints } from './blueprints/createBlueprints';
import { createLive } from './live/createLive';
import { createMembers } from './members/createMembers';
import { createPreflight } from './preflight/createPreflight';
import { createSecrets } from './secrets/createSecrets';
import { createUpdates } from './updates/createUpdates';

type AnyFeature = Feature<never>;

/** Puts the features together: one line each, here and in `routes`. */
export function createFeatures(context: FeatureContext) {
  const avatars = createAvatars(context);
  const bin = createBin(context);
  const blueprints = createBlueprints(context);
  const live = createLive(context);
  const members = createMembers(context);
  const secrets = createSecrets(context);
  const updates = createUpdates(context);
  const preflight = createPreflight(context, updates);
  const features: readonly AnyFeature[] = [
    bin,
    secrets,
    live,
    members,
    updates,
  ];
  return {
    /** What the stream follows for its viewers. */
    feeds: live.feeds,
    routes: {
      ...avatars.routes,
      ...bin.routes,
      ...secrets.routes,
      ...blueprints.routes,
      ...live.routes,
      ...members.routes,
      ...updates.routes,
      ...preflight.routes,
    },
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
