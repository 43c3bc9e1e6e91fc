import { RE2JS } from 're2js';

/** Reads the part of a tag that counts; `undefined` for a tag that does not match. */
export type TagPattern = (tag: string) => string | undefined;

/** Instructions of a compiled pattern; one for tags has some dozens. */
const MAX_PROGRAM = 500;

/**
 * A pattern as people type it: it may match anywhere in the tag, and where it
 * has a group, the first group's text counts. RE2 takes time in proportion to
 * the tag and to the size of the compiled pattern, which is bounded here.
 * Throws Error, with what is wrong with it.
 */
export function createTagPattern(pattern: string | undefined): TagPattern {
  if (pattern === undefined) {
    return tag => tag;
  }
  const compiled = RE2JS.compile(pattern);
  if (compiled.programSize() > MAX_PROGRAM) {
    throw new Error('it repeats too much: ask for less of {…}');
  }
  const hasGroup = compiled.groupCount() > 0;
  return tag => {
    const matcher = compiled.matcher(tag);
    if (!matcher.find()) {
      return undefined;
    }
    return hasGroup ? matcher.group(1) ?? undefined : tag;
  };
}
