import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { GuardRailProblem } from '@one-click/backstage-plugin-one-click-workload';
import { findMisfits } from './findMisfits';
import { findNoQuantities } from './findNoQuantities';
import { findTwins } from './findTwins';

/**
 * What is wrong with a spec that slipped past its CRD, in the words of its own
 * fields: the API server would not tell, or tell of a child's. Children are not
 * even built of it.
 */
export function findMistakes(
  rollout: Pick<Rollout, 'metadata' | 'spec'>,
): readonly GuardRailProblem[] {
  return [
    ...findTwins(rollout),
    ...findNoQuantities(rollout),
    ...findMisfits(rollout),
  ];
}
