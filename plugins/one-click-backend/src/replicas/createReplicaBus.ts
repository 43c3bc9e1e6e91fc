import { NO_REPLICAS } from './ReplicaBus';
import type { ReplicaBus } from './ReplicaBus';
import { PostgresReplicaBus } from './PostgresReplicaBus';
import type { PostgresReplicaBusOptions } from './PostgresReplicaBus';

/** The bus that the database makes possible: PostgreSQL is shared, SQLite serves one process. */
export function createReplicaBus(
  options: PostgresReplicaBusOptions,
): ReplicaBus {
  return options.knex.client.config.client === 'pg'
    ? new PostgresReplicaBus(options)
    : NO_REPLICAS;
}
