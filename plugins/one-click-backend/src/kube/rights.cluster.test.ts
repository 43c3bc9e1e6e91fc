import { useCluster, waitFor } from '@one-click/devcluster';
import type { ClusterAccess } from '@one-click/devcluster';
import { aSpec } from '../../test/records';
import { makeProject, startWithCluster } from '../../test/clusterBackend';
import type { TestBackend } from '../../test/testBackend';

jest.setTimeout(300_000);

const USER = 'one-click-backend';

const shared = useCluster();

describe('the rights of the backend (R16)', () => {
  let backend: TestBackend;
  let namespace: string;

  beforeAll(async () => {
    backend = await startWithCluster(shared.cluster);
    ({ namespace } = await makeProject(backend));
    await waitFor(
      async () =>
        (await kubectl(['get', 'secrets', '-n', namespace])) === 'done',
      { what: 'the rights in the namespace' },
    );
  });
  afterAll(() => backend?.stop());

  /** `done`, or what the cluster said to the backend's account. */
  async function kubectl(
    args: readonly string[],
    input?: object,
  ): Promise<string> {
    const cluster: ClusterAccess = shared.cluster;
    const options = input && { input: JSON.stringify(input) };
    return cluster.kubectl(args, { ...options, user: USER }).then(
      () => 'done',
      error => String(error.stderr ?? error.message),
    );
  }

  function object(kind: string, apiVersion: string, body: object) {
    return {
      apiVersion,
      kind,
      metadata: { name: 'probe', namespace },
      ...body,
    };
  }

  const template = {
    metadata: { labels: { app: 'probe' } },
    spec: { containers: [{ name: 'probe', image: 'nginx' }] },
  };
  const selector = { matchLabels: { app: 'probe' } };
  const workloads = (): readonly object[] => [
    object('Pod', 'v1', { spec: template.spec }),
    object('Deployment', 'apps/v1', { spec: { selector, template } }),
    object('Service', 'v1', { spec: { ports: [{ port: 80 }] } }),
    object('ConfigMap', 'v1', {}),
    object('ServiceAccount', 'v1', {}),
    object('PersistentVolumeClaim', 'v1', {
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '1Gi' } },
      },
    }),
    object('Ingress', 'networking.k8s.io/v1', {
      spec: { rules: [{ host: 'probe.example' }] },
    }),
    object('HorizontalPodAutoscaler', 'autoscaling/v2', {
      spec: {
        maxReplicas: 2,
        scaleTargetRef: {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name: 'probe',
        },
      },
    }),
    object('PodDisruptionBudget', 'policy/v1', { spec: { selector } }),
    object('CronJob', 'batch/v1', {
      spec: {
        schedule: '@daily',
        jobTemplate: {
          spec: {
            template: {
              spec: { ...template.spec, restartPolicy: 'Never' },
            },
          },
        },
      },
    }),
  ];

  it.each(['kube-system', 'default', 'one-click-system'])(
    'end at the Secrets of %s',
    async elsewhere => {
      await expect(
        kubectl(['get', 'secrets', '-n', elsewhere]),
      ).resolves.toMatch(/Forbidden/);
    },
  );

  it('end at the Secrets of all namespaces, and at giving itself more', async () => {
    await expect(kubectl(['get', 'secrets', '-A'])).resolves.toMatch(
      /Forbidden/,
    );
    const binding = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'more', namespace },
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
        name: 'cluster-admin',
      },
      subjects: [
        {
          kind: 'User',
          name: USER,
          apiGroup: 'rbac.authorization.k8s.io',
        },
      ],
    };
    await expect(kubectl(['create', '--filename=-'], binding)).resolves.toMatch(
      /attempting to grant RBAC permissions/,
    );
  });

  it('let it write workload objects as dry runs only', async () => {
    for (const workload of workloads()) {
      await expect(
        kubectl(['create', '--dry-run=server', '--filename=-'], workload),
      ).resolves.toBe('done');
      await expect(
        kubectl(['create', '--filename=-'], workload),
      ).resolves.toMatch(/only as a dry run; change the Rollout instead/);
    }
  });

  it('suffice for a rollout with secrets', async () => {
    const ana = backend.clientOf('ana');
    const { name } = await makeProject(backend);
    const rollout = {
      name: 'web',
      spec: aSpec(),
      secrets: { set: [{ name: 'TOKEN', value: 'x' }] },
    };

    await expect(ana.createRollout(name, rollout)).resolves.toMatchObject({
      changed: true,
    });
  });
});
