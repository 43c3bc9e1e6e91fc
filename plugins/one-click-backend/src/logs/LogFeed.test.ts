import type {
  LogLine,
  LogQuery,
  LogSource,
  StreamMessage,
} from '@one-click/backstage-plugin-one-click-common';
import { FakeLiveCluster } from '../../test/FakeLiveCluster';
import { ManualClock, settle } from '../../test/ManualClock';
import { createLiveObjects } from '../live/LiveObjects';
import { SharedPool } from '../live/SharedPool';
import { ContainerLog } from './ContainerLog';
import { nameOfContainer } from './ContainerRef';
import type { ContainerRef } from './ContainerRef';
import { LogFeed } from './LogFeed';
import { LogQueue } from './LogQueue';

const place = { cluster: 'main', namespace: 'oc-shop', rollout: 'web' };
const UNLIMITED = { hasRoom: () => true, spend: () => {} };

function aPod(name: string, over: object = {}, labels: object = {}) {
  return {
    metadata: {
      name,
      namespace: 'oc-shop',
      uid: `uid-${name}`,
      labels: { 'one-click.dev/deploymentId': 'web', ...labels },
    },
    spec: { containers: [{ name: 'web', image: 'nginx' }] },
    status: {
      phase: 'Running',
      containerStatuses: [
        {
          name: 'web',
          ready: true,
          restartCount: 0,
          state: { running: {} },
          ...over,
        },
      ],
    },
  };
}

const at = (second: number) =>
  `2026-03-04T05:06:${`${second}`.padStart(2, '0')}`;
const raw = (second: number, text: string) => `${at(second)}.5Z ${text}`;

describe('the logs of a rollout', () => {
  function setUp() {
    const cluster = new FakeLiveCluster();
    const clock = new ManualClock();
    const clients = { find: () => cluster.client };
    const live = createLiveObjects({ clients, clock });
    const logs = new SharedPool<ContainerRef, ContainerLog>({
      clock,
      nameOf: nameOfContainer,
      create: ref =>
        new ContainerLog({ ref, clock, client: () => cluster.client }),
    });
    const read = (
      query: Partial<LogQuery> = {},
      resume: LogFeedResume = [],
    ) => {
      const lines: LogLine[] = [];
      const gaps: unknown[] = [];
      let sources: readonly LogSource[] = [];
      const queue = new LogQueue({
        topic: 'logs:shop/web',
        budget: UNLIMITED,
        clock,
        sink: {
          isBlocked: false,
          send(message: StreamMessage) {
            if (message.type === 'logs') {
              lines.push(...message.lines);
              gaps.push(...message.skipped);
            }
          },
        },
      });
      const feed = LogFeed.open({
        place,
        query: query as LogQuery,
        resume,
        live,
        clients,
        logs,
        queue,
        clock,
        onSources: all => {
          sources = all;
        },
      });
      return {
        feed,
        gaps,
        texts: () => lines.map(({ text }) => text),
        sources: () => sources,
      };
    };
    /** Time passes, after what is going on right now. */
    const pass = async (ms: number) => {
      await settle();
      await clock.advance(ms);
    };
    return { cluster, logs, pass, read };
  }
  type LogFeedResume = Parameters<typeof LogFeed.open>[0]['resume'];

  it('B14 merges what all pods said by time, and then follows', async () => {
    const { cluster, pass, read } = setUp();
    await cluster.put('pods', aPod('web-1'));
    await cluster.put('pods', aPod('web-2'));
    cluster.log('web-1', 'web').write(raw(1, 'a'), raw(3, 'c'));
    cluster.log('web-2', 'web').write(raw(2, 'b'));
    const { texts, sources } = read();
    await pass(1_000);
    expect(texts()).toEqual(['a', 'b', 'c']);

    cluster.log('web-2', 'web').write(raw(4, 'd'));
    await pass(1_000);
    expect(texts()).toEqual(['a', 'b', 'c', 'd']);
    expect(sources()).toMatchObject([
      { pod: 'web-1', state: 'following' },
      { pod: 'web-2', state: 'following' },
    ]);
  });

  it('follows one container once, however many read it', async () => {
    const { cluster, pass, read, logs } = setUp();
    await cluster.put('pods', aPod('web-1'));
    cluster.log('web-1', 'web').write(raw(1, 'a'));
    const readers = Array.from({ length: 200 }, () => read());
    await pass(1_000);
    cluster.log('web-1', 'web').write(raw(2, 'b'));
    await pass(1_000);

    expect(readers.every(each => each.texts().join() === 'a,b')).toBe(true);
    expect(cluster.watchesOf('pods')).toHaveLength(1);
    expect(
      cluster.opened.filter(each => each === 'web-1/web follow'),
    ).toHaveLength(1);
    readers.forEach(({ feed }) => feed.close());
    await pass(60_000);
    expect(logs.size).toBe(0);
  });

  it('gives a later reader what an earlier one has had, without a hole', async () => {
    const { cluster, pass, read } = setUp();
    await cluster.put('pods', aPod('web-1'));
    cluster.log('web-1', 'web').write(raw(1, 'a'));
    read();
    await pass(1_000);
    cluster.log('web-1', 'web').write(raw(2, 'b'));
    const late = read({ tail: 1 });
    await pass(1_000);
    cluster.log('web-1', 'web').write(raw(3, 'c'));
    await pass(1_000);

    expect(late.texts()).toEqual(['b', 'c']);
  });

  it('goes on over a restart, and says that there was one', async () => {
    const { cluster, pass, read } = setUp();
    await cluster.put('pods', aPod('web-1'));
    cluster.log('web-1', 'web').write(raw(1, 'a'));
    const { texts, sources } = read();
    await pass(1_000);
    cluster.restart('web-1', 'web').write(raw(5, 'again'));
    await cluster.put(
      'pods',
      aPod('web-1', {
        restartCount: 1,
        lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
      }),
    );
    await pass(5_000);

    expect(texts()).toEqual(['a', 'again']);
    expect(sources()).toMatchObject([
      { restarts: 1, lastEnd: { code: 137, reason: 'OOMKilled' } },
    ]);
  });

  it('doubles and loses nothing when the connection breaks', async () => {
    const { cluster, pass, read } = setUp();
    await cluster.put('pods', aPod('web-1'));
    const log = cluster.log('web-1', 'web');
    log.write(raw(1, 'a'), raw(1, 'b'));
    const { texts } = read();
    await pass(1_000);
    log.end();
    await settle();
    log.isOver = false;
    log.write(raw(1, 'c'), raw(2, 'd'));
    await pass(5_000);

    expect(texts()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('R14 goes on where an earlier stream ended', async () => {
    const { cluster, pass, read } = setUp();
    await cluster.put('pods', aPod('web-1'));
    cluster.log('web-1', 'web').write(raw(1, 'a'), raw(1, 'b'), raw(2, 'c'));
    const { texts, gaps } = read({}, [
      { pod: 'web-1', container: 'web', at: `${at(1)}.5Z`, count: 1 },
    ]);
    await pass(1_000);

    expect(texts()).toEqual(['b', 'c']);
    expect(gaps).toEqual([]);
  });

  it('R14 says so when more was said meanwhile than is read again', async () => {
    const { cluster, pass, read } = setUp();
    await cluster.put('pods', aPod('web-1'));
    cluster
      .log('web-1', 'web')
      .write(
        raw(1, 'a'),
        ...Array.from({ length: 50 }, (_, n) => raw(n + 2, `${n}`)),
      );
    const { texts, gaps } = read({ tail: 10 }, [
      { pod: 'web-1', container: 'web', at: `${at(1)}.5Z`, count: 1 },
    ]);
    await pass(1_000);

    expect(texts()).toHaveLength(10);
    expect(gaps).toEqual([{ pod: 'web-1', container: 'web' }]);
  });

  it('reads the run before, once, where there was one', async () => {
    const { cluster, pass, read } = setUp();
    await cluster.put('pods', aPod('web-1', { restartCount: 1 }));
    await cluster.put('pods', aPod('web-2'));
    cluster.log('web-1', 'web').write(raw(1, 'crashed'));
    cluster.restart('web-1', 'web').write(raw(5, 'now'));
    const { texts, sources } = read({ previous: true });
    await pass(1_000);

    expect(texts()).toEqual(['crashed']);
    expect(sources()).toMatchObject([
      { pod: 'web-1', state: 'ended' },
      { pod: 'web-2', state: 'waiting' },
    ]);
  });

  it('leaves out what was said before, where nothing of it is wanted', async () => {
    const { cluster, pass, read } = setUp();
    await cluster.put('pods', aPod('web-1'));
    cluster.log('web-1', 'web').write(raw(1, 'old'));
    const { texts } = read({ tail: 0 });
    await pass(1_000);
    cluster.log('web-1', 'web').write(raw(2, 'new'));
    await pass(1_000);

    expect(texts()).toEqual(['new']);
  });

  it('waits for a container to start, and takes in pods that come', async () => {
    const { cluster, pass, read } = setUp();
    const waiting = { state: { waiting: { reason: 'ContainerCreating' } } };
    await cluster.put('pods', aPod('web-1', waiting));
    const { texts, sources } = read();
    await pass(1_000);
    expect(sources()).toMatchObject([{ state: 'waiting' }]);
    expect(cluster.opened).toEqual([]);

    cluster.log('web-1', 'web').write(raw(1, 'hello'));
    await cluster.put('pods', aPod('web-1'));
    await pass(1_000);
    expect(texts()).toEqual(['hello']);
  });

  it('reads a pod of a job to its end, and other rollouts never', async () => {
    const { cluster, pass, read } = setUp();
    await cluster.put(
      'pods',
      aPod(
        'tidy-1',
        {},
        { 'one-click.dev/deploymentId': '', 'one-click.dev/jobOf': 'web' },
      ),
    );
    await cluster.put(
      'pods',
      aPod('other-1', {}, { 'one-click.dev/deploymentId': 'other' }),
    );
    cluster.log('tidy-1', 'web').write(raw(1, 'a'));
    cluster.log('other-1', 'web').write(raw(1, 'not yours'));
    const { texts } = read();
    await pass(1_000);
    const log = cluster.log('tidy-1', 'web');
    log.write(raw(2, 'done'));
    log.end();
    await cluster.put('pods', {
      ...aPod(
        'tidy-1',
        { state: { terminated: { reason: 'Completed' } } },
        {
          'one-click.dev/deploymentId': '',
          'one-click.dev/jobOf': 'web',
        },
      ),
    });
    await pass(1_000);

    expect(texts()).toEqual(['a', 'done']);
  });

  it('tells the words of a run that is over in no time once', async () => {
    const { cluster, pass, read } = setUp();
    const { texts } = read();
    await pass(1_000);
    const log = cluster.log('web-1', 'web');
    log.write(raw(1, 'a'), raw(2, 'b'));
    let open = () => {};
    cluster.gate = new Promise(resolve => {
      open = resolve;
    });
    await cluster.put('pods', aPod('web-1'));
    await pass(100);
    log.end();
    const over = { state: { terminated: { reason: 'Completed' } } };
    const pod = aPod('web-1', over);
    await cluster.put('pods', {
      ...pod,
      status: { ...pod.status, phase: 'Succeeded' },
    } as typeof pod);
    await pass(1_000);
    open();
    await pass(1_000);

    expect(texts()).toEqual(['a', 'b']);
  });

  it('says why a log cannot be read, and tries again by itself', async () => {
    const { cluster, pass, read } = setUp();
    await cluster.put('pods', aPod('web-1'));
    cluster.log('web-1', 'web').write(raw(1, 'a'));
    cluster.failure = new Error('the node does not answer');
    const { texts, sources } = read();
    await pass(1_000);
    expect(sources()).toMatchObject([
      { state: 'refused', message: 'the node does not answer' },
    ]);

    cluster.failure = undefined;
    await pass(6_000);
    expect(texts()).toEqual(['a']);
    expect(sources()).toMatchObject([{ state: 'following' }]);
  });

  it('reads fifty containers at once, and names the others', async () => {
    const { cluster, pass, read } = setUp();
    for (let n = 0; n < 60; n += 1) {
      await cluster.put('pods', aPod(`web-${n}`));
    }
    const { sources } = read();
    await pass(1_000);

    expect(sources().filter(({ state }) => state === 'refused')).toHaveLength(
      10,
    );
    expect(sources().at(-1)?.message).toContain('choose a pod');
  });
});
