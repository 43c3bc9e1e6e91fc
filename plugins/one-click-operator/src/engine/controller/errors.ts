import {
  KubeAlreadyExistsError,
  KubeConflictError,
  KubeError,
} from '@one-click/backstage-plugin-one-click-kube';
import type { RetryLimits } from '../queue';

/**
 * What an error asks for. `terminal`: nothing, until something changes.
 * `conflict`: another look soon, quietly, since somebody else was faster.
 * `transient`: another look, later from failure to failure. `slow`: a later one
 * from the start, since a person has to act first.
 */
export type ErrorKind = 'terminal' | 'conflict' | 'transient' | 'slow';

/** How a controller is to go on after an error. */
export interface ErrorHandling {
  readonly kind: ErrorKind;
  /** Milliseconds before which the server does not want to hear of us. */
  readonly atLeastMs?: number | undefined;
}

/** Fails again until something changes, so it is not tried again before. */
export class TerminalError extends Error {
  override readonly name: string = 'TerminalError';
}

/** A reconcile did not end by its deadline. */
export class ReconcileDeadlineError extends Error {
  override readonly name = 'ReconcileDeadlineError';
}

/** The controller stops, and a reconcile has to. */
export class ControllerStoppedError extends Error {
  override readonly name = 'ControllerStoppedError';
}

const MAX_MS = 5 * 60_000;

/** Waits after an error, by what it asks for. */
export const RETRIES: Readonly<
  Record<Exclude<ErrorKind, 'terminal'>, RetryLimits>
> = {
  // The change of the other side is on its way to us, but must not be met in a hot loop.
  conflict: { firstMs: 20, maxMs: 5_000 },
  transient: { firstMs: 5, maxMs: MAX_MS },
  // No quota and no role is changed within seconds.
  slow: { firstMs: 30_000, maxMs: MAX_MS },
};

/** What errors of ours and of the cluster ask for; all others are transient. */
export function classifyError(error: unknown): ErrorHandling {
  if (error instanceof TerminalError) {
    return { kind: 'terminal' };
  }
  if (!(error instanceof KubeError)) {
    return { kind: 'transient' };
  }
  const { retryAfterMs: atLeastMs, retriable } = error;
  if (
    error instanceof KubeConflictError ||
    error instanceof KubeAlreadyExistsError
  ) {
    return { kind: 'conflict', atLeastMs };
  }
  // What the cluster calls final may still be mended there without a change that we see.
  return { kind: retriable ? 'transient' : 'slow', atLeastMs };
}

/** Whether it is a fault of the program rather than of the world. */
export function isPanic(thrown: unknown): boolean {
  return (
    !(thrown instanceof Error) ||
    thrown instanceof TypeError ||
    thrown instanceof RangeError ||
    thrown instanceof ReferenceError
  );
}

/** What was thrown, as an error with a message even if it was none. */
export function toError(thrown: unknown): Error {
  return thrown instanceof Error
    ? thrown
    : new Error(
        `Something other than an error was thrown: '${inWords(thrown)}'`,
      );
}

function inWords(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    // An object may throw when it is asked for its words.
    return typeof thrown;
  }
}
