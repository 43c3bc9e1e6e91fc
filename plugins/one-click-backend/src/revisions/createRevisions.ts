import { changesProject, readsProject } from '../api/Route';
import type { Feature, FeatureContext } from '../feature';
import { RevisionService } from './RevisionService';

type RevisionOperation = 'compareRevisions' | 'hideRevision' | 'unhideRevision';

/** What people do with revisions beside reading them and going back to them. */
export function createRevisions({
  state,
  world,
}: Pick<FeatureContext, 'state' | 'world'>): Feature<RevisionOperation> {
  const revisions = new RevisionService({ ...world, state });
  return {
    routes: {
      compareRevisions: readsProject('viewer', ({ params, query }, access) =>
        revisions.compare({ access, rollout: params.rollout }, query),
      ),
      hideRevision: changesProject(
        { role: 'editor', event: 'revision-hide' },
        ({ params }, access) => revisions.hide({ ...params, access }),
      ),
      unhideRevision: changesProject(
        { role: 'editor', event: 'revision-unhide' },
        ({ params }, access) => revisions.unhide({ ...params, access }),
      ),
    },
  };
}
