import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { GuardRailProblem } from '../guardrails/GuardRails';
import { findNoQuantities } from './findNoQuantities';
import { findTwins } from './findTwins';

/**
 * What is wrong with a spec that slipped past its CRD, and that the API server
 * would not tell: children are not even built of it.
 */
export function findMistakes(
  rollout: Pick<Rollout, 'spec'>,
): readonly GuardRailProblem[] {
  return [...findTwins(rollout), ...findNoQuantities(rollout)];
}
