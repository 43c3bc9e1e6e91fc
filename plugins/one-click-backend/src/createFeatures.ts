import type { Feature, FeatureContext } from './feature';
import { createActivity } from './activity/createActivity';
import { createActs } from './acts/createActs';
import { createAvatars } from './avatars/createAvatars';
import { createBin } from './bin/createBin';
import { createBlueprints } from './blueprints/createBlueprints';
import { createDrift } from './drift/createDrift';
import { createLive } from './live/createLive';
import { createMembers } from './members/createMembers';
import { createPreflight } from './preflight/createPreflight';
import { createPinning } from './pinning/createPinning';
import { createRevisions } from './revisions/createRevisions';
import { createSecrets } from './secrets/createSecrets';
import { createUpdates } from './updates/createUpdates';

type AnyFeature = Feature<never>;

/** Puts the features together: one line each, here and in `routes`. */
export function createFeatures(context: FeatureContext) {
  const activity = createActivity(context);
  const acts = createActs(context);
  const avatars = createAvatars(context);
  const bin = createBin(context);
  const blueprints = createBlueprints(context);
  const drift = createDrift(context);
  const live = createLive(context);
  const members = createMembers(context);
  const pinning = createPinning(context);
  const revisions = createRevisions(context);
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
      ...activity.routes,
      ...acts.routes,
      ...avatars.routes,
      ...bin.routes,
      ...pinning.routes,
      ...revisions.routes,
      ...secrets.routes,
      ...blueprints.routes,
      ...drift.routes,
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
