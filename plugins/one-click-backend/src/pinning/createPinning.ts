import { changesProject, readsProject } from '../api/Route';
import type { Feature, FeatureContext } from '../feature';
import { PinService } from './PinService';

type PinOperation = 'getHold' | 'unpin' | 'quarantineImage' | 'releaseImage';

/** What holds update policies off a rollout. */
export function createPinning(
  context: Pick<FeatureContext, 'state' | 'announcer' | 'world'>,
): Feature<PinOperation> {
  const pins = new PinService({ ...context, ...context.world });
  return {
    routes: {
      getHold: readsProject('viewer', ({ params }, access) =>
        pins.get({ access, rollout: params.rollout }),
      ),
      unpin: changesProject(
        { role: 'editor', event: 'rollout-unpin' },
        ({ params, body }, access) =>
          pins.unpin({ ...body, access, rollout: params.rollout }),
      ),
      quarantineImage: changesProject(
        { role: 'editor', event: 'image-quarantine' },
        ({ params, body }, access) =>
          pins.quarantine({ access, rollout: params.rollout, image: body }),
      ),
      releaseImage: changesProject(
        { role: 'editor', event: 'image-release' },
        ({ params }, access) => pins.release({ ...params, access }),
      ),
    },
  };
}
