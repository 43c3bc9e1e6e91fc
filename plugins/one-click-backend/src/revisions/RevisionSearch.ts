import type { RevisionQuery } from '@one-click/backstage-plugin-one-click-common';
import {
  formatPath,
  readPath,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { SpecPath } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { InvalidRequestError } from '../errors';
import { leavesOf, parseFieldPath } from './fieldPath';
import { findUnknownField } from './knownFields';
import type { RevisionRecord } from './RevisionRecord';

/** Judges one revision by what is in it. */
export type RevisionTest = (revision: RevisionRecord) => boolean;

/**
 * What a query asks of specs and notes; `undefined` where it asks nothing that
 * needs them to be read. Throws InvalidRequestError for a path that no Rollout
 * has, with the one that was probably meant.
 */
export function createRevisionTest(
  query: Pick<RevisionQuery, 'q' | 'path' | 'value'>,
): RevisionTest | undefined {
  const { q, path, value } = query;
  const tests = [
    ...(q ? [createTextTest(q)] : []),
    ...(path === undefined ? [] : [createFieldTest(path, value)]),
    ...(path === undefined && value !== undefined
      ? [createValueTest(value)]
      : []),
  ];
  return tests.length === 0
    ? undefined
    : revision => tests.every(holds => holds(revision));
}

function createTextTest(text: string): RevisionTest {
  const wanted = text.toLowerCase();
  const hasText = (other: string) => other.toLowerCase().includes(wanted);
  return ({ note = '', spec, createdBy, changes }) =>
    hasText(note) ||
    hasText(createdBy) ||
    changes.some(change => hasText(change.path)) ||
    leavesOf(spec).some(leaf => hasText(leaf.path) || hasText(leaf.text));
}

function createFieldTest(
  path: string,
  value: string | undefined,
): RevisionTest {
  const segments = requireKnownPath(path);
  if (value === undefined) {
    return ({ spec }) => readPath(spec, segments) !== undefined;
  }
  const isWanted = createPattern(value);
  return ({ spec }) =>
    leavesOf(readPath(spec, segments), segments).some(({ text }) =>
      isWanted(text),
    );
}

function createValueTest(value: string): RevisionTest {
  const isWanted = createPattern(value);
  return ({ spec }) => leavesOf(spec).some(({ text }) => isWanted(text));
}

function requireKnownPath(path: string): SpecPath {
  const segments = parseFieldPath(path);
  if (!segments) {
    throw invalid(
      `'${path}' is no path: write for example image.tag or env[LOG_LEVEL]`,
    );
  }
  const unknown = findUnknownField(segments);
  if (unknown) {
    const { field, suggestion } = unknown;
    const at = segments.findIndex(segment => segment === field);
    const meant = suggestion && formatPath(segments.with(at, suggestion));
    throw invalid(
      `There is no field '${path}'${
        meant ? `: did you mean '${meant}'?` : ': see the fields of a Rollout'
      }`,
    );
  }
  return segments;
}

function invalid(message: string): InvalidRequestError {
  return new InvalidRequestError([{ path: 'path', message }]);
}

/** A text with `*` for anything, in any case, as a test. Without a regular expression, so that no pattern takes for ever. */
export function createPattern(pattern: string): (text: string) => boolean {
  const parts = pattern.toLowerCase().split('*');
  const [first = '', ...rest] = parts;
  const last = rest.pop();
  return text => {
    const wanted = text.toLowerCase();
    if (last === undefined) {
      return wanted === first;
    }
    if (!wanted.startsWith(first)) {
      return false;
    }
    let from = first.length;
    for (const part of rest) {
      const found = wanted.indexOf(part, from);
      if (found < 0) {
        return false;
      }
      from = found + part.length;
    }
    return wanted.length - last.length >= from && wanted.endsWith(last);
  };
}
