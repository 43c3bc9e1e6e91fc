import { KubeNotFoundError } from '@one-click/backstage-plugin-one-click-kube';
import { FakeLiveCluster } from '../../test/FakeLiveCluster';
import { ManualClock, settle } from '../../test/ManualClock';
import { nameOfPlace } from '../live/LiveObjects';
import type { Place } from '../live/LiveObjects';
import { LINGER_MS, SharedPool } from '../live/SharedPool';
import { NamespaceSampler } from './NamespaceSampler';
import { UsageHub } from './UsageHub';
import { UsageMemory } from './UsageMemory';
import { SAMPLE_MS, UsageRing } from './UsageRing';

const place = { cluster: 'main', namespace: 'oc-shop', rollout: 'web' };

function metricsOf(
  [pod, rollout]: readonly [string, string],
  usage: { readonly cpu: string; readonly memory: string },
) {
  return {
    metadata: {
      name: pod,
      uid: pod,
      labels: { 'one-click.dev/deploymentId': rollout },
    },
    containers: [
      { name: 'a', usage },
      { name: 'b', usage: { cpu: '500u', memory: '1Mi' } },
    ],
  };
}

describe('use of CPU and memory', () => {
  function setUp() {
    const cluster = new FakeLiveCluster();
    const clock = new ManualClock();
    const samplers = new SharedPool<Place, NamespaceSampler>({
      clock,
      nameOf: nameOfPlace,
      create: at =>
        NamespaceSampler.open({
          place: at,
          clock,
          client: () => cluster.client,
        }),
    });
    const memory = new UsageMemory();
    const open = (rollout = 'web') =>
      new UsageHub({
        samplers,
        place: { ...place, rollout },
        ring: memory.of(rollout),
      });
    return { cluster, clock, open, samplers };
  }

  it('adds up the containers of all pods of a rollout, every 15 s', async () => {
    const { cluster, clock, open } = setUp();
    await cluster.put(
      'pods',
      metricsOf(['web-1', 'web'], { cpu: '250m', memory: '64Mi' }),
    );
    await cluster.put(
      'pods',
      metricsOf(['web-2', 'web'], { cpu: '1n', memory: '1Ki' }),
    );
    await cluster.put(
      'pods',
      metricsOf(['api-1', 'api'], { cpu: '4', memory: '8Gi' }),
    );
    const hub = open();
    await clock.advance(SAMPLE_MS * 2);

    const samples = hub.ring.read(clock.now());
    expect(samples).toHaveLength(3);
    expect(samples[0]).toMatchObject({
      pods: 2,
      cpu: expect.closeTo(0.251, 6),
      memory: 66 * 2 ** 20 + 1024,
    });
    expect(hub.pods.map(({ pod }) => pod).sort()).toEqual(['web-1', 'web-2']);
    expect(hub.truth.truth.state).toBe('live');
  });

  it('asks once for all rollouts of a namespace', async () => {
    const { clock, open, samplers } = setUp();
    const hubs = [open('web'), open('api'), open('db')];
    expect(samplers.size).toBe(1);
    hubs.forEach(hub => hub.close());
    await clock.advance(LINGER_MS);

    expect(samplers.size).toBe(0);
  });

  it('says why there is nothing, and goes on by itself', async () => {
    const { cluster, clock, open } = setUp();
    cluster.failure = new KubeNotFoundError('no such API', { status: 404 });
    const hub = open();
    await clock.advance(0);
    expect(hub.truth.truth).toMatchObject({
      state: 'away',
      problems: [{ sentence: expect.stringContaining('metrics-server') }],
    });

    cluster.failure = new Error('no answer');
    await clock.advance(SAMPLE_MS);
    expect(hub.truth.truth.problems).toMatchObject([{ id: 'ClusterAway' }]);
    cluster.failure = undefined;
    await clock.advance(SAMPLE_MS);
    await settle();
    expect(hub.truth.truth).toEqual({ state: 'live', problems: [] });
  });

  it('keeps an hour, gaps included', () => {
    const ring = new UsageRing();
    const start = Date.parse('2026-03-04T05:00:00.000Z');
    const at = (minutes: number) => start + minutes * 60_000;
    for (const minute of [0, 1, 30, 61]) {
      const instant = new Date(at(minute)).toISOString();
      ring.add({ at: instant, cpu: minute, memory: 1, pods: 1 });
    }

    expect(ring.read(at(61)).map(({ cpu }) => cpu)).toEqual([30, 61]);
    expect(ring.read(at(200))).toEqual([]);
  });

  it('remembers those that were asked for last', () => {
    const memory = new UsageMemory();
    const first = memory.of('first');
    for (let n = 0; n < 499; n += 1) {
      memory.of(`${n}`);
    }
    expect(memory.of('first')).toBe(first);
    for (let n = 0; n < 500; n += 1) {
      memory.of(`more-${n}`);
    }

    expect(memory.of('first')).not.toBe(first);
  });
});
