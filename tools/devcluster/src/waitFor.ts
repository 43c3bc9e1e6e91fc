import { setTimeout as delay } from 'node:timers/promises';
import { types } from 'node:util';

// Short enough not to be felt, long enough to leave the CPU to what we wait for.
const POLL_MS = 50;
// A hang must end, however slow the machine; speed is for benchmarks.
const PATIENCE_MS = 100_000;

/** Thrown by a probe that knows waiting is in vain; ends the wait at once. */
export class GaveUpError extends Error {
  override readonly name = 'GaveUpError';
}

/** How long to wait, and what the error says was waited for. */
export interface WaitOptions {
  readonly what: string;
  /** @defaultValue 100 s, enough for what takes one on a machine of our own */
  readonly timeoutMs?: number;
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
  const { timeoutMs = PATIENCE_MS } = options;
  const deadline = performance.now() + timeoutMs;
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
      throw timeOut({ ...options, timeoutMs }, cause);
    }
    await delay(POLL_MS);
  }
}

/**
 * Waits until all of these assertions hold in one go. For what several writes
 * bring about: to wait for one of them and then to assert the others is a race.
 */
export async function untilHolds(
  assertions: () => Promise<void> | void,
  options: WaitOptions,
): Promise<void> {
  await waitFor(async () => {
    await assertions();
    return true;
  }, options);
}

function timeOut(
  options: WaitOptions & { readonly timeoutMs: number },
  cause: unknown,
): Error {
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
