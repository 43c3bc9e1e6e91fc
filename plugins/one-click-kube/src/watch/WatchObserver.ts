import type { Resource } from '../client/Resource';

/** Why a watch had to begin anew. */
export type WatchRestartReason =
  /** The server ended it in good order, as it does every few minutes. */
  | 'ended'
  /** The version to resume from is gone. */
  | 'expired'
  /** The server sheds load. */
  | 'throttled'
  | 'unauthorized'
  | 'forbidden'
  /** The server was not reached, or the connection broke. */
  | 'unavailable'
  /** Nothing was heard for too long. */
  | 'silent'
  /** A line that is not an event. */
  | 'malformed'
  /** A list that was older than what is known already. */
  | 'outdated'
  /** A handler threw. */
  | 'handler'
  /** Any other refusal. */
  | 'refused';

/** Is told what becomes of watches, to count it. Must not throw. */
export interface WatchObserver {
  /** A stream is over, and another attempt follows. */
  onRestart(event: {
    readonly resource: Resource;
    readonly reason: WatchRestartReason;
  }): void;
  /** The whole set was listed again, after the first time. */
  onRelist(event: { readonly resource: Resource }): void;
}
