import { startFaultProxy, waitFor } from '@one-click/devcluster';
import type { FaultProxy, SeenRequest } from '@one-click/devcluster';
import { ManualClock, useKube, WatchLog } from '../../test';
import { resources } from '../client';
import type { KubeClient } from '../client';

jest.setTimeout(300_000);

describe('a watch over a bad network', () => {
  const test = useKube();
  let proxy: FaultProxy;
  let client: KubeClient;
  let log: WatchLog;
  let clock: ManualClock;

  beforeEach(async () => {
    proxy = await startFaultProxy(test.cluster);
    log = new WatchLog();
    clock = new ManualClock();
    client = await clientThrough(proxy);
  });

  afterEach(async () => {
    await client.close();
    await proxy.stop();
  });

  function clientThrough(through: FaultProxy): Promise<KubeClient> {
    const { server, caData } = through;
    const random = () => 0;
    return test.clientAs('admin', { server, caData, clock, random });
  }

  const watchConfigMaps = () => test.watchConfigMaps(log, client);

  const watchRequests = (): readonly SeenRequest[] =>
    proxy.requests.filter(({ target }) => target.includes('watch=true'));

  /** Lets pauses pass until the log ends so. */
  const passTime = () => clock.advance(100);

  it('shares one HTTP/2 connection with all others', async () => {
    const { namespace } = test;
    const options = { namespace, handlers: new WatchLog() };
    await Promise.all([
      watchConfigMaps().synced,
      client.watch(resources.pods, options).synced,
      client.watch(resources.services, options).synced,
    ]);
    expect(proxy.connections).toBe(1);
    expect(watchRequests().map(({ httpVersion }) => httpVersion)).toEqual([
      '2.0',
      '2.0',
      '2.0',
    ]);
  });

  it('resumes after a reset, and tells what it missed once', async () => {
    await test.createConfigMap('a');
    await watchConfigMaps().synced;
    proxy.set({ path: /watch=true/, fault: 'reset' });
    proxy.clear();
    await test.createConfigMap('b');
    await log.endsWith('upsert b', passTime);

    expect(log.entries).toEqual(['sync a', 'upsert b']);
    const [first, second] = watchRequests();
    expect(first?.target).toContain('sendInitialEvents=true');
    expect(second?.target).toMatch(/resourceVersion=\d+/);
    expect(second?.target).not.toContain('sendInitialEvents');
  });

  it('resumes after an answer that is cut in the middle of a line', async () => {
    await test.createConfigMap('a');
    proxy.set({
      path: /resourceVersion=/,
      times: 1,
      fault: 'cut',
      afterBytes: 50,
    });
    await watchConfigMaps().synced;
    proxy.set(
      { path: /sendInitialEvents/, fault: 'end' },
      { path: /resourceVersion=/, times: 1, fault: 'cut', afterBytes: 50 },
    );
    await test.createConfigMap('b');
    await log.endsWith('upsert b', passTime);
    expect(log.entries).toEqual(['sync a', 'upsert b']);
  });

  it.each([
    ['in good order', undefined],
    ['and has looked at no stream', { streams: 'none' }],
  ] as const)('moves when the server goes away %s', async (_, options) => {
    await watchConfigMaps().synced;
    proxy.goAway(options);
    await test.createConfigMap('a');
    await log.endsWith('upsert a', passTime);
    expect(log.entries).toEqual(['sync', 'upsert a']);
    expect(proxy.connections).toBe(2);
  });

  it('takes as many connections as a server wants that allows one stream each', async () => {
    const narrow = await startFaultProxy(test.cluster, {
      maxConcurrentStreams: 1,
    });
    const through = await clientThrough(narrow);
    const logs = [log, new WatchLog(), new WatchLog()];
    const watches = logs.map(each => test.watchConfigMaps(each, through));
    await Promise.all(watches.map(({ synced }) => synced));
    await test.createConfigMap('a');
    await Promise.all(logs.map(each => each.endsWith('upsert a')));
    expect(narrow.connections).toBe(3);
    await through.close();
    await narrow.stop();
  });

  it.each([
    ['an answer', { fault: 'status', status: 410, reason: 'Expired' }],
    ['an event', { fault: 'errorEvent', status: 410, reason: 'Expired' }],
  ] as const)('syncs anew when its version is gone by %s', async (_, fault) => {
    await test.createConfigMap('a');
    await test.createConfigMap('b');
    await watchConfigMaps().synced;
    proxy.set(
      { path: /sendInitialEvents/, times: 1, fault: 'end' },
      { path: /resourceVersion=/, ...fault },
    );
    await test.removeConfigMap('a');
    await log.endsWith('sync b', passTime);
    expect(log.entries).toEqual(['sync a b', 'sync b']);
  });

  it('says when it is out of date, since when, and when no longer', async () => {
    await test.createConfigMap('a');
    await watchConfigMaps().synced;
    const lastGood = clock.now();
    proxy.set(
      { path: /watch=true/, fault: 'reset' },
      { path: /watch=true/, fault: 'status', status: 503 },
    );
    await log.endsWith('stale', passTime);
    expect(log.outages).toMatchObject([
      { since: lastGood, cause: { name: 'KubeUnavailableError' } },
    ]);

    proxy.clear();
    await test.createConfigMap('b');
    await log.endsWith('upsert b', passTime);
    expect(log.entries).toEqual(['sync a', 'stale', 'fresh', 'upsert b']);
  });

  it('says at once that it has nothing, if the first sync fails', async () => {
    proxy.set({ fault: 'status', status: 500 });
    watchConfigMaps();
    await log.endsWith('stale');
    proxy.clear();
    await log.endsWith('fresh', passTime);
    expect(log.entries).toEqual(['stale', 'sync', 'fresh']);
  });

  it('waits as long as the server asks', async () => {
    proxy.set({
      path: /watch=true/,
      times: 1,
      fault: 'status',
      status: 429,
      reason: 'TooManyRequests',
      retryAfterSeconds: 7,
    });
    const watch = watchConfigMaps();
    await waitFor(() => clock.isDueIn(7_000), { what: 'the pause' });
    expect(watchRequests()).toHaveLength(1);
    clock.advance(6_900);
    await test.client.ping();
    expect(watchRequests()).toHaveLength(1);
    clock.advance(100);
    await watch.synced;
    expect(watchRequests()).toHaveLength(2);
  });

  it('does not run hot on a server that ends every watch at once', async () => {
    proxy.set({ path: /watch=true/, fault: 'end' });
    watchConfigMaps();
    const started = clock.now();
    const seenAt: number[] = [];
    await waitFor(
      () => {
        if (watchRequests().length > seenAt.length) {
          seenAt.push(clock.now() - started);
        }
        clock.advance(500);
        return seenAt.length === 8;
      },
      { what: 'eight attempts' },
    );
    const pauses = seenAt.map((at, index) => at - (seenAt[index - 1] ?? 0));
    expect(pauses.at(-1)).toBeGreaterThanOrEqual(4_000);
  });

  it('lists page by page where the server cannot stream a list', async () => {
    await test.createConfigMap('a');
    proxy.set({ path: /sendInitialEvents/, fault: 'status', status: 422 });
    await watchConfigMaps().synced;
    await test.createConfigMap('b');
    await log.endsWith('upsert b');
    expect(log.entries).toEqual(['sync a', 'upsert b']);
    expect(proxy.requests[1]?.target).toContain('limit=500');
  });

  it('notices a half-open connection by its pings, within 30 s', async () => {
    await test.createConfigMap('a');
    await watchConfigMaps().synced;
    const lastGood = clock.now();
    proxy.set({ path: /watch=true/, times: 1, fault: 'halfOpen' });
    await test.createConfigMap('b');
    expect(log.entries).toEqual(['sync a']);

    clock.advance(15_000);
    await test.client.ping();
    expect(watchRequests()).toHaveLength(1);
    clock.advance(15_000);
    // Time stands still once it is on its way, however slow the machine.
    await log.endsWith('upsert b', () => {
      if (proxy.connections === 1) {
        passTime();
      }
    });
    expect(clock.now() - lastGood).toBeLessThanOrEqual(32_000);
    expect(proxy.connections).toBe(2);
  });

  it('notices a proxy that answers pings for a server that is gone, within 130 s', async () => {
    await test.createConfigMap('a');
    await watchConfigMaps().synced;
    const lastGood = clock.now();
    proxy.set({ path: /watch=true/, times: 1, fault: 'stall' });
    await test.createConfigMap('b');
    // In steps so short that pings are answered in between.
    await log.endsWith('upsert b', () => clock.advance(1_500));
    expect(clock.now() - lastGood).toBeGreaterThanOrEqual(130_000);
    expect(proxy.connections).toBe(1);
  });

  it('follows over HTTP/1.1 where there is nothing newer', async () => {
    const old = await startFaultProxy(test.cluster, { http2: false });
    client = await clientThrough(old);
    await test.createConfigMap('a');
    await watchConfigMaps().synced;
    const lastGood = clock.now();
    old.set({ path: /watch=true/, times: 1, fault: 'halfOpen' });
    await test.createConfigMap('b');

    clock.advance(129_000);
    expect(log.entries).toEqual(['sync a']);
    await log.endsWith('upsert b', passTime);
    expect(clock.now() - lastGood).toBeGreaterThanOrEqual(130_000);
    expect(old.requests.every(({ httpVersion }) => httpVersion === '1.1')).toBe(
      true,
    );
    await client.close();
    await old.stop();
  });

  it('can be stopped before it ever synced', async () => {
    proxy.set({ path: /watch=true/, fault: 'halfOpen' });
    const watch = watchConfigMaps();
    await waitFor(() => watchRequests().length > 0, {
      what: 'the request',
    });
    await watch.stop();
    await expect(watch.synced).rejects.toThrow(
      'The watch on configmaps was stopped',
    );
    expect(log.entries).toEqual([]);
  });

  it('can be stopped while it pauses', async () => {
    proxy.set({ fault: 'status', status: 500 });
    const watch = watchConfigMaps();
    await log.endsWith('stale');
    await watch.stop();
    proxy.clear();
    clock.advance(60_000);
    await test.client.ping();
    expect(log.entries).toEqual(['stale']);
  });
});
