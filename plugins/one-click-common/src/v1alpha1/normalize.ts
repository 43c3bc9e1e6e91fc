import { applyDefaults } from './defaults';
import { isQuantity, parseQuantity } from './quantity';
import { isOrdered, keyFieldOf, type SpecPath } from './specPath';
import type { RolloutSpecInput } from './types';

/** Texts that mean nothing when empty; the original wrote them that way. */
const EMPTY_TEXT_IS_ABSENT = new Set([
  'username',
  'password',
  'storageClass',
  'ingressClass',
  'tlsSecretName',
  'serviceAccountName',
  'rolloutStrategy',
  'medium',
  'operator',
  'effect',
]);

/** Switches that are off when absent. */
const FALSE_IS_ABSENT = new Set([
  'suspend',
  'headless',
  'tls',
  'readOnly',
  'optional',
]);

/** Objects that mean nothing when empty; an empty `emptyDir` or `labelSelector` does mean something. */
const EMPTY_OBJECT_IS_ABSENT = new Set([
  'resources',
  'requests',
  'limits',
  'securityContext',
  'capabilities',
  'probes',
  'lifecycle',
  'podLabels',
  'podAnnotations',
  'nodeSelector',
  'annotations',
  'affinity',
  'rollingUpdate',
]);

/** Maps whose keys are people's own words and not our fields. */
const TEXT_MAPS = new Set([
  'podLabels',
  'podAnnotations',
  'nodeSelector',
  'annotations',
  'matchLabels',
]);

const AMOUNT_MAPS = new Set(['requests', 'limits']);
const AMOUNTS = new Set(['size', 'sizeLimit', 'divisor']);

type Json = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object. */
export function isJsonObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field of an object's own; `__proto__` is a key like any other here. */
export function ownField(object: Json, field: string): unknown {
  return Object.hasOwn(object, field) ? object[field] : undefined;
}

function fieldOf(path: SpecPath): string {
  const [last, previous] = [path.at(-1), path.at(-2)];
  const isOwnWord = typeof previous === 'string' && TEXT_MAPS.has(previous);
  return typeof last === 'string' && !isOwnWord ? last : '';
}

/** Whether an empty object at the path means the same as none. */
export function emptyObjectIsAbsent(path: SpecPath): boolean {
  return EMPTY_OBJECT_IS_ABSENT.has(fieldOf(path));
}

function isAmount(path: SpecPath): boolean {
  const parent = path.at(-2);
  return (
    AMOUNTS.has(fieldOf(path)) ||
    (typeof parent === 'string' && AMOUNT_MAPS.has(parent))
  );
}

function meansNothing(value: unknown, path: SpecPath): boolean {
  const field = fieldOf(path);
  if (value === undefined || value === null) {
    return true;
  }
  if (Array.isArray(value)) {
    return value.length === 0;
  }
  if (isJsonObject(value)) {
    return Object.keys(value).length === 0 && emptyObjectIsAbsent(path);
  }
  return (
    (value === '' && EMPTY_TEXT_IS_ABSENT.has(field)) ||
    (value === false && FALSE_IS_ABSENT.has(field))
  );
}

/** The value without anything below it that means the same as nothing. */
export function normalizeValue(value: unknown, path: SpecPath): unknown {
  if (Array.isArray(value)) {
    return value.map(item => normalizeValue(item, [...path, { key: '' }]));
  }
  if (!isJsonObject(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .map(([field, child]): [string, unknown] => [
        field,
        normalizeValue(child, [...path, field]),
      ])
      .filter(([field, child]) => !meansNothing(child, [...path, field])),
  );
}

/**
 * The user's input without what means the same as nothing: nulls, empty lists,
 * switches that are off. Values stay as they were written, nothing is added,
 * unknown fields survive.
 */
export function normalizeSpec<S extends object>(spec: S): S {
  return normalizeValue(spec, []) as S;
}

function inOrder(
  items: readonly unknown[],
  path: SpecPath,
): readonly unknown[] {
  const keyField = keyFieldOf(path);
  if (keyField === undefined || isOrdered(path)) {
    return items;
  }
  const keyOf = (item: unknown) =>
    isJsonObject(item) ? String(item[keyField]) : '';
  return [...items].sort((left, right) =>
    keyOf(left) < keyOf(right) ? -1 : Number(keyOf(left) > keyOf(right)),
  );
}

function toComparable(value: unknown, path: SpecPath): unknown {
  if (Array.isArray(value)) {
    return inOrder(value, path).map(item =>
      toComparable(item, [...path, { key: '' }]),
    );
  }
  if (isJsonObject(value)) {
    return Object.fromEntries(
      Object.keys(value)
        .sort()
        .map(field => [
          field,
          toComparable(ownField(value, field), [...path, field]),
        ]),
    );
  }
  return isAmount(path) && isQuantity(value)
    ? `${parseQuantity(value).nanos}n`
    : value;
}

/** A text that is the same for two values exactly if they mean the same at that path. */
export function comparableText(value: unknown, path: SpecPath): string {
  return JSON.stringify(toComparable(normalizeValue(value, path), path)) ?? '';
}

/** Whether two specs ask for the same, defaults and ways of writing aside. */
export function specsEqual(
  left: RolloutSpecInput,
  right: RolloutSpecInput,
): boolean {
  return (
    comparableText(applyDefaults(normalizeSpec(left)), []) ===
    comparableText(applyDefaults(normalizeSpec(right)), [])
  );
}
