import type { V1Pod } from '@kubernetes/client-node';
import {
  addQuantities,
  quantityToNumber,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { ResourceSum } from '@one-click/backstage-plugin-one-click-common/v1alpha1';

const CPU_DIGITS = 3;

function sum(
  pods: readonly V1Pod[],
  which: 'requests' | 'limits',
  resource: string,
): number {
  const amounts = pods
    .flatMap(({ spec }) => spec?.containers ?? [])
    .flatMap(({ resources }) => resources?.[which]?.[resource] ?? []);
  return quantityToNumber(addQuantities(0, ...amounts));
}

/** What instances ask for, or may use, together: cores with three decimals and whole bytes, as the original has it. */
export function sumResources(
  pods: readonly V1Pod[],
  which: 'requests' | 'limits',
): ResourceSum {
  return {
    cpu: sum(pods, which, 'cpu').toFixed(CPU_DIGITS),
    memory: String(Math.ceil(sum(pods, which, 'memory'))),
  };
}
