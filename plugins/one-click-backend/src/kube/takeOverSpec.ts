import {
  API_VERSION,
  BACKEND_MANAGER,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { ManagedFieldsEntry } from '@one-click/backstage-plugin-one-click-common/v1alpha1';

type FieldSet = Readonly<Record<string, unknown>>;

const SPEC = 'f:spec';

/**
 * The managedFields after all that others own of the spec became ours.
 *
 * A server-side apply removes only what its own manager owned alone: a field
 * that kubectl set would outlive its removal in the portal.
 */
export function takeOverSpec(
  entries: readonly ManagedFieldsEntry[],
): readonly ManagedFieldsEntry[] {
  const spec = entries
    .filter(entry => entry.subresource !== 'status')
    .map(({ fieldsV1 }) => asFieldSet(fieldsV1?.[SPEC]))
    .reduce(mergeFieldSets, {});
  const others = entries.filter(entry => !isOurs(entry)).flatMap(withoutSpec);
  const ours = entries.find(isOurs) ?? {
    manager: BACKEND_MANAGER,
    operation: 'Apply' as const,
    apiVersion: API_VERSION,
    fieldsType: 'FieldsV1',
  };
  return [...others, { ...ours, fieldsV1: { ...ours.fieldsV1, [SPEC]: spec } }];
}

function isOurs(entry: ManagedFieldsEntry): boolean {
  return (
    entry.manager === BACKEND_MANAGER &&
    entry.operation === 'Apply' &&
    !entry.subresource
  );
}

function withoutSpec(entry: ManagedFieldsEntry): readonly ManagedFieldsEntry[] {
  if (entry.subresource === 'status') {
    return [entry];
  }
  const { [SPEC]: _, ...rest } = entry.fieldsV1 ?? {};
  return Object.keys(rest).length > 0 ? [{ ...entry, fieldsV1: rest }] : [];
}

function mergeFieldSets(left: FieldSet, right: FieldSet): FieldSet {
  const merged: Record<string, unknown> = { ...left };
  for (const [field, below] of Object.entries(right)) {
    merged[field] = mergeFieldSets(
      asFieldSet(merged[field]),
      asFieldSet(below),
    );
  }
  return merged;
}

function asFieldSet(value: unknown): FieldSet {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
