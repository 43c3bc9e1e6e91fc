import {
  isError,
  KubeError,
  KubeTooManyRequestsError,
  KubeUnavailableError,
} from '../errors';
import { describeRequest } from './Transport';
import type { KubeRequest } from './Transport';

/** Enough for a server that sheds load; a deadline usually ends it sooner. */
const MAX_REPEATS = 5;

/** A restart can leave more than one dead connection in the pool. */
const MAX_REPEATS_AFTER_RESET = 3;

const RESET_CODES: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'EPIPE',
  'ERR_STREAM_PREMATURE_CLOSE',
  // The server said goodbye while the request was on its way to it.
  'ERR_HTTP2_GOAWAY_SESSION',
  'ERR_HTTP2_INVALID_SESSION',
]);

/** Turns what Node says about a connection into an error of ours. */
export function toTransportError(
  error: unknown,
  context: { readonly request: KubeRequest; readonly host: string },
): KubeError {
  if (error instanceof KubeError) {
    return error;
  }
  const { host, request } = context;
  return new KubeUnavailableError(
    `Cannot reach the cluster at '${host}': ${describeCause(
      error,
    )} (${describeRequest(request)})`,
    { cause: error },
  );
}

function describeCause(error: unknown): string {
  if (!isError(error)) {
    return String(error);
  }
  // Where a name has several addresses, Node's error has a code and no message.
  return error.message || (codeOf(error) ?? error.name);
}

function codeOf(error: unknown): string | undefined {
  return isError(error) && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}

/**
 * Milliseconds to wait before a failed request is sent again, or `undefined` if
 * it is not to be.
 */
export function pauseBeforeRepeat(
  error: unknown,
  context: {
    readonly request: KubeRequest;
    /** How often it was sent by now. */
    readonly sent: number;
    /** Milliseconds left until its deadline. */
    readonly left: number;
  },
): number | undefined {
  const { request, sent, left } = context;
  if (wasReset(error) && request.repeatable) {
    return sent <= MAX_REPEATS_AFTER_RESET ? 0 : undefined;
  }
  if (!askedToWait(error) || sent > MAX_REPEATS) {
    return undefined;
  }
  // Waiting for longer than the deadline would only hide the server's answer.
  return error.retryAfterMs < left ? error.retryAfterMs : undefined;
}

function wasReset(error: unknown): boolean {
  return (
    error instanceof KubeUnavailableError &&
    RESET_CODES.has(codeOf(error.cause) ?? '')
  );
}

function askedToWait(
  error: unknown,
): error is KubeError & { readonly retryAfterMs: number } {
  return (
    (error instanceof KubeTooManyRequestsError ||
      error instanceof KubeUnavailableError) &&
    error.retryAfterMs !== undefined
  );
}
