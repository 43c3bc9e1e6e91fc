import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { V1CustomResourceDefinition } from '@kubernetes/client-node';
import { resources } from '@one-click/backstage-plugin-one-click-kube';
import { startCluster } from '@one-click/devcluster';
import type { StartedCluster } from '@one-click/devcluster';
import { parse } from 'yaml';
import { World } from '../../test/useOperator';

jest.setTimeout(180_000);

const FIRST_START_MS = 15 * 60_000;
const CRD = join(
  __dirname,
  '../../../../deploy/crds/one-click.dev_rollouts.yaml',
);
const OTHERS = 50;
const DENIED = 'denied';
/** Pods of this priority are more than the quota allows. */
const SCARCE = 'scarce';

const image = { registry: 'docker.io', repository: 'library/nginx', tag: '1' };

interface Case {
  readonly name: string;
  readonly spec: object;
  readonly cause: string;
  /** Occurs in the one sentence that says what is wrong. */
  readonly says: string;
}

const CASES: readonly Case[] = [
  {
    name: 'quantity',
    spec: { resources: { requests: { cpu: 'abc' } } },
    cause: 'SpecInvalid',
    says: 'spec.resources.requests.cpu',
  },
  {
    name: 'size',
    spec: { volumes: [{ name: 'data', mountPath: '/data', size: 'huge' }] },
    cause: 'SpecInvalid',
    says: 'spec.volumes[0].size',
  },
  {
    name: 'cron',
    spec: { cronjobs: [{ name: 'job', schedule: 'now and then' }] },
    cause: 'SpecInvalid',
    says: 'schedule',
  },
  {
    name: 'port',
    spec: { interfaces: [{ name: 'http', port: 70_000 }] },
    cause: 'SpecInvalid',
    says: 'spec.interfaces[0].port',
  },
  {
    name: 'n'.repeat(60),
    spec: { interfaces: [{ name: 'http', port: 80 }] },
    cause: 'SpecInvalid',
    says: 'spec.interfaces[0].name',
  },
  {
    name: 'duplicate',
    spec: {
      interfaces: [
        { name: 'http', port: 80 },
        { name: 'http', port: 81 },
      ],
    },
    cause: 'SpecInvalid',
    says: 'spec.interfaces[1].name',
  },
  {
    name: 'unknown-class',
    spec: {
      volumes: [
        { name: 'data', mountPath: '/data', size: '1Gi', storageClass: 'nope' },
      ],
    },
    cause: 'VolumeClass',
    says: 'nope',
  },
  {
    name: 'big-secret',
    spec: { secrets: [{ name: 'BIG', value: 'x'.repeat(1_100_000) }] },
    cause: 'SpecInvalid',
    says: 'data',
  },
  {
    name: 'quota',
    spec: { priorityClassName: SCARCE },
    cause: 'QuotaUsed',
    says: 'pods',
  },
  {
    name: DENIED,
    spec: {},
    cause: 'WebhookDenied',
    says: 'not on a Friday',
  },
];

/** A CRD that takes anything, as one of another time may. */
async function laxCrd(): Promise<V1CustomResourceDefinition> {
  const crd = parse(await readFile(CRD, 'utf8')) as V1CustomResourceDefinition;
  const anything = {
    type: 'object',
    'x-kubernetes-preserve-unknown-fields': true,
  };
  for (const version of crd.spec.versions) {
    Object.assign(version.schema!, {
      openAPIV3Schema: {
        type: 'object',
        properties: { spec: anything, status: anything },
      },
    });
  }
  return crd;
}

/** Refuses Deployments of one name. */
function denial(): object[] {
  const name = 'no-change-today';
  const kind = 'ValidatingAdmissionPolicy';
  const apiVersion = 'admissionregistration.k8s.io/v1';
  return [
    {
      apiVersion,
      kind,
      metadata: { name },
      spec: {
        matchConstraints: {
          resourceRules: [
            {
              apiGroups: ['apps'],
              apiVersions: ['v1'],
              operations: ['CREATE', 'UPDATE'],
              resources: ['deployments'],
            },
          ],
        },
        validations: [
          {
            expression: `object.metadata.name != '${DENIED}'`,
            message: 'not on a Friday',
          },
        ],
      },
    },
    {
      apiVersion,
      kind: `${kind}Binding`,
      metadata: { name },
      spec: { policyName: name, validationActions: ['Deny'] },
    },
  ];
}

function quota(namespace: string): object[] {
  return [
    {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name: SCARCE },
      value: 1,
    },
    {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: SCARCE, namespace },
      spec: {
        hard: { pods: '0' },
        scopeSelector: {
          matchExpressions: [
            { scopeName: 'PriorityClass', operator: 'In', values: [SCARCE] },
          ],
        },
      },
    },
  ];
}

describe('a spec that no cluster can take, where the CRD lets it in (R01)', () => {
  let cluster: StartedCluster;
  let world: World;

  const apply = (...objects: readonly object[]) =>
    cluster.kubectl(['apply', '--server-side', '--filename=-'], {
      input: JSON.stringify({
        apiVersion: 'v1',
        kind: 'List',
        items: objects,
      }),
    });

  const rollout = (name: string, spec: object) => ({
    apiVersion: 'one-click.dev/v1alpha1',
    kind: 'Rollout',
    metadata: { name, namespace: world.namespace },
    spec: { image, ...spec },
  });

  beforeAll(async () => {
    cluster = await startCluster({ crds: false });
    await apply(await laxCrd());
    await cluster.kubectl([
      'wait',
      'crd/rollouts.one-click.dev',
      '--for=condition=Established',
    ]);
    world = await World.create(cluster);
    await apply(...denial(), ...quota(world.namespace));
    await world.until('the policy to be in force', async () => {
      const probe = ['create', 'deployment', DENIED, '--image=x'];
      return cluster
        .kubectl([...probe, '--dry-run=server', `-n=${world.namespace}`])
        .then(
          () => false,
          error => String(error).includes('not on a Friday'),
        );
    });
    await world.startOperator();
  }, FIRST_START_MS);

  afterAll(async () => {
    await world?.close();
    await cluster?.stop();
  });

  it('stalls that rollout alone, with one cause that says what is wrong; all others go on', async () => {
    await apply(...CASES.map(({ name, spec }) => rollout(name, spec)));
    const others = Array.from({ length: OTHERS }, (_, index) => `web-${index}`);
    await apply(...others.map(name => rollout(name, {})));

    await world.untilHolds('all others to be healthy', async () => {
      const { items } = await world.admin.list(resources.rollouts, {
        namespace: world.namespace,
      });
      const healthy = items
        .filter(({ status }) => status?.state === 'Healthy')
        .map(({ metadata }) => metadata.name);
      expect(healthy.sort()).toEqual([...others].sort());
    });
    await world.untilHolds('all bad ones to say why', async () => {
      const statuses = await Promise.all(
        CASES.map(async ({ name, cause, says }) => {
          const { causes, conditions } = await world.statusOf(name);
          const [chief] = causes ?? [];
          const stalled = conditions?.find(({ type }) => type === 'Stalled');
          return {
            name,
            cause: chief?.id,
            says: chief?.message.includes(says) ? says : chief?.message,
            stalled: stalled?.status,
            // What follows from it, such as no endpoints, may be told after it.
            times: causes?.filter(({ id }) => id === cause).length,
          };
        }),
      );
      expect(statuses).toEqual(
        CASES.map(({ name, cause, says }) => ({
          name,
          cause,
          says,
          stalled: 'True',
          times: 1,
        })),
      );
    });
  });
});
