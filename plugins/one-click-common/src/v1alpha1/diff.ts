import { applyDefaults } from './defaults';
import {
  comparableText,
  emptyObjectIsAbsent,
  isJsonObject,
  normalizeSpec,
  ownField,
} from './normalize';
import { redactSpec } from './redact';
import {
  formatPath,
  isOrdered,
  isSecretPath,
  keyFieldOf,
  sectionOf,
  type PathSegment,
  type Section,
  type SpecPath,
} from './specPath';
import { keysOf, readPath } from './specAccess';
import type { RolloutSpecInput } from './types';

/** What happened to a field. */
export type ChangeKind = 'added' | 'removed' | 'changed';

/** One field that differs between two specs. */
export interface SpecChange {
  /** As people read it, such as `image.tag` or `env[LOG_LEVEL]`. */
  readonly path: string;
  /** The same for programs. */
  readonly segments: SpecPath;
  /** The page where the field is changed. */
  readonly section: Section;
  readonly kind: ChangeKind;
  /** Only the order of a list's items changed; `from` and `to` hold their names. */
  readonly reordered: boolean;
  /** The old value; absent where added or secret. */
  readonly from: unknown;
  /** The new value; absent where removed or secret. */
  readonly to: unknown;
  /** The field is a plaintext secret: only that it changed may be told. */
  readonly secret: boolean;
}

interface Difference {
  readonly kind: ChangeKind;
  readonly reordered?: true;
  readonly segments: SpecPath;
}

type Json = Readonly<Record<string, unknown>>;

function itemsByKey(value: unknown, keyField: string): Map<string, unknown> {
  return new Map(
    keysOf(value, keyField).map((key, index) => [
      key,
      Array.isArray(value) ? value[index] : undefined,
    ]),
  );
}

interface Lists {
  readonly from: unknown;
  readonly to: unknown;
  readonly keyField: string;
}

function compareListMap(lists: Lists, path: SpecPath): Difference[] {
  const { from, to, keyField } = lists;
  const [before, after] = [
    itemsByKey(from, keyField),
    itemsByKey(to, keyField),
  ];
  const step = (key: string): PathSegment => ({ key });
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  const differences = keys.flatMap(key =>
    compare(before.get(key), after.get(key), [...path, step(key)]),
  );
  const kept = [...before.keys()].filter(key => after.has(key));
  const added = [...after.keys()].filter(key => !before.has(key));
  const settled = [...kept, ...added];
  const isMoved =
    isOrdered(path) &&
    JSON.stringify(settled) !== JSON.stringify([...after.keys()]);
  return isMoved
    ? [...differences, { kind: 'changed', segments: path, reordered: true }]
    : differences;
}

function compareObjects(from: Json, to: Json, path: SpecPath): Difference[] {
  const fields = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return fields.flatMap(field =>
    compare(ownField(from, field), ownField(to, field), [...path, field]),
  );
}

/** Nothing stands for an empty object where the two mean the same. */
function asObject(value: unknown, path: SpecPath): unknown {
  return value === undefined && emptyObjectIsAbsent(path) ? {} : value;
}

function compare(left: unknown, right: unknown, path: SpecPath): Difference[] {
  const [from, to] = [asObject(left, path), asObject(right, path)];
  const keyField = keyFieldOf(path);
  if (keyField !== undefined) {
    return compareListMap({ from, to, keyField }, path);
  }
  if (isJsonObject(from) && isJsonObject(to)) {
    return compareObjects(from, to, path);
  }
  if (comparableText(from, path) === comparableText(to, path)) {
    return [];
  }
  if (from === undefined) {
    return [{ kind: 'added', segments: path }];
  }
  return [{ kind: to === undefined ? 'removed' : 'changed', segments: path }];
}

function keyList(spec: unknown, segments: SpecPath): readonly string[] {
  return keysOf(readPath(spec, segments), keyFieldOf(segments) ?? '');
}

/**
 * Every field that differs, after defaults and regardless of how it is written.
 * Lists with names are matched by name. No value of a plaintext secret is in it.
 */
export function diffSpecs(
  from: RolloutSpecInput,
  to: RolloutSpecInput,
): readonly SpecChange[] {
  const before = applyDefaults(normalizeSpec(from));
  const after = applyDefaults(normalizeSpec(to));
  const [shownBefore, shownAfter] = [redactSpec(before), redactSpec(after)];
  return compare(before, after, []).map(difference => {
    const { kind, segments, reordered = false } = difference;
    const read = reordered ? keyList : readPath;
    return {
      path: formatPath(segments),
      segments,
      section: sectionOf(segments),
      kind,
      reordered,
      from: read(shownBefore, segments),
      to: read(shownAfter, segments),
      secret: isSecretPath(segments),
    };
  });
}
