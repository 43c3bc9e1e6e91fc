import type { Knex } from 'knex';

/** A connection that hears one channel. */
export interface Listener {
  close(): Promise<void>;
}

export interface ListenerHandlers {
  onMessage(text: string): void;
  /** It ended by itself, and hears nothing any more. */
  onEnd(): void;
}

/** What this needs of a connection of `pg`. */
interface RawConnection {
  on(
    event: 'notification',
    listener: (news: { payload?: string }) => void,
  ): void;
  on(event: 'error' | 'end', listener: () => void): void;
  removeAllListeners(event: 'end'): void;
  query(sql: string): Promise<unknown>;
}

/** Opens a connection beside the pool, as those in it change hands, and listens to a channel. */
export async function openListener(
  knex: Knex,
  channel: string,
  handlers: ListenerHandlers,
): Promise<Listener> {
  const { client } = knex;
  const connection: RawConnection = await client.acquireRawConnection();
  connection.on('notification', ({ payload }) => {
    if (payload !== undefined) {
      handlers.onMessage(payload);
    }
  });
  // The end follows, and says all that matters.
  connection.on('error', () => {});
  connection.on('end', () => handlers.onEnd());
  await connection.query(`listen ${channel}`);
  return {
    async close() {
      connection.removeAllListeners('end');
      await client.destroyRawConnection(connection);
    },
  };
}
