import type {
  LogPosition,
  LogQuery,
  LogSource,
} from '@one-click/backstage-plugin-one-click-common';
import type { Clock } from '@one-click/backstage-plugin-one-click-kube';
import type { Clients, LiveObjects } from '../live/LiveObjects';
import type { Pod } from '../live/objects';
import type { ObjectSource } from '../live/ObjectHub';
import type { Lease, SharedPool } from '../live/SharedPool';
import { toTruth } from '../live/toProblems';
import { TruthTeller } from '../live/TruthTeller';
import { GATHER_MS } from '../map/MapHub';
import type { RolloutPlace } from '../map/MapHub';
import type { ContainerLog } from './ContainerLog';
import { nameOfContainer } from './ContainerRef';
import type { ContainerRef, WantedContainer } from './ContainerRef';
import { findContainers } from './findContainers';
import { byMoment, normalizeInstant } from './LogPosition';
import type { ReadPosition } from './LogPosition';
import type { LogQueue } from './LogQueue';
import { LogReader } from './LogReader';
import type { Share } from './LogReader';

/** Containers read at once for one topic: each holds a connection to its node. */
export const MAX_SOURCES = 50;
const DEFAULT_TAIL = 500;
/** Of all containers together, when a page opens. */
const MAX_LINES = 5_000;
const MAX_BYTES = 2_000_000;
/** What a container says on its way out still arrives. */
const FAREWELL_MS = 2_000;

export interface LogFeedOptions {
  readonly place: RolloutPlace;
  readonly query: LogQuery;
  readonly resume: readonly LogPosition[];
  readonly live: LiveObjects;
  readonly clients: Clients;
  readonly logs: SharedPool<ContainerRef, ContainerLog>;
  readonly queue: LogQueue;
  readonly clock: Clock;
  readonly onSources: (sources: readonly LogSource[]) => void;
}

/** Reads the logs of all containers that a topic asks for, as pods come and go. */
export class LogFeed {
  readonly truth = new TruthTeller();
  readonly #options: LogFeedOptions;
  readonly #pods: Lease<ObjectSource<Pod>>;
  readonly #readers = new Map<string, LogReader>();
  readonly #leaving = new Map<string, () => void>();
  #leave: () => void = () => {};
  #refused: readonly LogSource[] = [];
  #cancelLook: (() => void) | undefined;
  #cancelTell: (() => void) | undefined;
  #isFirst = true;

  static open(options: LogFeedOptions): LogFeed {
    const feed = new LogFeed(options);
    feed.#leave = feed.#pods.value.onChange(() => feed.#schedule());
    feed.#look();
    return feed;
  }

  private constructor(options: LogFeedOptions) {
    this.#options = options;
    this.#pods = options.live.pods.acquire(options.place);
  }

  get sources(): readonly LogSource[] {
    const read = [...this.#readers.values()].map(({ source }) => source);
    return [...read, ...this.#refused];
  }

  close(): void {
    this.#cancelLook?.();
    this.#cancelTell?.();
    this.#leaving.forEach(cancel => cancel());
    this.#leave();
    this.#readers.forEach(reader => reader.close());
    this.#pods.release();
    this.#options.queue.close();
  }

  #schedule(): void {
    this.#cancelLook ??= this.#options.clock.schedule(() => {
      this.#cancelLook = undefined;
      this.#look();
    }, GATHER_MS);
  }

  #look(): void {
    const { place, query } = this.#options;
    const pods = this.#pods.value;
    this.truth.set(toTruth([pods], place.cluster));
    if (!pods.isSynced) {
      return;
    }
    const all = findContainers(pods.objects.values(), place, query);
    const wanted = all.slice(0, MAX_SOURCES);
    this.#refused = all.slice(MAX_SOURCES).map(toRefused);
    this.#dismiss(new Set(wanted.map(({ ref }) => nameOfContainer(ref))));
    const due = wanted.flatMap(each => this.#updated(each) ?? []);
    this.#read(due, shareOf(query, wanted.length));
    this.#tellSources();
  }

  /** The reader of a container, if there is something to read that was not there before. */
  #updated(wanted: WantedContainer): LogReader | undefined {
    const name = nameOfContainer(wanted.ref);
    const known = this.#readers.get(name);
    if (known) {
      return known.update(wanted) ? known : undefined;
    }
    const reader = new LogReader(wanted, {
      ...this.#options,
      client: () => this.#options.clients.find(wanted.ref.cluster),
      resume: this.#resumeOf(wanted.ref),
      onState: () => this.#tellSources(),
    });
    this.#readers.set(name, reader);
    return reader;
  }

  #resumeOf({ pod, container }: ContainerRef): ReadPosition | undefined {
    const found = this.#options.resume.find(
      each => each.pod === pod && each.container === container,
    );
    const at = found && normalizeInstant(found.at);
    return at ? { at, count: found.count } : undefined;
  }

  /** At the start all histories are merged; later each comes when it is there. */
  #read(readers: readonly LogReader[], share: Share): void {
    const groups = this.#isFirst ? [readers] : readers.map(each => [each]);
    this.#isFirst = false;
    groups.forEach(group => {
      this.#catchUp(group, share).catch(() => undefined);
    });
  }

  async #catchUp(readers: readonly LogReader[], share: Share): Promise<void> {
    const loaded = await Promise.all(readers.map(each => each.load(share)));
    const lines = loaded.flat().sort(byMoment);
    await this.#options.queue.pour(lines);
    readers.forEach(each => each.goLive());
  }

  #dismiss(wanted: ReadonlySet<string>): void {
    for (const [name, reader] of this.#readers) {
      if (!wanted.has(name) && !this.#leaving.has(name)) {
        const cancel = this.#options.clock.schedule(() => {
          this.#leaving.delete(name);
          this.#readers.delete(name);
          reader.close();
          this.#tellSources();
        }, FAREWELL_MS);
        this.#leaving.set(name, cancel);
      }
    }
  }

  #tellSources(): void {
    this.#cancelTell ??= this.#options.clock.schedule(() => {
      this.#cancelTell = undefined;
      this.#options.onSources(this.sources);
    }, 0);
  }
}

function shareOf({ tail = DEFAULT_TAIL }: LogQuery, count: number): Share {
  const readers = Math.max(1, count);
  return {
    tail: Math.min(tail, Math.ceil(MAX_LINES / readers)),
    maxBytes: Math.ceil(MAX_BYTES / readers),
  };
}

function toRefused({ source }: WantedContainer): LogSource {
  return {
    ...source,
    state: 'refused',
    message: `Only ${MAX_SOURCES} containers are read at once: choose a pod`,
  };
}
