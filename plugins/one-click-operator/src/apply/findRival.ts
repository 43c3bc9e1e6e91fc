import {
  HANDOVER_MANAGER,
  OPERATOR_MANAGER,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { withoutIdentity } from './fingerprint';
import type { Desired } from './fingerprint';
import type { FieldTree, Managed } from './ownedFields';

const OURS: ReadonlySet<string> = new Set([OPERATOR_MANAGER, HANDOVER_MANAGER]);

/** Whether a tree has a field that is wanted as well. Items of lists are not told apart. */
function overlaps(tree: FieldTree, wanted: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null || Array.isArray(wanted)) {
    return true;
  }
  const fields = new Map<string, unknown>(Object.entries(wanted));
  return Object.entries(tree).some(
    ([path, node]) =>
      path.startsWith('f:') &&
      fields.has(path.slice(2)) &&
      overlaps(node, fields.get(path.slice(2))),
  );
}

/** Who, beside us, wrote fields that we want to have, and last; `undefined` if nobody did. */
export function findRival(
  live: Managed | undefined,
  desired: Desired,
): string | undefined {
  const wanted = withoutIdentity(desired);
  const entries = (live?.metadata?.managedFields ?? []).filter(
    ({ manager = '', subresource = '', fieldsV1 }) =>
      !OURS.has(manager) &&
      subresource === '' &&
      // The API server alone writes these trees, in this form.
      overlaps((fieldsV1 ?? {}) as FieldTree, wanted),
  );
  const [last] = entries.sort(
    (left, right) => momentOf(right.time) - momentOf(left.time),
  );
  return last?.manager;
}

function momentOf(time: Date | string | undefined): number {
  return time === undefined ? 0 : new Date(time).getTime();
}
