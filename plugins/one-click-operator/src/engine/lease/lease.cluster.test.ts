import {
  makeNamespace,
  startFaultProxy,
  useCluster,
  waitFor,
} from '@one-click/devcluster';
import type { FaultProxy } from '@one-click/devcluster';
import {
  createKubeClient,
  KubeAlreadyExistsError,
  KubeConflictError,
  KubeNotFoundError,
  loadKubeConnection,
  resources,
  systemClock,
} from '@one-click/backstage-plugin-one-click-kube';
import type { KubeClient } from '@one-click/backstage-plugin-one-click-kube';
import { FakeLeaseStore } from '../../../test/FakeLeaseStore';
import { monotonicClock } from '../clock';
import { ClusterLeaseStore } from './ClusterLeaseStore';
import { fencedClient } from './fencedClient';
import { LeaderElector } from './LeaderElector';
import type { LeaderElectorOptions } from './LeaderElector';
import { NotLeaderError } from './LeaderGuard';
import { LeaseReporter } from './LeaseReporter';
import type { LeaseStore } from './LeaseStore';

jest.setTimeout(300_000);

const CALL = { timeoutMs: 10_000 };
const { configMaps, leases } = resources;

/** A quick election, where a test is not about its times. */
const QUICK = {
  leaseDurationMs: 8_000,
  renewDeadlineMs: 6_000,
  retryPeriodMs: 500,
};

interface Replica {
  readonly elector: LeaderElector;
  readonly client: KubeClient;
}

describe('a lease in the cluster', () => {
  const shared = useCluster({ crds: false });
  let namespace: string;
  let admin: KubeClient;
  let proxy: FaultProxy | undefined;
  let clients: KubeClient[] = [];
  let electors: LeaderElector[] = [];

  async function connect(
    user = 'admin',
    server: Pick<FaultProxy, 'server' | 'caData'> = shared.cluster,
  ): Promise<KubeClient> {
    const connection = await loadKubeConnection({
      type: 'url',
      url: server.server,
      caData: server.caData,
      token: shared.cluster.token(user),
    });
    const client = createKubeClient({ connection, userAgent: 'lease-test' });
    clients.push(client);
    return client;
  }

  beforeEach(async () => {
    namespace = await makeNamespace(shared.cluster, { prefix: 'lease' });
    admin = await connect();
  });

  afterEach(async () => {
    proxy?.clear();
    await Promise.all(electors.map(elector => elector.stop()));
    await Promise.all(clients.map(client => client.close()));
    await proxy?.stop();
    [clients, electors, proxy] = [[], [], undefined];
  });

  function elect(
    identity: string,
    client: KubeClient,
    options: Partial<LeaderElectorOptions> = QUICK,
  ): Replica {
    const elector = new LeaderElector({
      store: new ClusterLeaseStore(client, { namespace, name: 'operator' }),
      identity,
      clock: systemClock,
      ...options,
    });
    electors.push(elector);
    elector.start();
    return { elector, client };
  }

  const holder = async () => {
    const lease = await admin.find(leases, { namespace, name: 'operator' });
    return lease?.spec?.holderIdentity;
  };

  function until(
    what: string,
    probe: () => boolean | Promise<boolean>,
  ): Promise<boolean> {
    return waitFor(probe, { what });
  }

  describe.each([
    { of: 'the cluster', isReal: true },
    { of: 'tests', isReal: false },
  ])('the store of $of', ({ isReal }) => {
    let store: LeaseStore;
    const claim = {
      holder: 'a',
      durationMs: 15_000,
      transitions: 2,
      renewedAt: 1_700_000_000_000,
      acquiredAt: 1_700_000_000_000,
    };

    beforeEach(() => {
      const ref = { namespace, name: 'operator' };
      store = isReal ? new ClusterLeaseStore(admin, ref) : new FakeLeaseStore();
    });

    it('gives back what was written', async () => {
      expect(await store.read(CALL)).toBeUndefined();
      const created = await store.create(claim, CALL);

      expect(created).toMatchObject({
        holder: 'a',
        durationMs: 15_000,
        transitions: 2,
      });
      expect(await store.read(CALL)).toEqual(created);
    });

    it('tells renewals apart', async () => {
      const { resourceVersion, stamp } = await store.create(claim, CALL);

      const renewed = await store.update(
        { ...claim, renewedAt: claim.renewedAt + 1_000, acquiredAt: undefined },
        { ...CALL, resourceVersion },
      );

      expect(renewed.resourceVersion).not.toBe(resourceVersion);
      expect(renewed.stamp).not.toBe(stamp);
    });

    it('refuses a second lease, and a change of what has changed', async () => {
      const { resourceVersion } = await store.create(claim, CALL);
      const update = (version: string) =>
        store.update(
          { ...claim, holder: 'b' },
          { ...CALL, resourceVersion: version },
        );
      await update(resourceVersion);

      await expect(store.create(claim, CALL)).rejects.toBeInstanceOf(
        KubeAlreadyExistsError,
      );
      await expect(update(resourceVersion)).rejects.toBeInstanceOf(
        KubeConflictError,
      );
    });

    it('refuses to change what is not there', async () => {
      await expect(
        store.update(claim, { ...CALL, resourceVersion: '1' }),
      ).rejects.toBeInstanceOf(KubeNotFoundError);
    });

    it('lets go by an empty holder', async () => {
      const { resourceVersion } = await store.create(claim, CALL);
      const released = { ...claim, holder: '', durationMs: 1_000 };

      await store.update(released, { ...CALL, resourceVersion });

      expect(await store.read(CALL)).toMatchObject({ holder: '' });
    });
  });

  it('has one of three replicas lead, and another after it lets go or dies', async () => {
    proxy = await startFaultProxy(shared.cluster);
    // Only what goes through the proxy can die.
    const replicas = await Promise.all(
      ['a', 'b', 'c'].map(async identity =>
        elect(identity, await connect('admin', proxy)),
      ),
    );
    const leaders = () => replicas.filter(({ elector }) => elector.isLeader());
    await until('one to lead', () => leaders().length === 1);
    const [first] = leaders();

    await first!.elector.stop();
    await until('another to lead', () => leaders().length === 1);
    const [second] = leaders();
    expect(second).not.toBe(first);

    // All of its connections break, and it reaches nothing any more.
    const survivor = replicas.find(each => each !== first && each !== second);
    const outside = elect('d', await connect());
    proxy.set({ fault: 'reset' });
    await until('the dead one to notice', () => !second!.elector.isLeader());
    await until('the last one to lead', () => outside.elector.isLeader());
    expect(survivor!.elector.isLeader()).toBe(false);
    expect(await holder()).toBe('d');
  });

  it('stays with its holder when it was deleted', async () => {
    const { elector } = elect('a', await connect());
    await elector.acquired;

    await admin.delete(leases, { namespace, name: 'operator' });

    await until('the lease to be there again', async () => {
      return (await holder()) === 'a';
    });
    expect(elector.isLeader()).toBe(true);
  });

  it('is no longer led by whom it was stolen from, and no write of theirs follows', async () => {
    const { elector, client } = elect('a', await connect());
    await elector.acquired;
    const fenced = fencedClient(client, elector);
    const map = { metadata: { namespace, name: 'written' } };
    await fenced.create(configMaps, map);

    await admin.patch(
      leases,
      { namespace, name: 'operator' },
      {
        patch: { type: 'merge', body: { spec: { holderIdentity: 'thief' } } },
      },
    );

    expect((await elector.lost).message).toContain("'thief'");
    await expect(
      fenced.delete(configMaps, { namespace, name: 'written' }),
    ).rejects.toBeInstanceOf(NotLeaderError);
    expect(await holder()).toBe('thief');
    expect(await admin.find(configMaps, map.metadata)).toBeDefined();
  });

  it('with renewals that hang is lost by its deadline, and others wait for longer', async () => {
    proxy = await startFaultProxy(shared.cluster);
    // The real times, since they are what this is about.
    const { elector, client } = elect('a', await connect('admin', proxy), {});
    await elector.acquired;
    const standby = elect('b', await connect(), {});
    const fenced = fencedClient(client, elector);
    const order: string[] = [];
    elector.signal.addEventListener('abort', () => order.push('a ends'));
    void standby.elector.acquired.then(() => order.push('b leads'));
    // Neither an answer nor an end comes any more.
    proxy.set({ fault: 'halfOpen' });
    const write = fenced
      .create(configMaps, { metadata: { namespace, name: 'late' } })
      .catch((error: Error) => error);

    expect(await write).toBeInstanceOf(NotLeaderError);
    expect((await elector.lost).message).toContain('could not be renewed');
    expect(await standby.elector.acquired).toBe(true);
    expect(order).toEqual(['a ends', 'b leads']);
    expect(await holder()).toBe('b');
    expect(
      await admin.find(configMaps, { namespace, name: 'late' }),
    ).toBeUndefined();
  });

  it('says what is missing: the namespace, or a right', async () => {
    const lines: string[] = [];
    const write = (_: object, message: string) => lines.push(message);
    const viewer = await connect('one-click-viewer');
    const cases = [
      { client: admin, ref: { namespace: 'no-such', name: 'operator' } },
      { client: viewer, ref: { namespace, name: 'operator' } },
    ];
    for (const { client, ref } of cases) {
      elect('x', client, {
        ...QUICK,
        store: new ClusterLeaseStore(client, ref),
        observers: [
          new LeaseReporter({
            lease: ref,
            clock: monotonicClock,
            log: { info: write, warn: write },
          }),
        ],
      });
    }

    await until('both to be told', () => lines.length >= 2);
    expect(lines.sort()).toEqual([
      expect.stringContaining(
        "Namespace 'no-such' of lease 'operator' does not exist",
      ),
      expect.stringContaining(
        `This account may not get leases of group 'coordination.k8s.io' in namespace '${namespace}'`,
      ),
    ]);
  });
});
