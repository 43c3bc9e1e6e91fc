import { readsProject } from '../api/Route';
import type { Feature, FeatureContext } from '../feature';
import { ActivityService } from './ActivityService';

type ActivityOperation = 'listProjectActivity' | 'listRolloutActivity';

/** The timeline: everything that happened, for all who may see the project. */
export function createActivity({
  state,
}: Pick<FeatureContext, 'state'>): Feature<ActivityOperation> {
  const activity = new ActivityService(state);
  return {
    routes: {
      listProjectActivity: readsProject('viewer', ({ query }, access) =>
        activity.list({ access, query }),
      ),
      listRolloutActivity: readsProject('viewer', ({ params, query }, access) =>
        activity.list({ access, rollout: params.rollout, query }),
      ),
    },
  };
}
