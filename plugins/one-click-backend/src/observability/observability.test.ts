import { mockServices } from '@backstage/backend-test-utils';
import type { BackendHealth } from '@one-click/backstage-plugin-one-click-common';
import { resources } from '@one-click/backstage-plugin-one-click-kube';
import { DAWN } from '../../test/records';
import { createBackendMetrics } from './BackendMetrics';
import { PluginHealth } from './PluginHealth';

/** Instruments by name, with all that they were told. */
function setUpMetrics() {
  const told = new Map<string, unknown[]>();
  const callbacks = new Map<string, (result: object) => unknown>();
  const instrument = (name: string) => {
    const entries: unknown[] = [];
    told.set(name, entries);
    const take = (value: number, attributes?: object) =>
      entries.push([value, attributes]);
    return { add: take, record: take };
  };
  const observable = (name: string) => ({
    addCallback: (callback: (result: object) => unknown) =>
      callbacks.set(name, callback),
    removeCallback() {},
  });
  const service = {
    createCounter: instrument,
    createHistogram: instrument,
    createObservableGauge: observable,
  };
  const metrics = createBackendMetrics(service as never);
  const collect = async (name: string) => {
    const entries: unknown[] = [];
    await callbacks.get(name)?.({
      observe: (value: number, attributes?: object) =>
        entries.push([value, attributes]),
    });
    return entries;
  };
  return { collect, metrics, told };
}

describe('metrics', () => {
  it('count restarts of watches and requests, by cluster', () => {
    const { metrics, told } = setUpMetrics();
    const { watchObserver, transportObserver } = metrics.observersOf('main');
    const resource = resources.pods;
    watchObserver.onRestart({ resource, reason: 'expired' });
    watchObserver.onRelist({ resource });
    transportObserver.onRequest({
      method: 'GET',
      code: '200',
      host: 'here',
      seconds: 1,
    });

    expect(told.get('one_click.watch.restarts')).toEqual([
      [1, { cluster: 'main', resource: 'pods', reason: 'expired' }],
    ]);
    expect(told.get('one_click.watch.relists')).toEqual([
      [1, { cluster: 'main', resource: 'pods' }],
    ]);
    expect(told.get('one_click.kube.requests')).toEqual([
      [1, { cluster: 'main', method: 'GET', code: '200' }],
    ]);
  });

  it('measure converging in seconds, and count failures of registries', () => {
    const { metrics, told } = setUpMetrics();
    metrics.converged({ cluster: 'main', ms: 250 });
    metrics.registryFailed({ registry: 'docker.io', reason: '429' });

    expect(told.get('one_click.converge.duration')).toEqual([
      [0.25, { cluster: 'main' }],
    ]);
    expect(told.get('one_click.registry.errors')).toEqual([
      [1, { registry: 'docker.io', reason: '429' }],
    ]);
  });

  it('tell on collection what is open and what waits', async () => {
    const { collect, metrics } = setUpMetrics();
    metrics.observe({
      streams: () => 7,
      upstreams: () => ({ watches: 12, logs: 3 }),
      outbox: async () => [{ cluster: 'main', rows: 2, age: 90 }],
      clusters: () => [{ name: 'main', isReachable: true }],
    });

    expect(await collect('one_click.stream.clients')).toEqual([[7, undefined]]);
    expect(await collect('one_click.stream.upstreams')).toEqual([
      [12, { type: 'watch' }],
      [3, { type: 'log' }],
    ]);
    expect(await collect('one_click.outbox.age')).toEqual([
      [90, { cluster: 'main' }],
    ]);
    expect(await collect('one_click.outbox.rows')).toEqual([
      [2, { cluster: 'main' }],
    ]);
    expect(await collect('one_click.cluster.reachable')).toEqual([
      [1, { cluster: 'main' }],
    ]);
  });
});

describe('health', () => {
  const now = Date.parse(DAWN);
  const at = (ms: number) => new Date(now + ms).toISOString();
  const waitingFor = (ms: number) => async () =>
    [{ cluster: 'main', rows: 1, since: at(-ms) }] as const;

  it.each([
    ['ok', 'reachable', 'ok', async () => []],
    ['ok', 'reachable', 'none', waitingFor(5_000)],
    ['degraded', 'reachable', 'ok', waitingFor(90_000)],
    ['degraded', 'away', 'ok', async () => []],
    ['degraded', 'reachable', 'down', async () => []],
    [
      'down',
      'reachable',
      'ok',
      async () => {
        throw new Error('no database');
      },
    ],
  ] as const)(
    'is %s with a cluster that is %s and replicas that are %s',
    async (...[status, state, replicas, summarize]) => {
      const health = new PluginHealth({
        clusters: { list: () => [{ name: 'main', state } as never] },
        outbox: { summarize },
        bus: { state: replicas },
        now: () => now,
        logger: mockServices.logger.mock(),
      });

      const read: BackendHealth = await health.read();
      expect(read.status).toBe(status);
    },
  );
});
