import type { MonotonicClock } from '../clock';
import type { HealthChecks } from '../health';
import { checkProgress, Heartbeat } from '../health';
import type { LeaderElector } from '../lease';
import { waitAtMost } from './waitAtMost';

/** What a program knows of the cluster. */
export interface Caches {
  /** Begins to watch; resolves once everything there is was told. May reject if it is stopped before. */
  start(): Promise<void>;
  /** Why there is no whole picture yet, in sentences that name kind, verb and remedy. */
  missing(): readonly string[];
  stop(): Promise<void>;
}

/** What a leader does. */
export interface Workers {
  start(): void;
  /** Begins nothing more; resolves when all has ended, by itself or by being aborted. */
  stop(options: {
    readonly drainMs: number;
    readonly abortMs: number;
  }): Promise<unknown>;
}

/** How the lease is held. */
export type Election = Pick<
  LeaderElector,
  'start' | 'stop' | 'acquired' | 'lost' | 'silentMs'
>;

/** Where a lifecycle says what becomes of the program. */
export interface LifecycleLog {
  info(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/** What probes ask. */
export interface ProbeChecks {
  /** Failing means that only a restart helps. */
  readonly live: HealthChecks;
  /** Failing means that it is not (yet, or any more) at work. */
  readonly ready: HealthChecks;
}

/** What a program is made of. */
export interface LifecycleOptions {
  /** Makes what serves probes and metrics. */
  readonly endpoints: (checks: ProbeChecks) => {
    start(): Promise<void>;
    stop(): Promise<void>;
  };
  readonly caches: Caches;
  /** Absent where the program is alone by decree. */
  readonly election?: Election | undefined;
  /** Resolves to why, if there is no hope of ever holding the lease. */
  readonly hopeless?: Promise<string> | undefined;
  readonly workers: Workers;
  /** Sends what is left of the events, for so long at most. */
  readonly flushEvents?: ((limitMs: number) => Promise<void>) | undefined;
  readonly clock: MonotonicClock;
  readonly log: LifecycleLog;
  /** Milliseconds until a picture of the cluster must be whole; 120,000 by default. */
  readonly syncLimitMs?: number | undefined;
  /** Milliseconds that all of an orderly end may take; 8,000 by default. */
  readonly stopLimitMs?: number | undefined;
}

/** What a program is at. */
export type Phase = 'starting' | 'standby' | 'leading' | 'stopping';

/** How a program ended. */
export interface Ending {
  /** For the process: 0 if it was asked to end, and did so in time. */
  readonly code: 0 | 1;
  readonly reason: string;
}

/** Kubernetes itself waits for as long until it takes a cache for one that never syncs. */
const SYNC_LIMIT_MS = 120_000;

/** The original's manifest gives a pod 10 s. */
const STOP_LIMIT_MS = 8_000;

// Together they leave a second and more of the limit to letting go of the lease.
const DRAIN_SHARE = 0.65;
const ABORT_SHARE = 0.07;
const FLUSH_SHARE = 0.1;

/** A loop that has not moved for as long as a leader may go without its lease is dead. */
const DEAD_AFTER_MS = 10_000;

/**
 * Runs a program from its first line to its last: probes, then a picture of the
 * cluster (on a standby, too, so that it takes over warm), then the lease, then
 * work. It ends when it is asked to, in that order backwards; or at once, and
 * without another write, when it loses the lease.
 */
export class Lifecycle {
  readonly #options: LifecycleOptions;
  readonly #heartbeat: Heartbeat;
  readonly #endpoints: ReturnType<LifecycleOptions['endpoints']>;
  #phase: Phase = 'starting';

  constructor(options: LifecycleOptions) {
    this.#options = options;
    this.#heartbeat = new Heartbeat(options.clock);
    const { live, ready } = this;
    this.#endpoints = options.endpoints({ live, ready });
  }

  get phase(): Phase {
    return this.#phase;
  }

  /** For `/livez`. */
  get live(): HealthChecks {
    const { election } = this.#options;
    const limitMs = DEAD_AFTER_MS;
    return {
      'event loop': checkProgress('It', {
        silentMs: () => this.#heartbeat.silentMs,
        limitMs,
      }),
      lease: checkProgress('Its loop', {
        silentMs: () => election?.silentMs ?? 0,
        limitMs,
      }),
    };
  }

  /** For `/readyz`: a standby is ready, too, since it could lead. */
  get ready(): HealthChecks {
    return {
      caches: () =>
        this.#phase === 'starting' ? this.#describeMissing() : undefined,
      running: () =>
        this.#phase === 'stopping' ? 'It is about to end' : undefined,
    };
  }

  /** Runs until it is asked to end, or cannot go on; rejects only where the endpoints cannot be had. */
  async run(stopAsked: AbortSignal): Promise<Ending> {
    await this.#endpoints.start();
    this.#heartbeat.start();
    const ending = await Promise.race([
      this.#untilAsked(stopAsked),
      this.#work(),
    ]);
    return this.#end(ending);
  }

  async #untilAsked(signal: AbortSignal): Promise<Ending> {
    if (!signal.aborted) {
      await new Promise(resolve => {
        signal.addEventListener('abort', resolve, { once: true });
      });
    }
    return { code: 0, reason: `Asked to end (${signal.reason})` };
  }

  /** Resolves when it cannot go on; never, once it is about to end. */
  async #work(): Promise<Ending> {
    const { election, workers, log } = this.#options;
    const problem = await this.#sync();
    if (problem !== undefined) {
      return { code: 1, reason: problem };
    }
    await this.#enter('standby');
    log.info({}, 'Everything there is to watch is known');
    if (election) {
      election.start();
      const refusal = await this.#acquire(election);
      if (refusal !== undefined) {
        return { code: 1, reason: refusal };
      }
    }
    await this.#enter('leading');
    workers.start();
    const lost = await (election?.lost ?? forever());
    return { code: 1, reason: lost.message };
  }

  /** Resolves once it leads, or to why it never will. */
  async #acquire(election: Election): Promise<string | undefined> {
    const isLeading = election.acquired.then(leads =>
      leads ? undefined : 'It no longer competes for its lease',
    );
    return Promise.race([isLeading, this.#options.hopeless ?? forever()]);
  }

  /** Why the caches cannot be had. */
  async #sync(): Promise<string | undefined> {
    const { caches, clock, syncLimitMs = SYNC_LIMIT_MS } = this.#options;
    try {
      const isSynced = await waitAtMost(caches.start(), {
        clock,
        ms: syncLimitMs,
      });
      return isSynced ? undefined : this.#describeMissing();
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  #describeMissing(): string {
    const missing = this.#options.caches.missing();
    return missing.length > 0
      ? missing.join('; ')
      : 'Not everything there is to watch is known yet';
  }

  /** What is about to end does not go on to anything. */
  async #enter(phase: Phase): Promise<void> {
    if (this.#phase === 'stopping') {
      await forever();
    }
    this.#phase = phase;
  }

  async #end(ending: Ending): Promise<Ending> {
    const wasLeading = this.#phase === 'leading';
    this.#phase = 'stopping';
    const { log, workers } = this.#options;
    if (ending.code !== 0) {
      log.error({ reason: ending.reason }, 'Cannot go on');
      // Whoever restarts it is not to wait, and there is nothing left to finish.
      void workers.stop({ drainMs: 0, abortMs: 0 });
      return ending;
    }
    log.info({ reason: ending.reason }, 'Ending');
    const { clock, stopLimitMs = STOP_LIMIT_MS } = this.#options;
    const ended = this.#stopAll({ wasLeading, stopLimitMs });
    if (await waitAtMost(ended, { clock, ms: stopLimitMs })) {
      return ending;
    }
    const seconds = Math.round(stopLimitMs / 1000);
    return { code: 1, reason: `It did not end within ${seconds} s` };
  }

  async #stopAll(options: {
    readonly wasLeading: boolean;
    readonly stopLimitMs: number;
  }): Promise<void> {
    const { caches, election, workers, flushEvents } = this.#options;
    const { wasLeading, stopLimitMs } = options;
    if (wasLeading) {
      await workers.stop({
        drainMs: stopLimitMs * DRAIN_SHARE,
        abortMs: stopLimitMs * ABORT_SHARE,
      });
      await flushEvents?.(stopLimitMs * FLUSH_SHARE);
    }
    // The last that is written: whoever is next is not to meet us at work.
    await election?.stop();
    await caches.stop();
    this.#heartbeat.stop();
    await this.#endpoints.stop();
  }
}

function forever(): Promise<never> {
  return new Promise(() => undefined);
}
