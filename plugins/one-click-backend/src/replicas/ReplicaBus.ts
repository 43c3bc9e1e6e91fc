/** Something that viewers of every replica want to know. */
export type ReplicaMessage =
  /** Rows changed, each with those of its revisions that did. */
  | {
      readonly type: 'rollouts';
      readonly rollouts: readonly (readonly [
        id: string,
        revisions: readonly number[],
      ])[];
    }
  | { readonly type: 'roles' | 'acted'; readonly projectId: string };

/** Carries messages between the processes that share a database. */
export interface ReplicaBus {
  /** `none` where there can be no others. */
  readonly state: 'ok' | 'down' | 'none';
  /** Tells all others. Never throws: a message that is lost is made up for by `onGap`. */
  send(message: ReplicaMessage): void;
  start(handlers: ReplicaHandlers): void;
  stop(): Promise<void>;
}

export interface ReplicaHandlers {
  /** A message of another process. */
  onMessage(message: ReplicaMessage): void;
  /** Messages may have been missed. */
  onGap(): void;
}

/** Of a database that serves one process alone, as SQLite does. */
export const NO_REPLICAS: ReplicaBus = {
  state: 'none',
  send() {},
  start() {},
  async stop() {},
};
