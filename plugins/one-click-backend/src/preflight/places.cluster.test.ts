import {
  DEFAULT_STORAGE_CLASS,
  FIXED_STORAGE_CLASS,
  INGRESS_CLASS,
  untilHolds,
  useCluster,
  waitFor,
} from '@one-click/devcluster';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { makeProject, startWithCluster } from '../../test/clusterBackend';
import {
  createProbe,
  errorsOf,
  SPEC,
  withHost,
} from '../../test/preflightProbe';
import type { Probe } from '../../test/preflightProbe';
import type { TestBackend } from '../../test/testBackend';

jest.setTimeout(300_000);

const shared = useCluster();
let backend: TestBackend;
let probe: Probe;

beforeAll(async () => {
  backend = await startWithCluster(shared.cluster);
  probe = createProbe(backend, shared.cluster);
}, 15 * 60_000);
afterAll(() => backend?.stop());

describe('addresses, classes and volumes of a real cluster', () => {
  it('M12 finds a host that an Ingress of another hand or another project holds', async () => {
    const { name, namespace } = await probe.makeReadyProject();
    const host = `${name}.legacy.io`;
    await probe.apply({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: `old-${name}`, namespace: 'default' },
      spec: {
        rules: [
          {
            host,
            http: {
              paths: [
                {
                  path: '/',
                  pathType: 'Prefix',
                  backend: { service: { name: 'x', port: { number: 80 } } },
                },
              ],
            },
          },
        ],
      },
    });
    const other = await makeProject(backend, 'other');
    await probe.ana.createRollout(other.name, {
      name: 'web2',
      spec: withHost(`${name}.ours.io`),
    });
    const look = (query: { host: string; path?: string }) =>
      probe.ana.call('checkHost', { params: { project: name }, query });

    await untilHolds(
      async () => {
        const { findings } = await probe.checkNew(name, withHost(host));
        expect(errorsOf(findings)).toEqual([
          expect.objectContaining({
            id: 'hosts.taken@spec.interfaces[0].ingress.rules[0].host',
            message: 'Used by an Ingress we do not manage (namespace default).',
          }),
        ]);
      },
      { what: 'the Ingress to be seen' },
    );
    await expect(look({ host })).resolves.toMatchObject({
      state: 'taken',
      holder: { kind: 'ingress', namespace: 'default' },
    });
    await expect(look({ host, path: '/other' })).resolves.toMatchObject({
      state: 'free',
    });
    await expect(look({ host: `${name}.ours.io` })).resolves.toMatchObject({
      state: 'taken',
      holder: { kind: 'rollout', project: other.name, rollout: 'web2' },
    });
    await expect(
      probe.ana.createRollout(name, {
        name: 'web',
        spec: withHost(`${name}.ours.io`),
      }),
    ).rejects.toMatchObject({
      status: 422,
      fields: [{ path: 'spec.interfaces[0].ingress.rules[0].host' }],
    });
    expect(namespace).toBe(`oc-${name}`);

    // Who may not see the other project is told no name.
    const bo = backend.clientOf('bo');
    const { name: his } = await bo.createProject({
      name: `bo-${name}`,
      owner: 'group:default/team-b',
    });
    await expect(
      bo.call('checkHost', {
        params: { project: his },
        query: { host: `${name}.ours.io` },
      }),
    ).resolves.toEqual({
      state: 'taken',
      holder: { kind: 'hidden' },
      sentence: 'Already taken in this cluster.',
    });
  });

  it('M12 M13 names classes that do not exist', async () => {
    const { name } = await probe.makeReadyProject();

    const { findings } = await probe.checkNew(name, {
      ...withHost(`${name}.acme.io`, { ingressClass: 'traefik' }),
      volumes: [
        { name: 'data', mountPath: '/d', size: '1Gi', storageClass: 'fast' },
      ],
    });

    expect(errorsOf(findings)).toEqual([
      expect.objectContaining({
        id: 'classes.absent@spec.interfaces[0].ingress.ingressClass',
        remedy: expect.stringContaining(`'${INGRESS_CLASS}'`),
      }),
      expect.objectContaining({
        id: 'classes.absent@spec.volumes[0].storageClass',
        remedy: expect.stringContaining(`'${DEFAULT_STORAGE_CLASS}'`),
      }),
    ]);
  });

  it('M13 lets a volume grow where its class does, and tells why it cannot shrink', async () => {
    const { name, namespace } = await probe.makeReadyProject();
    for (const [claim, storageClassName] of [
      ['data-web', DEFAULT_STORAGE_CLASS],
      ['fixed-web', FIXED_STORAGE_CLASS],
    ]) {
      await probe.apply({
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: {
          name: claim,
          namespace,
          labels: {
            'one-click.dev/projectId': namespace,
            'one-click.dev/deploymentId': 'web',
          },
        },
        spec: {
          storageClassName,
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: '10Gi' } },
        },
      });
    }
    await waitFor(
      async () => {
        const { stdout } = await shared.cluster.kubectl([
          ...['get', 'pvc', '--namespace', namespace],
          '--output=jsonpath={.items[*].status.phase}',
        ]);
        return stdout === 'Bound Bound';
      },
      { what: 'the claims to be bound' },
    );
    const volumes = (data: string, fixed: string): RolloutSpecInput => ({
      ...SPEC,
      volumes: [
        { name: 'data', mountPath: '/data', size: data },
        {
          name: 'fixed',
          mountPath: '/fixed',
          size: fixed,
          storageClass: FIXED_STORAGE_CLASS,
        },
      ],
    });

    const grown = await probe.checkNew(name, volumes('20Gi', '10Gi'));
    expect(errorsOf(grown.findings)).toEqual([]);
    const shrunk = await probe.checkNew(name, volumes('5Gi', '10Gi'));
    expect(errorsOf(shrunk.findings)).toEqual([
      expect.objectContaining({
        id: 'volumes.shrink@spec.volumes[0].size',
        message: "A volume cannot shrink. The claim 'data-web' is 10Gi now",
      }),
    ]);
    const stuck = await probe.checkNew(name, volumes('10Gi', '20Gi'));
    expect(errorsOf(stuck.findings)).toEqual([
      expect.objectContaining({ check: 'volumes', field: 'spec.volumes[1]' }),
    ]);
  });

  it('M20 tells what the cluster is and offers', async () => {
    await untilHolds(
      async () => {
        await expect(
          probe.ana.call('getCluster', { params: { cluster: 'main' } }),
        ).resolves.toMatchObject({
          name: 'main',
          state: 'reachable',
          version: expect.stringMatching(/^v1\./),
          gaps: [],
          hasMetrics: true,
          nodes: {
            total: shared.cluster.nodes.length,
            platforms: [{ os: 'linux', architecture: 'amd64' }],
            allocatable: { cpu: expect.any(String) },
          },
          ingressClasses: [{ name: INGRESS_CLASS, isDefault: true }],
          storageClasses: expect.arrayContaining([
            { name: DEFAULT_STORAGE_CLASS, isDefault: true, canGrow: true },
            { name: FIXED_STORAGE_CLASS, isDefault: false, canGrow: false },
          ]),
        });
      },
      { what: 'the facts to be read' },
    );
    await expect(
      probe.ana.call('getCluster', { params: { cluster: 'nowhere' } }),
    ).rejects.toMatchObject({ status: 404 });
  });
});
