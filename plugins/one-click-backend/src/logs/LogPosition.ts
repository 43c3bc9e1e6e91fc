/** How far a container's log was read: `count` lines of the moment `at` were. */
export interface ReadPosition {
  readonly at: string;
  readonly count: number;
}

/** A line with its place among those of the same moment. */
export interface PlacedLine extends ReadPosition {
  readonly text: string;
}

const INSTANT =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/;

/** Of a line that comes before any moment. */
const EPOCH = '1970-01-01T00:00:00.000000000Z';

/** An instant of a log in UTC with nine digits, so that texts sort as instants do; `undefined` for what is none. */
export function normalizeInstant(text: string): string | undefined {
  const [, seconds, fraction = '', zone] = INSTANT.exec(text) ?? [];
  if (seconds === undefined) {
    return undefined;
  }
  const utc =
    zone === 'Z'
      ? seconds
      : new Date(`${seconds}${zone}`).toISOString().slice(0, 19);
  return `${utc}.${fraction.padEnd(9, '0')}Z`;
}

/** Whether `one` comes after `other`. */
export function isAfter(
  one: ReadPosition,
  other: ReadPosition | undefined,
): boolean {
  if (!other) {
    return true;
  }
  return one.at === other.at ? one.count > other.count : one.at > other.at;
}

/** Places lines as they are read from a point on, and leaves out what was read before. */
export class LineCursor {
  #position: ReadPosition | undefined;
  /** Lines seen of `#at` in this pass. */
  #at = '';
  #seen = 0;

  /** Goes on after `position`; each pass begins at or before it. */
  constructor(position?: ReadPosition) {
    this.#position = position;
  }

  /** After the last line that was taken. */
  get position(): ReadPosition | undefined {
    return this.#position;
  }

  /** Begins another pass, as when a log is opened again from its last moment. */
  rewind(): void {
    this.#at = '';
    this.#seen = 0;
  }

  /** The line that `raw` (moment, space, text) is; `undefined` for one that was read before. */
  take(raw: string): PlacedLine | undefined {
    const space = raw.indexOf(' ');
    const head = space < 0 ? raw : raw.slice(0, space);
    const at = normalizeInstant(head);
    if (at === undefined) {
      // Not every runtime stamps every line: it belongs to the one before.
      return this.#place(this.#position?.at ?? EPOCH, raw);
    }
    return this.#place(at, space < 0 ? '' : raw.slice(space + 1));
  }

  #place(at: string, text: string): PlacedLine | undefined {
    this.#seen = at === this.#at ? this.#seen + 1 : 1;
    this.#at = at;
    const line = { at, count: this.#seen, text };
    if (!isAfter(line, this.#position)) {
      return undefined;
    }
    this.#position = { at, count: this.#seen };
    return line;
  }
}

/** The second to read from so that nothing after a position is missed: the API knows no fractions. */
export function secondOf({ at }: ReadPosition): string {
  return `${at.slice(0, 19)}Z`;
}

/** Compares moments for a sort; what is of the same moment keeps its order. */
export function byMoment(
  one: { readonly at: string },
  other: { readonly at: string },
): number {
  if (one.at === other.at) {
    return 0;
  }
  return one.at < other.at ? -1 : 1;
}
