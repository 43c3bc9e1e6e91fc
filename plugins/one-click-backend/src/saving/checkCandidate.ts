import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Stores } from '../storage/StateKeeper';
import { requireFittingClaims } from './claims';
import type { SaveContext } from './SaveOutcome';
import type { Written } from './writeRevision';

/** Throws UnacceptableError for a spec that the cluster's volumes or the company's rules refuse on top of the newest revision. */
export async function checkCandidate(
  stores: Stores,
  context: SaveContext,
  { rollout, revision, spec }: Written & { readonly spec: RolloutSpecInput },
): Promise<void> {
  const { project, rules } = context;
  await requireFittingClaims(stores, rollout, { ...context, spec });
  await rules.check({
    cluster: project.cluster,
    project: project.name,
    owner: project.owner,
    name: rollout.name,
    spec,
    previous: revision.spec,
  });
}
