import { randomBytes } from 'node:crypto';
import {
  KubeAlreadyExistsError,
  KubeError,
  KubeNotFoundError,
  resources,
  sleep,
} from '@one-click/backstage-plugin-one-click-kube';
import type {
  CallOptions,
  Clock,
  KubeClient,
} from '@one-click/backstage-plugin-one-click-kube';
import { monotonicClock } from '../clock';
import type { MonotonicClock } from '../clock';
import { Observers } from '../observers';
import type { Observer } from '../observers';
import { EventCorrelator } from './EventCorrelator';
import type { Happening } from './EventCorrelator';
import { LruMap } from './LruMap';
import { trimToBytes } from './trimToBytes';

/** What a recorder tells of. */
export interface RecorderEvents {
  /** An event was made, or one that was there was counted up. */
  readonly written: { readonly how: 'created' | 'counted' };
  /** An event came to nothing. */
  readonly dropped: {
    readonly why: 'queueFull' | 'tooMany' | 'refused' | 'gaveUp' | 'stopped';
    readonly reason: string;
  };
}

/** Hears what becomes of events, to count it. */
export type RecorderObserver = Observer<RecorderEvents>;

/** How to record. */
export interface EventRecorderOptions {
  /** Fenced, so that only a leader writes. */
  readonly client: Pick<KubeClient, 'create' | 'patch'>;
  /** Who says it, such as `one-click-operator`. */
  readonly component: string;
  /** Which of its processes, such as the pod's name. */
  readonly instance: string;
  readonly clock: Clock;
  readonly monotonic?: MonotonicClock | undefined;
  readonly observers?: readonly RecorderObserver[] | undefined;
  /** Makes what tells apart events about one object; 16 hexadecimal digits by default. */
  readonly newId?: (() => string) | undefined;
}

/** More would only be old news when their turn comes. */
const QUEUE_LIMIT = 1_000;
const ATTEMPTS = 12;
const RETRY_MS = 10_000;
const CALL_TIMEOUT_MS = 10_000;
const MESSAGE_BYTES = 1_024;
const KNOWN_LIMIT = 4_096;
/** With a dot and the id it makes a name of at most 253 characters. */
const NAME_LENGTH = 236;

/** An event that stands in the cluster, or is about to. */
interface KnownEvent {
  readonly name: string;
  readonly firstAt: string;
  count: number;
  isWritten: boolean;
}

/** What is still to be said of one. */
interface Pending {
  readonly happening: Happening;
  readonly known: KnownEvent;
  message: string;
  lastAt: string;
}

/**
 * Tells people what happens to objects, by Kubernetes events.
 *
 * Recording costs the caller nothing and never fails: events wait in a queue and
 * are written one after another. What is said again is counted, in the cluster
 * by one patch, and in the queue by nothing at all. Where events cannot be had,
 * they are dropped and that is counted; nobody waits for them.
 */
export class EventRecorder {
  readonly #options: EventRecorderOptions;
  readonly #newId: () => string;
  readonly #observers: Observers<RecorderEvents>;
  readonly #correlator: EventCorrelator;
  readonly #known = new LruMap<KnownEvent>(KNOWN_LIMIT);
  /** By key, in the order of their coming. */
  readonly #queue = new Map<string, Pending>();
  /** Nothing is taken in any more, and nothing is tried twice. */
  readonly #stopping = new AbortController();
  /** Nothing is sent any more. */
  readonly #stopped = new AbortController();
  #sending: Promise<void> | undefined;

  constructor(options: EventRecorderOptions) {
    this.#options = options;
    this.#newId = options.newId ?? (() => randomBytes(8).toString('hex'));
    this.#observers = new Observers(options.observers);
    this.#correlator = new EventCorrelator(options.monotonic ?? monotonicClock);
  }

  /** Says that something happened. Returns at once, whatever comes of it. */
  record(happening: Happening): void {
    const { reason } = happening;
    if (this.#stopping.signal.aborted) {
      this.#observers.tell('dropped', { why: 'stopped', reason });
      return;
    }
    const correlation = this.#correlator.correlate(happening);
    if (correlation.isDropped) {
      this.#observers.tell('dropped', { why: 'tooMany', reason });
      return;
    }
    this.#enqueue(happening, correlation);
    this.#sending ??= this.#sendAll();
  }

  /** Sends what is left, for so many milliseconds at most; drops the rest. */
  async stop(limitMs: number): Promise<void> {
    this.#stopping.abort(new Error('The recorder stops'));
    const cancel = this.#options.clock.schedule(
      () => this.#stopped.abort(new Error('The recorder has stopped')),
      limitMs,
    );
    await this.#sending;
    cancel();
  }

  #enqueue(
    happening: Happening,
    { key, message }: { readonly key: string; readonly message: string },
  ): void {
    const lastAt = new Date(this.#options.clock.now()).toISOString();
    const waiting = this.#queue.get(key);
    if (!waiting && this.#queue.size >= QUEUE_LIMIT) {
      const { reason } = happening;
      this.#observers.tell('dropped', { why: 'queueFull', reason });
      return;
    }
    const known = this.#known.get(key) ?? {
      name: `${happening.about.name.slice(0, NAME_LENGTH)}.${this.#newId()}`,
      firstAt: lastAt,
      count: 0,
      isWritten: false,
    };
    known.count += 1;
    this.#known.set(key, known);
    const text = trimToBytes(message, MESSAGE_BYTES);
    this.#queue.set(key, { happening, known, message: text, lastAt });
  }

  async #sendAll(): Promise<void> {
    for (;;) {
      // A microtask later, so that what is recorded in one go is one event.
      await undefined;
      const [next] = this.#queue;
      if (!next) {
        // In the same turn, so that nothing is recorded in between and left lying.
        this.#sending = undefined;
        return;
      }
      const [key, pending] = next;
      this.#queue.delete(key);
      await this.#send(pending);
    }
  }

  async #send(pending: Pending): Promise<void> {
    const why = await this.#trySend(pending);
    if (why !== undefined) {
      const { reason } = pending.happening;
      this.#observers.tell('dropped', { why, reason });
    }
  }

  /** Why it was dropped; `undefined` if it was written. */
  async #trySend(
    pending: Pending,
  ): Promise<RecorderEvents['dropped']['why'] | undefined> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      try {
        this.#stopped.signal.throwIfAborted();
        await this.#write(pending);
        return undefined;
      } catch (error) {
        if (this.#stopped.signal.aborted) {
          return 'stopped';
        }
        if (!(error instanceof KubeError && error.retriable)) {
          return 'refused';
        }
        if (!(await this.#waitToRetry(error))) {
          return 'gaveUp';
        }
      }
    }
    return 'gaveUp';
  }

  /** Whether there is time to try again. */
  async #waitToRetry({ retryAfterMs = 0 }: KubeError): Promise<boolean> {
    const ms = Math.max(RETRY_MS, retryAfterMs);
    try {
      await sleep(this.#options.clock, ms, this.#stopping.signal);
      return true;
    } catch {
      return false;
    }
  }

  async #write(pending: Pending): Promise<void> {
    const { known } = pending;
    if (known.isWritten && (await this.#countUp(pending))) {
      this.#observers.tell('written', { how: 'counted' });
      return;
    }
    await this.#create(pending);
    known.isWritten = true;
    this.#observers.tell('written', { how: 'created' });
  }

  async #create(pending: Pending): Promise<void> {
    const event = this.#buildEvent(pending);
    try {
      await this.#options.client.create(resources.events, event, this.#call());
    } catch (error) {
      // By an attempt of ours whose answer was lost: the name is ours alone.
      if (!(error instanceof KubeAlreadyExistsError)) {
        throw error;
      }
    }
  }

  /** Whether it was still there: the cluster forgets events after an hour. */
  async #countUp(pending: Pending): Promise<boolean> {
    const { known, happening, message, lastAt: lastTimestamp } = pending;
    const { namespace } = happening.about;
    const body = { count: known.count, lastTimestamp, message };
    try {
      await this.#options.client.patch(
        resources.events,
        { namespace, name: known.name },
        { ...this.#call(), patch: { type: 'merge', body } },
      );
      return true;
    } catch (error) {
      if (error instanceof KubeNotFoundError) {
        return false;
      }
      throw error;
    }
  }

  #buildEvent({ happening, known, message, lastAt }: Pending) {
    const { about, type, reason } = happening;
    const { component, instance } = this.#options;
    return {
      metadata: { namespace: about.namespace, name: known.name },
      involvedObject: about,
      type,
      reason,
      message,
      count: known.count,
      firstTimestamp: known.firstAt,
      lastTimestamp: lastAt,
      source: { component },
      reportingComponent: component,
      reportingInstance: instance,
    };
  }

  #call(): CallOptions {
    return { signal: this.#stopped.signal, timeoutMs: CALL_TIMEOUT_MS };
  }
}
