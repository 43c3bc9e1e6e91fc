import { coerce, compare, parse } from 'semver';
import type { SemVer } from 'semver';

/** Tags as people look for them: versions, the highest first, then the others from the end of the alphabet. */
export function sortTags(tags: readonly string[]): string[] {
  const ranked = tags.map(tag => ({ tag, version: versionOf(tag) }));
  return ranked.sort(compareTags).map(({ tag }) => tag);
}

interface RankedTag {
  readonly tag: string;
  readonly version: SemVer | undefined;
}

function compareTags(a: RankedTag, b: RankedTag): number {
  if (a.version && b.version) {
    return compare(b.version, a.version) || compareText(b.tag, a.tag);
  }
  if (a.version || b.version) {
    return a.version ? -1 : 1;
  }
  return compareText(b.tag, a.tag);
}

function compareText(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

const STARTS_AS_VERSION = /^v?\d{1,9}(\.\d{1,9}){0,2}(?=$|[-+_.])/;

function versionOf(tag: string): SemVer | undefined {
  const exact = parse(tag);
  if (exact) {
    return exact;
  }
  const start = STARTS_AS_VERSION.exec(tag)?.[0];
  return start === undefined ? undefined : coerce(start) ?? undefined;
}

/** All tags, those most like a mistyped one first. */
export function nearestTags(typed: string, tags: readonly string[]): string[] {
  const shared = (tag: string) => {
    let length = 0;
    while (length < tag.length && tag[length] === typed[length]) {
      length += 1;
    }
    return length;
  };
  return sortTags(tags).sort((a, b) => shared(b) - shared(a));
}
