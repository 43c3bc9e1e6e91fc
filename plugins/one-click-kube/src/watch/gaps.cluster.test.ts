import type { V1ConfigMap } from '@kubernetes/client-node';
import { startFaultProxy } from '@one-click/devcluster';
import type { FaultProxy } from '@one-click/devcluster';
import {
  aConfigMap,
  ManualClock,
  TEST_CONFIG_MAPS,
  useKube,
  WatchLog,
} from '../../test';
import { resources } from '../client';
import type { KubeClient } from '../client';

jest.setTimeout(300_000);

const { configMaps } = resources;

/** Every way a server has of saying that a version is gone. */
const GONE = [
  ['as an answer', { fault: 'status', status: 410, reason: 'Expired' }],
  ['in the stream', { fault: 'errorEvent', status: 410, reason: 'Expired' }],
] as const;

describe('a watch whose version is gone', () => {
  const test = useKube();
  let proxy: FaultProxy;
  let client: KubeClient;
  let clock: ManualClock;
  let uids: Map<string, string | undefined>;
  let log: WatchLog;

  beforeEach(async () => {
    proxy = await startFaultProxy(test.cluster);
    clock = new ManualClock();
    log = new WatchLog();
    uids = new Map();
    const { server, caData } = proxy;
    const options = { server, caData, clock, random: () => 0 };
    client = await test.clientAs('admin', options);
  });

  afterEach(async () => {
    await client.close();
    await proxy.stop();
  });

  const passTime = () => clock.advance(100);

  function watchConfigMaps() {
    const { namespace } = test;
    const note = (objects: readonly V1ConfigMap[]) =>
      objects.forEach(({ metadata }) =>
        uids.set(metadata?.name ?? '', metadata?.uid),
      );
    return client.watch(configMaps, {
      namespace,
      fieldSelector: TEST_CONFIG_MAPS,
      handlers: {
        onSync: objects => {
          note(objects);
          log.onSync(objects);
        },
        onUpsert: object => {
          note([object]);
          log.onUpsert(object);
        },
        onDelete: object => log.onDelete(object),
      },
    });
  }

  it.each(GONE)(
    'and is told so %s tells what is left, what is new, and who took an old name',
    async (_, fault) => {
      for (const name of ['deleted', 'replaced', 'stays']) {
        await test.createConfigMap(name);
      }
      await watchConfigMaps().synced;
      const before = new Map(uids);
      proxy.set(
        { path: /sendInitialEvents/, times: 1, fault: 'halfOpen' },
        { path: /resourceVersion=\d/, times: 1, ...fault },
      );
      await test.removeConfigMap('deleted');
      await test.removeConfigMap('replaced');
      await test.createConfigMap('replaced');
      await test.createConfigMap('new');
      // Once it is connected again, in steps that leave time to answer pings.
      await log.endsWith('sync new replaced stays', () =>
        clock.advance(proxy.connections === 1 ? 5_000 : 100),
      );

      expect(log.entries).toEqual([
        'sync deleted replaced stays',
        'sync new replaced stays',
      ]);
      expect(uids.get('stays')).toBe(before.get('stays'));
      expect(uids.get('replaced')).not.toBe(before.get('replaced'));
    },
  );

  it('lists at one go when even the pages of its list expire', async () => {
    for (const name of ['a', 'b', 'c']) {
      await test.client.create(configMaps, aConfigMap(name, test.namespace));
    }
    proxy.set(
      { path: /sendInitialEvents/, fault: 'status', status: 400 },
      { path: /limit=500/, times: 1, fault: 'status', status: 410 },
    );
    await watchConfigMaps().synced;
    expect(log.entries).toEqual(['sync a b c']);
    await test.removeConfigMap('b');
    await log.endsWith('delete b', passTime);
  });
});
