import type { KubeObject } from '../client/Resource';
import type { Clock } from '../clock';
import { KubeTimeoutError } from '../errors';
import { describeRequest, splitLines } from '../transport';
import type { KubeRequest, KubeStream, StreamOpener } from '../transport';
import { parseWatchLine } from './events';
import type { WatchEvent } from './events';
import { InactivityGuard } from './InactivityGuard';

/** Quiet watches get a bookmark about once a minute: two missed ones are a sign. */
const MAX_SILENCE_MS = 130_000;

/** An open watch. */
export interface EventStream<T> {
  readonly events: AsyncIterable<WatchEvent<T>>;
  /** Epoch milliseconds of the last sign of life. */
  lastHeardAt(): number;
}

/** Opens a watch. Reading it throws after 130 s without a sign of life. */
export async function openEvents<T extends KubeObject>(
  request: KubeRequest,
  options: { readonly opener: StreamOpener; readonly clock: Clock },
): Promise<EventStream<T>> {
  const stream = await options.opener.openStream(request);
  return {
    events: readEvents<T>(stream, { request, clock: options.clock }),
    lastHeardAt: () => stream.lastHeardAt(),
  };
}

async function* readEvents<T extends KubeObject>(
  stream: KubeStream,
  options: { readonly request: KubeRequest; readonly clock: Clock },
): AsyncGenerator<WatchEvent<T>> {
  const { request, clock } = options;
  const what = describeRequest(request);
  const guard = new InactivityGuard({
    clock,
    limitMs: MAX_SILENCE_MS,
    onSilence: () =>
      stream.close(
        new KubeTimeoutError(
          `Nothing heard for ${MAX_SILENCE_MS} ms (${what})`,
        ),
      ),
  });
  try {
    const chunks = guard.watchOver(stream.chunks);
    for await (const line of splitLines(chunks, { tail: 'drop' })) {
      yield parseWatchLine<T>(line, what);
    }
  } finally {
    guard.stop();
    stream.close();
  }
}
