import type { UpdateRule } from '@one-click/backstage-plugin-one-click-common';
import { createTagPattern } from './TagPattern';
import { FILTERED } from './TagScale';
import type { Skip, TagScale } from './TagScale';

type PatternRule = Extract<UpdateRule, { readonly kind: 'pattern' }>;

const NOT_A_NUMBER: Skip = {
  reason: 'notReadable',
  sentence: 'is not a number',
};
const NUMBER = /^(\d{1,60})(?:\.(\d{1,60}))?$/;

/** Orders the part of tags that a pattern takes, as numbers or as text. */
export function createPatternScale(rule: PatternRule): TagScale<string> {
  const pattern = createTagPattern(rule.pattern);
  const sign = rule.newest === 'highest' ? 1 : -1;
  const isNumeric = rule.order === 'numeric';
  return {
    needs: isNumeric
      ? 'a tag that matches the pattern with a number'
      : 'a tag that matches the pattern',
    read(tag) {
      const text = pattern(tag);
      if (text === undefined) {
        return { skip: FILTERED };
      }
      const key = isNumeric ? toNumberKey(text) : text;
      return key === undefined ? { skip: NOT_A_NUMBER } : { key };
    },
    compare: (a, b) => (a === b ? 0 : sign * (a < b ? -1 : 1)),
  };
}

const WIDTH = 60;

/** A number as a text that sorts as it does, however many digits it has. */
function toNumberKey(text: string): string | undefined {
  const match = NUMBER.exec(text);
  if (!match) {
    return undefined;
  }
  const [, whole = '', fraction = ''] = match;
  return `${whole.padStart(WIDTH, '0')}.${fraction.replace(/0+$/, '')}`;
}
