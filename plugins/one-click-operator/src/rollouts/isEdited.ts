import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { toRolloutRecord } from '../cluster/records/toRolloutRecord';
import { sayTheSame } from '../cluster/sayTheSame';

/** Whether the answer to a write of a status tells more than the status: somebody edited the Rollout meanwhile. */
export function isEdited(before: Rollout, stored: Rollout): boolean {
  const [left, right] = [before, stored].map(rollout => {
    const { status: _, ...rest } = toRolloutRecord(rollout);
    return rest;
  });
  return left !== undefined && right !== undefined && !sayTheSame(left, right);
}
