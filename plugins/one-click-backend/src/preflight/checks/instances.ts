import { instanceBounds } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';

/** How many instances a spec asks for. */
export interface InstanceCount {
  /** To begin with. */
  readonly wanted: number;
  /** At most, where automatic scaling adds some. */
  readonly most: number;
}

/** How many instances a spec comes to, where so many run now. */
export function countInstances(
  spec: RolloutSpecInput,
  running: number,
): InstanceCount {
  if (spec.suspend) {
    return { wanted: 0, most: 0 };
  }
  const { min, max } = instanceBounds(spec);
  return { wanted: Math.min(Math.max(running, min), max), most: max };
}
