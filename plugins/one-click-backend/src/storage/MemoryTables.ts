import type { ActivityEntry } from '../activity/ActivityStore';
import type { AvatarRecord } from '../avatars/AvatarStore';
import type { PurgeRecord } from '../bin/PurgeStore';
import type { BlueprintOrigin } from '@one-click/backstage-plugin-one-click-common';
import type {
  BlueprintRecord,
  VersionRecord,
} from '../blueprints/BlueprintRecord';
import type { ShareRecord, SubscriptionRecord } from '../blueprints/ShareStore';
import type { ClusterRecord } from '../clusters/ClusterStore';
import type { HostClaim } from '../hosts/HostClaimStore';
import type { IdempotentResult } from '../idempotency/IdempotencyStore';
import type { OutboxRecord } from '../outbox/OutboxStore';
import type { PreflightRecord } from '../preflight/PreflightStore';
import type { ProjectRecord } from '../projects/ProjectRecord';
import type { PinRecord, QuarantineRecord } from '../pinning/PinStore';
import type { HiddenRevision } from '../revisions/HiddenRevisionStore';
import type { RevisionRecord } from '../revisions/RevisionRecord';
import type { EntityLink } from '../rollouts/EntityLinkStore';
import type { RolloutRecord } from '../rollouts/RolloutRecord';
import type { SecretRecord } from '../secrets/SecretStore';
import type { DeployTokenRecord } from '../deployTokens/DeployTokenStore';
import type { ProposalRecord } from '../proposals/ProposalStore';
import type { RegistryState } from '../registry/RegistryStateStore';
import { emptyUpdateTables } from '../updates/InMemoryUpdateStore';
import type { UpdateTables } from '../updates/InMemoryUpdateStore';
import type { WebhookRecord } from '../webhooks/WebhookStore';
import type { Instant } from './Instant';

/** A row of the outbox with who works on it. */
export interface LeasedRow extends OutboxRecord {
  readonly leasedUntil: Instant | undefined;
  readonly leasedBy: string | undefined;
}

/** All that the in-memory stores hold; copied whole for each transaction. */
export interface MemoryTables {
  projects: Map<string, ProjectRecord>;
  rollouts: Map<string, RolloutRecord>;
  revisions: RevisionRecord[];
  hiddenRevisions: Map<string, HiddenRevision>;
  pins: Map<string, PinRecord>;
  quarantine: QuarantineRecord[];
  entityLinks: EntityLink[];
  secrets: Map<string, SecretRecord>;
  secretHashKeys: Map<string, string>;
  outbox: Map<string, LeasedRow>;
  activity: ActivityEntry[];
  hostClaims: Map<string, HostClaim>;
  preflights: Map<string, PreflightRecord>;
  idempotency: Map<string, IdempotentResult & { readonly at: Instant }>;
  clusters: Map<string, ClusterRecord>;
  purges: Map<string, PurgeRecord>;
  avatars: Map<string, AvatarRecord>;
  updates: UpdateTables;
  registries: Map<string, RegistryState>;
  proposals: Map<string, ProposalRecord>;
  webhooks: Map<string, WebhookRecord>;
  /** When each call came, by rollout and delivery. */
  deliveries: Map<string, Instant>;
  deployTokens: Map<string, DeployTokenRecord>;
  blueprints: Map<string, BlueprintRecord>;
  blueprintVersions: VersionRecord[];
  blueprintShares: Map<string, ShareRecord>;
  blueprintSubscriptions: SubscriptionRecord[];
  /** By rollout. */
  origins: Map<string, BlueprintOrigin>;
}

/** Tables with nothing in them. */
export function emptyTables(): MemoryTables {
  return {
    projects: new Map(),
    rollouts: new Map(),
    revisions: [],
    hiddenRevisions: new Map(),
    pins: new Map(),
    quarantine: [],
    entityLinks: [],
    secrets: new Map(),
    secretHashKeys: new Map(),
    outbox: new Map(),
    activity: [],
    hostClaims: new Map(),
    preflights: new Map(),
    idempotency: new Map(),
    clusters: new Map(),
    purges: new Map(),
    avatars: new Map(),
    updates: emptyUpdateTables(),
    registries: new Map(),
    proposals: new Map(),
    webhooks: new Map(),
    deliveries: new Map(),
    deployTokens: new Map(),
    blueprints: new Map(),
    blueprintVersions: [],
    blueprintShares: new Map(),
    blueprintSubscriptions: [],
    origins: new Map(),
  };
}

/** Whether a text is part of one of others, in any case. */
export function isPartOf(
  text: string | undefined,
  ...others: readonly string[]
): boolean {
  const wanted = text?.toLowerCase() ?? '';
  return others.some(other => other.toLowerCase().includes(wanted));
}
