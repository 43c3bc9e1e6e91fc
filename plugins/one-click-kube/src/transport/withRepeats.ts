import { sleep } from '../clock';
import type { Clock } from '../clock';
import type { KubeConnection } from '../connection';
import { KubeUnauthorizedError, KubeUnavailableError } from '../errors';
import { startDeadline } from './deadline';
import type { Deadline } from './deadline';
import { pauseBeforeRepeat } from './failures';
import { describeRequest } from './Transport';
import type { KubeRequest } from './Transport';

export interface RepeatOptions {
  readonly connection: KubeConnection;
  readonly clock: Clock;
  readonly timeoutMs: number;
  /** Aborted when the transport is closed. */
  readonly closed: AbortSignal;
}

/** Makes attempts at a request until one succeeds, is final, or time is up. */
export async function withRepeats<R>(
  request: KubeRequest,
  options: RepeatOptions,
  attempt: (signal: AbortSignal) => Promise<R>,
): Promise<R> {
  const { clock, timeoutMs, closed } = options;
  const deadline = startDeadline(request, { clock, defaultMs: timeoutMs });
  try {
    for (let sent = 1; ; sent++) {
      if (closed.aborted) {
        throw new KubeUnavailableError(
          `The client is closed (${describeRequest(request)})`,
        );
      }
      try {
        return await attempt(deadline.signal);
      } catch (error) {
        await waitToRepeat(error, { ...options, request, sent, deadline });
      }
    }
  } finally {
    deadline.clear();
  }
}

/** Rethrows what is final; returns when it is time to send again. */
async function waitToRepeat(
  error: unknown,
  context: RepeatOptions & {
    readonly request: KubeRequest;
    readonly sent: number;
    readonly deadline: Deadline;
  },
): Promise<void> {
  const { request, sent, deadline, clock, connection } = context;
  deadline.signal.throwIfAborted();
  if (error instanceof KubeUnauthorizedError) {
    if (sent > 1 || !connection.credentials.invalidate()) {
      throw error;
    }
    return;
  }
  const left = deadline.left();
  const pause = pauseBeforeRepeat(error, { request, sent, left });
  if (pause === undefined) {
    throw error;
  }
  if (pause > 0) {
    await sleep(clock, pause, deadline.signal);
  }
}
