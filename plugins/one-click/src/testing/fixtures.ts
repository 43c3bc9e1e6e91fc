import type {
  Cluster,
  FieldChange,
  Health,
  Me,
  Project,
  Revision,
  RevisionDetail,
  RolloutCreate,
  RolloutDetail,
  SaveConflict,
} from '@one-click/backstage-plugin-one-click-common';
import { diffSpecs } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  RolloutSpecInput,
  SpecClash,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';

const MINUTE = 60_000;

/** An instant some minutes ago, in ISO 8601. */
export function minutesAgo(minutes: number): string {
  return new Date(Date.now() - minutes * MINUTE).toISOString();
}

/** The reader in examples and tests. */
export const ME: Me = {
  userEntityRef: 'user:default/ana',
  ownershipEntityRefs: ['user:default/ana', 'group:default/team-payments'],
  canCreateProjects: true,
  canAdminister: false,
};

const ADMIN = {
  role: 'admin',
  grantedBy: ['group:default/team-payments'],
} as const;

export function aCluster(overrides: Partial<Cluster> = {}): Cluster {
  return {
    name: 'eu-1',
    title: 'eu-1',
    state: 'reachable',
    since: minutesAgo(600),
    operator: 'running',
    ingressClasses: [{ name: 'nginx', isDefault: true }],
    storageClasses: [{ name: 'standard', isDefault: true, canGrow: true }],
    ...overrides,
  };
}

export function aProject(overrides: Partial<Project> = {}): Project {
  return {
    name: 'shop',
    title: 'Shop',
    description: 'Webshop and checkout',
    tags: ['production'],
    owner: 'group:default/team-payments',
    cluster: 'eu-1',
    namespace: 'oc-shop',
    counts: { Healthy: 1 },
    createdAt: minutesAgo(90_000),
    createdBy: 'user:default/ana',
    lastChange: { at: minutesAgo(5), by: 'user:default/ana' },
    access: { ...ADMIN, grantedBy: [...ADMIN.grantedBy] },
    ...overrides,
  };
}

export function aHealth(overrides: Partial<Health> = {}): Health {
  return {
    state: 'Healthy',
    since: minutesAgo(2_900),
    wanted: 3,
    ready: 3,
    revision: 15,
    problems: [],
    seenAt: minutesAgo(0),
    ...overrides,
  };
}

export function aSpec(
  overrides: Partial<RolloutSpecInput> = {},
): RolloutSpecInput {
  return {
    image: { registry: 'ghcr.io', repository: 'acme/web', tag: '2.4' },
    replicas: 3,
    resources: {
      requests: { cpu: '100m', memory: '128Mi' },
      limits: { cpu: '1', memory: '512Mi' },
    },
    interfaces: [
      {
        name: 'http',
        port: 8080,
        ingress: {
          ingressClass: 'nginx',
          rules: [{ host: 'shop.acme.io', path: '/', tls: true }],
        },
      },
    ],
    env: [
      { name: 'LOG_LEVEL', value: 'info' },
      {
        name: 'DATABASE_URL',
        value: 'postgres://app@db:5432/app?sslmode=require',
      },
    ],
    ...overrides,
  };
}

export function aRevision(
  overrides: Partial<RevisionDetail> = {},
): RevisionDetail {
  return {
    number: 15,
    createdAt: minutesAgo(2_901),
    createdBy: 'user:default/ana',
    via: 'edit',
    outcome: 'healthy',
    outcomeAt: minutesAgo(2_900),
    changes: [
      {
        path: 'image.tag',
        section: 'image',
        kind: 'changed',
        from: '2.3',
        to: '2.4',
      },
    ],
    spec: aSpec(),
    ...overrides,
  };
}

export function aRolloutDetail(
  overrides: Partial<RolloutDetail> = {},
): RolloutDetail {
  const spec = overrides.spec ?? aSpec();
  const revision = overrides.revision ?? aRevision({ spec });
  return {
    project: 'shop',
    projectTitle: 'Shop',
    name: 'web',
    title: 'web',
    owner: 'group:default/team-payments',
    cluster: 'eu-1',
    namespace: 'oc-shop',
    health: aHealth(),
    image: { ...spec.image },
    hosts: (spec.interfaces ?? []).flatMap(({ ingress }) =>
      (ingress?.rules ?? []).map(({ host, path = '/', tls = false }) => ({
        host,
        path,
        tls,
      })),
    ),
    entityRefs: ['component:default/web'],
    notes: [],
    lastChange: {
      revision: revision.number,
      at: revision.createdAt,
      by: revision.createdBy,
      via: revision.via,
    },
    access: { ...ADMIN, grantedBy: [...ADMIN.grantedBy] },
    revision,
    spec,
    podNames: [
      'web-6bd9f7c5-x7k2p',
      'web-6bd9f7c5-p2m4q',
      'web-6bd9f7c5-z9c8d',
    ],
    waiting: [],
    ...overrides,
  };
}

/** A rollout right after it was created: saved, and not yet in the cluster. */
export function aNewRollout(made: {
  readonly project: Project;
  readonly create: RolloutCreate;
  readonly revision: RevisionDetail;
}): RolloutDetail {
  const { project, create, revision } = made;
  const { title, cluster, namespace, owner } = project;
  return aRolloutDetail({
    project: project.name,
    projectTitle: title,
    name: create.name,
    title: create.title ?? create.name,
    cluster,
    namespace,
    owner,
    spec: create.spec,
    revision,
    entityRefs: create.entityRef ? [create.entityRef] : [],
    health: {
      state: 'WaitingToApply',
      since: revision.createdAt,
      wanted: create.spec.replicas ?? 1,
      ready: 0,
      problems: [],
    },
    podNames: [],
    waiting: [1],
  });
}

/** The changes between two specs, as the API tells them. */
export function toFieldChanges(
  from: RolloutSpecInput,
  to: RolloutSpecInput,
): FieldChange[] {
  return diffSpecs(from, to).map(change => ({
    path: change.path,
    section: change.section,
    kind: change.kind,
    from: change.from,
    to: change.to,
    secret: change.secret,
  }));
}

/** The conflict that a save meets where a revision changed the same fields. */
export function aConflict(
  revision: Revision,
  clashes: readonly SpecClash[],
): SaveConflict {
  return {
    revision: revision.number,
    by: revision.createdBy,
    at: revision.createdAt,
    clashes: clashes.map(({ mine, theirs }) => ({
      path: mine.path,
      base: mine.from,
      theirs: theirs.to,
      mine: mine.to,
    })),
  };
}
