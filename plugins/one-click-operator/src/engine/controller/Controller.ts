import type { MonotonicClock } from '../clock';
import { Observers } from '../observers';
import type { WorkQueue } from '../queue';
import type {
  ControllerEvents,
  ControllerObserver,
  ControllerStats,
} from './ControllerObserver';
import {
  classifyError,
  ControllerStoppedError,
  isPanic,
  ReconcileDeadlineError,
  RETRIES,
  toError,
} from './errors';
import type { ErrorHandling } from './errors';
import { Reconciliation } from './Reconciliation';
import type { LookResult, Outcome, Reconcile } from './Reconciliation';
import { TimeSlice } from './TimeSlice';

/** What a controller runs, and how. */
export interface ControllerOptions {
  readonly queue: WorkQueue;
  readonly reconcile: Reconcile;
  readonly clock: MonotonicClock;
  /** What an error asks for. Default `classifyError`. */
  readonly classify?: (error: unknown) => ErrorHandling;
  readonly observers?: readonly ControllerObserver[];
  /** Reconciles at the same time. Default 20. */
  readonly workers?: number;
  /** Milliseconds after which a reconcile is aborted. Default 60,000. */
  readonly deadlineMs?: number;
  /** Milliseconds after its deadline at which a reconcile that has still not ended is given up. Default 60,000. */
  readonly abandonAfterMs?: number;
  /** Shared with others that work in promises, if given. */
  readonly slice?: TimeSlice;
}

/** How a controller is to end. */
export interface StopOptions {
  /** Milliseconds that running reconciles have to end by themselves; with 0 they are aborted at once. Default 6,000. */
  readonly drainMs?: number;
  /** Milliseconds that they then have to end by the signal. Default 1,000. */
  readonly abortMs?: number;
}

/** Most reconciles wait for the API server, which serves as many calls of one client at once. */
const WORKERS = 20;
/** Twice what a single call to the cluster may take. */
const DEADLINE_MS = 60_000;
const ABANDON_AFTER_MS = 60_000;
// Together with the release of the lease these fit into a pod's ten seconds.
const DRAIN_MS = 6_000;
const ABORT_MS = 1_000;
/** A reconcile that always asks to look again at once must not fill the processor. */
const SOONEST_LOOK_MS = 10;

/**
 * Reconciles what a queue hands out.
 *
 * Whatever one key does costs no other anything: it may throw, hang, or ignore
 * its deadline. At its deadline a reconcile is aborted and its worker goes on;
 * its key stays taken until it has really ended, or for so long after that it is
 * given up, so that no two of one key ever write at the same time.
 */
export class Controller {
  readonly #queue: WorkQueue;
  readonly #reconcile: Reconcile;
  readonly #clock: MonotonicClock;
  readonly #classify: (error: unknown) => ErrorHandling;
  readonly #observers: Observers<ControllerEvents>;
  readonly #workers: number;
  readonly #deadlineMs: number;
  readonly #abandonAfterMs: number;
  readonly #slice: TimeSlice;
  readonly #running = new Set<Reconciliation>();
  readonly #overdue = new Set<Reconciliation>();
  #working: Promise<unknown> | undefined;
  #aborted = false;

  constructor(options: ControllerOptions) {
    const { clock } = options;
    this.#queue = options.queue;
    this.#reconcile = options.reconcile;
    this.#clock = clock;
    this.#classify = options.classify ?? classifyError;
    this.#observers = new Observers(options.observers);
    this.#workers = options.workers ?? WORKERS;
    this.#deadlineMs = options.deadlineMs ?? DEADLINE_MS;
    this.#abandonAfterMs = options.abandonAfterMs ?? ABANDON_AFTER_MS;
    this.#slice = options.slice ?? new TimeSlice({ clock });
  }

  /** Lets the workers begin; until then keys wait in the queue. A second call changes nothing. */
  start(): void {
    this.#working ??= Promise.all(
      Array.from({ length: this.#workers }, () => this.#work()),
    );
  }

  /** Takes no further key until `resume`; what runs ends as usual. */
  pause(): void {
    this.#queue.pause();
  }

  resume(): void {
    this.#queue.resume();
  }

  /** Begins nothing more and waits for what runs, up to a limit; gives how many reconciles have not ended even so. */
  async stop(options: StopOptions = {}): Promise<number> {
    const { drainMs = DRAIN_MS, abortMs = ABORT_MS } = options;
    this.#queue.stop();
    if (drainMs > 0) {
      await this.#allEnded(drainMs);
    }
    this.#aborted = true;
    const reason = new ControllerStoppedError('The operator stops');
    [...this.#running, ...this.#overdue].forEach(run => run.abort(reason));
    await this.#allEnded(abortMs);
    return this.#running.size + this.#overdue.size;
  }

  stats(): ControllerStats {
    return {
      workers: this.#workers,
      active: this.#running.size,
      overdue: this.#overdue.size,
    };
  }

  async #work(): Promise<void> {
    for (;;) {
      // Before a key is taken, so that none waits in the hands of a worker.
      await this.#slice.giveWay();
      const key = await this.#queue.take();
      if (key === undefined) {
        return;
      }
      await this.#look(key);
    }
  }

  async #look(key: string): Promise<void> {
    const began = this.#clock.elapsed();
    const run = new Reconciliation({
      key,
      reconcile: this.#reconcile,
      clock: this.#clock,
    });
    this.#running.add(run);
    const outcome = await run.within(this.#deadlineMs);
    this.#running.delete(run);
    const durationMs = this.#clock.elapsed() - began;
    if (!outcome) {
      this.#observers.tell('reconciled', { key, result: 'error', durationMs });
      void this.#seeOut(run);
      return;
    }
    const result = this.#conclude(key, outcome);
    this.#observers.tell('reconciled', { key, result, durationMs });
    this.#queue.done(key);
  }

  #conclude(key: string, outcome: Outcome) {
    if (outcome.type === 'threw') {
      this.#fail(key, outcome.thrown);
      return 'error';
    }
    return this.#succeed(key, outcome.result);
  }

  #succeed(key: string, result: LookResult | undefined) {
    this.#queue.forget(key);
    const ms = result?.lookAgainAfterMs;
    if (ms === undefined) {
      return 'success';
    }
    // Nothing happened, so whatever does comes first.
    this.#queue.addAfter(key, Math.max(ms, SOONEST_LOOK_MS), 'low');
    return 'requeue_after';
  }

  #fail(key: string, thrown: unknown): void {
    if (this.#aborted) {
      // It was told to stop: that is no failure of the key.
      return;
    }
    const error = toError(thrown);
    const { kind, atLeastMs = 0 } = this.#handlingOf(thrown);
    if (isPanic(thrown)) {
      this.#observers.tell('panicked', { key, error });
    }
    if (kind === 'terminal') {
      this.#queue.forget(key);
      this.#observers.tell('failed', {
        key,
        error,
        kind,
        retryInMs: undefined,
      });
      return;
    }
    const limits = { ...RETRIES[kind], atLeastMs };
    const retryInMs = this.#queue.retry(key, limits);
    this.#observers.tell('failed', { key, error, kind, retryInMs });
  }

  #handlingOf(thrown: unknown): ErrorHandling {
    try {
      return this.#classify(thrown);
    } catch {
      return { kind: 'transient' };
    }
  }

  /** Keeps the key of a reconcile past its deadline until it ends or is given up. */
  async #seeOut(run: Reconciliation): Promise<void> {
    const { key } = run;
    this.#overdue.add(run);
    this.#observers.tell('timedOut', { key });
    const error = new ReconcileDeadlineError(
      `Reconciling '${key}' took longer than ${this.#deadlineMs / 1_000} s`,
    );
    run.abort(error);
    const outcome = await run.within(this.#abandonAfterMs);
    this.#overdue.delete(run);
    if (!outcome) {
      this.#observers.tell('abandoned', { key });
    }
    // Whatever it still did or threw came of the abort.
    this.#fail(key, error);
    this.#queue.done(key);
  }

  /** Resolves when nothing runs, after `ms` at the latest. */
  #allEnded(ms: number): Promise<void> {
    const runs = [...this.#running, ...this.#overdue];
    return new Promise(resolve => {
      const cancel = this.#clock.schedule(resolve, ms);
      void Promise.all([
        this.#working,
        ...runs.map(({ outcome }) => outcome),
      ]).then(() => {
        cancel();
        resolve();
      });
    });
  }
}
