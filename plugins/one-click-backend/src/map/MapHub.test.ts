import {
  KubeForbiddenError,
  KubeUnavailableError,
} from '@one-click/backstage-plugin-one-click-kube';
import type { MapNode } from '@one-click/backstage-plugin-one-click-common';
import { FakeLiveCluster } from '../../test/FakeLiveCluster';
import { ManualClock, settle } from '../../test/ManualClock';
import type { BoardChange } from '../live/Board';
import { createLiveObjects } from '../live/LiveObjects';
import { LINGER_MS, SharedPool } from '../live/SharedPool';
import { GATHER_MS, MapHub } from './MapHub';
import type { RolloutPlace } from './MapHub';

const place = { cluster: 'main', namespace: 'oc-shop', rollout: 'web' };
const rollout = { metadata: { name: 'web', uid: 'web' }, spec: {} };

function aDeployment(replicas: number) {
  return {
    metadata: { name: 'web', uid: 'd', ownerReferences: [{ uid: 'web' }] },
    spec: { replicas },
  } as object;
}

describe('the map of a rollout', () => {
  function setUp(options: { readonly isAway?: boolean } = {}) {
    const cluster = new FakeLiveCluster();
    const clock = new ManualClock();
    let isAway = options.isAway ?? false;
    const clients = { find: () => (isAway ? undefined : cluster.client) };
    const live = createLiveObjects({ clients, clock });
    const maps = new SharedPool<RolloutPlace, MapHub>({
      clock,
      nameOf: ({ rollout: name }) => name,
      create: at => MapHub.open({ live, clock, place: at }),
    });
    const changes: BoardChange<MapNode>[] = [];
    const states: string[] = [];
    const open = () => {
      const lease = maps.acquire(place);
      lease.value.board.onChange(change => changes.push(change));
      lease.value.truth.follow(({ state }) => states.push(state));
      return lease;
    };
    const pass = async (ms: number) => {
      await settle();
      await clock.advance(ms);
    };
    return {
      changes,
      cluster,
      live,
      maps,
      open,
      pass,
      states,
      comeBack: () => {
        isAway = false;
      },
    };
  }

  it('is told once all kinds are known, and a burst of changes at one go', async () => {
    const { changes, cluster, open, pass, states } = setUp();
    await cluster.put('rollouts', rollout);
    open();
    expect(states).toEqual(['loading']);
    await pass(GATHER_MS);
    expect(states).toEqual(['loading', 'live']);
    expect(changes).toHaveLength(1);

    for (let replicas = 1; replicas <= 50; replicas += 1) {
      await cluster.put('deployments', aDeployment(replicas));
    }
    await pass(GATHER_MS);
    expect(changes).toHaveLength(2);
    expect(changes[1]?.put.map(({ kind }) => kind)).toEqual([
      'Rollout',
      'Deployment',
    ]);
  });

  it('tells nothing where nothing changed that it shows', async () => {
    const { changes, cluster, open, pass } = setUp();
    await cluster.put('rollouts', rollout);
    open();
    await pass(GATHER_MS);
    await cluster.put('pods', { metadata: { name: 'other', uid: 'other' } });
    await pass(GATHER_MS);

    expect(changes).toHaveLength(1);
  });

  it('costs twelve watches, however many look and for which rollout, until a minute after the last', async () => {
    const { cluster, live, maps, open, pass } = setUp();
    const leases = Array.from({ length: 200 }, open);
    leases.push(maps.acquire({ ...place, rollout: 'other' }));
    await pass(GATHER_MS);
    expect(live.size()).toBe(12);
    expect(cluster.watches).toHaveLength(12);

    leases.forEach(({ release }) => release());
    await pass(LINGER_MS * 2);
    expect(live.size()).toBe(0);
    expect(cluster.watches.every(({ isStopped }) => isStopped)).toBe(true);
  });

  it('keeps what it knew while the cluster is away, and says so', async () => {
    const { changes, cluster, open, pass, states } = setUp();
    await cluster.put('rollouts', rollout);
    const { value } = open();
    await pass(GATHER_MS);
    await cluster.lose(new KubeUnavailableError('connection refused'));
    await pass(GATHER_MS);
    expect(states.at(-1)).toBe('away');
    expect(value.truth.truth.problems).toMatchObject([{ id: 'ClusterAway' }]);
    expect(value.board.items).toHaveLength(1);

    await cluster.regain();
    await pass(GATHER_MS);
    expect(states.at(-1)).toBe('live');
    expect(changes).toHaveLength(1);
  });

  it('names a kind that may not be read, and shows the rest', async () => {
    const { cluster, open, pass, states } = setUp();
    await cluster.put('rollouts', rollout);
    const { value } = open();
    await pass(GATHER_MS);
    const words =
      'pods is forbidden: User "x" cannot watch resource "pods" in API group ""';
    await cluster.lose(new KubeForbiddenError(words), 'pods');
    await pass(GATHER_MS);

    expect(states.at(-1)).toBe('partial');
    expect(value.truth.truth.problems).toMatchObject([
      { id: 'NoRight', params: { verb: 'watch', kind: 'Pod' } },
    ]);
    expect(value.board.items).toHaveLength(1);
  });

  it('begins by itself once a cluster is there that was away at first', async () => {
    const { changes, cluster, comeBack, open, pass, states } = setUp({
      isAway: true,
    });
    await cluster.put('rollouts', rollout);
    open();
    await pass(GATHER_MS);
    expect(states.at(-1)).toBe('away');

    comeBack();
    await pass(2_000);
    expect(states.at(-1)).toBe('live');
    expect(changes).toHaveLength(1);
  });

  it('asks for nothing but metadata of Secrets and ConfigMaps', async () => {
    const { cluster, open } = setUp();
    open();

    const narrowed = cluster.watches
      .filter(({ metadataOnly }) => metadataOnly)
      .map(({ plural }) => plural);
    expect(narrowed.sort()).toEqual(['configmaps', 'secrets']);
  });
});
