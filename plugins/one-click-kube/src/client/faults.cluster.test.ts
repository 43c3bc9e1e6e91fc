import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { V1ConfigMap } from '@kubernetes/client-node';
import { startFaultProxy, waitFor } from '@one-click/devcluster';
import type { FaultProxy } from '@one-click/devcluster';
import { aConfigMap, caught, ManualClock, useKube, WatchLog } from '../../test';
import { loadKubeConnection } from '../connection';
import {
  KubeConflictError,
  KubeServerError,
  KubeTimeoutError,
  KubeTooManyRequestsError,
  KubeUnavailableError,
} from '../errors';
import type { RequestOutcome } from '../transport';
import { createKubeClient } from './createKubeClient';
import type { KubeClient } from './KubeClient';
import { resources } from './resources';

jest.setTimeout(300_000);

const { configMaps } = resources;
const fieldManager = 'kube-test';

describe('calls over a bad network', () => {
  const test = useKube();
  let proxy: FaultProxy;
  let client: KubeClient;
  let clock: ManualClock;

  beforeEach(async () => {
    proxy = await startFaultProxy(test.cluster);
    clock = new ManualClock();
    const { server, caData } = proxy;
    client = await test.clientAs('admin', { server, caData, clock });
  });

  afterEach(async () => {
    await client.close();
    await proxy.stop();
  });

  async function seen(count: number): Promise<void> {
    await waitFor(() => proxy.requests.length >= count, {
      what: `${count} requests`,
    });
  }

  it('keep their connection', async () => {
    for (let call = 0; call < 20; call += 1) {
      await client.ping();
    }
    expect(proxy.requests).toHaveLength(20);
    expect(proxy.connections).toBe(1);
  });

  it('use 20 connections at most', async () => {
    await Promise.all(Array.from({ length: 60 }, () => client.ping()));
    expect(proxy.requests).toHaveLength(60);
    expect(proxy.connections).toBeLessThanOrEqual(20);
  });

  it('give up after 30 s without an answer, and go on with the next', async () => {
    proxy.set({ times: 1, fault: 'halfOpen' });
    const pending = caught(
      client.get(resources.namespaces, { name: 'default' }),
    );
    await seen(1);
    clock.advance(30_000);
    const error = await pending;
    expect(error).toBeInstanceOf(KubeTimeoutError);
    expect(error).toMatchObject({
      message: 'No answer within 30000 ms (GET /api/v1/namespaces/default)',
      retriable: true,
    });
    await expect(client.ping()).resolves.toBeUndefined();
  });

  it('trust no other idle connection once one has gone silent', async () => {
    await Promise.all(Array.from({ length: 10 }, () => client.ping()));
    await proxy.freeze();
    const pending = caught(client.ping());
    await waitFor(() => clock.pending === 1, { what: 'the deadline' });
    // Long enough for the request to be on its way.
    await test.client.ping();
    clock.advance(30_000);
    expect(await pending).toBeInstanceOf(KubeTimeoutError);
    await expect(client.ping()).resolves.toBeUndefined();
  });

  it('give up in the middle of an answer, too', async () => {
    proxy.set({ times: 1, fault: 'halfOpen', afterBytes: 5 });
    const pending = caught(
      client.get(
        resources.namespaces,
        { name: 'default' },
        { timeoutMs: 1_000 },
      ),
    );
    await seen(1);
    // Long enough for the five bytes; the clock stands still meanwhile.
    await test.client.ping();
    clock.advance(1_000);
    expect(await pending).toBeInstanceOf(KubeTimeoutError);
  });

  it.each(['reset', 'cut'] as const)('read again after a %s', async fault => {
    proxy.set({ times: 1, fault });
    await expect(client.ping()).resolves.toBeUndefined();
    expect(proxy.requests).toHaveLength(2);
  });

  it('read again when an answer breaks off', async () => {
    proxy.set({ times: 1, fault: 'cut', afterBytes: 5 });
    const { kind } = await client.get(resources.namespaces, {
      name: 'default',
    });
    expect(kind).toBe('Namespace');
    expect(proxy.requests).toHaveLength(2);
  });

  it('apply again, since that changes nothing twice', async () => {
    proxy.set({ times: 1, fault: 'cut', afterBytes: 5 });
    const object = aConfigMap('settings', test.namespace);
    const { data } = await client.apply(configMaps, object, { fieldManager });
    expect(data).toEqual(object.data);
    expect(proxy.requests.map(({ method }) => method)).toEqual([
      'PATCH',
      'PATCH',
    ]);
  });

  it('never create again, since the first may have worked', async () => {
    proxy.set({ method: 'POST', fault: 'cut', afterBytes: 5 });
    const object = aConfigMap('settings', test.namespace);
    const error = await caught(client.create(configMaps, object));
    expect(error).toBeInstanceOf(KubeUnavailableError);
    expect(proxy.requests).toHaveLength(1);
    const ref = { namespace: test.namespace, name: 'settings' };
    expect(await test.client.find(configMaps, ref)).toBeDefined();
  });

  it('say where they could not get to', async () => {
    await proxy.stop();
    const error = await caught(client.ping());
    expect(error).toBeInstanceOf(KubeUnavailableError);
    expect(error).toMatchObject({
      message: expect.stringContaining(
        `Cannot reach the cluster at '${
          new URL(proxy.server).host
        }': connect ECONNREFUSED`,
      ),
    });
  });

  it('wait as long as a server under load asks, and then succeed', async () => {
    proxy.set({
      times: 2,
      fault: 'status',
      status: 429,
      reason: 'TooManyRequests',
      retryAfterSeconds: 3,
    });
    const pending = client.ping();
    await seen(1);
    await waitFor(() => clock.isDueIn(3_000), { what: 'the pause' });
    clock.advance(2_999);
    expect(proxy.requests).toHaveLength(1);
    clock.advance(1);
    await seen(2);
    await waitFor(() => clock.isDueIn(3_000), { what: 'the second pause' });
    clock.advance(3_000);
    await expect(pending).resolves.toBeUndefined();
    expect(proxy.requests).toHaveLength(3);
  });

  it('patch once more when the server that is under load asks for it', async () => {
    await test.createConfigMap('settings');
    proxy.set({
      method: 'PATCH',
      times: 1,
      fault: 'status',
      status: 429,
      retryAfterSeconds: 1,
    });
    const ref = { namespace: test.namespace, name: 'settings' };
    const pending = client.patch<V1ConfigMap>(configMaps, ref, {
      patch: { type: 'merge', body: { data: { greeting: 'bye' } } },
    });
    await seen(1);
    await waitFor(() => clock.pending === 2, {
      what: 'the pause',
      timeoutMs: 10_000,
    });
    clock.advance(1_000);
    expect((await pending).data).toEqual({ greeting: 'bye' });
  });

  it('update again after a reset; a first arrival then shows as a conflict', async () => {
    const read = await test.createConfigMap('settings');
    proxy.set({ method: 'PUT', times: 1, fault: 'cut', afterBytes: 5 });
    const changed = { ...read, data: { greeting: 'bye' } };
    const error = await caught(client.update(configMaps, changed));
    expect(error).toBeInstanceOf(KubeConflictError);
    const ref = { namespace: test.namespace, name: 'settings' };
    const stored = await test.client.get(configMaps, ref);
    expect(stored.data).toEqual(changed.data);
  });

  it('are told to an observer, one attempt at a time', async () => {
    const outcomes: RequestOutcome[] = [];
    const observed = await test.clientAs('admin', {
      server: proxy.server,
      caData: proxy.caData,
      clock,
      transportObserver: { onRequest: outcome => outcomes.push(outcome) },
    });
    proxy.set({ times: 1, fault: 'reset' });
    await observed.ping();
    proxy.clear();
    await observed.create(configMaps, aConfigMap('settings', test.namespace));
    const missing = { namespace: test.namespace, name: 'missing' };
    await observed.find(configMaps, missing);
    await observed.watch(configMaps, { handlers: new WatchLog() }).synced;

    const { host } = new URL(proxy.server);
    expect(outcomes).toEqual([
      { method: 'GET', code: '<error>', host, seconds: 0 },
      { method: 'GET', code: '200', host, seconds: 0 },
      { method: 'POST', code: '201', host, seconds: 0 },
      { method: 'GET', code: '404', host, seconds: 0 },
      { method: 'GET', code: '200', host, seconds: 0 },
    ]);
  });

  it('do not wait beyond their deadline', async () => {
    proxy.set({ fault: 'status', status: 429, retryAfterSeconds: 31 });
    const error = await caught(client.ping());
    expect(error).toBeInstanceOf(KubeTooManyRequestsError);
    expect(error).toMatchObject({ retryAfterMs: 31_000, retriable: true });
    expect(proxy.requests).toHaveLength(1);
  });

  it('leave a server in trouble to the caller', async () => {
    proxy.set({ fault: 'status', status: 500, reason: 'InternalError' });
    const error = await caught(client.ping());
    expect(error).toBeInstanceOf(KubeServerError);
    expect(error).toMatchObject({ retriable: true, status: 500 });
    expect(proxy.requests).toHaveLength(1);
  });

  it('list at one go when the version of their pages is gone', async () => {
    for (const name of ['a', 'b', 'c']) {
      await test.client.create(configMaps, aConfigMap(name, test.namespace));
    }
    proxy.set({
      path: /continue=/,
      fault: 'status',
      status: 410,
      reason: 'Expired',
    });
    const { items } = await client.list(configMaps, {
      namespace: test.namespace,
      pageSize: 2,
    });
    expect(items.map(({ metadata }) => metadata?.name)).toEqual([
      'a',
      'b',
      'c',
      'kube-root-ca.crt',
    ]);
    expect(proxy.requests.at(-1)?.target).toContain('limit=0');
  });

  it('read a token anew that the server does not take any more', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'one-click-kube-'));
    const tokenFile = join(folder, 'token');
    await writeFile(tokenFile, 'not read yet');
    const connection = await loadKubeConnection({
      type: 'url',
      url: proxy.server,
      caData: proxy.caData,
      tokenFile,
    });
    const rotating = createKubeClient({ connection });
    try {
      await rm(tokenFile);
      await expect(rotating.list(resources.pods)).rejects.toMatchObject({
        name: 'KubeUnauthorizedError',
        message: expect.stringContaining(`'${tokenFile}'`),
      });
      await writeFile(tokenFile, 'outdated');
      await expect(rotating.list(resources.pods)).rejects.toMatchObject({
        name: 'KubeUnauthorizedError',
      });
      await writeFile(tokenFile, test.cluster.token('admin'));
      await expect(rotating.list(resources.pods)).resolves.toBeDefined();
    } finally {
      await rotating.close();
      await rm(folder, { recursive: true });
    }
  });

  it('reject once the client is closed', async () => {
    await client.close();
    expect(await caught(client.ping())).toMatchObject({
      message: 'The client is closed (GET /readyz)',
    });
  });
});
