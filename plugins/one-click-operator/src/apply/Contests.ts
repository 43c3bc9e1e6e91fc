import type { Clock } from '@one-click/backstage-plugin-one-click-kube';

/** So many corrections to the same within the window are a contest with somebody. */
const MAX_CORRECTIONS = 3;
const WINDOW_MS = 10 * 60_000;
/** The first pause of a contest; each later one is twice as long. */
const FIRST_PAUSE_MS = 60_000;
const MAX_PAUSE_MS = 30 * 60_000;

interface Contest {
  readonly wanted: string;
  readonly corrections: readonly number[];
  readonly pauses: number;
  readonly pausedUntil: number;
  readonly rival?: string | undefined;
}

/** Whether an object may be put right once more. */
export type Permission =
  | { readonly type: 'granted' }
  | {
      readonly type: 'paused';
      readonly retryAfterMs: number;
      /** Who keeps changing it; absent until somebody found out. */
      readonly rival: string | undefined;
    };

/**
 * Notices when somebody else keeps changing what we put right, and then puts it
 * right less and less often: two controllers that write against each other
 * would go on for ever, at the cost of the whole cluster.
 *
 * It is over when the other side leaves it for as long as a window.
 */
export class Contests {
  readonly #clock: Clock;
  readonly #contests = new Map<string, Contest>();
  #sweptAt = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Asks before an object that exists is put right. */
  ask(key: string, wanted: string): Permission {
    const now = this.#clock.now();
    const contest = this.#current(key, wanted);
    if (!contest) {
      return { type: 'granted' };
    }
    const { pauses, pausedUntil, rival } = contest;
    if (pauses > 0) {
      return now >= pausedUntil
        ? { type: 'granted' }
        : { type: 'paused', retryAfterMs: pausedUntil - now, rival };
    }
    if (contest.corrections.length < MAX_CORRECTIONS) {
      return { type: 'granted' };
    }
    this.#contests.set(key, pause(contest, now));
    return { type: 'paused', retryAfterMs: FIRST_PAUSE_MS, rival };
  }

  /** Notes that it was put right. */
  noteCorrection(key: string, wanted: string): void {
    const now = this.#clock.now();
    this.#sweep(now);
    const known = this.#current(key, wanted);
    const contest = known ?? {
      wanted,
      corrections: [],
      pauses: 0,
      pausedUntil: 0,
    };
    const corrections = [...contest.corrections, now].slice(-MAX_CORRECTIONS);
    const noted = { ...contest, corrections };
    // Who was at it before will be at it again: the next pause begins now.
    this.#contests.set(key, contest.pauses > 0 ? pause(noted, now) : noted);
  }

  /** Notes who it is that keeps changing an object. */
  noteRival(key: string, rival: string): void {
    const contest = this.#contests.get(key);
    if (contest) {
      this.#contests.set(key, { ...contest, rival });
    }
  }

  #current(key: string, wanted: string): Contest | undefined {
    const contest = this.#contests.get(key);
    const now = this.#clock.now();
    return contest?.wanted === wanted && !isOver(contest, now)
      ? { ...contest, corrections: contest.corrections.filter(isRecent(now)) }
      : undefined;
  }

  #sweep(now: number): void {
    if (now < this.#sweptAt + WINDOW_MS) {
      return;
    }
    this.#sweptAt = now;
    for (const [key, contest] of this.#contests) {
      if (isOver(contest, now)) {
        this.#contests.delete(key);
      }
    }
  }
}

function isRecent(now: number) {
  return (moment: number) => moment > now - WINDOW_MS;
}

function isOver({ corrections, pausedUntil }: Contest, now: number): boolean {
  const last = Math.max(pausedUntil, ...corrections);
  return now >= last + WINDOW_MS;
}

function pause(contest: Contest, now: number): Contest {
  const ms = Math.min(FIRST_PAUSE_MS * 2 ** contest.pauses, MAX_PAUSE_MS);
  return { ...contest, pauses: contest.pauses + 1, pausedUntil: now + ms };
}
