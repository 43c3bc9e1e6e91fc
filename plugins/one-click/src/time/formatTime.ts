import { DateTime } from 'luxon';

/** A length of time in its largest one or two units. */
export interface Span {
  readonly unit: 'seconds' | 'minutes' | 'hours' | 'days';
  readonly value: number;
  /** The next smaller unit, where it says something: minutes beside hours. */
  readonly rest?: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Splits milliseconds into at most two units; negative ones count as none. */
export function toSpan(ms: number): Span {
  const length = Math.max(0, ms);
  if (length < MINUTE) {
    return { unit: 'seconds', value: Math.floor(length / SECOND) };
  }
  if (length < HOUR) {
    return { unit: 'minutes', value: Math.floor(length / MINUTE) };
  }
  if (length < DAY) {
    const value = Math.floor(length / HOUR);
    const rest = Math.floor((length - value * HOUR) / MINUTE);
    return { unit: 'hours', value, ...(rest > 0 && { rest }) };
  }
  return { unit: 'days', value: Math.floor(length / DAY) };
}

/** How an instant is told: as just now, as a distance, or as a date. */
export type Telling =
  | { readonly kind: 'now' }
  | { readonly kind: 'ago'; readonly span: Span }
  | { readonly kind: 'date'; readonly text: string };

const RELATIVE_FOR = 7 * DAY;

/** Tells an instant (ISO 8601) as seen from `now`; a skewed clock's future is just now. */
export function tellTime(at: string, now: number): Telling {
  const instant = DateTime.fromISO(at);
  const distance = now - instant.toMillis();
  if (distance < MINUTE) {
    return { kind: 'now' };
  }
  if (distance < RELATIVE_FOR) {
    return { kind: 'ago', span: toSpan(distance) };
  }
  const sameYear = instant.year === DateTime.fromMillis(now).year;
  return {
    kind: 'date',
    text: instant.toFormat(sameYear ? 'd LLL' : 'd LLL yyyy'),
  };
}

/** The whole instant in the reader's zone and in UTC, for tooltips. */
export function tellExactly(at: string): string {
  const instant = DateTime.fromISO(at);
  const local = instant.toFormat('d LLL yyyy, HH:mm:ss ZZZZ');
  const utc = instant.toUTC().toFormat("yyyy-MM-dd HH:mm:ss 'UTC'");
  return `${local} · ${utc}`;
}

/** The time of day in the reader's zone. */
export function tellClock(at: string | number): string {
  const instant =
    typeof at === 'number' ? DateTime.fromMillis(at) : DateTime.fromISO(at);
  return instant.toFormat('HH:mm:ss');
}
