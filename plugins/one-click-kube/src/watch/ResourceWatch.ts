import { setImmediate } from 'node:timers/promises';
import { listPages } from '../client/lists';
import type { Sender } from '../client/lists';
import { collectionPath } from '../client/paths';
import type { KubeObject, Resource } from '../client/Resource';
import { sleep } from '../clock';
import type { Clock } from '../clock';
import {
  isError,
  KubeError,
  KubeExpiredError,
  KubeInvalidError,
  KubeUnavailableError,
} from '../errors';
import type { Query, StreamOpener } from '../transport';
import { Backoff } from './Backoff';
import type { WatchEvent } from './events';
import { Freshness } from './Freshness';
import { InitialObjects } from './InitialObjects';
import { openEvents } from './readEvents';
import type { EventStream } from './readEvents';
import type { Watch, WatchOptions } from './Watch';

/** What watches share. */
export interface WatchEnvironment {
  readonly opener: StreamOpener;
  readonly sender: Sender;
  readonly clock: Clock;
  /** Random numbers in [0, 1). */
  readonly random: () => number;
}

/** Short enough to be back within 5 s of the server, long enough not to press it. */
const BACKOFF = { firstMs: 200, maxMs: 5_000 };

/** For what does not heal by itself, such as missing rights. */
const SLOW_BACKOFF = { firstMs: 1_000, maxMs: 30_000 };

/** A watch that lives for this long was a healthy one, events or not. */
const HEALTHY_AFTER_MS = 1_000;

/** Refusals in a row to resume, after which the version may be to blame. */
const MAX_REFUSALS = 3;

/** The server ends each watch in between, so that load spreads anew. */
const MIN_TIMEOUT_SECONDS = 300;

/** The longest the event loop is kept from others. */
const SLICE_MS = 5;

/** Ours threw, not the cluster. */
class HandlerFailure extends Error {}

/**
 * Lists and watches objects of one kind for as long as it is not stopped.
 *
 * One loop owns the state, so that nothing can run twice: sync if there is no
 * version to resume from, else resume; follow until the stream ends, for
 * whatever reason; pause; again. A version that the server no longer has (410)
 * is forgotten, which makes the next turn a sync.
 */
export class ResourceWatch<T extends KubeObject, U> implements Watch {
  readonly synced: Promise<void>;
  readonly #resource: Resource<T>;
  readonly #options: WatchOptions<T, U>;
  readonly #environment: WatchEnvironment;
  readonly #project: (object: T) => U;
  readonly #backoff: Backoff;
  readonly #slowBackoff: Backoff;
  readonly #freshness: Freshness;
  readonly #stop = new AbortController();
  readonly #running: Promise<void>;
  #markSynced: () => void = () => {};
  #resourceVersion: string | undefined;
  #canStreamLists = true;
  #refusals = 0;
  #sliceStart = 0;

  constructor(
    resource: Resource<T>,
    options: WatchOptions<T, U>,
    environment: WatchEnvironment,
  ) {
    const { clock, random } = environment;
    this.#resource = resource;
    this.#options = options;
    this.#environment = environment;
    // Without a projection, U is T.
    this.#project = options.project ?? (object => object as unknown as U);
    this.#backoff = new Backoff({ ...BACKOFF, random });
    this.#slowBackoff = new Backoff({ ...SLOW_BACKOFF, random });
    this.#freshness = new Freshness({ handlers: options.handlers, clock });
    this.synced = new Promise((resolve, reject) => {
      this.#markSynced = resolve;
      this.#stop.signal.addEventListener('abort', () =>
        reject(this.#stop.signal.reason),
      );
    });
    // Not everybody waits for it.
    this.synced.catch(() => {});
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    const { plural } = this.#resource;
    this.#stop.abort(new Error(`The watch on ${plural} was stopped`));
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      const pauseMs = await this.#turn();
      await sleep(this.#environment.clock, pauseMs, signal).catch(() => {});
    }
  }

  /** Returns the milliseconds to pause for. */
  async #turn(): Promise<number> {
    try {
      if (this.#resourceVersion === undefined) {
        await this.#syncAndFollow();
      } else {
        await this.#resume(this.#resourceVersion);
      }
      return this.#backoff.next();
    } catch (error) {
      return this.#stop.signal.aborted ? 0 : this.#recoverFrom(error);
    }
  }

  /** Lists by the watch itself, which spares both sides the whole list in memory. */
  async #syncAndFollow(): Promise<void> {
    if (this.#canStreamLists) {
      try {
        await this.#follow({
          sendInitialEvents: true,
          resourceVersionMatch: 'NotOlderThan',
        });
        return;
      } catch (error) {
        const isUnknownToServer = error instanceof KubeInvalidError;
        if (!isUnknownToServer || this.#resourceVersion !== undefined) {
          throw error;
        }
        this.#canStreamLists = false;
      }
    }
    await this.#resume(await this.#syncByPages());
  }

  async #syncByPages(): Promise<string> {
    const { namespace, labelSelector, fieldSelector } = this.#options;
    const { signal } = this.#stop;
    const objects: U[] = [];
    let resourceVersion = '';
    const pages = listPages(this.#environment.sender, this.#resource, {
      namespace,
      labelSelector,
      fieldSelector,
      signal,
    });
    for await (const page of pages) {
      resourceVersion = page.resourceVersion;
      for (const item of page.items) {
        objects.push(this.#project(item));
      }
    }
    await this.#tellSync(objects, resourceVersion);
    return resourceVersion;
  }

  async #resume(resourceVersion: string): Promise<void> {
    await this.#follow({ resourceVersion });
  }

  async #follow(query: Query): Promise<void> {
    const { clock } = this.#environment;
    const openedAt = clock.now();
    const stream = await this.#open(query);
    try {
      await this.#call(() => this.#freshness.noteUp('opened'));
      await this.#consume(stream);
    } finally {
      this.#freshness.noteEnd(stream.lastHeardAt());
      if (clock.now() - openedAt >= HEALTHY_AFTER_MS) {
        this.#noteHealth();
      }
    }
  }

  #open(query: Query): Promise<EventStream<T>> {
    const { namespace, labelSelector, fieldSelector } = this.#options;
    const { random } = this.#environment;
    const spread = Math.floor(random() * MIN_TIMEOUT_SECONDS);
    return openEvents<T>(
      {
        method: 'GET',
        path: collectionPath(this.#resource, namespace),
        query: {
          ...query,
          watch: true,
          allowWatchBookmarks: true,
          timeoutSeconds: MIN_TIMEOUT_SECONDS + spread,
          labelSelector,
          fieldSelector,
        },
        repeatable: true,
        signal: this.#stop.signal,
      },
      this.#environment,
    );
  }

  async #consume(stream: EventStream<T>): Promise<void> {
    let initial =
      this.#resourceVersion === undefined
        ? new InitialObjects<T, U>(this.#project)
        : undefined;
    this.#sliceStart = this.#environment.clock.now();
    for await (const event of stream.events) {
      await this.#giveWay();
      if (!initial) {
        await this.#tell(event);
      } else if (event.type !== 'bookmark') {
        initial.take(event);
      } else if (event.initialEventsEnd) {
        await this.#tellSync(initial.all(), event.resourceVersion);
        initial = undefined;
      }
    }
  }

  async #tell(event: WatchEvent<T>): Promise<void> {
    if (event.type !== 'bookmark') {
      const { handlers } = this.#options;
      const object = this.#project(event.object);
      await this.#call(() =>
        event.type === 'upsert'
          ? handlers.onUpsert(object)
          : handlers.onDelete(object),
      );
    }
    this.#resourceVersion = event.resourceVersion;
    this.#noteHealth();
  }

  async #tellSync(
    objects: readonly U[],
    resourceVersion: string,
  ): Promise<void> {
    const { handlers } = this.#options;
    await this.#call(() => handlers.onSync(objects, { resourceVersion }));
    this.#resourceVersion = resourceVersion;
    this.#noteHealth();
    await this.#call(() => this.#freshness.noteUp('synced'));
    this.#markSynced();
  }

  /** Calls a handler, unless stopped. What it throws is told from a failure of the cluster. */
  async #call(handler: () => void | Promise<void>): Promise<void> {
    this.#stop.signal.throwIfAborted();
    try {
      await handler();
    } catch (cause) {
      const why = isError(cause) ? cause.message : String(cause);
      throw new HandlerFailure(
        `A handler of the watch on ${this.#resource.plural} failed: ${why}`,
        { cause },
      );
    }
  }

  /** A thousand events in one chunk must not keep everything else waiting. */
  async #giveWay(): Promise<void> {
    const { clock } = this.#environment;
    if (clock.now() - this.#sliceStart >= SLICE_MS) {
      await setImmediate();
      this.#sliceStart = clock.now();
    }
  }

  /** Returns the milliseconds to pause for. */
  async #recoverFrom(error: unknown): Promise<number> {
    const cause = isError(error) ? error : new Error(String(error));
    if (this.#spoilsVersion(cause)) {
      this.#resourceVersion = undefined;
    }
    try {
      await this.#freshness.noteFailure(cause);
    } catch {
      // The handler that failed is the one that would be told of it.
    }
    return cause instanceof KubeError && !cause.retriable
      ? this.#slowBackoff.next()
      : this.#backoff.next(
          cause instanceof KubeError ? cause.retryAfterMs : undefined,
        );
  }

  #spoilsVersion(cause: Error): boolean {
    if (cause instanceof KubeExpiredError || cause instanceof HandlerFailure) {
      return true;
    }
    if (cause instanceof KubeUnavailableError) {
      return false;
    }
    this.#refusals += 1;
    return this.#refusals >= MAX_REFUSALS;
  }

  #noteHealth(): void {
    this.#refusals = 0;
    this.#backoff.reset();
    this.#slowBackoff.reset();
  }
}
