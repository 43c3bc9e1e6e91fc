import type { TagRule } from './rankTags';
import { createTagPattern } from './TagPattern';

const SHOWN = 5;

/** What a person should know of a rule that never comes to anything with these tags. */
export function warnOfTags(tags: readonly string[], rule: TagRule): string[] {
  if (rule.pattern === undefined || tags.length === 0) {
    return [];
  }
  const pattern = createTagPattern(rule.pattern);
  const matching = tags.filter(tag => pattern(tag) !== undefined);
  const [only] = matching;
  if (only === undefined) {
    const newest = tags.slice(-SHOWN).join(', ');
    return [`No tag matches. The last ones of the list are: ${newest}`];
  }
  return matching.length === 1 && !/\d/.test(only)
    ? [
        `This pattern can only match '${only}'. Follow the tag's content instead, or the update will never come`,
      ]
    : [];
}
