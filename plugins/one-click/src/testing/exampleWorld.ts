import type {
  Blueprint,
  Problem,
  RolloutDetail,
} from '@one-click/backstage-plugin-one-click-common';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { FakeRollout, FakeWorld } from './FakeOneClickApi';
import {
  aCluster,
  aHealth,
  aProject,
  aRevision,
  aRolloutDetail,
  aSpec,
  minutesAgo,
  toFieldChanges,
} from './fixtures';

const CERTIFICATE = `-----BEGIN CERTIFICATE-----\n${'MIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQswCQYDVQQG\n'.repeat(
  25,
)}-----END CERTIFICATE-----\n`;

/** What all blueprints of the example have in common. */
const SHIPPED = {
  parameters: [],
  visibility: 'portal',
  source: 'shipped',
  isMine: false,
  isSubscribed: false,
} satisfies Partial<Blueprint>;

const crash: Problem = {
  id: 'CrashLoop',
  params: { container: 'checkout', code: 1, count: 5 },
  sentence: 'Container checkout exits with code 1 right after start (5 times).',
  chain: [
    { kind: 'Rollout', name: 'checkout' },
    { kind: 'Deployment', name: 'checkout' },
    { kind: 'ReplicaSet', name: 'checkout-7c4d9' },
    { kind: 'Pod', name: 'checkout-7c4d9-k2x9p' },
    {
      kind: 'Container',
      name: 'checkout',
      message: 'CrashLoopBackOff: back-off 2m40s restarting failed container',
    },
  ],
};

const noTag: Problem = {
  id: 'ImageNotFound',
  params: { tag: '2.1', image: 'ghcr.io/acme/api' },
  sentence: 'The registry has no tag 2.1 for ghcr.io/acme/api.',
  chain: [
    { kind: 'Rollout', name: 'api' },
    { kind: 'Deployment', name: 'api' },
    { kind: 'ReplicaSet', name: 'api-6bd9f' },
    { kind: 'Pod', name: 'api-6bd9f-x7k2p' },
    {
      kind: 'Container',
      name: 'api',
      message:
        'ErrImagePull: rpc error: code = NotFound desc = failed to pull and unpack image "ghcr.io/acme/api:2.1": manifest unknown',
    },
  ],
};

function withHistory(detail: RolloutDetail): FakeRollout {
  const specs: [number, RolloutSpecInput][] = [
    [13, { ...detail.spec, env: [] }],
    [14, { ...detail.spec, image: { ...detail.spec.image, tag: '2.3' } }],
    [15, detail.spec],
  ];
  const outcomes = ['failed', 'healthy', 'healthy'] as const;
  const revisions = specs.map(([number, spec], index) =>
    aRevision({
      number,
      spec,
      createdAt: minutesAgo(2_901 + (2 - index) * 2_880),
      createdBy: index === 1 ? 'user:default/sam' : 'user:default/ana',
      outcome: outcomes[index] ?? 'healthy',
      outcomeAt: minutesAgo(2_900 + (2 - index) * 2_880),
      changes: toFieldChanges(specs[index - 1]?.[1] ?? spec, spec),
      ...(index === 0 && { note: 'new cache', problem: crash }),
    }),
  );
  const newest = { ...revisions[2], ...detail.revision, spec: detail.spec };
  return {
    detail: { ...detail, revision: newest },
    revisions: [newest, ...revisions.slice(0, 2).reverse()],
  };
}

function shopRollouts(): RolloutDetail[] {
  return [
    aRolloutDetail({
      spec: aSpec({
        env: [
          ...(aSpec().env ?? []),
          { name: 'CERT', value: CERTIFICATE },
          { name: 'EMPTY', value: '' },
          { name: 'TRAILING', value: 'ends with blanks  ' },
          {
            name: 'POD_IP',
            valueFrom: { fieldRef: { fieldPath: 'status.podIP' } },
          },
        ],
        secretsFrom: [{ name: 'shared-mail' }],
      }),
    }),
    aRolloutDetail({
      name: 'checkout',
      title: 'checkout',
      spec: aSpec({
        replicas: 2,
        image: { registry: 'ghcr.io', repository: 'acme/checkout', tag: '1.9' },
        interfaces: [],
      }),
      health: aHealth({
        state: 'Down',
        since: minutesAgo(6),
        wanted: 2,
        ready: 0,
        problems: [crash],
      }),
      hosts: [{ host: 'pay.acme.io', path: '/', tls: true }],
      podNames: ['checkout-7c4d9-k2x9p', 'checkout-7c4d9-p01aa'],
    }),
    aRolloutDetail({
      name: 'worker',
      title: 'worker',
      hosts: [],
      health: aHealth({ wanted: 4, ready: 4, since: minutesAgo(9_000) }),
    }),
    aRolloutDetail({
      name: 'importer-with-a-name-that-is-as-long-as-it-may-be-63-characters',
      title: 'importer-with-a-name-that-is-as-long-as-it-may-be-63-characters',
      hosts: [],
      health: aHealth({
        state: 'Paused',
        wanted: 0,
        ready: 0,
        since: minutesAgo(60_000),
      }),
      podNames: [],
    }),
  ];
}

function crmRollouts(): RolloutDetail[] {
  const crm = {
    project: 'crm',
    projectTitle: 'CRM',
    owner: 'group:default/team-crm',
    namespace: 'oc-crm',
    entityRefs: [],
  };
  return [
    aRolloutDetail({
      ...crm,
      name: 'api',
      title: 'api',
      spec: aSpec({
        image: { registry: 'ghcr.io', repository: 'acme/api', tag: '2.1' },
      }),
      health: aHealth({
        state: 'Blocked',
        since: minutesAgo(6),
        servingRevision: 14,
        problems: [noTag],
      }),
      hosts: Array.from({ length: 12 }, (_, index) => ({
        host: `customer-${index + 1}.crm.acme.io`,
        path: '/',
        tls: index > 0,
      })),
      access: { role: 'viewer', grantedBy: ['group:default/team-crm'] },
    }),
    aRolloutDetail({
      ...crm,
      name: 'web',
      title: 'web',
      health: aHealth({ state: 'RollingOut', ready: 2, since: minutesAgo(0) }),
      hosts: [{ host: 'crm.acme.io', path: '/app', tls: false }],
      notes: ['changedInCluster'],
      access: { role: 'viewer', grantedBy: ['group:default/team-crm'] },
    }),
  ];
}

/** A small company: three projects with rollouts in several states. */
export function exampleWorld(): Required<Omit<FakeWorld, 'me'>> {
  const viewer = { role: 'viewer', grantedBy: ['group:default/team-crm'] };
  return {
    clusters: [aCluster()],
    projects: [
      aProject({ counts: { Healthy: 2, Down: 1, Paused: 1 } }),
      aProject({
        name: 'crm',
        title: 'CRM',
        description:
          'Customer records, with a description that is so long that it does not fit into the two lines a card has for it and must be cut',
        tags: ['production', 'internal'],
        owner: 'group:default/team-crm',
        namespace: 'oc-crm',
        counts: { Blocked: 1, RollingOut: 1 },
        lastChange: { at: minutesAgo(1_500), by: 'auto update' },
        access: { ...viewer, role: 'viewer' },
      }),
      aProject({
        name: 'playground',
        title: 'Playground',
        description: '',
        tags: ['demo'],
        owner: 'user:default/ana',
        namespace: 'oc-playground',
        counts: {},
        lastChange: { at: minutesAgo(30_000), by: 'user:default/ana' },
      }),
    ],
    rollouts: [...shopRollouts(), ...crmRollouts()].map(withHistory),
    blueprints: [
      {
        name: 'web-service',
        title: 'Web service',
        summary: 'HTTP service with an address',
        version: 3,
        ...SHIPPED,
        spec: {
          image: {
            registry: 'docker.io',
            repository: 'library/nginx',
            tag: '1.27',
          },
          interfaces: [{ name: 'http', port: 80 }],
        },
      },
      {
        name: 'worker',
        title: 'Worker',
        summary: 'A program without an address',
        version: 1,
        ...SHIPPED,
        spec: {
          image: {
            registry: 'docker.io',
            repository: 'library/busybox',
            tag: '1.36',
          },
        },
      },
    ],
  };
}
