import type {
  SkippedTag,
  UpdateRule,
} from '@one-click/backstage-plugin-one-click-common';
import { createPatternScale } from './patternScale';
import { createSemverScale } from './semverScale';
import type { TagScale } from './TagScale';
import { createTimestampScale } from './timestampScale';

/** A rule that orders tags; the rule of moving tags orders none. */
export type TagRule = Exclude<UpdateRule, { readonly kind: 'digest' }>;

export interface RankRequest {
  readonly rule: TagRule;
  /** The tag that runs: nothing that is not newer is taken. */
  readonly running: string;
  /** Tags that what is taken must not be older than, as those in quarantine while a pin holds: pushed again, one of them is another image. */
  readonly floor?: readonly string[] | undefined;
  readonly tags: readonly string[];
  /** Epoch milliseconds. */
  readonly now: number;
}

/** What a rule makes of tags: each tag is in one of the two lists, once. */
export interface Ranking {
  /** Newer than what runs, newest first. */
  readonly candidates: readonly string[];
  readonly skipped: readonly SkippedTag[];
  /** Why no tag can be said to be newer. */
  readonly obstacle?: string | undefined;
}

/**
 * Orders tags by a rule. Pure: the same tags in any order give the same
 * result. Throws Error for a rule whose pattern or constraint is none.
 */
export function rankTags(request: RankRequest): Ranking {
  const { rule, now } = request;
  switch (rule.kind) {
    case 'semver':
      return rankBy(createSemverScale(rule), request);
    case 'timestamp':
      return rankBy(createTimestampScale(rule, now), request);
    case 'pattern':
      return rankBy(createPatternScale(rule), request);
  }
}

interface Place<Key> {
  readonly tag: string;
  readonly key: Key;
}

const RUNNING = { reason: 'running', sentence: 'is what runs' } as const;

function rankBy<Key>(scale: TagScale<Key>, request: RankRequest): Ranking {
  const { running, tags, floor = [] } = request;
  const base = scale.read(running);
  if (base.skip) {
    return {
      candidates: [],
      skipped: [],
      obstacle: `What runs, '${running}', is not ${scale.needs}, so no tag can be said to be newer: choose one that is`,
    };
  }
  const bars = [base.key, ...keysOf(scale, floor)];
  const candidates: Place<Key>[] = [];
  const skipped: SkippedTag[] = [];
  for (const tag of new Set(tags)) {
    const reading = scale.read(tag);
    const skip =
      reading.skip ??
      (tag === running ? RUNNING : undefined) ??
      scale.refuse?.(reading.key, base.key) ??
      tooOld(scale, reading.key, bars);
    if (skip) {
      skipped.push({ tag, ...skip });
    } else if (!reading.skip) {
      candidates.push({ tag, key: reading.key });
    }
  }
  candidates.sort((a, b) => compareNewestFirst(scale, a, b));
  skipped.sort((a, b) => (a.tag < b.tag ? -1 : 1));
  return { candidates: candidates.map(({ tag }) => tag), skipped };
}

function keysOf<Key>(scale: TagScale<Key>, tags: readonly string[]): Key[] {
  return tags.flatMap(tag => {
    const reading = scale.read(tag);
    return reading.skip ? [] : [reading.key];
  });
}

function tooOld<Key>(
  scale: TagScale<Key>,
  key: Key,
  [running, ...floor]: readonly Key[],
): Omit<SkippedTag, 'tag'> | undefined {
  const toRunning = running === undefined ? 1 : scale.compare(key, running);
  if (toRunning === 0) {
    return { reason: 'sameVersion', sentence: 'is the version that runs' };
  }
  if (toRunning < 0) {
    return { reason: 'older', sentence: 'is older than what runs' };
  }
  return floor.some(bar => scale.compare(key, bar) < 0)
    ? {
        reason: 'older',
        sentence: 'is older than what is in quarantine',
      }
    : undefined;
}

function compareNewestFirst<Key>(
  scale: TagScale<Key>,
  a: Place<Key>,
  b: Place<Key>,
): number {
  return (
    scale.compare(b.key, a.key) ||
    (scale.prefer?.(b.key, a.key) ?? 0) ||
    (a.tag < b.tag ? -1 : 1)
  );
}
