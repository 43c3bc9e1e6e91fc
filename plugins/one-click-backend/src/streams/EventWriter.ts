import type { StreamMessage } from '@one-click/backstage-plugin-one-click-common';
import type { Clock } from '@one-click/backstage-plugin-one-click-kube';
import type { Response } from 'express';

/** Two lost beats fit into the shortest idle limits of proxies, 30 to 60 s. */
export const BEAT_MS = 15_000;
/** What a slow reader may leave unread here, on top of the socket's own buffers. */
const MAX_BUFFERED_BYTES = 256_000;
/** A reader that takes nothing for this long is stuck or gone. */
const STALLED_AFTER_MS = 60_000;
/** How long a `bye` may take to leave before the socket is cut. */
const FAREWELL_MS = 2_000;
/** What the browser waits before it opens the stream again. */
const RETRY_MS = 2_000;

/** A message that waits for a slow reader; a newer one with the same key replaces it. */
interface Waiting {
  readonly key: string;
  readonly bytes: number;
  readonly text: () => string;
}

/** How a message is sent. */
export interface SendOptions {
  readonly id?: string;
  /** What it is the newest state of; its type by default. */
  readonly key?: string;
  /**
   * Of a message that tells what changed: gives all of it as of then, in place
   * of the changes that a slow reader could not take.
   */
  readonly whole?: () => StreamMessage;
}

/**
 * One response of server-sent events. Memory is bounded: while the reader is
 * slow the newest message of a key is kept, and where even these are too many,
 * all are dropped and the reader is told to read again.
 */
export class EventWriter {
  /** Resolves when the connection is closed, by either side. */
  readonly closed: Promise<void>;
  readonly #res: Response;
  readonly #clock: Clock;
  readonly #waiting = new Map<string, Waiting>();
  #waitingBytes = 0;
  #hasDropped = false;
  #blockedSince: number | undefined;
  #isDone = false;
  #cancelBeat: () => void = () => {};
  #cancelFarewell: () => void = () => {};

  /** Sends the headers; what refuses the request must come before. */
  static open(options: { readonly res: Response; readonly clock: Clock }) {
    return new EventWriter(options.res, options.clock);
  }

  private constructor(res: Response, clock: Clock) {
    this.#res = res;
    this.#clock = clock;
    res.status(200).set({
      'Content-Type': 'text/event-stream; charset=utf-8',
      // Compression would hold messages back until the end.
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    });
    res.flushHeaders();
    res.on('drain', () => this.#drain());
    res.on('error', () => {});
    this.closed = new Promise(resolve => {
      // The request closes as soon as its body is read; only the response tells.
      res.on('close', () => {
        this.#stop();
        this.#cancelFarewell();
        resolve();
      });
    });
    this.#write(`retry: ${RETRY_MS}\n\n`);
    this.#scheduleBeat();
  }

  /** Whether the reader has yet to take what it was sent. */
  get isBlocked(): boolean {
    return this.#blockedSince !== undefined;
  }

  /** Sends a message, or keeps it for a reader that is slow. */
  send(message: StreamMessage, options: SendOptions = {}) {
    if (this.#isDone) {
      return;
    }
    const { id, key = message.type, whole } = options;
    if (this.isBlocked && whole) {
      this.#keep({ key, bytes: 0, text: () => format(whole(), id) });
      return;
    }
    const text = format(message, id);
    if (this.isBlocked) {
      this.#keep({ key, bytes: text.length, text: () => text });
    } else {
      this.#write(text);
    }
  }

  /** Says why, and ends the stream. */
  end(reason: 'token' | 'revoked' | 'shutdown'): void {
    if (this.#isDone) {
      return;
    }
    this.#stop();
    this.#cancelFarewell = this.#clock.schedule(
      () => this.#res.destroy(),
      FAREWELL_MS,
    );
    this.#res.end(format({ type: 'bye', reason }));
  }

  #stop(): void {
    this.#isDone = true;
    this.#cancelBeat();
    this.#waiting.clear();
    this.#waitingBytes = 0;
  }

  #keep(message: Waiting): void {
    const { key, bytes } = message;
    this.#forget(key);
    this.#waiting.set(key, message);
    this.#waitingBytes += bytes;
    if (this.#waitingBytes > MAX_BUFFERED_BYTES) {
      this.#dropAll();
    }
  }

  /** What is made only when it is sent takes no room, and stays. */
  #dropAll(): void {
    for (const { key, bytes } of this.#waiting.values()) {
      if (bytes > 0) {
        this.#forget(key);
      }
    }
    this.#hasDropped = true;
  }

  #forget(key: string): void {
    const old = this.#waiting.get(key);
    if (old) {
      this.#waiting.delete(key);
      this.#waitingBytes -= old.bytes;
    }
  }

  #drain(): void {
    this.#blockedSince = undefined;
    if (this.#hasDropped && !this.#isDone) {
      this.#hasDropped = false;
      this.#write(format({ type: 'reset' }));
    }
    for (const { key, text } of this.#waiting.values()) {
      if (this.#blockedSince !== undefined) {
        return;
      }
      this.#forget(key);
      this.#write(text());
    }
  }

  #write(text: string): void {
    if (!this.#res.write(text)) {
      this.#blockedSince ??= this.#clock.now();
    }
  }

  #scheduleBeat(): void {
    this.#cancelBeat = this.#clock.schedule(() => {
      if (this.#blockedSince === undefined) {
        this.#write(format({ type: 'beat' }));
      } else if (this.#clock.now() - this.#blockedSince > STALLED_AFTER_MS) {
        this.#res.destroy();
        return;
      }
      this.#scheduleBeat();
    }, BEAT_MS);
  }
}

function format(message: StreamMessage, id?: string): string {
  const head = id === undefined ? '' : `id: ${id}\n`;
  return `${head}event: ${message.type}\ndata: ${JSON.stringify(message)}\n\n`;
}
