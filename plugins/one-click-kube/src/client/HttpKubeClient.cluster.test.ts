import { randomUUID } from 'node:crypto';
import type {
  V1ConfigMap,
  V1Deployment,
  V1Secret,
} from '@kubernetes/client-node';
import { startCluster } from '@one-click/devcluster';
import type { StartedCluster } from '@one-click/devcluster';
import { loadKubeConnection } from '../connection';
import {
  KubeAlreadyExistsError,
  KubeConflictError,
  KubeForbiddenError,
  KubeInvalidError,
  KubeNotFoundError,
  KubeUnauthorizedError,
  KubeUnavailableError,
} from '../errors';
import { createKubeClient } from './createKubeClient';
import type { KubeClient } from './KubeClient';
import { resources } from './resources';

jest.setTimeout(120_000);

const fieldManager = 'kube-test';

function aConfigMap(name: string, namespace: string): V1ConfigMap {
  return { metadata: { name, namespace }, data: { greeting: 'hello' } };
}

function aDeployment(name: string, namespace: string): V1Deployment {
  const labels = { app: name };
  return {
    metadata: { name, namespace },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'main', image: 'example.invalid/app' }] },
      },
    },
  };
}

async function caught(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error('It was expected to fail');
    },
    (error: unknown) => error,
  );
}

describe('KubeClient', () => {
  let cluster: StartedCluster;
  let client: KubeClient;
  let namespace: string;

  async function clientOf(user: string): Promise<KubeClient> {
    const connection = await loadKubeConnection({
      type: 'url',
      url: cluster.server,
      token: cluster.token(user),
      caData: cluster.caData,
    });
    return createKubeClient({ connection, userAgent: 'kube-test' });
  }

  beforeAll(async () => {
    cluster = await startCluster({ crds: false });
    client = await clientOf('admin');
  });

  afterAll(async () => {
    await client?.close();
    await cluster?.stop();
  });

  beforeEach(async () => {
    namespace = `t-${randomUUID().slice(0, 8)}`;
    await client.create(resources.namespaces, {
      metadata: { name: namespace },
    });
  });

  it('says which version the server has, and that it is ready', async () => {
    const { gitVersion } = await client.version();
    expect(gitVersion).toMatch(/^v1\.\d+/);
    await expect(client.ping()).resolves.toBeUndefined();
  });

  it('stores what is applied and reads it back', async () => {
    const applied = await client.apply(
      resources.configMaps,
      aConfigMap('settings', namespace),
      { fieldManager },
    );
    const read = await client.get(resources.configMaps, {
      namespace,
      name: 'settings',
    });
    expect(read.data).toEqual({ greeting: 'hello' });
    expect(read.kind).toBe('ConfigMap');
    expect(read.metadata?.managedFields).toEqual([
      expect.objectContaining({ manager: fieldManager, operation: 'Apply' }),
    ]);
    expect(read.metadata?.uid).toBe(applied.metadata?.uid);
  });

  it('removes by apply what the same manager no longer names', async () => {
    const object = aConfigMap('settings', namespace);
    await client.apply(resources.configMaps, object, { fieldManager });
    const { data } = await client.apply(
      resources.configMaps,
      { ...object, data: { other: 'x' } } as V1ConfigMap,
      { fieldManager },
    );
    expect(data).toEqual({ other: 'x' });
  });

  it('refuses to take a field over unless forced, and names the field', async () => {
    const object = aConfigMap('settings', namespace);
    await client.apply(resources.configMaps, object, { fieldManager: 'first' });
    const mine: V1ConfigMap = { ...object, data: { greeting: 'mine' } };
    const options = { fieldManager: 'second' };

    const error = await caught(
      client.apply(resources.configMaps, mine, options),
    );
    expect(error).toBeInstanceOf(KubeConflictError);
    expect(error).toMatchObject({
      retriable: true,
      causes: [{ field: '.data.greeting' }],
    });

    const forced = { ...options, force: true };
    const { data } = await client.apply(resources.configMaps, mine, forced);
    expect(data).toEqual({ greeting: 'mine' });
  });

  it('stores nothing on a dry run', async () => {
    const object = aConfigMap('settings', namespace);
    await client.apply(resources.configMaps, object, {
      fieldManager,
      dryRun: true,
    });
    const found = await client.find(resources.configMaps, {
      namespace,
      name: 'settings',
    });
    expect(found).toBeUndefined();
  });

  it('patches in each of the three patch languages', async () => {
    const ref = { namespace, name: 'settings' };
    await client.create(
      resources.configMaps,
      aConfigMap('settings', namespace),
    );
    await client.patch(resources.configMaps, ref, {
      patch: { type: 'merge', body: { data: { a: '1' } } },
    });
    await client.patch(resources.configMaps, ref, {
      patch: { type: 'strategic', body: { data: { b: '2' } } },
    });
    const { data } = await client.patch(resources.configMaps, ref, {
      patch: {
        type: 'json',
        body: [
          { op: 'test', path: '/data/a', value: '1' },
          { op: 'remove', path: '/data/greeting' },
        ],
      },
    });
    expect(data).toEqual({ a: '1', b: '2' });
  });

  it('writes the status apart from the rest', async () => {
    await client.create(resources.deployments, aDeployment('web', namespace));
    const { status } = await client.patch(
      resources.deployments,
      { namespace, name: 'web' },
      {
        subresource: 'status',
        patch: {
          type: 'merge',
          body: { metadata: { labels: { a: 'b' } }, status: { replicas: 7 } },
        },
      },
    );
    expect(status?.replicas).toBe(7);
  });

  it('reads and sets the scale', async () => {
    const ref = { namespace, name: 'web' };
    await client.create(resources.deployments, aDeployment('web', namespace));
    const { spec } = await client.setScale(resources.deployments, ref, {
      replicas: 3,
    });
    expect(spec?.replicas).toBe(3);
    const scale = await client.getScale(resources.deployments, ref);
    expect(scale.spec?.replicas).toBe(3);
  });

  it('lists page by page, each object saying what it is', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      await client.create(resources.configMaps, aConfigMap(name, namespace));
    }
    const sizes: number[] = [];
    const names: (string | undefined)[] = [];
    const options = { namespace, pageSize: 2 };
    for await (const page of client.pages(resources.configMaps, options)) {
      sizes.push(page.items.length);
      names.push(
        ...page.items.map(item => `${item.kind}/${item.metadata?.name}`),
      );
    }
    expect(sizes.every(size => size <= 2)).toBe(true);
    expect(names).toEqual(
      expect.arrayContaining([
        'ConfigMap/a',
        'ConfigMap/b',
        'ConfigMap/c',
        'ConfigMap/d',
        'ConfigMap/e',
      ]),
    );
    const all = await client.list(resources.configMaps, options);
    expect(all.items).toHaveLength(names.length);
    expect(all.resourceVersion).toMatch(/^\d+$/);
  });

  it('lists by label over all namespaces', async () => {
    const object = aConfigMap('settings', namespace);
    await client.create(resources.configMaps, {
      ...object,
      metadata: { ...object.metadata, labels: { in: namespace } },
    } as V1ConfigMap);
    const { items } = await client.list(resources.configMaps, {
      labelSelector: `in=${namespace}`,
    });
    expect(items.map(item => item.metadata?.name)).toEqual(['settings']);
  });

  it('deletes only the object that was meant', async () => {
    const ref = { namespace, name: 'settings' };
    const created = await client.create(
      resources.configMaps,
      aConfigMap('settings', namespace),
    );
    const error = await caught(
      client.delete(resources.configMaps, ref, { uid: randomUUID() }),
    );
    expect(error).toBeInstanceOf(KubeConflictError);

    await client.delete(resources.configMaps, ref, {
      uid: created.metadata?.uid,
    });
    expect(await client.find(resources.configMaps, ref)).toBeUndefined();
  });

  it('reads a path of the API as text', async () => {
    await expect(client.getRaw('/openapi/v3')).resolves.toContain('paths');
  });

  it('passes on what the server warns of', async () => {
    const warnings: string[] = [];
    await client.create(
      resources.configMaps,
      { ...aConfigMap('settings', namespace), nonsense: 1 } as V1ConfigMap,
      {
        fieldValidation: 'Warn',
        onWarning: text => warnings.push(text),
      },
    );
    expect(warnings).toEqual(['unknown field "nonsense"']);
  });

  describe('errors', () => {
    it('tells a missing object', async () => {
      const ref = { namespace, name: 'nobody' };
      const error = await caught(client.get(resources.configMaps, ref));
      expect(error).toBeInstanceOf(KubeNotFoundError);
      expect(error).toMatchObject({
        name: 'KubeNotFoundError',
        status: 404,
        reason: 'NotFound',
        retriable: false,
        message: `configmaps "nobody" not found (GET /api/v1/namespaces/${namespace}/configmaps/nobody)`,
      });
    });

    it('tells a name that is taken', async () => {
      const object = aConfigMap('settings', namespace);
      await client.create(resources.configMaps, object);
      const error = await caught(client.create(resources.configMaps, object));
      expect(error).toBeInstanceOf(KubeAlreadyExistsError);
    });

    it('tells an unknown field, and refuses it by default', async () => {
      const object = { ...aConfigMap('settings', namespace), nonsense: 1 };
      const error = await caught(client.create(resources.configMaps, object));
      expect(error).toBeInstanceOf(KubeInvalidError);
      expect(error).toMatchObject({
        message: expect.stringContaining('nonsense'),
      });
    });

    it('tells what is wrong by field', async () => {
      const object = aDeployment('web', namespace);
      const error = await caught(
        client.create(resources.deployments, {
          ...object,
          spec: { ...object.spec, replicas: -1, minReadySeconds: -1 },
        } as V1Deployment),
      );
      expect(error).toBeInstanceOf(KubeInvalidError);
      expect([...(error as KubeInvalidError).byField()]).toEqual([
        [
          'spec.replicas',
          [expect.stringContaining('must be greater than or equal to 0')],
        ],
        [
          'spec.minReadySeconds',
          [expect.stringContaining('must be greater than or equal to 0')],
        ],
      ]);
    });

    it('takes a duplicate env name for bad input, though the server answers 500', async () => {
      const object = aDeployment('web', namespace);
      const env = [
        { name: 'A', value: '1' },
        { name: 'A', value: '2' },
      ];
      for (const container of object.spec!.template.spec!.containers) {
        container.env = env;
      }
      const error = await caught(
        client.apply(resources.deployments, object, { fieldManager }),
      );
      expect(error).toBeInstanceOf(KubeInvalidError);
      expect(error).toMatchObject({ status: 500, retriable: false });
    });

    it('tells missing rights, with the user and the verb', async () => {
      const viewer = await clientOf('one-click-viewer');
      const error = await caught(
        viewer.create(resources.clusterRoles, { metadata: { name: 'mine' } }),
      );
      await viewer.close();
      expect(error).toBeInstanceOf(KubeForbiddenError);
      expect(error).toMatchObject({
        message: expect.stringContaining(
          'User "one-click-viewer" cannot create',
        ),
      });
    });

    it('tells wrong credentials, and keeps them to itself', async () => {
      const connection = await loadKubeConnection({
        type: 'url',
        url: cluster.server,
        token: 'not-a-valid-token',
        caData: cluster.caData,
      });
      const stranger = createKubeClient({ connection });
      const error = await caught(stranger.list(resources.pods));
      await stranger.close();
      expect(error).toBeInstanceOf(KubeUnauthorizedError);
      expect(String((error as Error).stack)).not.toContain('not-a-valid-token');
    });

    it('does not trust a server without knowing its authority', async () => {
      const connection = await loadKubeConnection({
        type: 'url',
        url: cluster.server,
        token: cluster.token('admin'),
      });
      const stranger = createKubeClient({ connection });
      const error = await caught(stranger.ping());
      await stranger.close();
      expect(error).toBeInstanceOf(KubeUnavailableError);
      expect(error).toMatchObject({
        message: expect.stringContaining('certificate'),
      });
    });

    it('keeps what may be secret out of the message', async () => {
      const labels = { key: 'hunter 2' };
      const error = await caught(
        client.create(resources.secrets, {
          metadata: { name: 'keys', namespace, labels },
        } as V1Secret),
      );
      expect(error).toBeInstanceOf(KubeInvalidError);
      expect(error).toMatchObject({
        message: expect.stringContaining('Invalid value: (hidden)'),
      });
      expect(JSON.stringify(error)).not.toContain('hunter');
      expect(String(error)).not.toContain('hunter');
    });
  });

  it("gives the caller's reason back when the caller gives up", async () => {
    const controller = new AbortController();
    const reason = new Error('no longer wanted');
    const pending = caught(
      client.list(resources.pods, { signal: controller.signal }),
    );
    controller.abort(reason);
    expect(await pending).toBe(reason);
  });

  it('reads a log line by line', async () => {
    await client.create(resources.deployments, aDeployment('web', namespace));
    await cluster.kubectl([
      'wait',
      '--for=condition=Available',
      '--timeout=60s',
      '-n',
      namespace,
      'deployment/web',
    ]);
    const { items } = await client.list(resources.pods, { namespace });
    const name = items[0]?.metadata?.name ?? '';
    const lines: string[] = [];
    for await (const line of client.logs({ namespace, name })) {
      lines.push(line);
    }
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.join('')).not.toContain('\n');
  });
});
