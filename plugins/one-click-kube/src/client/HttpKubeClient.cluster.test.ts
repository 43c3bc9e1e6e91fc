import { randomUUID } from 'node:crypto';
import type { V1ConfigMap } from '@kubernetes/client-node';
import { KubeConflictError } from '../errors';
import { aConfigMap, aDeployment, caught, useKube } from '../../test';
import { resources } from './resources';

const fieldManager = 'kube-test';

jest.setTimeout(300_000);

describe('KubeClient', () => {
  const test = useKube();

  it('says which version the server has, and that it is ready', async () => {
    const { gitVersion } = await test.client.version();
    expect(gitVersion).toMatch(/^v1\.\d+/);
    await expect(test.client.ping()).resolves.toBeUndefined();
  });

  it('stores what is applied and reads it back', async () => {
    const { namespace } = test;
    const applied = await test.client.apply(
      resources.configMaps,
      aConfigMap('settings', namespace),
      { fieldManager },
    );
    const read = await test.client.get(resources.configMaps, {
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

  it('stores every character that is applied as it is', async () => {
    const { namespace } = test;
    const greeting =
      '\0\x1b\x7f\x85\x9f\u2028\u2029\ufeff\ufffe\uffff😀\r\n"\\';
    const { data } = await test.client.apply(
      resources.configMaps,
      {
        ...aConfigMap('settings', namespace),
        data: { greeting },
      } as V1ConfigMap,
      { fieldManager },
    );
    expect(data).toEqual({ greeting });
  });

  it('removes by apply what the same manager no longer names', async () => {
    const { namespace } = test;
    const object = aConfigMap('settings', namespace);
    await test.client.apply(resources.configMaps, object, { fieldManager });
    const { data } = await test.client.apply(
      resources.configMaps,
      { ...object, data: { other: 'x' } } as V1ConfigMap,
      { fieldManager },
    );
    expect(data).toEqual({ other: 'x' });
  });

  it('refuses to take a field over unless forced, and names the field', async () => {
    const { namespace } = test;
    const object = aConfigMap('settings', namespace);
    await test.client.apply(resources.configMaps, object, {
      fieldManager: 'first',
    });
    const mine: V1ConfigMap = { ...object, data: { greeting: 'mine' } };
    const options = { fieldManager: 'second' };

    const error = await caught(
      test.client.apply(resources.configMaps, mine, options),
    );
    expect(error).toBeInstanceOf(KubeConflictError);
    expect(error).toMatchObject({
      retriable: true,
      causes: [{ field: '.data.greeting' }],
    });

    const forced = { ...options, force: true };
    const { data } = await test.client.apply(
      resources.configMaps,
      mine,
      forced,
    );
    expect(data).toEqual({ greeting: 'mine' });
  });

  it('stores nothing on a dry run', async () => {
    const { namespace } = test;
    const object = aConfigMap('settings', namespace);
    await test.client.apply(resources.configMaps, object, {
      fieldManager,
      dryRun: true,
    });
    const found = await test.client.find(resources.configMaps, {
      namespace,
      name: 'settings',
    });
    expect(found).toBeUndefined();
  });

  it('patches in each of the three patch languages', async () => {
    const { namespace } = test;
    const ref = { namespace, name: 'settings' };
    await test.client.create(
      resources.configMaps,
      aConfigMap('settings', namespace),
    );
    await test.client.patch(resources.configMaps, ref, {
      patch: { type: 'merge', body: { data: { a: '1' } } },
    });
    await test.client.patch(resources.configMaps, ref, {
      patch: { type: 'strategic', body: { data: { b: '2' } } },
    });
    const { data } = await test.client.patch(resources.configMaps, ref, {
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

  it('updates an object at the version that was read, and no other', async () => {
    const { namespace } = test;
    const read = await test.createConfigMap('settings');
    const updated = await test.client.update(resources.configMaps, {
      ...read,
      data: { changed: 'x' },
    } as V1ConfigMap);
    expect(updated.data).toEqual({ changed: 'x' });
    expect(updated.metadata?.resourceVersion).not.toBe(
      read.metadata?.resourceVersion,
    );

    const late = test.client.update(resources.configMaps, read);
    expect(await caught(late)).toBeInstanceOf(KubeConflictError);
    const unversioned = aConfigMap('settings', namespace);
    expect(
      await caught(test.client.update(resources.configMaps, unversioned)),
    ).toMatchObject({
      name: 'KubeInvalidError',
      message: expect.stringContaining("set 'metadata.resourceVersion'"),
    });
  });

  it('writes the status apart from the rest', async () => {
    const { namespace } = test;
    await test.client.create(
      resources.deployments,
      aDeployment('web', namespace),
    );
    const { status } = await test.client.patch(
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
    const { namespace } = test;
    const ref = { namespace, name: 'web' };
    await test.client.create(
      resources.deployments,
      aDeployment('web', namespace),
    );
    const { spec } = await test.client.setScale(resources.deployments, ref, {
      replicas: 3,
    });
    expect(spec?.replicas).toBe(3);
    const scale = await test.client.getScale(resources.deployments, ref);
    expect(scale.spec?.replicas).toBe(3);
  });

  it('lists page by page, each object saying what it is', async () => {
    const { namespace } = test;
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      await test.client.create(
        resources.configMaps,
        aConfigMap(name, namespace),
      );
    }
    const sizes: number[] = [];
    const names: (string | undefined)[] = [];
    const options = { namespace, pageSize: 2 };
    for await (const page of test.client.pages(resources.configMaps, options)) {
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
    const all = await test.client.list(resources.configMaps, options);
    expect(all.items).toHaveLength(names.length);
    expect(all.resourceVersion).toMatch(/^\d+$/);
  });

  it('lists by label over all namespaces', async () => {
    const { namespace } = test;
    const object = aConfigMap('settings', namespace);
    await test.client.create(resources.configMaps, {
      ...object,
      metadata: { ...object.metadata, labels: { in: namespace } },
    } as V1ConfigMap);
    const { items } = await test.client.list(resources.configMaps, {
      labelSelector: `in=${namespace}`,
    });
    expect(items.map(item => item.metadata?.name)).toEqual(['settings']);
  });

  it('deletes only the object that was meant', async () => {
    const { namespace } = test;
    const ref = { namespace, name: 'settings' };
    const created = await test.client.create(
      resources.configMaps,
      aConfigMap('settings', namespace),
    );
    const error = await caught(
      test.client.delete(resources.configMaps, ref, { uid: randomUUID() }),
    );
    expect(error).toBeInstanceOf(KubeConflictError);

    await test.client.delete(resources.configMaps, ref, {
      uid: created.metadata?.uid,
    });
    expect(await test.client.find(resources.configMaps, ref)).toBeUndefined();
  });

  it('reads a path of the API as text', async () => {
    await expect(test.client.getRaw('/openapi/v3')).resolves.toContain('paths');
  });

  it('passes on what the server warns of', async () => {
    const { namespace } = test;
    const warnings: string[] = [];
    await test.client.create(
      resources.configMaps,
      { ...aConfigMap('settings', namespace), nonsense: 1 } as V1ConfigMap,
      {
        fieldValidation: 'Warn',
        onWarning: text => warnings.push(text),
      },
    );
    expect(warnings).toEqual(['unknown field "nonsense"']);
  });

  it("gives the caller's reason back when the caller gives up", async () => {
    const controller = new AbortController();
    const reason = new Error('no longer wanted');
    const pending = caught(
      test.client.list(resources.pods, { signal: controller.signal }),
    );
    controller.abort(reason);
    expect(await pending).toBe(reason);
  });

  it('reads a log line by line', async () => {
    const { namespace } = test;
    await test.client.create(
      resources.deployments,
      aDeployment('web', namespace),
    );
    await test.cluster.kubectl([
      'wait',
      '--for=condition=Available',
      '--timeout=200s',
      '-n',
      namespace,
      'deployment/web',
    ]);
    const { items } = await test.client.list(resources.pods, { namespace });
    const name = items[0]?.metadata?.name ?? '';
    const lines: string[] = [];
    for await (const line of test.client.logs({ namespace, name })) {
      lines.push(line);
    }
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.join('')).not.toContain('\n');
  });
});
