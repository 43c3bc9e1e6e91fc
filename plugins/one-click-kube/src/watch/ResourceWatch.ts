import { setImmediate } from 'node:timers/promises';
import { gatherPages } from '../client/lists';
import type { Sender } from '../client/lists';
import { collectionPath } from '../client/paths';
import type { KubeObject, Resource } from '../client/Resource';
import { sleep } from '../clock';
import type { Clock } from '../clock';
import { isError, KubeInvalidError, KubeServerError } from '../errors';
import type { Query, StreamOpener } from '../transport';
import type { WatchEvent } from './events';
import { Freshness } from './Freshness';
import { InitialObjects } from './InitialObjects';
import { openEvents } from './readEvents';
import type { EventStream } from './readEvents';
import { HandlerFailure, Recovery } from './Recovery';
import type { Remedy } from './Recovery';
import { isOlder } from './resourceVersion';
import type { Turns } from './Turns';
import type { Watch, WatchOptions } from './Watch';
import type { WatchObserver } from './WatchObserver';

/** What watches share. */
export interface WatchEnvironment {
  readonly opener: StreamOpener;
  readonly sender: Sender;
  readonly clock: Clock;
  /** Random numbers in [0, 1). */
  readonly random: () => number;
  /** Lets first lists come one after another, where they are to. */
  readonly turns?: Turns | undefined;
  readonly observer?: WatchObserver | undefined;
}

/** Metadata alone, as Kubernetes converts any object to it. */
const METADATA = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';

/** A watch that lives for this long was a healthy one, events or not. */
const HEALTHY_AFTER_MS = 1_000;

/** Lists in a row that are older than what is known, after which they are believed. */
const MAX_OUTDATED_LISTS = 3;

/** The server ends each watch in between, so that load spreads anew. */
const MIN_TIMEOUT_SECONDS = 300;

/** The longest the event loop is kept from others. */
const SLICE_MS = 5;

/** The server took the wish to stream a list for an ordinary watch. */
class ListNotStreamed extends Error {}

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
  readonly #recovery: Recovery;
  readonly #freshness: Freshness;
  readonly #stop = new AbortController();
  readonly #running: Promise<void>;
  #markSynced: () => void = () => {};
  /** Where to resume; nowhere before the first list, and after a gap. */
  #resourceVersion: string | undefined;
  /** Of all that was told so far. */
  #newestVersion: string | undefined;
  #outdatedLists = 0;
  #canStreamLists = true;
  #endTurn: () => void = () => {};
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
    this.#recovery = new Recovery({ clock, random });
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
      this.#endTurn();
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
      return this.#pauseFor(this.#recovery.afterEnd());
    } catch (error) {
      return this.#stop.signal.aborted ? 0 : this.#recoverFrom(error);
    }
  }

  /** Lists by the watch itself, which spares both sides the whole list in memory. */
  async #syncAndFollow(): Promise<void> {
    const { turns } = this.#environment;
    if (turns) {
      this.#endTurn = await turns.take(this.#stop.signal);
    }
    if (this.#canStreamLists) {
      try {
        await this.#follow({
          sendInitialEvents: true,
          resourceVersionMatch: 'NotOlderThan',
        });
        return;
      } catch (error) {
        if (!this.#isUnknownToServer(error)) {
          throw error;
        }
        this.#canStreamLists = false;
      }
    }
    await this.#resume(await this.#syncByPages());
  }

  #isUnknownToServer(error: unknown): boolean {
    const isRefused =
      error instanceof KubeInvalidError || error instanceof ListNotStreamed;
    return isRefused && this.#resourceVersion === undefined;
  }

  async #syncByPages(): Promise<string> {
    const { namespace, labelSelector, fieldSelector, metadataOnly } =
      this.#options;
    const { sender } = this.#environment;
    const { items, resourceVersion } = await gatherPages(
      sender,
      this.#resource,
      {
        namespace,
        labelSelector,
        fieldSelector,
        metadataOnly,
        signal: this.#stop.signal,
        project: this.#project,
      },
    );
    await this.#tellSync(items, resourceVersion);
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
      const livedMs = clock.now() - openedAt;
      if (livedMs >= HEALTHY_AFTER_MS && this.#resourceVersion !== undefined) {
        this.#recovery.noteHealth();
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
        accept: this.#options.metadataOnly ? METADATA : undefined,
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
      } else {
        // Servers that stream lists hold other bookmarks back until the end of it.
        throw new ListNotStreamed();
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
    this.#advanceTo(event.resourceVersion);
    this.#recovery.noteHealth();
  }

  async #tellSync(
    objects: readonly U[],
    resourceVersion: string,
  ): Promise<void> {
    const { handlers } = this.#options;
    this.#assertNotOutdated(resourceVersion);
    await this.#call(() => handlers.onSync(objects, { resourceVersion }));
    if (this.#newestVersion !== undefined) {
      this.#environment.observer?.onRelist({ resource: this.#resource });
    }
    this.#resourceVersion = resourceVersion;
    this.#newestVersion = resourceVersion;
    this.#recovery.noteHealth();
    await this.#call(() => this.#freshness.noteUp('synced'));
    this.#markSynced();
    this.#endTurn();
  }

  /** An event that comes twice, or late, must not make it resume from before. */
  #advanceTo(resourceVersion: string): void {
    const current = this.#resourceVersion ?? '';
    if (resourceVersion !== '' && !isOlder(resourceVersion, current)) {
      this.#resourceVersion = resourceVersion;
      this.#newestVersion = resourceVersion;
    }
  }

  /**
   * A server that lags behind would make new objects look deleted. One that says
   * so again and again was restored from a backup.
   */
  #assertNotOutdated(resourceVersion: string): void {
    const known = this.#newestVersion ?? '';
    if (!isOlder(resourceVersion, known)) {
      this.#outdatedLists = 0;
      return;
    }
    this.#outdatedLists += 1;
    if (this.#outdatedLists < MAX_OUTDATED_LISTS) {
      throw new KubeServerError(
        `A list of ${
          this.#resource.plural
        } is of version '${resourceVersion}', older than '${known}', which is known already`,
        { reason: 'OutdatedList' },
      );
    }
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
    const remedy = this.#recovery.after(cause);
    if (remedy.relists) {
      this.#resourceVersion = undefined;
    }
    try {
      await this.#freshness.noteFailure(cause);
    } catch {
      // The handler that failed is the one that would be told of it.
    }
    return this.#pauseFor(remedy);
  }

  #pauseFor({ pauseMs, reason }: Remedy): number {
    const { observer } = this.#environment;
    observer?.onRestart({ resource: this.#resource, reason });
    return pauseMs;
  }
}
