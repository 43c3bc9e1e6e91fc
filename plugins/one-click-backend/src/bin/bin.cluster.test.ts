import type { Purge } from '@one-click/backstage-plugin-one-click-common';
import { makeNamespace, useCluster, waitFor } from '@one-click/devcluster';
import {
  clusterConfig,
  makeProject,
  readCr,
  SPEC,
  startWithCluster,
  uniqueName,
} from '../../test/clusterBackend';
import type { TestBackend } from '../../test/testBackend';

jest.setTimeout(300_000);

const shared = useCluster();

const DATA = { name: 'data', mountPath: '/data', size: '1Gi' } as const;

describe('the bin, with a cluster', () => {
  let backend: TestBackend;

  beforeAll(async () => {
    backend = await startWithCluster(shared.cluster);
  });
  afterAll(() => backend?.stop());

  const kubectl = (args: readonly string[], input?: unknown) =>
    shared.cluster.kubectl(
      args,
      input === undefined ? {} : { input: JSON.stringify(input) },
    );
  const names = async (namespace: string, kind: string) => {
    const { stdout } = await kubectl([
      ...['get', kind, '--namespace', namespace, '--output=name'],
    ]);
    return stdout.split('\n').filter(Boolean);
  };

  /** A rollout that the cluster runs, with what an operator would have made of it. */
  async function makeRollout() {
    const { name: project, namespace } = await makeProject(backend, 'bin');
    const params = { project, rollout: 'web' };
    const ana = backend.clientOf('ana');
    await ana.createRollout(project, {
      name: 'web',
      spec: { ...SPEC, volumes: [DATA] },
    });
    const cr = { namespace, name: 'web' };
    await waitFor(
      async () => (await ana.getRevision(params, 1)).outcome === 'applied',
      { what: 'the CR' },
    );
    const { metadata } = await readCr(shared.cluster, cr);
    await kubectl(
      ['apply', '--filename=-'],
      childrenOf({ namespace, uid: metadata.uid }),
    );
    return { params, project, namespace, cr, ana };
  }

  async function waitForCr(
    cr: { readonly namespace: string; readonly name: string },
    suspend: boolean | undefined,
  ) {
    return waitFor(
      async () => {
        const live = await readCr(shared.cluster, cr);
        return live.spec.suspend === suspend && live;
      },
      { what: `suspend to be ${suspend}` },
    );
  }

  async function waitForPurge(id: string): Promise<Purge> {
    return waitFor(
      async () => {
        const purge = await backend
          .clientOf('ana')
          .call('getPurge', { params: { purge: id } });
        return purge.state === 'done' && purge;
      },
      { what: 'the purge' },
    );
  }

  it('B05 R02 keeps claims and Secrets of what is there, and brings it back', async () => {
    const { params, namespace, cr, ana } = await makeRollout();

    await ana.call('binRollout', { params });
    const binned = await waitForCr(cr, true);

    expect(binned.metadata.labels).toEqual({ 'one-click.dev/binned': 'true' });
    expect(binned.metadata.annotations['one-click.dev/revision']).toBe('1');
    expect(await names(namespace, 'pvc')).toHaveLength(1);
    expect(await names(namespace, 'secret')).toHaveLength(1);

    await ana.call('unbinRollout', { params });
    const restored = await waitForCr(cr, undefined);

    expect(restored.metadata.labels).toBeUndefined();
    await expect(ana.getRollout(params)).resolves.toMatchObject({
      revision: { number: 1 },
      notes: [],
    });
  });

  it('B05 tells what exists right now, by kind and name and size', async () => {
    const { params, project, ana } = await makeRollout();

    const contents = await waitFor(
      async () => {
        const found = await ana.call('getRolloutContents', { params });
        return found.volumes[0]?.phase === 'Bound' && found;
      },
      { what: 'the claim to be bound' },
    );

    expect(contents.objects.map(({ kind, name }) => `${kind}/${name}`)).toEqual(
      expect.arrayContaining([
        'ConfigMap/web-files',
        'PersistentVolumeClaim/data-web',
        'Rollout/web',
        'Secret/web-secrets-1',
      ]),
    );
    expect(contents).toMatchObject({
      secrets: 1,
      totalGiB: 1,
      volumes: [{ claim: 'data-web', volume: 'data', size: '1Gi' }],
    });
    const all = await ana.call('getProjectContents', { params: { project } });
    expect(all.objects).toContainEqual({ kind: 'Rollout', name: 'web' });
  });

  it('B05 purges with proof: what is said to be gone is gone', async () => {
    const { params, namespace, ana } = await makeRollout();
    await ana.call('binRollout', { params });
    await expect(
      ana.call('purgeRollout', { params, body: { confirm: 'no' } }),
    ).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining('data-web (1Gi)'),
    });

    const { id } = await ana.call('purgeRollout', {
      params,
      body: { confirm: 'web' },
    });
    const purge = await waitForPurge(id);

    expect(purge.remaining).toEqual([]);
    expect(purge.gone).toEqual(
      expect.arrayContaining([
        { kind: 'ConfigMap', name: 'web-files' },
        { kind: 'PersistentVolumeClaim', name: 'data-web' },
        { kind: 'Rollout', name: 'web' },
        { kind: 'Secret', name: 'web-secrets-1' },
      ]),
    );
    for (const kind of ['rollout', 'pvc', 'secret']) {
      expect(await names(namespace, kind)).toEqual([]);
    }
    await expect(ana.getRollout(params)).rejects.toMatchObject({ status: 404 });
  });

  it('R08 purges a project with its namespace, which we made', async () => {
    const { project, namespace, ana } = await makeRollout();
    const params = { project };
    await ana.call('binProject', { params });

    const { id } = await ana.call('purgeProject', {
      params,
      body: { confirm: project },
    });
    const purge = await waitForPurge(id);

    expect(purge.gone).toContainEqual({ kind: 'Namespace', name: namespace });
    const { stdout } = await kubectl([
      ...['get', 'namespace', namespace, '--ignore-not-found'],
    ]);
    expect(stdout).toBe('');
    await expect(ana.getProject(project)).rejects.toMatchObject({
      status: 404,
    });
  });

  it('R08 leaves a namespace alone whose label somebody changed', async () => {
    const { project, namespace, ana } = await makeRollout();
    await kubectl([
      ...['label', 'namespace', namespace, '--overwrite'],
      'app.kubernetes.io/managed-by=somebody',
    ]);
    const params = { project };
    await ana.call('binProject', { params });

    const { id } = await ana.call('purgeProject', {
      params,
      body: { confirm: project },
    });
    const purge = await waitForPurge(id);

    expect(purge.kept).toMatchObject([{ kind: 'Namespace', name: namespace }]);
    expect(await names(namespace, 'namespace/'.concat(namespace))).toEqual([
      `namespace/${namespace}`,
    ]);
    expect(await names(namespace, 'rollout')).toEqual([]);
  });

  it('R08 adopts a namespace for a platform engineer, and leaves it when the project is purged', async () => {
    const namespace = await makeNamespace(shared.cluster);
    const project = uniqueName('adopted');
    const pat = backend.clientOf('pat');
    const body = { name: project, namespace, owner: 'group:default/team-a' };
    await expect(
      backend.clientOf('ana').call('adoptNamespace', { body }),
    ).rejects.toMatchObject({ status: 403 });

    await expect(pat.call('adoptNamespace', { body })).resolves.toMatchObject({
      namespace,
      adopted: true,
    });
    await pat.createRollout(project, { name: 'web', spec: SPEC });
    await waitFor(
      async () => (await names(namespace, 'rollout')).length === 1,
      { what: 'the rollout' },
    );
    const params = { project };
    await pat.call('binProject', { params });
    const { id } = await pat.call('purgeProject', {
      params,
      body: { confirm: project },
    });
    const purge = await waitFor(
      async () => {
        const now = await pat.call('getPurge', { params: { purge: id } });
        return now.state === 'done' && now;
      },
      { what: 'the purge' },
    );

    expect(purge.kept).toEqual([
      {
        kind: 'Namespace',
        name: namespace,
        note: 'is left as it is, because we did not make it',
      },
    ]);
    const { stdout } = await kubectl([
      ...['get', 'namespace', namespace, '--output=json'],
    ]);
    expect(JSON.parse(stdout).metadata.annotations ?? {}).not.toHaveProperty([
      'one-click.dev/project-id',
    ]);
  });
});

describe('guard rails, with a cluster', () => {
  const quota = { pods: '20', 'requests.storage': '5Gi' };
  const config = (guardRails: object) => {
    const { oneClick, ...rest } = clusterConfig(shared.cluster);
    return { ...rest, oneClick: { ...oneClick, guardRails } };
  };

  it('M02 guard the namespaces of projects, and follow the configuration', async () => {
    const { startOneClickBackend } = await import('../../test/testBackend');
    const { waitForCluster } = await import('../../test/clusterBackend');
    const { openSqlite } = await import('../../test/databases');
    const knex = openSqlite();
    const start = async (guardRails: object) => {
      const started = await startOneClickBackend({
        knex,
        config: config(guardRails),
      });
      await waitForCluster(started, 'reachable');
      return started;
    };
    const first = await start({
      registries: ['ghcr.io'],
      namespaces: {
        podSecurity: 'restricted',
        quota,
        containerLimits: { default: { memory: '128Mi' } },
      },
    });
    const { name, namespace } = await makeProject(first, 'guard');
    const found = async (kind: string) => {
      const { stdout } = await shared.cluster.kubectl([
        ...['get', kind, '--namespace', namespace, '--output=json'],
      ]);
      return JSON.parse(stdout).items as { spec: object }[];
    };
    await waitFor(async () => (await found('networkpolicy')).length === 1, {
      what: 'the guards',
    });
    expect(await found('resourcequota')).toMatchObject([
      { spec: { hard: quota } },
    ]);
    expect(await found('limitrange')).toHaveLength(1);
    const { stdout } = await shared.cluster.kubectl([
      ...['get', 'namespace', namespace, '--output=json'],
    ]);
    expect(JSON.parse(stdout).metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
    await expect(
      first.clientOf('ana').createRollout(name, { name: 'web', spec: SPEC }),
    ).rejects.toMatchObject({
      status: 422,
      fields: [
        {
          path: 'spec.image',
          message:
            "may not be 'docker.io/library/nginx': use an image of 'ghcr.io'",
        },
      ],
    });
    await first.stop();

    const second = await start({ namespaces: { isolation: 'none' } });
    await waitFor(
      async () => {
        const left = await Promise.all(
          ['networkpolicy', 'resourcequota', 'limitrange'].map(found),
        );
        return left.flat().length === 0;
      },
      { what: 'the guards to go' },
    );
    await second.stop();
    await knex.destroy();
  });
});

/** What an operator makes, and a Secret as the backend writes it. */
function childrenOf({
  namespace,
  uid,
}: {
  readonly namespace: string;
  readonly uid: string;
}) {
  const labels = {
    'one-click.dev/projectId': namespace,
    'one-click.dev/deploymentId': 'web',
  };
  const owner = {
    apiVersion: 'one-click.dev/v1alpha1',
    kind: 'Rollout',
    name: 'web',
    uid,
    controller: true,
  };
  const object = (kind: string, name: string, rest: object) => ({
    apiVersion: 'v1',
    kind,
    metadata: {
      namespace,
      name,
      labels,
      ...(kind === 'ConfigMap' && { ownerReferences: [owner] }),
    },
    ...rest,
  });
  return {
    apiVersion: 'v1',
    kind: 'List',
    items: [
      object('PersistentVolumeClaim', 'data-web', {
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: '1Gi' } },
        },
      }),
      object('Secret', 'web-secrets-1', { stringData: { KEY: 'x' } }),
      object('ConfigMap', 'web-files', { data: { a: 'b' } }),
    ],
  };
}
