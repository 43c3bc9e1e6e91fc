import { OPERATOR_MANAGER } from '@one-click/backstage-plugin-one-click-common/v1alpha1';

/** A node of `fieldsV1`: `f:` a field, `k:` an item by its keys, `v:` an item by its value, `.` the node itself. */
export interface FieldTree {
  readonly [key: string]: FieldTree;
}

interface Entry {
  readonly manager?: string;
  readonly apiVersion?: string;
  readonly time?: Date | string;
  readonly operation?: string;
  readonly subresource?: string;
  readonly fieldsV1?: object;
}

/** An object with the record of who owns which of its fields. */
export interface Managed {
  readonly apiVersion?: string | undefined;
  readonly metadata?: { readonly managedFields?: readonly Entry[] } | undefined;
}

/**
 * The fields the operator owns by server-side apply; `undefined` if it never
 * applied the object, or only in another version of its kind, whose fields may
 * have other names.
 */
export function findOwnedFields(
  object: Managed,
  manager: string = OPERATOR_MANAGER,
): FieldTree | undefined {
  const { apiVersion, metadata } = object;
  const entry = metadata?.managedFields?.find(
    each =>
      each.manager === manager &&
      each.operation === 'Apply' &&
      (each.subresource ?? '') === '' &&
      (apiVersion === undefined ||
        (each.apiVersion ?? apiVersion) === apiVersion),
  );
  // The API server alone writes these trees, in this form.
  return entry?.fieldsV1 as FieldTree | undefined;
}

/** Whether a tree holds a field, such as `spec`, `replicas`. */
export function ownsField(
  tree: FieldTree | undefined,
  ...path: readonly string[]
): boolean {
  let node = tree;
  for (const name of path) {
    node = node?.[`f:${name}`];
  }
  return node !== undefined;
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// A port that names no protocol is filed under the one it gets.
const KEY_DEFAULTS: Fields = { protocol: 'TCP' };

function hasKeys(item: unknown, keys: Fields): boolean {
  return (
    isFields(item) &&
    Object.entries(keys).every(
      ([name, value]) => (item[name] ?? KEY_DEFAULTS[name]) === value,
    )
  );
}

function ownedItems(items: readonly unknown[], tree: FieldTree): unknown[] {
  const byKey = Object.entries(tree).flatMap(([path, node]) =>
    path.startsWith('k:')
      ? [{ keys: JSON.parse(path.slice(2)) as Fields, node }]
      : [],
  );
  const values = new Set(
    Object.keys(tree)
      .filter(path => path.startsWith('v:'))
      .map(path => path.slice(2)),
  );
  return items.flatMap(item => {
    const match = byKey.find(({ keys }) => hasKeys(item, keys));
    if (match) {
      return [takeOwned(item, match.node)];
    }
    return values.has(JSON.stringify(item)) ? [item] : [];
  });
}

function ownedProperties(value: Fields, tree: FieldTree): Fields {
  const owned: Record<string, unknown> = {};
  for (const [path, node] of Object.entries(tree)) {
    const name = path.slice(2);
    // Some zero values are owned and yet not stored: their absence is no drift.
    if (path.startsWith('f:') && name in value) {
      owned[name] = takeOwned(value[name], node);
    }
  }
  return owned;
}

/** The part of a value that a tree covers. A node without parts covers all of it. */
export function takeOwned(value: unknown, tree: FieldTree): unknown {
  const isWhole = Object.keys(tree).every(path => path === '.');
  if (isWhole) {
    return value;
  }
  if (Array.isArray(value)) {
    return ownedItems(value, tree);
  }
  return isFields(value) ? ownedProperties(value, tree) : value;
}
