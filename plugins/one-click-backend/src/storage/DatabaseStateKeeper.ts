import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { DatabaseService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { DatabaseActivityStore } from '../activity/DatabaseActivityStore';
import { DatabaseAvatarStore } from '../avatars/DatabaseAvatarStore';
import { DatabasePurgeStore } from '../bin/DatabasePurgeStore';
import { DatabaseBlueprintStore } from '../blueprints/DatabaseBlueprintStore';
import { DatabaseOriginStore } from '../blueprints/DatabaseOriginStore';
import { DatabaseShareStore } from '../blueprints/DatabaseShareStore';
import { DatabaseClusterStore } from '../clusters/DatabaseClusterStore';
import { DatabaseHostClaimStore } from '../hosts/DatabaseHostClaimStore';
import { DatabaseIdempotencyStore } from '../idempotency/DatabaseIdempotencyStore';
import { DatabaseOutboxStore } from '../outbox/DatabaseOutboxStore';
import { DatabasePreflightStore } from '../preflight/DatabasePreflightStore';
import { DatabaseProjectStore } from '../projects/DatabaseProjectStore';
import { DatabasePinStore } from '../pinning/DatabasePinStore';
import { DatabaseHiddenRevisionStore } from '../revisions/DatabaseHiddenRevisionStore';
import { DatabaseRevisionStore } from '../revisions/DatabaseRevisionStore';
import { DatabaseEntityLinkStore } from '../rollouts/DatabaseEntityLinkStore';
import { DatabaseRolloutStore } from '../rollouts/DatabaseRolloutStore';
import { DatabaseSecretStore } from '../secrets/DatabaseSecretStore';
import { DatabaseUpdateStore } from '../updates/DatabaseUpdateStore';
import { DatabaseRegistryStateStore } from '../registry/DatabaseRegistryStateStore';
import { DatabaseProposalStore } from '../proposals/DatabaseProposalStore';
import { DatabaseWebhookStore } from '../webhooks/DatabaseWebhookStore';
import { DatabaseDeployTokenStore } from '../deployTokens/DatabaseDeployTokenStore';
import type { StateKeeper, Stores } from './StateKeeper';

/** Where the migrations of this plugin are. */
export const migrationsDirectory = resolvePackagePath(
  '@one-click/backstage-plugin-one-click-backend',
  'migrations',
);

/** Keeps everything in the plugin's database. */
export class DatabaseStateKeeper implements StateKeeper {
  readonly stores: Stores;
  readonly #knex: Knex;

  /** Brings the database up to date first, unless the host does that itself. */
  static async create(options: {
    readonly database: DatabaseService;
  }): Promise<DatabaseStateKeeper> {
    const knex = await options.database.getClient();
    // An error would quote the statement with the values that were to be stored.
    knex.client.config.compileSqlOnError = false;
    if (!options.database.migrations?.skip) {
      await knex.migrate.latest({ directory: migrationsDirectory });
    }
    const keeper = new DatabaseStateKeeper(knex);
    if (knex.client.config.client !== 'pg') {
      // SQLite serves one process: whoever held a lease before is gone.
      await keeper.stores.outbox.dropLeases();
      await keeper.stores.updates.dropLeases();
    }
    return keeper;
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
    this.stores = storesOver(knex);
  }

  async transact<T>(work: (stores: Stores) => Promise<T>): Promise<T> {
    return this.#knex.transaction(async transaction =>
      work(storesOver(transaction)),
    );
  }
}

function storesOver(knex: Knex): Stores {
  return {
    projects: DatabaseProjectStore.create({ knex }),
    rollouts: DatabaseRolloutStore.create({ knex }),
    revisions: DatabaseRevisionStore.create({ knex }),
    hiddenRevisions: DatabaseHiddenRevisionStore.create({ knex }),
    pins: DatabasePinStore.create({ knex }),
    secrets: DatabaseSecretStore.create({ knex }),
    outbox: DatabaseOutboxStore.create({ knex }),
    activity: DatabaseActivityStore.create({ knex }),
    entityLinks: DatabaseEntityLinkStore.create({ knex }),
    hostClaims: DatabaseHostClaimStore.create({ knex }),
    preflights: DatabasePreflightStore.create({ knex }),
    idempotency: DatabaseIdempotencyStore.create({ knex }),
    clusters: DatabaseClusterStore.create({ knex }),
    purges: DatabasePurgeStore.create({ knex }),
    avatars: DatabaseAvatarStore.create({ knex }),
    updates: DatabaseUpdateStore.create({ knex }),
    registryStates: DatabaseRegistryStateStore.create({ knex }),
    proposals: DatabaseProposalStore.create({ knex }),
    webhooks: DatabaseWebhookStore.create({ knex }),
    deployTokens: DatabaseDeployTokenStore.create({ knex }),
    blueprints: DatabaseBlueprintStore.create({ knex }),
    shares: DatabaseShareStore.create({ knex }),
    origins: DatabaseOriginStore.create({ knex }),
  };
}
