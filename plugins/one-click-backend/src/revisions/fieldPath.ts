import {
  formatPath,
  keyFieldOf,
  keysOf,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  PathSegment,
  SpecPath,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';

const STEP = /^(?:\.?([^.[\]]+)|\[([^\]]*)\])/;

/**
 * The segments of a path as people write it: `image.tag`, `env[LOG_LEVEL]`,
 * `podLabels[app.kubernetes.io/name]`, with or without `spec.` before it.
 * `undefined` for what is no path.
 */
export function parseFieldPath(text: string): SpecPath | undefined {
  let rest = text.trim().replace(/^spec(?=[.[])\.?/, '');
  const segments: PathSegment[] = [];
  while (rest !== '') {
    const [whole, field, key] = STEP.exec(rest) ?? [];
    if (whole === undefined) {
      return undefined;
    }
    segments.push(toSegment(segments, { field, key }));
    rest = rest.slice(whole.length);
  }
  return segments.length > 0 ? segments : undefined;
}

interface Step {
  readonly field: string | undefined;
  readonly key: string | undefined;
}

function toSegment(before: SpecPath, { field, key = '' }: Step): PathSegment {
  if (field !== undefined) {
    return field;
  }
  // Brackets name an item of a list with keys, and any key of a map.
  return keyFieldOf(before) === undefined ? key : { key };
}

/** One value of a spec, and where it is, as people read it. */
export interface SpecLeaf {
  readonly path: string;
  readonly text: string;
}

/** Every single value of a spec, or of a part of it that is at `path`. */
export function leavesOf(value: unknown, path: SpecPath = []): SpecLeaf[] {
  if (Array.isArray(value)) {
    return leavesOfList(value, path);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .filter(([field]) => !isKeyOfItem(field, path))
      .flatMap(([field, child]) => leavesOf(child, [...path, field]));
  }
  return value === undefined || value === null
    ? []
    : [{ path: formatPath(path), text: String(value) }];
}

/** The key of an item is in its path, so that it is no value of its own. */
function isKeyOfItem(field: string, path: SpecPath): boolean {
  return (
    typeof path.at(-1) === 'object' && keyFieldOf(path.slice(0, -1)) === field
  );
}

function leavesOfList(items: readonly unknown[], path: SpecPath): SpecLeaf[] {
  const keyField = keyFieldOf(path);
  const keys = keyField === undefined ? [] : keysOf(items, keyField);
  return items.flatMap((item, index) =>
    leavesOf(item, [...path, { key: keys[index] ?? String(index) }]),
  );
}
