import {
  KubeAlreadyExistsError,
  KubeConflictError,
  KubeNotFoundError,
  sleep,
} from '@one-click/backstage-plugin-one-click-kube';
import type {
  CallOptions,
  Clock,
} from '@one-click/backstage-plugin-one-click-kube';
import { monotonicClock } from '../clock';
import type { MonotonicClock } from '../clock';
import { Observers } from '../observers';
import type { Observer } from '../observers';
import { NotLeaderError } from './LeaderGuard';
import type { LeaderGuard } from './LeaderGuard';
import type { LeaseClaim, LeaseRecord, LeaseStore } from './LeaseStore';

/** What an election tells of. */
export interface LeaseEvents {
  readonly leading: { readonly isLeading: boolean };
  /** Somebody else holds the lease, or nobody (empty). */
  readonly holder: { readonly holder: string };
  /** A renewal had to read the lease first. */
  readonly slowPath: object;
  /** An attempt was answered, whoever holds the lease. */
  readonly answered: object;
  /** An attempt failed; there will be others while there is time. */
  readonly failed: { readonly error: unknown };
}

/** Hears how an election goes. */
export type LeaseObserver = Observer<LeaseEvents>;

/** How to elect. */
export interface LeaderElectorOptions {
  readonly store: LeaseStore;
  /** Names this process among all others, such as its host and a random part. */
  readonly identity: string;
  /** For pauses, and for the times that people read in the lease. */
  readonly clock: Clock;
  /** For all that is decided by time. */
  readonly monotonic?: MonotonicClock | undefined;
  /** Numbers in [0, 1), for jitter. */
  readonly random?: (() => number) | undefined;
  readonly observers?: readonly LeaseObserver[] | undefined;
  /** Others wait so long after the last renewal they saw; 15,000 ms by default. */
  readonly leaseDurationMs?: number | undefined;
  /** Without a renewal for so long, this process no longer leads; 10,000 ms by default. */
  readonly renewDeadlineMs?: number | undefined;
  /** From one attempt to the next; 2,000 ms by default. */
  readonly retryPeriodMs?: number | undefined;
}

/** How often a release is tried when somebody else touches the lease meanwhile. */
const RELEASE_ATTEMPTS = 3;

/** A released lease is free at once; some duration it must have. */
const RELEASED_DURATION_MS = 1_000;

const RELEASE_TIMEOUT_MS = 1_000;

/**
 * Holds a lease, so that of several processes one works.
 *
 * Time is only ever compared with time of the same process. A holder counts
 * from the moment it SENT its last successful renewal, and takes itself for
 * leader for 10 s from there. Others count from the moment they SAW the lease
 * change, which is later, and wait for 15 s. So as long as clocks run at about
 * the same speed, however far apart they are, the old leader is silent for 5 s
 * before there can be a new one. No timestamp of the lease is ever read.
 *
 * A process leads once: after a loss it has to start over, since it cannot know
 * what it missed.
 */
export class LeaderElector implements LeaderGuard {
  #resolveAcquired: (isLeading: boolean) => void = () => undefined;
  #resolveLost: (reason: NotLeaderError) => void = () => undefined;
  /** Resolves to whether it leads: true once it does, false if it is stopped before. */
  readonly acquired: Promise<boolean> = new Promise(resolve => {
    this.#resolveAcquired = resolve;
  });
  /** Resolves to why, when it led and no longer does; never when it was stopped. */
  readonly lost: Promise<NotLeaderError> = new Promise(resolve => {
    this.#resolveLost = resolve;
  });
  readonly #store: LeaseStore;
  readonly #identity: string;
  readonly #clock: Clock;
  readonly #monotonic: MonotonicClock;
  readonly #random: () => number;
  readonly #observers: Observers<LeaseEvents>;
  readonly #leaseDurationMs: number;
  readonly #renewDeadlineMs: number;
  readonly #retryPeriodMs: number;
  readonly #guard = new AbortController();
  readonly #stopped = new AbortController();
  #state: 'standby' | 'leading' | 'over' = 'standby';
  /** The lease as it was last seen, and since when it is so. */
  #seen: { readonly record: LeaseRecord; readonly since: number } | undefined;
  /** When the last successful renewal was sent. */
  #renewedAt = 0;
  /** A claim was sent, and its fate may be unknown. */
  #hasClaimed = false;
  #hasFailed = false;
  #progressAt: number;
  #cancelDeadline: () => void = () => undefined;
  #running: Promise<void> | undefined;

  constructor(options: LeaderElectorOptions) {
    this.#store = options.store;
    this.#identity = options.identity;
    this.#clock = options.clock;
    this.#monotonic = options.monotonic ?? monotonicClock;
    this.#random = options.random ?? Math.random;
    this.#observers = new Observers(options.observers);
    this.#leaseDurationMs = options.leaseDurationMs ?? 15_000;
    this.#renewDeadlineMs = options.renewDeadlineMs ?? 10_000;
    this.#retryPeriodMs = options.retryPeriodMs ?? 2_000;
    this.#progressAt = this.#monotonic.elapsed();
  }

  get signal(): AbortSignal {
    return this.#guard.signal;
  }

  isLeader(): boolean {
    // Timers may be late: an event loop that was blocked finds out right here.
    this.#checkDeadline();
    return this.#state === 'leading';
  }

  /** Milliseconds since it last heard or failed to hear of its lease; 0 before start and after the end. */
  get silentMs(): number {
    return this.#running && this.#state !== 'over'
      ? this.#monotonic.elapsed() - this.#progressAt
      : 0;
  }

  /** Starts to compete for the lease. */
  start(): void {
    this.#progressAt = this.#monotonic.elapsed();
    this.#running ??= this.#run();
  }

  /** Stops to lead or to compete, and lets go of the lease, so that another takes over at once. */
  async stop(): Promise<void> {
    const mustRelease =
      this.#state === 'leading' ||
      (this.#state === 'standby' && this.#hasClaimed);
    this.#end(new NotLeaderError('This process was asked to stop'));
    await this.#running;
    if (mustRelease) {
      await this.#release();
    }
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      const startedAt = this.#monotonic.elapsed();
      await this.#attempt();
      const pauseMs = this.#pauseSince(startedAt);
      // Woken up early only to end.
      await sleep(this.#clock, pauseMs, signal).catch(() => undefined);
    }
  }

  async #attempt(): Promise<void> {
    try {
      await (this.#state === 'leading' ? this.#renew() : this.#compete());
      this.#hasFailed = false;
      this.#observers.tell('answered', {});
    } catch (error) {
      this.#hasFailed = true;
      if (this.#state !== 'over') {
        this.#observers.tell('failed', { error });
      }
    }
    this.#progressAt = this.#monotonic.elapsed();
  }

  /** As long as nobody else touches the lease, one request is all it takes. */
  async #renew(): Promise<void> {
    if (!this.#seen) {
      await this.#compete();
      return;
    }
    try {
      await this.#claim(this.#seen.record);
    } catch (error) {
      if (!isOutdated(error)) {
        throw error;
      }
      this.#observers.tell('slowPath', {});
      await this.#compete();
    }
  }

  async #compete(): Promise<void> {
    const record = await this.#store.read(this.#call());
    this.#see(record);
    if (record && !this.#mayTake(record)) {
      if (this.#state === 'leading') {
        this.#lose(`Its lease was taken by '${record.holder}'`);
      }
      return;
    }
    try {
      await this.#claim(record);
    } catch (error) {
      // Another one was faster; it is seen by the next attempt.
      if (!isOutdated(error) && !(error instanceof KubeAlreadyExistsError)) {
        throw error;
      }
      if (error instanceof KubeNotFoundError && !record) {
        throw error;
      }
    }
  }

  #see(record: LeaseRecord | undefined): void {
    const before = this.#seen?.record;
    if (!record) {
      this.#seen = undefined;
    } else if (!this.#seen || before?.stamp !== record.stamp) {
      this.#seen = { record, since: this.#monotonic.elapsed() };
    } else {
      this.#seen = { record, since: this.#seen.since };
    }
    if (record && record.holder !== before?.holder) {
      this.#observers.tell('holder', { holder: record.holder });
    }
  }

  #mayTake({ holder }: LeaseRecord): boolean {
    return (
      holder === '' ||
      holder === this.#identity ||
      this.#msUntilExpiry() === undefined
    );
  }

  /** How long the seen lease still holds; `undefined` if it does not. */
  #msUntilExpiry(): number | undefined {
    if (!this.#seen) {
      return undefined;
    }
    const { record, since } = this.#seen;
    const durationMs = record.durationMs ?? this.#leaseDurationMs;
    const left = since + durationMs - this.#monotonic.elapsed();
    return left > 0 ? left : undefined;
  }

  async #claim(before: LeaseRecord | undefined): Promise<void> {
    const sentAt = this.#monotonic.elapsed();
    this.#hasClaimed = true;
    const claim = this.#buildClaim(before);
    const call = this.#call();
    const record = before
      ? await this.#store.update(claim, {
          ...call,
          resourceVersion: before.resourceVersion,
        })
      : await this.#store.create(claim, call);
    this.#seen = { record, since: this.#monotonic.elapsed() };
    this.#hold(sentAt);
  }

  #buildClaim(before: LeaseRecord | undefined): LeaseClaim {
    const isMine = before?.holder === this.#identity;
    const now = this.#clock.now();
    return {
      holder: this.#identity,
      durationMs: this.#leaseDurationMs,
      transitions: (before?.transitions ?? 0) + (before && !isMine ? 1 : 0),
      renewedAt: now,
      acquiredAt: isMine ? undefined : now,
    };
  }

  /** The lease is held since `sentAt`, unless the news came too late to be any. */
  #hold(sentAt: number): void {
    this.#checkDeadline();
    const leftMs = sentAt + this.#renewDeadlineMs - this.#monotonic.elapsed();
    if (this.#state === 'over' || leftMs <= 0) {
      return;
    }
    this.#renewedAt = sentAt;
    this.#cancelDeadline();
    this.#cancelDeadline = this.#monotonic.schedule(
      () => this.#checkDeadline(),
      Math.ceil(leftMs),
    );
    if (this.#state === 'standby') {
      this.#state = 'leading';
      this.#observers.tell('leading', { isLeading: true });
      this.#resolveAcquired(true);
    }
  }

  #checkDeadline(): void {
    const silentMs = this.#monotonic.elapsed() - this.#renewedAt;
    if (this.#state === 'leading' && silentMs >= this.#renewDeadlineMs) {
      const seconds = Math.round(silentMs / 1000);
      this.#lose(`Its lease could not be renewed for ${seconds} s`);
    }
  }

  #lose(reason: string): void {
    const error = new NotLeaderError(reason);
    this.#end(error);
    this.#resolveLost(error);
  }

  #end(reason: NotLeaderError): void {
    const wasLeading = this.#state === 'leading';
    this.#state = 'over';
    this.#cancelDeadline();
    this.#guard.abort(reason);
    this.#stopped.abort(reason);
    this.#resolveAcquired(false);
    if (wasLeading) {
      this.#observers.tell('leading', { isLeading: false });
    }
  }

  /** Half of the deadline, so that one request that hangs leaves time for another; never beyond it. */
  #call(): CallOptions {
    const usualMs = this.#renewDeadlineMs / 2;
    const leftMs =
      this.#renewedAt + this.#renewDeadlineMs - this.#monotonic.elapsed();
    const timeoutMs =
      this.#state === 'leading' ? Math.min(usualMs, leftMs) : usualMs;
    return {
      signal: this.#stopped.signal,
      timeoutMs: Math.max(1, Math.floor(timeoutMs)),
    };
  }

  #pauseSince(startedAt: number): number {
    if (this.#state === 'leading') {
      // What failed is tried again sooner, since there is a deadline.
      const periodMs = this.#retryPeriodMs / (this.#hasFailed ? 2 : 1);
      return Math.max(0, startedAt + periodMs - this.#monotonic.elapsed());
    }
    // More often than a leader renews: what a standby sees late of a renewal, it
    // waits for longer when the leader dies.
    const jitteredMs = this.#retryPeriodMs * (0.5 + 0.25 * this.#random());
    return Math.min(jitteredMs, this.#msUntilExpiry() ?? jitteredMs);
  }

  async #release(): Promise<void> {
    for (let left = RELEASE_ATTEMPTS; left > 0; left--) {
      try {
        await this.#tryRelease();
        return;
      } catch (error) {
        this.#seen = undefined;
        if (!isOutdated(error)) {
          this.#observers.tell('failed', { error });
          return;
        }
      }
    }
  }

  async #tryRelease(): Promise<void> {
    const call = { timeoutMs: RELEASE_TIMEOUT_MS };
    const known = this.#seen?.record;
    const record =
      known?.holder === this.#identity ? known : await this.#store.read(call);
    if (record?.holder !== this.#identity) {
      return;
    }
    const now = this.#clock.now();
    const claim = {
      holder: '',
      durationMs: RELEASED_DURATION_MS,
      transitions: record.transitions,
      renewedAt: now,
      acquiredAt: now,
    };
    await this.#store.update(claim, {
      ...call,
      resourceVersion: record.resourceVersion,
    });
  }
}

/** The lease is not the one that was read: changed, or gone. */
function isOutdated(error: unknown): boolean {
  return (
    error instanceof KubeConflictError || error instanceof KubeNotFoundError
  );
}
