import type { UpdateRule } from '@one-click/backstage-plugin-one-click-common';
import { createTagPattern } from './TagPattern';
import { FILTERED } from './TagScale';
import type { Skip, TagScale } from './TagScale';

type TimestampRule = Extract<UpdateRule, { readonly kind: 'timestamp' }>;

/** Clocks of build machines go wrong, but not by a day. */
const FUTURE_MS = 24 * 60 * 60 * 1000;

const NO_TIME: Skip = { reason: 'notReadable', sentence: 'holds no time' };

/** Orders tags by the time in them: Unix seconds or milliseconds, or a date with or without time. */
export function createTimestampScale(
  rule: TimestampRule,
  now: number,
): TagScale<number> {
  const pattern = createTagPattern(rule.pattern);
  return {
    needs: 'a tag with a time in it',
    read(tag) {
      const text = pattern(tag);
      if (text === undefined) {
        return { skip: FILTERED };
      }
      const at = readTime(text);
      return at === undefined ? { skip: NO_TIME } : { key: at };
    },
    compare: (a, b) => a - b,
    refuse: at =>
      at > now + FUTURE_MS
        ? { reason: 'inTheFuture', sentence: 'names a time in the future' }
        : undefined,
  };
}

const DATE =
  /(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?:[-T_.]?(\d{2})[-:.]?(\d{2})(?:[-:.]?(\d{2}))?)?(?!\d)/;
const UNIX = /(?<!\d)(\d{10}|\d{13})(?!\d)/;

/** The moment a text names; `undefined` for a text that names none. */
export function readTime(text: string): number | undefined {
  const date = DATE.exec(text);
  const at = date && toMoment(date.slice(1));
  if (at !== null && at !== undefined) {
    return at;
  }
  const unix = UNIX.exec(text)?.[1];
  if (unix === undefined) {
    return undefined;
  }
  return unix.length === 13 ? Number(unix) : Number(unix) * 1000;
}

function toMoment(groups: readonly (string | undefined)[]): number | undefined {
  const numbers = groups.map(group => Number(group ?? 0));
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] =
    numbers;
  const at = Date.UTC(year, month - 1, day, hour, minute, second);
  const date = new Date(at);
  // Date rolls over: the 31st of a month of 30 days is no date, nor is 25:00.
  const isReal =
    year >= 1970 &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    date.getUTCHours() === hour &&
    date.getUTCMinutes() === minute &&
    date.getUTCSeconds() === second;
  return isReal ? at : undefined;
}
