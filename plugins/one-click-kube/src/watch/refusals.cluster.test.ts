import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFaultProxy, waitFor } from '@one-click/devcluster';
import type { FaultProxy, FaultRule, SeenRequest } from '@one-click/devcluster';
import { ManualClock, settle, useKube, WatchLog } from '../../test';
import { createKubeClient, resources } from '../client';
import type { KubeClient } from '../client';
import { loadKubeConnection } from '../connection';
import type { WatchRestartReason } from './WatchObserver';

jest.setTimeout(300_000);

const { configMaps } = resources;

const MINUTE_MS = 60_000;

describe('a watch that the server refuses', () => {
  const test = useKube();
  let proxy: FaultProxy;
  let log: WatchLog;
  let clock: ManualClock;
  let restarts: Map<string, WatchRestartReason[]>;

  beforeEach(async () => {
    proxy = await startFaultProxy(test.cluster);
    log = new WatchLog();
    clock = new ManualClock();
    restarts = new Map();
  });

  afterEach(() => proxy.stop());

  const passTime = () => clock.advance(100);

  const watchObserver = {
    onRestart: (event: {
      readonly resource: { readonly plural: string };
      readonly reason: WatchRestartReason;
    }) => {
      const { plural } = event.resource;
      restarts.set(plural, [...(restarts.get(plural) ?? []), event.reason]);
    },
    onRelist: () => {},
  };

  function clientThrough(): Promise<KubeClient> {
    const { server, caData } = proxy;
    const options = { server, caData, clock, random: () => 0, watchObserver };
    return test.clientAs('admin', options);
  }

  const watchRequests = (): readonly SeenRequest[] =>
    proxy.requests.filter(({ target }) => target.includes('watch=true'));

  /** Ends the open watch; the next ones meet a fault. */
  function interrupt(fault: FaultRule): void {
    proxy.set(
      { path: /sendInitialEvents/, times: 1, fault: 'end' },
      { path: /resourceVersion=/, ...fault },
    );
  }

  it.each([
    ['a 500 in the stream', 'refused', { fault: 'errorEvent', status: 500 }],
    ['a 503', 'unavailable', { fault: 'status', status: 503 }],
    ['a 429', 'throttled', { fault: 'status', status: 429 }],
  ] as const)(
    'resumes after %s, and lists nothing',
    async (_, reason, fault) => {
      await test.createConfigMap('a');
      const client = await clientThrough();
      await test.watchConfigMaps(log, client).synced;
      interrupt({ ...fault, times: 1 });
      await test.createConfigMap('b');
      await log.endsWith('upsert b', passTime);
      expect(log.entries).toEqual(['sync a', 'upsert b']);
      expect(restarts.get('configmaps')).toEqual(['ended', reason]);
    },
  );

  it('that does not take its token any more reads the new one at once', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'one-click-kube-'));
    const tokenFile = join(folder, 'token');
    await writeFile(tokenFile, 'outdated');
    const connection = await loadKubeConnection({
      type: 'url',
      url: proxy.server,
      caData: proxy.caData,
      tokenFile,
    });
    const client = createKubeClient({ connection, clock, random: () => 0 });
    try {
      await expect(client.list(configMaps)).rejects.toMatchObject({
        name: 'KubeUnauthorizedError',
      });
      await writeFile(tokenFile, test.cluster.token('admin'));
      await test.watchConfigMaps(log, client).synced;
      // No pause: the clock stood still.
      expect(watchRequests()).toHaveLength(2);
      expect(log.entries).toEqual(['sync']);
    } finally {
      await client.close();
      await rm(folder, { recursive: true });
    }
  });

  it('because it takes no token at all asks at most once a step of 30 s', async () => {
    const client = await clientThrough();
    await test.watchConfigMaps(log, client).synced;
    interrupt({ fault: 'status', status: 401, reason: 'Unauthorized' });
    await log.endsWith('stale', passTime);
    expect(log.outages).toMatchObject([
      { cause: { name: 'KubeUnauthorizedError' } },
    ]);
    await waitFor(
      () => {
        clock.advance(1_000);
        return (restarts.get('configmaps')?.length ?? 0) > 8;
      },
      { what: 'some attempts' },
    );
    const asked = watchRequests().length;
    for (let passed = 0; passed < 2 * MINUTE_MS; passed += 10_000) {
      clock.advance(10_000);
      await test.client.ping();
      await settle();
    }
    expect(watchRequests().length - asked).toBeLessThanOrEqual(4);

    proxy.clear();
    await log.endsWith('fresh', () => clock.advance(1_000));
  });

  it('one kind says so for that kind, while the others go on', async () => {
    const client = await clientThrough();
    const secrets = new WatchLog();
    proxy.set({
      path: /\/secrets\?/,
      fault: 'status',
      status: 403,
      reason: 'Forbidden',
      message: 'no',
    });
    const { namespace } = test;
    client.watch(resources.secrets, { namespace, handlers: secrets });
    await test.watchConfigMaps(log, client).synced;
    await secrets.endsWith('stale', passTime);
    expect(secrets.outages).toMatchObject([
      {
        cause: {
          name: 'KubeForbiddenError',
          message: expect.stringContaining(`/namespaces/${namespace}/secrets`),
        },
      },
    ]);
    await test.createConfigMap('a');
    await log.endsWith('upsert a', passTime);
    expect(restarts.get('configmaps')).toBeUndefined();
    expect(new Set(restarts.get('secrets'))).toEqual(new Set(['forbidden']));

    proxy.clear();
    await secrets.endsWith('fresh', () => clock.advance(1_000));
  });
});
