import { randomBytes } from 'node:crypto';
import createKnex from 'knex';
import type { Knex } from 'knex';
import { DatabaseStateKeeper } from '../src/storage/DatabaseStateKeeper';
import { InMemoryStateKeeper } from '../src/storage/InMemoryStateKeeper';
import type { StateKeeper, Stores } from '../src/storage/StateKeeper';
import { serve } from './childProcess';
import type { ServedProcess } from './childProcess';

/** Each engine that the plugin runs on. */
export const ENGINES = ['SQLite', 'PostgreSQL'] as const;
export type Engine = (typeof ENGINES)[number];

/** Every keeper of state: all must do the same. */
export const KEEPERS = [...ENGINES, 'memory'] as const;

/** Names a PostgreSQL that runs already, so that a test run needs one only. */
const VARIABLE = 'BACKSTAGE_TEST_DATABASE_POSTGRES17_CONNECTION_STRING';
const START_TIMEOUT_MS = 200_000;

export interface TestDatabases {
  /** A database with nothing in it, gone after the tests. */
  create(engine: Engine): Promise<Knex>;
  /** Where `create` made the database; another process can use it, too. */
  connectionOf(knex: Knex): Knex.Config;
}

/** Call at the top of a test file: gives databases, on a real PostgreSQL as well. */
export function useDatabases(): TestDatabases {
  const made: Knex[] = [];
  const configs = new Map<Knex, Knex.Config>();
  let postgres: ServedProcess | undefined;
  let server = '';

  beforeAll(async () => {
    const given = process.env[VARIABLE];
    postgres = given ? undefined : await serve('servePostgres.ts');
    server = given ?? postgres?.ready ?? '';
  }, START_TIMEOUT_MS);

  afterAll(async () => {
    await Promise.all(made.map(knex => knex.destroy()));
    await postgres?.stop();
  }, START_TIMEOUT_MS);

  return {
    async create(engine) {
      if (engine === 'SQLite') {
        const sqlite = openSqlite();
        made.push(sqlite);
        return sqlite;
      }
      const config = await createDatabase(server);
      const postgresql = createKnex(config);
      made.push(postgresql);
      configs.set(postgresql, config);
      return postgresql;
    },
    connectionOf(knex) {
      const config = configs.get(knex);
      if (!config) {
        throw new Error('SQLite in memory is open to one process only');
      }
      return config;
    },
  };
}

/** The stores, and the transactions over them, of a keeper that is made anew for each test. */
export function useKeeper(
  databases: TestDatabases,
  kind: (typeof KEEPERS)[number],
): Stores & Pick<StateKeeper, 'transact'> {
  let keeper: StateKeeper;

  beforeEach(async () => {
    keeper =
      kind === 'memory'
        ? new InMemoryStateKeeper()
        : await createKeeper(await databases.create(kind));
  });

  return {
    get projects() {
      return keeper.stores.projects;
    },
    get rollouts() {
      return keeper.stores.rollouts;
    },
    get revisions() {
      return keeper.stores.revisions;
    },
    get hiddenRevisions() {
      return keeper.stores.hiddenRevisions;
    },
    get pins() {
      return keeper.stores.pins;
    },
    get secrets() {
      return keeper.stores.secrets;
    },
    get outbox() {
      return keeper.stores.outbox;
    },
    get activity() {
      return keeper.stores.activity;
    },
    get entityLinks() {
      return keeper.stores.entityLinks;
    },
    get hostClaims() {
      return keeper.stores.hostClaims;
    },
    get preflights() {
      return keeper.stores.preflights;
    },
    get idempotency() {
      return keeper.stores.idempotency;
    },
    get clusters() {
      return keeper.stores.clusters;
    },
    get updates() {
      return keeper.stores.updates;
    },
    get registryStates() {
      return keeper.stores.registryStates;
    },
    get proposals() {
      return keeper.stores.proposals;
    },
    get webhooks() {
      return keeper.stores.webhooks;
    },
    get deployTokens() {
      return keeper.stores.deployTokens;
    },
    get blueprints() {
      return keeper.stores.blueprints;
    },
    get shares() {
      return keeper.stores.shares;
    },
    get origins() {
      return keeper.stores.origins;
    },
    get purges() {
      return keeper.stores.purges;
    },
    get avatars() {
      return keeper.stores.avatars;
    },
    transact: work => keeper.transact(work),
  };
}

/** A keeper on a database that is brought up to date. */
export async function createKeeper(knex: Knex): Promise<DatabaseStateKeeper> {
  return DatabaseStateKeeper.create({
    database: { getClient: async () => knex },
  });
}

/** Opens a SQLite database in memory; whoever opens it destroys it. */
export function openSqlite(): Knex {
  const knex = createKnex({
    client: 'better-sqlite3',
    connection: ':memory:',
    useNullAsDefault: true,
  });
  // As the host does it.
  knex.client.pool.on('createSuccess', (_id: number, connection: unknown) => {
    (connection as { pragma(text: string): void }).pragma('foreign_keys = ON');
  });
  return knex;
}

async function createDatabase(server: string): Promise<Knex.Config> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const admin = createKnex({
    client: 'pg',
    connection: `${server}/postgres`,
  });
  await admin.raw(`create database ${name}`);
  await admin.destroy();
  return { client: 'pg', connection: `${server}/${name}` };
}
