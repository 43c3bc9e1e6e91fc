/** A write was refused, since this process does not lead (any more). */
export class NotLeaderError extends Error {
  // Spelled out, since a minified bundle would mangle it.
  override readonly name = 'NotLeaderError';
}

/** Says at the moment of use whether this process may write. */
export interface LeaderGuard {
  /**
   * Judged by the time that has passed since the lease was last renewed, not by
   * what a timer has found out by then. Once it was true and is no more, it
   * stays so.
   */
  isLeader(): boolean;
  /** Aborts, with a `NotLeaderError`, as soon as leadership ends. */
  readonly signal: AbortSignal;
}

/** For a process that runs alone by decree: it always leads. */
export const alwaysLeader: LeaderGuard = {
  isLeader: () => true,
  signal: new AbortController().signal,
};
