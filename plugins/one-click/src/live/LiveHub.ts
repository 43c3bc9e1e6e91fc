import type {
  StreamEvent,
  StreamMessage,
} from '@one-click/backstage-plugin-one-click-common';

/** Beats come every 15 s; three missed ones mean a dead connection. */
const SILENCE_MS = 45_000;
const FIRST_RETRY_MS = 1_000;
const MAX_RETRY_MS = 30_000;

/** How fresh the pages are. */
export interface LiveStatus {
  /** `quiet`: nothing is watched, or the tab is hidden. `revoked`: the server ended it for good. */
  readonly phase: 'quiet' | 'live' | 'reconnecting' | 'revoked';
  /** When the stream last said anything, in milliseconds. */
  readonly heardAt: number;
}

export interface LiveHubOptions {
  /** Opens the stream; ends when the signal aborts. */
  readonly open: (
    topics: readonly string[],
    options: { signal: AbortSignal; lastEventId?: string | undefined },
  ) => AsyncIterable<StreamEvent>;
  readonly onMessage: (message: StreamMessage) => void;
  /** A stream opened that cannot tell what happened before it. */
  readonly onFresh: () => void;
  /** Defaults to the document's. */
  readonly isHidden?: () => boolean;
  /** Spreads retries; from 0 to 1, random by default. */
  readonly jitter?: () => number;
}

/**
 * The one stream of a browser tab: the union of what its pages watch.
 *
 * It opens with the first watcher and closes with the last or while the tab is
 * hidden, opens again after a break with growing pauses, and resumes from the
 * last event it saw, so that a change of page loses nothing.
 */
export class LiveHub {
  readonly #options: LiveHubOptions;
  readonly #watchers = new Map<string, number>();
  readonly #listeners = new Set<() => void>();
  #status: LiveStatus = { phase: 'quiet', heardAt: Date.now() };
  #running: AbortController | undefined;
  #runningTopics = '';
  #scheduled: ReturnType<typeof setTimeout> | undefined;
  #lastEventId: string | undefined;

  constructor(options: LiveHubOptions) {
    this.#options = options;
  }

  /** Watches topics until the returned function is called. */
  watch(topics: readonly string[]): () => void {
    topics.forEach(topic => this.#count(topic, 1));
    this.#schedule();
    return () => {
      topics.forEach(topic => this.#count(topic, -1));
      this.#schedule();
    };
  }

  /** Follows the tab's visibility until the returned function is called. */
  start(): () => void {
    const onChange = () => this.#schedule();
    document.addEventListener('visibilitychange', onChange);
    return () => {
      document.removeEventListener('visibilitychange', onChange);
      clearTimeout(this.#scheduled);
      this.#stop();
    };
  }

  readonly getStatus = (): LiveStatus => this.#status;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #count(topic: string, by: number) {
    const count = (this.#watchers.get(topic) ?? 0) + by;
    if (count > 0) {
      this.#watchers.set(topic, count);
    } else {
      this.#watchers.delete(topic);
    }
  }

  /** Pages mount and unmount together, so that one change follows them all. */
  #schedule() {
    clearTimeout(this.#scheduled);
    this.#scheduled = setTimeout(() => this.#adjust(), 0);
  }

  #adjust() {
    const hidden = this.#options.isHidden?.() ?? document.hidden;
    const topics = hidden ? [] : [...this.#watchers.keys()].sort();
    const key = topics.join('\n');
    if (key === this.#runningTopics) {
      return;
    }
    this.#stop();
    if (topics.length === 0) {
      this.#tell('quiet');
      return;
    }
    this.#runningTopics = key;
    this.#running = new AbortController();
    void this.#run(topics, this.#running.signal);
  }

  #stop() {
    this.#running?.abort();
    this.#running = undefined;
    this.#runningTopics = '';
  }

  async #run(topics: readonly string[], signal: AbortSignal) {
    let attempt = 0;
    while (!signal.aborted) {
      const outcome = await this.#readOnce(topics, signal);
      if (signal.aborted) {
        return;
      }
      if (outcome === 'revoked') {
        this.#tell('revoked');
        return;
      }
      this.#tell('reconnecting');
      attempt = outcome === 'heard' ? 0 : attempt + 1;
      await pause(this.#retryDelay(attempt), signal);
    }
  }

  #retryDelay(attempt: number): number {
    const jitter = this.#options.jitter ?? Math.random;
    const longest = Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** attempt);
    return longest * (0.5 + jitter() / 2);
  }

  async #readOnce(
    topics: readonly string[],
    signal: AbortSignal,
  ): Promise<'heard' | 'silent' | 'revoked'> {
    const attempt = new AbortController();
    const stop = () => attempt.abort();
    signal.addEventListener('abort', stop);
    let heard = false;
    let watchdog = setTimeout(stop, SILENCE_MS);
    try {
      const lastEventId = this.#lastEventId;
      const events = this.#options.open(topics, {
        signal: attempt.signal,
        lastEventId,
      });
      for await (const event of events) {
        if (signal.aborted) {
          break;
        }
        clearTimeout(watchdog);
        watchdog = setTimeout(stop, SILENCE_MS);
        heard = true;
        if (this.#hear(event, lastEventId) === 'revoked') {
          return 'revoked';
        }
      }
    } catch {
      // A broken stream is opened again; what it said stays.
    } finally {
      clearTimeout(watchdog);
      signal.removeEventListener('abort', stop);
    }
    return heard ? 'heard' : 'silent';
  }

  #hear({ id, message }: StreamEvent, resumedFrom: string | undefined) {
    this.#lastEventId = id ?? this.#lastEventId;
    this.#tell('live');
    if (message.type === 'hello' && resumedFrom === undefined) {
      this.#options.onFresh();
    }
    this.#options.onMessage(message);
    const isRevoked = message.type === 'bye' && message.reason === 'revoked';
    return isRevoked ? 'revoked' : 'heard';
  }

  #tell(phase: LiveStatus['phase']) {
    const heardAt = phase === 'live' ? Date.now() : this.#status.heardAt;
    this.#status = { phase, heardAt };
    this.#listeners.forEach(listener => listener());
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
