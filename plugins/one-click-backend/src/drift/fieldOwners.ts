import {
  BACKEND_MANAGER,
  formatPath,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  ManagedFieldsEntry,
  PathSegment,
  SpecPath,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { FieldOwner } from '@one-click/backstage-plugin-one-click-common';

type FieldSet = Readonly<Record<string, unknown>>;

/** Fields of one spec that one manager owns. */
export interface OwnedFields extends FieldOwner {
  readonly paths: readonly string[];
}

/** Past this many a list says no more than that it is all of them. */
const MAX_PATHS = 500;

/** Everybody but the portal who owns fields of the spec, and which, by the CR's managedFields. */
export function listOwners(
  entries: readonly ManagedFieldsEntry[],
): readonly OwnedFields[] {
  return entries
    .filter(entry => !isPortal(entry))
    .map(entry => ({
      ...toOwner(entry),
      paths: leavesIn(specFieldsOf(entry), []).slice(0, MAX_PATHS),
    }))
    .filter(({ paths }) => paths.length > 0);
}

/** Who owns the field at a path, or something in it. */
export function findOwners(
  entries: readonly ManagedFieldsEntry[],
  path: SpecPath,
): readonly FieldOwner[] {
  return entries
    .filter(entry => hasPath(specFieldsOf(entry), path))
    .map(toOwner);
}

function isPortal({ manager, operation }: ManagedFieldsEntry): boolean {
  return manager === BACKEND_MANAGER && operation === 'Apply';
}

function toOwner({ manager, time }: ManagedFieldsEntry): FieldOwner {
  return {
    manager: manager ?? 'unknown',
    ...(time !== undefined && { at: new Date(time).toISOString() }),
  };
}

function specFieldsOf({ subresource, fieldsV1 }: ManagedFieldsEntry): FieldSet {
  return subresource === 'status' ? {} : asFieldSet(fieldsV1?.['f:spec']);
}

function hasPath(fields: FieldSet, path: SpecPath): boolean {
  const [segment, ...rest] = path;
  if (segment === undefined) {
    return true;
  }
  const found = Object.entries(fields).find(([key]) => leadsTo(key, segment));
  if (!found) {
    return false;
  }
  const inner = asFieldSet(found[1]);
  // A list or a map that is owned as a whole has nothing below it.
  return Object.keys(inner).length === 0 || hasPath(inner, rest);
}

function leadsTo(key: string, segment: PathSegment): boolean {
  const step = toSegment(key);
  return typeof segment === 'string' || typeof step !== 'object'
    ? step === segment
    : step.key === segment.key;
}

function leavesIn(fields: FieldSet, path: SpecPath): string[] {
  const steps = Object.entries(fields).flatMap(([key, inner]) => {
    const segment = toSegment(key);
    return segment === undefined ? [] : [{ segment, inner: asFieldSet(inner) }];
  });
  return steps.length === 0
    ? pathText(path)
    : steps.flatMap(({ segment, inner }) =>
        leavesIn(inner, [...path, segment]),
      );
}

function pathText(path: SpecPath): string[] {
  return path.length === 0 ? [] : [formatPath(path)];
}

/** `f:image` is a field, `k:{"name":"X"}` an item of a list; `.` is the thing itself. */
function toSegment(key: string): PathSegment | undefined {
  if (key.startsWith('f:')) {
    return key.slice(2);
  }
  return key.startsWith('k:') ? toItem(key.slice(2)) : undefined;
}

function toItem(text: string): PathSegment | undefined {
  const keys: unknown = JSON.parse(text);
  const [value] = Object.values(asFieldSet(keys));
  return value === undefined ? undefined : { key: String(value) };
}

function asFieldSet(value: unknown): FieldSet {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
