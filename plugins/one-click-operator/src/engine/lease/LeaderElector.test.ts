import {
  KubeForbiddenError,
  KubeUnavailableError,
} from '@one-click/backstage-plugin-one-click-kube';
import { FakeLeaseStore, LeaseConnection } from '../../../test/FakeLeaseStore';
import { ManualClock, settle } from '../../../test/ManualClock';
import { LeaderElector } from './LeaderElector';

const HOUR_MS = 3_600_000;

interface Replica {
  readonly elector: LeaderElector;
  readonly connection: LeaseConnection;
  readonly events: string[];
}

describe('LeaderElector', () => {
  let clock: ManualClock;
  let store: FakeLeaseStore;

  beforeEach(() => {
    clock = new ManualClock();
    store = new FakeLeaseStore();
  });

  function aReplica(identity: string, date: ManualClock = clock): Replica {
    const connection = new LeaseConnection(store, clock);
    const events: string[] = [];
    const elector = new LeaderElector({
      store: connection,
      identity,
      clock: {
        now: () => date.now(),
        schedule: (f, ms) => clock.schedule(f, ms),
      },
      monotonic: clock,
      random: () => 0.5,
      observers: [
        {
          leading: ({ isLeading }) => events.push(isLeading ? 'leads' : 'ends'),
          holder: ({ holder }) => events.push(`sees ${holder || 'nobody'}`),
          slowPath: () => events.push('slow path'),
          failed: ({ error }) => events.push(`failed: ${error}`),
        },
      ],
    });
    return { elector, connection, events };
  }

  async function aLeader(identity = 'a'): Promise<Replica> {
    const replica = aReplica(identity);
    replica.elector.start();
    await settle();
    expect(replica.elector.isLeader()).toBe(true);
    return replica;
  }

  async function aStandby(identity = 'b'): Promise<Replica> {
    const replica = aReplica(identity);
    replica.elector.start();
    await settle();
    expect(replica.elector.isLeader()).toBe(false);
    return replica;
  }

  describe('a replica alone', () => {
    it('makes the lease and leads', async () => {
      const { elector } = await aLeader();

      expect(await elector.acquired).toBe(true);
      expect(store.lease).toMatchObject({ holder: 'a', durationMs: 15_000 });
    });

    it('renews every two seconds with one request and no reading', async () => {
      await aLeader();
      store.requests.length = 0;

      await clock.advance(60_000);

      expect(store.requests).toEqual(Array(30).fill('update by a'));
    });

    it('takes a lease that nobody holds at once, and counts the change', async () => {
      await (await aLeader('before')).elector.stop();

      await aLeader('a');

      expect(store.lease).toMatchObject({ holder: 'a', transitions: 1 });
    });

    it('goes on through a claim of its own whose answer was lost', async () => {
      const { elector, connection } = aReplica('a');
      connection.fault = { type: 'loseAnswer' };
      elector.start();
      await settle();
      expect(elector.isLeader()).toBe(false);

      connection.fault = undefined;
      await clock.advance(7_000);

      expect(elector.isLeader()).toBe(true);
    });
  });

  describe('a leader', () => {
    it('stays one while others touch the lease without taking it', async () => {
      const { elector, events } = await aLeader();

      store.touch();
      await clock.advance(20_000);

      expect(elector.isLeader()).toBe(true);
      expect(events).toEqual(['leads', 'slow path']);
    });

    it('makes the lease again where it was deleted, and stays leader', async () => {
      const { elector } = await aLeader();

      store.lease = undefined;
      await clock.advance(3_000);

      expect(store.lease).toMatchObject({ holder: 'a' });
      expect(elector.isLeader()).toBe(true);
    });

    it('ends as soon as it sees that its lease was stolen', async () => {
      const { elector, events } = await aLeader();

      store.touch({ holder: 'thief' });
      await clock.advance(2_000);

      expect(elector.isLeader()).toBe(false);
      expect(String(elector.signal.reason)).toContain("taken by 'thief'");
      expect((await elector.lost).message).toContain("taken by 'thief'");
      expect(events).toEqual(['leads', 'slow path', 'sees thief', 'ends']);
      expect(store.lease?.holder).toBe('thief');
    });

    it('outlives failures that are over within the deadline', async () => {
      const { elector, connection } = await aLeader();
      const error = new KubeUnavailableError('Cannot reach the cluster');

      connection.fault = { type: 'fail', error };
      await clock.advance(8_900);
      connection.fault = undefined;
      await clock.advance(30_000);

      expect(elector.isLeader()).toBe(true);
    });

    it.each([
      { what: 'renewals hang', fault: { type: 'hang' } },
      { what: 'answers are lost', fault: { type: 'loseAnswer' } },
      {
        what: 'the API server is away for 20 s',
        fault: { type: 'fail', error: new KubeUnavailableError('away') },
      },
    ] as const)('ends within 10 s when $what', async ({ fault }) => {
      const { elector, connection } = await aLeader();
      let abortedAt: number | undefined;
      elector.signal.addEventListener('abort', () => {
        abortedAt = clock.elapsed();
      });

      connection.fault = fault;
      await clock.advance(9_999);
      expect(elector.isLeader()).toBe(true);
      await clock.advance(1);

      expect(abortedAt).toBe(10_000);
      expect(elector.isLeader()).toBe(false);
      expect((await elector.lost).message).toContain('for 10 s');
    });

    it('sends nothing any more after a loss', async () => {
      const { connection } = await aLeader();
      connection.fault = { type: 'hang' };
      await clock.advance(10_000);
      connection.fault = undefined;
      store.requests.length = 0;

      await clock.advance(60_000);

      expect(store.requests).toEqual([]);
    });

    it('finds itself not leading after a blocked event loop, before any timer says so', async () => {
      const { elector } = await aLeader();
      await clock.advance(1_000);

      clock.block(12_000);

      expect(elector.isLeader()).toBe(false);
      expect(elector.signal.aborted).toBe(true);
      await clock.advance(20_000);
      expect(elector.isLeader()).toBe(false);
    });

    it('does not lead by an answer that came after the deadline', async () => {
      const { elector } = aReplica('a');
      store.onWrite = () => clock.block(12_000);
      elector.start();
      await settle();

      expect(store.lease?.holder).toBe('a');
      expect(elector.isLeader()).toBe(false);
    });
  });

  describe('a standby', () => {
    it('takes over 15 s after the last renewal it saw, and no sooner', async () => {
      const leader = await aLeader();
      const standby = await aStandby();
      leader.connection.fault = { type: 'hang' };

      await clock.advance(14_999);
      expect(standby.elector.isLeader()).toBe(false);
      await clock.advance(1);

      expect(standby.elector.isLeader()).toBe(true);
      expect(store.lease).toMatchObject({ holder: 'b', transitions: 1 });
    });

    it('takes over within its retry period where the leader lets go', async () => {
      const leader = await aLeader();
      const standby = await aStandby();

      await leader.elector.stop();
      await clock.advance(2_000);

      expect(standby.elector.isLeader()).toBe(true);
    });

    it.each([
      { what: 'an hour ahead', ms: HOUR_MS },
      { what: 'an hour behind', ms: -HOUR_MS },
    ])('is not misled by a clock that is $what', async ({ ms }) => {
      const leader = await aLeader();
      const skewed = new ManualClock();
      skewed.jumpWall(ms);
      const standby = aReplica('b', skewed);
      standby.elector.start();

      await clock.advance(60_000);
      expect(leader.elector.isLeader()).toBe(true);
      expect(standby.elector.isLeader()).toBe(false);

      leader.connection.fault = { type: 'hang' };
      await clock.advance(17_000);
      expect(standby.elector.isLeader()).toBe(true);
      expect(leader.elector.isLeader()).toBe(false);
    });

    it('is not misled when somebody sets its own clock', async () => {
      const leader = await aLeader();
      const standby = await aStandby();

      clock.jumpWall(HOUR_MS);
      await clock.advance(30_000);
      clock.jumpWall(-2 * HOUR_MS);
      await clock.advance(30_000);

      expect(leader.elector.isLeader()).toBe(true);
      expect(standby.elector.isLeader()).toBe(false);
    });

    it('waits as long as the holder says', async () => {
      await aLeader();
      store.touch({ holder: 'other', durationMs: 40_000 });
      const standby = await aStandby();

      await clock.advance(39_000);
      expect(standby.elector.isLeader()).toBe(false);
      await clock.advance(1_000);
      expect(standby.elector.isLeader()).toBe(true);
    });

    it('reads the lease again and again while it fails, and not in a hurry', async () => {
      const { elector, connection, events } = aReplica('b');
      const error = new KubeForbiddenError('No');
      connection.fault = { type: 'fail', error };
      elector.start();
      await settle();

      await clock.advance(18_000);

      expect(events).toEqual(Array(15).fill(`failed: ${error}`));
    });
  });

  describe('three replicas', () => {
    it('have one leader at any time, through a stop and a crash', async () => {
      const replicas = ['a', 'b', 'c'].map(identity => aReplica(identity));
      const leaders = () =>
        replicas.filter(({ elector }) => elector.isLeader());
      replicas.forEach(({ elector }) => elector.start());
      await settle();
      expect(leaders()).toHaveLength(1);

      const [first] = leaders();
      await first!.elector.stop();
      await clock.advance(2_000);
      expect(leaders()).toHaveLength(1);

      const [second] = leaders();
      second!.connection.fault = { type: 'hang' };
      for (let seconds = 0; seconds < 20; seconds += 1) {
        await clock.advance(1_000);
        expect(leaders().length).toBeLessThanOrEqual(1);
      }
      expect(leaders()).toHaveLength(1);
      expect(leaders()).not.toContain(second);
    });
  });

  describe('when it is asked to stop', () => {
    it('lets go of the lease, so that it is free at once', async () => {
      const { elector, events } = await aLeader();

      await elector.stop();

      expect(elector.isLeader()).toBe(false);
      expect(elector.signal.aborted).toBe(true);
      expect(store.lease).toMatchObject({ holder: '', durationMs: 1_000 });
      expect(events).toEqual(['leads', 'ends']);
    });

    it('lets go even if somebody touches the lease meanwhile', async () => {
      const { elector } = await aLeader();

      store.touch();
      await elector.stop();

      expect(store.lease?.holder).toBe('');
    });

    it('leaves a lease alone that is not its own any more', async () => {
      const { elector } = await aLeader();

      store.touch({ holder: 'thief' });
      await elector.stop();

      expect(store.lease?.holder).toBe('thief');
    });

    it('ends before it led, and writes nothing', async () => {
      await aLeader();
      const { elector } = await aStandby();
      const before = store.lease;

      await elector.stop();

      expect(await elector.acquired).toBe(false);
      expect(store.lease).toBe(before);
    });

    it('lets go of a lease that it may have got without hearing of it', async () => {
      const { elector, connection } = aReplica('a');
      connection.fault = { type: 'loseAnswer' };
      elector.start();
      await settle();
      connection.fault = undefined;

      await elector.stop();

      expect(store.lease?.holder).toBe('');
    });

    it('gives up letting go when the API server does not answer', async () => {
      const { elector, connection, events } = await aLeader();
      connection.fault = { type: 'hang' };

      const stopped = elector.stop();
      await settle();
      await clock.advance(1_000);
      await stopped;

      expect(events).toContainEqual(
        expect.stringContaining('No answer within 1000 ms'),
      );
    });
  });

  it('says for how long it has heard nothing, so that a dead loop shows', async () => {
    const { elector, connection } = await aLeader();
    await clock.advance(20_000);
    expect(elector.silentMs).toBeLessThanOrEqual(2_000);

    connection.fault = { type: 'hang' };
    await clock.advance(6_000);
    expect(elector.silentMs).toBe(6_000);

    connection.fault = undefined;
    await elector.stop();
    expect(elector.silentMs).toBe(0);
  });
});
