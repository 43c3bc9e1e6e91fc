import { isJsonObject, ownField } from './normalize';
import { keyFieldOf, type PathSegment, type SpecPath } from './specPath';

/** The keys of a list's items, in their order. */
export function keysOf(list: unknown, keyField: string): readonly string[] {
  return Array.isArray(list)
    ? list.map(item =>
        isJsonObject(item) ? String(item[keyField]) : String(item),
      )
    : [];
}

function step(value: unknown, segment: PathSegment, at: SpecPath): unknown {
  if (typeof segment === 'string') {
    return isJsonObject(value) ? ownField(value, segment) : undefined;
  }
  const keyField = keyFieldOf(at) ?? '';
  return Array.isArray(value)
    ? value.find(item => isJsonObject(item) && item[keyField] === segment.key)
    : undefined;
}

/** The value at a path, or `undefined` where the path leads nowhere. */
export function readPath(spec: unknown, path: SpecPath): unknown {
  return path.reduce<unknown>(
    (value, segment, index) => step(value, segment, path.slice(0, index)),
    spec,
  );
}

function writeField(
  parent: unknown,
  field: string,
  value: unknown,
): Readonly<Record<string, unknown>> {
  const { [field]: _, ...rest } = isJsonObject(parent) ? parent : {};
  return value === undefined ? rest : { ...rest, [field]: value };
}

function writeItem(
  parent: unknown,
  item: { readonly keyField: string; readonly key: string },
  value: unknown,
): readonly unknown[] {
  const items: readonly unknown[] = Array.isArray(parent) ? parent : [];
  const index = keysOf(items, item.keyField).indexOf(item.key);
  if (value === undefined) {
    return items.filter((_, at) => at !== index);
  }
  const named = isJsonObject(value)
    ? { [item.keyField]: item.key, ...value }
    : value;
  return index < 0 ? [...items, named] : items.with(index, named);
}

function write(
  parent: unknown,
  path: SpecPath,
  target: { readonly depth: number; readonly value: unknown },
): unknown {
  const { depth, value } = target;
  const segment = path[depth];
  if (segment === undefined) {
    return value;
  }
  const at = path.slice(0, depth);
  const old = step(parent, segment, at);
  // Removing something below nothing must not create the way to it.
  if (value === undefined && old === undefined) {
    return parent;
  }
  const next = write(old, path, { depth: depth + 1, value });
  if (typeof segment === 'string') {
    return writeField(parent, segment, next);
  }
  const keyField = keyFieldOf(at) ?? '';
  return writeItem(parent, { keyField, key: segment.key }, next);
}

/** The spec with another value at a path; `undefined` removes what is there. */
export function writePath<S extends object>(
  spec: S,
  path: SpecPath,
  value: unknown,
): S {
  return write(spec, path, { depth: 0, value }) as S;
}
