import type { V1ResourceRequirements } from '@kubernetes/client-node';
import {
  formatQuantity,
  isQuantity,
  parseQuantity,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  QuantityLike,
  ResourceList,
  Resources,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { compact } from '../compact';
import { storedQuantity } from '../storedQuantity';

const NANOS_PER_MILLI = 1_000_000n;

/** The amount as the API server stores it in a resource list: nothing finer than a thousandth, rounded up. */
export function toResourceAmount(value: QuantityLike): string {
  if (!isQuantity(value)) {
    return storedQuantity(value);
  }
  const { nanos, format } = parseQuantity(value);
  const rest = nanos % NANOS_PER_MILLI;
  return formatQuantity({
    nanos: rest === 0n ? nanos : nanos - rest + NANOS_PER_MILLI,
    format,
  });
}

function toAmounts(list: ResourceList = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(list).map(([name, value]) => [
      name,
      toResourceAmount(value),
    ]),
  );
}

/** Requests and limits of one container. */
export function toResourceRequirements(
  resources: Resources | undefined,
): V1ResourceRequirements {
  return compact<V1ResourceRequirements>({
    requests: toAmounts(resources?.requests),
    limits: toAmounts(resources?.limits),
  });
}
