import type { ActivityStore } from '../activity/ActivityStore';
import type { AvatarStore } from '../avatars/AvatarStore';
import type { PurgeStore } from '../bin/PurgeStore';
import type { BlueprintStore } from '../blueprints/BlueprintStore';
import type { OriginStore } from '../blueprints/OriginStore';
import type { ShareStore } from '../blueprints/ShareStore';
import type { ClusterStore } from '../clusters/ClusterStore';
import type { HostClaimStore } from '../hosts/HostClaimStore';
import type { IdempotencyStore } from '../idempotency/IdempotencyStore';
import type { OutboxStore } from '../outbox/OutboxStore';
import type { PreflightStore } from '../preflight/PreflightStore';
import type { ProjectStore } from '../projects/ProjectStore';
import type { PinStore } from '../pinning/PinStore';
import type { HiddenRevisionStore } from '../revisions/HiddenRevisionStore';
import type { RevisionStore } from '../revisions/RevisionStore';
import type { EntityLinkStore } from '../rollouts/EntityLinkStore';
import type { RolloutStore } from '../rollouts/RolloutStore';
import type { SecretStore } from '../secrets/SecretStore';
import type { UpdateStore } from '../updates/UpdateStore';
import type { RegistryStateStore } from '../registry/RegistryStateStore';
import type { ProposalStore } from '../proposals/ProposalStore';
import type { WebhookStore } from '../webhooks/WebhookStore';
import type { DeployTokenStore } from '../deployTokens/DeployTokenStore';

/** Every store, all within one transaction or none. */
export interface Stores {
  readonly projects: ProjectStore;
  readonly rollouts: RolloutStore;
  readonly revisions: RevisionStore;
  readonly hiddenRevisions: HiddenRevisionStore;
  readonly pins: PinStore;
  readonly secrets: SecretStore;
  readonly outbox: OutboxStore;
  readonly activity: ActivityStore;
  readonly entityLinks: EntityLinkStore;
  readonly hostClaims: HostClaimStore;
  readonly preflights: PreflightStore;
  readonly idempotency: IdempotencyStore;
  readonly clusters: ClusterStore;
  readonly purges: PurgeStore;
  readonly avatars: AvatarStore;
  readonly updates: UpdateStore;
  readonly registryStates: RegistryStateStore;
  readonly proposals: ProposalStore;
  readonly webhooks: WebhookStore;
  readonly deployTokens: DeployTokenStore;
  readonly blueprints: BlueprintStore;
  readonly shares: ShareStore;
  readonly origins: OriginStore;
}

/**
 * Everything the plugin keeps. `stores` reads and writes without a
 * transaction; what has to hold together goes through `transact`.
 */
export interface StateKeeper {
  readonly stores: Stores;
  /**
   * Runs `work` in one transaction: all of it holds, or, where `work` throws,
   * none. Within it only the given stores may be used: SQLite has one
   * connection, and another query would wait for this one for ever.
   */
  transact<T>(work: (stores: Stores) => Promise<T>): Promise<T>;
}
