import type {
  LogLine,
  LogQuery,
  LogSource,
} from '@one-click/backstage-plugin-one-click-common';
import type {
  Clock,
  KubeClient,
} from '@one-click/backstage-plugin-one-click-kube';
import { ClusterAwayError } from '../errors';
import type { Lease, SharedPool } from '../live/SharedPool';
import type { ContainerLog } from './ContainerLog';
import type { ContainerRef, WantedContainer } from './ContainerRef';
import { isAfter } from './LogPosition';
import type { PlacedLine, ReadPosition } from './LogPosition';
import type { LogQueue } from './LogQueue';
import { readHistory } from './readHistory';
import type { History } from './readHistory';

/** Lines that may come while history is read; more are told as skipped. */
const MAX_PENDING = 2_000;
/** A log that could not be read is tried again after this time. */
const RETRY_MS = 5_000;

/** How much of a container's history is read at once. */
export interface Share {
  readonly tail: number;
  readonly maxBytes: number;
}

export interface LogReaderOptions {
  readonly query: LogQuery;
  readonly logs: SharedPool<ContainerRef, ContainerLog>;
  readonly client: () => KubeClient | undefined;
  readonly queue: LogQueue;
  readonly clock: Clock;
  /** Where an earlier stream ended. */
  readonly resume: ReadPosition | undefined;
  /** Told when `source` changes. */
  readonly onState: () => void;
}

/** Reads one container's log for one reader: first what is there, then what comes. */
export class LogReader {
  readonly #options: LogReaderOptions;
  readonly #closed = new AbortController();
  #wanted: WantedContainer;
  #state: LogSource['state'] = 'waiting';
  #message: string | undefined;
  #position: ReadPosition | undefined;
  #log: Lease<ContainerLog> | undefined;
  #leave: () => void = () => {};
  #cancelRetry: () => void = () => {};
  #pending: PlacedLine[] | undefined;
  #loading: Promise<unknown> = Promise.resolve();

  constructor(wanted: WantedContainer, options: LogReaderOptions) {
    this.#wanted = wanted;
    this.#options = options;
    this.#position = options.resume;
  }

  get source(): LogSource {
    return {
      ...this.#wanted.source,
      state: this.#state,
      ...(this.#message !== undefined && { message: this.#message }),
    };
  }

  /** Takes what is new about the container; returns whether there is more to read because of it. */
  update(wanted: WantedContainer): boolean {
    const before = this.#wanted.mode;
    this.#wanted = wanted;
    if (wanted.mode === before || wanted.mode === 'none') {
      return false;
    }
    if (wanted.mode === 'once') {
      this.#detach();
    }
    return true;
  }

  /** Reads what there is after the last position; what comes meanwhile waits for `goLive`. */
  async load(share: Share): Promise<readonly LogLine[]> {
    // Two at once would both read what neither has noted yet.
    const loading = this.#loading.then(() => this.#load(share));
    this.#loading = loading;
    return loading;
  }

  /** What `load` gave is on its way: from now on lines go straight there. */
  goLive(): void {
    const pending = this.#pending ?? [];
    this.#pending = undefined;
    pending.forEach(line => this.#take(line));
    if (this.#state === 'reading') {
      this.#tell(this.#log ? 'following' : 'ended');
    }
  }

  close(): void {
    this.#closed.abort(new Error('The reader left'));
    this.#cancelRetry();
    this.#detach();
  }

  async #load(share: Share): Promise<readonly LogLine[]> {
    if (this.#wanted.mode === 'none') {
      return [];
    }
    this.#tell('reading');
    try {
      this.#attach();
      const history = await this.#read(share);
      this.#position = history.position;
      if (history.skipped !== 0) {
        this.#options.queue.skip(this.#wanted.ref, history.skipped);
      }
      const lines = [...history.lines, ...(await this.#closeGap(share))];
      return lines.map(line => this.#toLine(line));
    } catch (error) {
      this.#fail(error, share);
      return [];
    }
  }

  #attach(): void {
    const { query, logs } = this.#options;
    const follows = this.#wanted.mode === 'follow' && query.follow !== false;
    if (!follows || this.#log) {
      return;
    }
    this.#pending = [];
    this.#log = logs.acquire(this.#wanted.ref);
    this.#leave = this.#log.value.onLine(line => this.#hear(line));
  }

  #detach(): void {
    this.#leave();
    this.#leave = () => {};
    this.#log?.release();
    this.#log = undefined;
  }

  /** Others may have followed from a later moment than the one where this history ends. */
  async #closeGap(share: Share): Promise<readonly PlacedLine[]> {
    const startedAfter = this.#log?.value.start(this.#position);
    if (!startedAfter || !isAfter(startedAfter, this.#position)) {
      return [];
    }
    const rest = await this.#read(share);
    this.#position = rest.position;
    return rest.lines;
  }

  async #read({ tail, maxBytes }: Share): Promise<History> {
    const { client, query } = this.#options;
    const { ref } = this.#wanted;
    const found = client();
    if (!found) {
      throw new ClusterAwayError(ref.cluster);
    }
    const after = this.#position;
    const previous = query.previous ?? false;
    const { since: sinceSeconds } = query;
    const request = { ref, previous, after, sinceSeconds, tail, maxBytes };
    const { signal } = this.#closed;
    const history = await readHistory(found, request, signal);
    const isFiltered = tail === 0 || sinceSeconds !== undefined;
    if (history.position || !isFiltered) {
      return history;
    }
    // Where nothing was asked for, the end still has to be known.
    const last = { ...request, sinceSeconds: undefined, tail: 1 };
    const { position } = await readHistory(found, last, signal);
    return { ...history, position };
  }

  #hear(line: PlacedLine): void {
    if (!this.#pending) {
      this.#take(line);
      return;
    }
    this.#pending.push(line);
    if (this.#pending.length > MAX_PENDING) {
      this.#pending.shift();
      this.#options.queue.skip(this.#wanted.ref, 1);
    }
  }

  #take(line: PlacedLine): void {
    if (isAfter(line, this.#position)) {
      this.#position = { at: line.at, count: line.count };
      this.#options.queue.push(this.#toLine(line));
    }
  }

  #toLine({ at, text }: PlacedLine): LogLine {
    const { pod, container } = this.#wanted.ref;
    return { pod, container, at, text };
  }

  #fail(error: unknown, share: Share): void {
    if (this.#closed.signal.aborted) {
      return;
    }
    this.#tell('refused', error instanceof Error ? error.message : undefined);
    this.#cancelRetry = this.#options.clock.schedule(async () => {
      await this.#options.queue.pour(await this.load(share));
      this.goLive();
    }, RETRY_MS);
  }

  #tell(state: LogSource['state'], message?: string): void {
    this.#state = state;
    this.#message = message;
    this.#options.onState();
  }
}
