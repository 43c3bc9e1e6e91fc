import { waitFor } from '@one-click/devcluster';
import { ManualClock, TEST_CONFIG_MAPS, useKube, WatchLog } from '../../test';
import { resources } from '../client';
import type { KubeClient } from '../client';

const { configMaps } = resources;

jest.setTimeout(300_000);

describe('a watch', () => {
  const test = useKube();
  let client: KubeClient;
  let log: WatchLog;
  let clock: ManualClock;

  beforeEach(async () => {
    log = new WatchLog();
    clock = new ManualClock();
    client = await test.clientAs('admin', { clock, random: () => 0 });
  });

  const watchConfigMaps = () => test.watchConfigMaps(log, client);

  /** Lets pauses pass until the log ends so. */
  const passTime = () => clock.advance(100);

  it('tells what there is, and then what changes', async () => {
    await test.createConfigMap('a');
    await test.createConfigMap('b');
    const watch = watchConfigMaps();
    await watch.synced;
    expect(log.entries).toEqual(['sync a b']);

    await test.createConfigMap('c');
    await test.client.patch(
      configMaps,
      { namespace: test.namespace, name: 'a' },
      { patch: { type: 'merge', body: { data: { more: 'x' } } } },
    );
    await test.removeConfigMap('b');
    await log.endsWith('delete b');
    expect(log.entries).toEqual([
      'sync a b',
      'upsert c',
      'upsert a',
      'delete b',
    ]);
  });

  it('syncs an empty set', async () => {
    await watchConfigMaps().synced;
    expect(log.entries).toEqual(['sync']);
  });

  it('keeps only what it is asked to keep', async () => {
    const seen: unknown[] = [];
    await test.createConfigMap('a');
    const watch = client.watch(configMaps, {
      namespace: test.namespace,
      fieldSelector: TEST_CONFIG_MAPS,
      project: object => object.metadata?.uid?.length,
      handlers: {
        onSync: objects => {
          seen.push(...objects);
        },
        onUpsert: object => {
          seen.push(object);
        },
        onDelete: () => {},
      },
    });
    await watch.synced;
    await test.createConfigMap('b');
    await waitFor(() => seen.length === 2, { what: 'both objects' });
    expect(seen).toEqual([36, 36]);
  });

  it('syncs anew when a handler fails', async () => {
    let fail = true;
    const { namespace } = test;
    const watch = client.watch(configMaps, {
      namespace,
      fieldSelector: TEST_CONFIG_MAPS,
      handlers: {
        onSync: objects => log.onSync(objects),
        onUpsert: object => {
          log.onUpsert(object);
          if (fail) {
            fail = false;
            throw new Error('not now');
          }
        },
        onDelete: object => log.onDelete(object),
      },
    });
    await watch.synced;
    await test.createConfigMap('a');
    await log.endsWith('sync a', passTime);
    expect(log.entries).toEqual(['sync', 'upsert a', 'sync a']);
  });

  it('waits for a handler before it calls the next', async () => {
    let release = () => {};
    const held = new Promise<void>(resolve => {
      release = resolve;
    });
    const { namespace } = test;
    const watch = client.watch(configMaps, {
      namespace,
      fieldSelector: TEST_CONFIG_MAPS,
      handlers: {
        onSync: objects => log.onSync(objects),
        onUpsert: async object => {
          log.entries.push('begin');
          await held;
          log.onUpsert(object);
        },
        onDelete: () => {},
      },
    });
    await watch.synced;
    await test.createConfigMap('a');
    await test.createConfigMap('b');
    await log.endsWith('begin');
    release();
    await log.endsWith('upsert b');
    expect(log.entries).toEqual([
      'sync',
      'begin',
      'upsert a',
      'begin',
      'upsert b',
    ]);
  });

  it('says no more once it is stopped', async () => {
    const watch = watchConfigMaps();
    await watch.synced;
    await watch.stop();
    await test.createConfigMap('a');
    await test.client.ping();
    expect(log.entries).toEqual(['sync']);
  });
});
