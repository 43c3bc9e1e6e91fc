import { sleep } from '../clock';
import type { Clock } from '../clock';
import type { KubeConnection } from '../connection';
import {
  KubeError,
  KubeUnauthorizedError,
  KubeUnavailableError,
} from '../errors';
import { startDeadline } from './deadline';
import type { Deadline } from './deadline';
import { pauseBeforeRepeat } from './failures';
import { describeRequest } from './Transport';
import type { KubeRequest } from './Transport';
import type { TransportObserver } from './TransportObserver';

export interface RepeatOptions {
  readonly connection: KubeConnection;
  readonly clock: Clock;
  readonly timeoutMs: number;
  /** Aborted when the transport is closed. */
  readonly closed: AbortSignal;
  readonly observer?: TransportObserver | undefined;
}

/** What an attempt comes to. */
export interface Answered {
  readonly status: number;
}

/** Makes attempts at a request until one succeeds, is final, or time is up. */
export async function withRepeats<R extends Answered | undefined>(
  request: KubeRequest,
  options: RepeatOptions,
  attempt: (signal: AbortSignal) => Promise<R>,
): Promise<R> {
  const { clock, timeoutMs, closed } = options;
  const deadline = startDeadline(request, { clock, defaultMs: timeoutMs });
  const tries = { sent: 0, loggedInAgain: false };
  try {
    for (;;) {
      if (closed.aborted) {
        throw new KubeUnavailableError(
          `The client is closed (${describeRequest(request)})`,
        );
      }
      try {
        tries.sent += 1;
        return await observe(request, options, () => attempt(deadline.signal));
      } catch (error) {
        await waitToRepeat(error, { ...options, request, tries, deadline });
      }
    }
  } finally {
    deadline.clear();
  }
}

async function observe<R extends Answered | undefined>(
  request: KubeRequest,
  options: RepeatOptions,
  attempt: () => Promise<R>,
): Promise<R> {
  const { clock, connection, observer } = options;
  const startedAt = clock.now();
  const tell = (status: number | undefined) =>
    observer?.onRequest({
      method: request.method,
      code: String(status ?? '<error>'),
      host: connection.server.host,
      seconds: (clock.now() - startedAt) / 1_000,
    });
  try {
    const answer = await attempt();
    // Without an answer, somebody else makes the attempt, and is told of it.
    if (answer) {
      tell(answer.status);
    }
    return answer;
  } catch (error) {
    tell(error instanceof KubeError ? error.status : undefined);
    throw error;
  }
}

/** How often a request was sent, and whether with other credentials. */
interface Tries {
  sent: number;
  loggedInAgain: boolean;
}

/** Rethrows what is final; returns when it is time to send again. */
async function waitToRepeat(
  error: unknown,
  context: RepeatOptions & {
    readonly request: KubeRequest;
    readonly tries: Tries;
    readonly deadline: Deadline;
  },
): Promise<void> {
  const { request, tries, deadline, clock, connection } = context;
  const { sent } = tries;
  deadline.signal.throwIfAborted();
  if (error instanceof KubeUnauthorizedError) {
    if (tries.loggedInAgain || !connection.credentials.invalidate()) {
      throw error;
    }
    tries.loggedInAgain = true;
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
