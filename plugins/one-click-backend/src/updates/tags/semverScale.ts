import type { UpdateRule } from '@one-click/backstage-plugin-one-click-common';
import { compare, parse, Range } from 'semver';
import type { SemVer } from 'semver';
import { createTagPattern } from './TagPattern';
import { FILTERED } from './TagScale';
import type { Reading, Skip, TagScale } from './TagScale';

/** A version, and how many of its numbers the tag names: `2.4` moves, `2.4.1` should not. */
interface VersionKey {
  readonly version: SemVer;
  readonly parts: number;
}

type SemverRule = Extract<UpdateRule, { readonly kind: 'semver' }>;

/** Orders tags as semantic versions; `v2.4` is one, too. */
export function createSemverScale(rule: SemverRule): TagScale<VersionKey> {
  const pattern = createTagPattern(rule.pattern);
  const constraint = rule.constraint?.trim() || undefined;
  const range =
    constraint === undefined
      ? undefined
      : new Range(constraint, { includePrerelease: rule.preReleases });
  return {
    needs: 'a version',
    read: tag => readVersion(pattern(tag)),
    compare: (a, b) => compare(a.version, b.version),
    prefer: (a, b) => a.parts - b.parts,
    refuse(key, running): Skip | undefined {
      if (key.version.prerelease.length > 0 && !rule.preReleases) {
        return { reason: 'preRelease', sentence: 'is a pre-release' };
      }
      if (range && !range.test(key.version)) {
        return {
          reason: 'outsideConstraint',
          sentence: `is not in ${constraint}`,
        };
      }
      return key.parts < running.parts
        ? {
            reason: 'moving',
            sentence: 'names a version less exactly than the tag that runs',
          }
        : undefined;
    },
  };
}

const NOT_A_VERSION: Skip = {
  reason: 'notReadable',
  sentence: 'is not a version',
};
const SHORT = /^v?(\d+)(?:\.(\d+))?(?=$|[-+])/;

function readVersion(text: string | undefined): Reading<VersionKey> {
  if (text === undefined) {
    return { skip: FILTERED };
  }
  const short = SHORT.exec(text);
  const version = parse(
    short
      ? `${short[1]}.${short[2] ?? 0}.0${text.slice(short[0].length)}`
      : text,
  );
  if (!version) {
    return { skip: NOT_A_VERSION };
  }
  const parts = short ? 1 + Number(short[2] !== undefined) : 3;
  return { key: { version, parts } };
}
