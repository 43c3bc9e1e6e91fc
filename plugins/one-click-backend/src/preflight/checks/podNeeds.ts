import type { V1Container, V1Pod } from '@kubernetes/client-node';
import {
  addQuantities,
  compareQuantities,
  formatQuantity,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';

/** Amounts by what a quota calls them, as in `requests.cpu`. */
export type Amounts = ReadonlyMap<string, string>;

type Which = 'requests' | 'limits';

function amountsOf(
  container: V1Container,
  which: Which,
): Readonly<Record<string, string>> {
  return container.resources?.[which] ?? {};
}

/** What a pod counts for: all that runs together, or the hungriest step before that. */
function sumOf(pod: V1Pod, which: Which): ReadonlyMap<string, string> {
  const { containers = [], initContainers = [] } = pod.spec ?? {};
  const isBeside = (each: V1Container) => each.restartPolicy === 'Always';
  const together = [...containers, ...initContainers.filter(isBeside)];
  const sums = new Map<string, string>();
  for (const container of together) {
    for (const [resource, amount] of Object.entries(
      amountsOf(container, which),
    )) {
      const sum = addQuantities(sums.get(resource) ?? 0, amount);
      sums.set(resource, formatQuantity(sum));
    }
  }
  for (const step of initContainers.filter(each => !isBeside(each))) {
    for (const [resource, amount] of Object.entries(amountsOf(step, which))) {
      if (compareQuantities(amount, sums.get(resource) ?? 0) > 0) {
        sums.set(resource, amount);
      }
    }
  }
  return sums;
}

/** What one pod takes of a quota. */
export function podNeeds(pod: V1Pod): Amounts {
  const needs = new Map([
    ['pods', '1'],
    ['count/pods', '1'],
  ]);
  for (const [resource, amount] of sumOf(pod, 'requests')) {
    needs.set(`requests.${resource}`, amount);
    // Quotas know these two under the bare name as well.
    if (['cpu', 'memory', 'ephemeral-storage'].includes(resource)) {
      needs.set(resource, amount);
    }
  }
  for (const [resource, amount] of sumOf(pod, 'limits')) {
    needs.set(`limits.${resource}`, amount);
  }
  return needs;
}

/** Whether a pod still counts. */
export function isCounted({ status }: V1Pod): boolean {
  return status?.phase !== 'Succeeded' && status?.phase !== 'Failed';
}
