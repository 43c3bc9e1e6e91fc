import { setTimeout as delay } from 'node:timers/promises';
import { types } from 'node:util';

// Short enough not to be felt, long enough to leave the CPU to what we wait for.
const POLL_MS = 50;

/** Thrown by a probe that knows waiting is in vain; ends the wait at once. */
export class GaveUpError extends Error {
  override readonly name = 'GaveUpError';
}

/** How long to wait, and what the error says was waited for. */
export interface WaitOptions {
  readonly what: string;
  readonly timeoutMs: number;
  /** Adds what was seen last to the error, such as the end of a log. */
  readonly explain?: () => string;
}

/**
 * Waits until probe gives something other than `undefined` or `false`, and
 * gives that back. A probe that throws has merely not got there yet; the last
 * error becomes the cause once time is up.
 */
export async function waitFor<T>(
  probe: () => Promise<T | undefined | false> | T | undefined | false,
  options: WaitOptions,
): Promise<T> {
  const deadline = performance.now() + options.timeoutMs;
  let cause: unknown;
  for (;;) {
    try {
      const result = await probe();
      if (result !== undefined && result !== false) {
        return result;
      }
    } catch (error) {
      if (error instanceof GaveUpError) {
        throw error;
      }
      cause = error;
    }
    if (performance.now() > deadline) {
      throw timeOut(options, cause);
    }
    await delay(POLL_MS);
  }
}

function timeOut(options: WaitOptions, cause: unknown): Error {
  const seconds = Math.round(options.timeoutMs / 1000);
  const lines = [`Waited ${seconds} s in vain for ${options.what}`];
  if (types.isNativeError(cause)) {
    lines.push(`last error: ${cause.message}`);
  }
  const explanation = options.explain?.();
  if (explanation) {
    lines.push(explanation);
  }
  return new Error(lines.join('; '), { cause });
}
