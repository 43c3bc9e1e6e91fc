import type { UpdateRule } from '@one-click/backstage-plugin-one-click-common';
import { validRange } from 'semver';
import { InvalidRequestError } from '../errors';
import { createTagPattern } from './tags/TagPattern';

/** Throws InvalidRequestError, by field, for a pattern or a constraint that is none. */
export function checkRule(rule: UpdateRule): void {
  if (rule.kind === 'digest') {
    return;
  }
  if (rule.kind === 'semver' && validRange(rule.constraint ?? '*') === null) {
    throw new InvalidRequestError([
      {
        path: 'rule.constraint',
        message: 'is no range of versions: write it as in "^2" or ">=1.4 <3"',
      },
    ]);
  }
  try {
    createTagPattern(rule.pattern);
  } catch (error) {
    const why = error instanceof Error ? ` (${error.message})` : '';
    throw new InvalidRequestError([
      {
        path: 'rule.pattern',
        message: `is no RE2 expression${why}: write it as in "^\\d+\\.\\d+$"`,
      },
    ]);
  }
}
