import type { z } from 'zod';
import type { RolloutSpecInput } from '../types';
import { API_VERSION, KIND } from '../names';
import { REQUIRED } from './primitives';
import { rollout } from './rollout';
import { rolloutSpec } from './spec';

/** One thing wrong with one field; the message names the remedy. */
export interface FieldError {
  /** Way to the field, list items by index. Empty for the value as a whole. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What came of checking a spec: the user's own values, or what is wrong. */
export type ParsedSpec =
  | { readonly ok: true; readonly spec: RolloutSpecInput }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

const UNKNOWN_FIELD =
  'is not a known field here: check its spelling or remove it';

// Far deeper than any spec, and shallow enough for any stack.
const MAX_DEPTH = 32;

/**
 * The value without fields that are null, which the API server drops as well.
 * Nulls inside lists stay, since the server refuses those.
 */
function withoutNulls(value: unknown, depth = 0): unknown {
  if (depth > MAX_DEPTH || typeof value !== 'object' || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(item => withoutNulls(item, depth + 1));
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, child]) => child !== null && child !== undefined)
      .map(([key, child]) => [key, withoutNulls(child, depth + 1)]),
  );
}

/** The key zod leaves out of every map, while the API server sees and refuses it. */
const UNSEEN_KEY = '__proto__';

function findUnseenKeys(
  value: unknown,
  path: readonly (string | number)[] = [],
): readonly FieldError[] {
  if (path.length > MAX_DEPTH || typeof value !== 'object' || value === null) {
    return [];
  }
  const own = Object.hasOwn(value, UNSEEN_KEY)
    ? [{ path: [...path, UNSEEN_KEY], message: UNKNOWN_FIELD }]
    : [];
  const steps = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  return [
    ...own,
    ...steps.flatMap(([step, child]) => findUnseenKeys(child, [...path, step])),
  ];
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text: put it in quotes',
  int: 'a whole number: write digits without quotes',
  number: 'a number: write digits without quotes',
  boolean: 'true or false, without quotes: correct it',
  array: 'a list: correct it',
  object: 'an object: correct it',
  record: 'a map: correct it',
};

/** The texts for mistakes of shape, where the schema gives none of its own. */
function describeIssue(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code !== 'invalid_type') {
    return undefined;
  }
  if (issue.input === undefined) {
    return REQUIRED;
  }
  return `must be ${KINDS[issue.expected] ?? `of type ${issue.expected}`}`;
}

function toPath(path: readonly PropertyKey[]): readonly (string | number)[] {
  return path.map(step => (typeof step === 'symbol' ? String(step) : step));
}

function toFieldErrors(issue: z.core.$ZodIssue): readonly FieldError[] {
  const path = toPath(issue.path);
  if (issue.code !== 'unrecognized_keys') {
    return [{ path, message: issue.message }];
  }
  return issue.keys.map(key => ({
    path: [...path, key],
    message: UNKNOWN_FIELD,
  }));
}

/** Errors as a form or an API answers them, in the order of the fields. */
export function listFieldErrors(error: z.ZodError): readonly FieldError[] {
  return error.issues.flatMap(toFieldErrors);
}

interface Named {
  /** The rollout's name, which child names contain; without it their lengths are not checked. */
  readonly name?: string;
}

function check(spec: unknown, name: string | undefined) {
  const options = { error: describeIssue };
  if (name === undefined) {
    return rolloutSpec.safeParse(spec, options);
  }
  const object = {
    apiVersion: API_VERSION,
    kind: KIND,
    metadata: { name },
    spec,
  };
  return rollout.safeParse(object, options);
}

/**
 * Checks a spec as the API server would. What comes back are the user's own
 * values, without defaults and without fields that are null. Paths start at
 * the spec; what is wrong with the name itself has an empty path.
 */
export function parseRolloutSpec(
  value: unknown,
  { name }: Named = {},
): ParsedSpec {
  const spec = withoutNulls(value);
  const result = check(spec, name);
  const unseen = findUnseenKeys(spec);
  if (result.success && unseen.length === 0) {
    return { ok: true, spec: spec as RolloutSpecInput };
  }
  const seen = result.success ? [] : listFieldErrors(result.error);
  const errors = seen.map(error =>
    error.path[0] === 'spec' && name !== undefined
      ? { ...error, path: error.path.slice(1) }
      : error,
  );
  const told = new Set(errors.map(({ path }) => JSON.stringify(path)));
  const untold = unseen.filter(({ path }) => !told.has(JSON.stringify(path)));
  return { ok: false, errors: [...errors, ...untold] };
}
