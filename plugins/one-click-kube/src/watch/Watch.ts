import type { KubeObject } from '../client/Resource';

/**
 * Is told what a cluster holds. Calls come one at a time and in order; an async
 * handler is awaited before the next call, and holds the stream back meanwhile.
 * A handler that throws makes the watch sync anew, after a pause.
 */
export interface WatchHandlers<U> {
  /** The whole set, at the start and after each gap. What is not in it is gone. */
  onSync(
    objects: readonly U[],
    context: { readonly resourceVersion: string },
  ): void | Promise<void>;
  onUpsert(object: U): void | Promise<void>;
  /** The object's last known state. */
  onDelete(object: U): void | Promise<void>;
  /**
   * What was told may be out of date since then (epoch milliseconds). Called
   * once an outage, when a reconnection failed or the first sync did.
   */
  onStale?(outage: {
    readonly since: number;
    readonly cause: Error;
  }): void | Promise<void>;
  /** The outage is over: the stream is up, and what was missed is being told. */
  onFresh?(): void | Promise<void>;
}

export interface WatchOptions<T extends KubeObject, U = T> {
  /** Absent means all namespaces. */
  readonly namespace?: string | undefined;
  readonly labelSelector?: string | undefined;
  readonly fieldSelector?: string | undefined;
  /** As for lists: nothing but metadata leaves the server. */
  readonly metadataOnly?: boolean | undefined;
  /** Cuts an object down to what is worth keeping, before anything holds on to it. */
  readonly project?: ((object: T) => U) | undefined;
  readonly handlers: WatchHandlers<U>;
}

/** A running watch. */
export interface Watch {
  /** Resolves after the first `onSync`; rejects if the watch is stopped before. */
  readonly synced: Promise<void>;
  /**
   * Ends it. After the returned promise no handler is called any more; so do not
   * await it inside a handler.
   */
  stop(): Promise<void>;
}
