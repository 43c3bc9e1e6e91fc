import type { Readable } from 'node:stream';
import type { Clock } from '../clock';
import type { KubeStream } from './Transport';

export interface ReadOptions {
  readonly clock: Clock;
  /** Closes the stream; reading then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  readonly toError: (error: unknown) => Error;
  /** Epoch milliseconds of other signs of life than chunks. */
  readonly lastPongAt?: (() => number) | undefined;
}

/** Makes a stream out of an answer's body. */
export function readChunks(body: Readable, options: ReadOptions): KubeStream {
  const { clock, signal, lastPongAt } = options;
  let lastChunkAt = clock.now();
  const close = (cause?: Error) => {
    body.destroy(cause);
  };
  const onAbort = () => close();
  const noteChunk = () => {
    lastChunkAt = clock.now();
  };

  // Until somebody reads, an error would have no listener and end the process.
  body.on('error', () => {});
  signal?.addEventListener('abort', onAbort, { once: true });
  body.once('close', () => signal?.removeEventListener('abort', onAbort));
  if (signal?.aborted) {
    close();
  }
  return {
    chunks: chunksOf(body, options, noteChunk),
    lastHeardAt: () => Math.max(lastChunkAt, lastPongAt?.() ?? 0),
    close,
  };
}

async function* chunksOf(
  body: Readable,
  options: ReadOptions,
  noteChunk: () => void,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body) {
      noteChunk();
      yield chunk;
    }
  } catch (error) {
    options.signal?.throwIfAborted();
    throw options.toError(error);
  }
  options.signal?.throwIfAborted();
}
