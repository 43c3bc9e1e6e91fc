import { InMemoryActivityStore } from '../activity/InMemoryActivityStore';
import { InMemoryAvatarStore } from '../avatars/InMemoryAvatarStore';
import { InMemoryPurgeStore } from '../bin/InMemoryPurgeStore';
import { InMemoryBlueprintStore } from '../blueprints/InMemoryBlueprintStore';
import { InMemoryOriginStore } from '../blueprints/InMemoryOriginStore';
import { InMemoryShareStore } from '../blueprints/InMemoryShareStore';
import { InMemoryClusterStore } from '../clusters/InMemoryClusterStore';
import { InMemoryHostClaimStore } from '../hosts/InMemoryHostClaimStore';
import { InMemoryIdempotencyStore } from '../idempotency/InMemoryIdempotencyStore';
import { InMemoryOutboxStore } from '../outbox/InMemoryOutboxStore';
import { InMemoryPreflightStore } from '../preflight/InMemoryPreflightStore';
import { InMemoryProjectStore } from '../projects/InMemoryProjectStore';
import { InMemoryPinStore } from '../pinning/InMemoryPinStore';
import { InMemoryHiddenRevisionStore } from '../revisions/InMemoryHiddenRevisionStore';
import { InMemoryRevisionStore } from '../revisions/InMemoryRevisionStore';
import { InMemoryEntityLinkStore } from '../rollouts/InMemoryEntityLinkStore';
import { InMemoryRolloutStore } from '../rollouts/InMemoryRolloutStore';
import { InMemorySecretStore } from '../secrets/InMemorySecretStore';
import { InMemoryUpdateStore } from '../updates/InMemoryUpdateStore';
import { InMemoryRegistryStateStore } from '../registry/InMemoryRegistryStateStore';
import { InMemoryProposalStore } from '../proposals/InMemoryProposalStore';
import { InMemoryWebhookStore } from '../webhooks/InMemoryWebhookStore';
import { InMemoryDeployTokenStore } from '../deployTokens/InMemoryDeployTokenStore';
import { emptyTables } from './MemoryTables';
import type { MemoryTables } from './MemoryTables';
import type { StateKeeper, Stores } from './StateKeeper';

/** Keeps everything in memory, for tests: transactions come one after another. */
export class InMemoryStateKeeper implements StateKeeper {
  readonly stores: Stores;
  #tables = emptyTables();
  #last: Promise<unknown> = Promise.resolve();

  constructor() {
    this.stores = storesOver(() => this.#tables);
  }

  async transact<T>(work: (stores: Stores) => Promise<T>): Promise<T> {
    const turn = this.#last.then(async () => {
      const draft = structuredClone(this.#tables);
      const result = await work(storesOver(() => draft));
      this.#tables = draft;
      return result;
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

function storesOver(tables: () => MemoryTables): Stores {
  return {
    projects: new InMemoryProjectStore(tables),
    rollouts: new InMemoryRolloutStore(tables),
    revisions: new InMemoryRevisionStore(tables),
    hiddenRevisions: new InMemoryHiddenRevisionStore(tables),
    pins: new InMemoryPinStore(tables),
    secrets: new InMemorySecretStore(tables),
    outbox: new InMemoryOutboxStore(tables),
    activity: new InMemoryActivityStore(tables),
    entityLinks: new InMemoryEntityLinkStore(tables),
    hostClaims: new InMemoryHostClaimStore(tables),
    preflights: new InMemoryPreflightStore(tables),
    idempotency: new InMemoryIdempotencyStore(tables),
    clusters: new InMemoryClusterStore(tables),
    purges: new InMemoryPurgeStore(tables),
    avatars: new InMemoryAvatarStore(tables),
    updates: new InMemoryUpdateStore(tables),
    registryStates: new InMemoryRegistryStateStore(tables),
    proposals: new InMemoryProposalStore(tables),
    webhooks: new InMemoryWebhookStore(tables),
    deployTokens: new InMemoryDeployTokenStore(tables),
    blueprints: new InMemoryBlueprintStore(tables),
    shares: new InMemoryShareStore(tables),
    origins: new InMemoryOriginStore(tables),
  };
}
