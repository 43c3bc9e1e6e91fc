import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { careOf } from '@one-click/backstage-plugin-one-click-workload';
import type {
  ChildKind,
  Refusal,
} from '@one-click/backstage-plugin-one-click-workload';
import type { ChildRecord } from '../cluster/records/ChildRecord';
import { refuseAddress } from './headlessService';
import { judgeOwnership } from './ownership';

/** What stands in the way of applying a child, known without asking. */
export type Obstacle =
  /** What is there is on its way out. */
  | { readonly type: 'going' }
  | { readonly type: 'refusal'; readonly refusal: Refusal };

/** What stands in the way of making an object what a rollout wants; `undefined` if nothing is known to. */
export function findObstacle(
  rollout: Rollout,
  kind: ChildKind,
  live: ChildRecord,
): Obstacle | undefined {
  const verdict = judgeOwnership(live, rollout, careOf(kind));
  if (verdict.whose === 'foreign') {
    const { name } = live.metadata;
    const ownedBy = verdict.owner;
    return { type: 'refusal', refusal: { kind, name, message: '', ownedBy } };
  }
  const isGoing = live.metadata.deletionTimestamp !== undefined;
  if (verdict.whose === 'former' || isGoing) {
    return { type: 'going' };
  }
  const refusal =
    kind === 'Service'
      ? refuseAddress(rollout, live as ChildRecord<'Service'>)
      : undefined;
  return refusal && { type: 'refusal', refusal };
}
