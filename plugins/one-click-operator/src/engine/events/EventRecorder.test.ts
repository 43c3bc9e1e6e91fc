import {
  KubeForbiddenError,
  KubeUnavailableError,
} from '@one-click/backstage-plugin-one-click-kube';
import { FakeEvents } from '../../../test/FakeEvents';
import { ManualClock, settle } from '../../../test/ManualClock';
import { NotLeaderError } from '../lease';
import { EventRecorder } from './EventRecorder';
import type { Happening } from './EventCorrelator';

const ROLLOUT = {
  apiVersion: 'one-click.dev/v1alpha1',
  kind: 'Rollout',
  namespace: 'shop',
  name: 'web',
  uid: 'u-1',
};

function aHappening(happening: Partial<Happening> = {}): Happening {
  return {
    about: ROLLOUT,
    type: 'Warning',
    reason: 'NotOurs',
    message: "Service 'web' belongs to somebody else",
    ...happening,
  };
}

describe('EventRecorder', () => {
  let clock: ManualClock;
  let cluster: FakeEvents;
  let recorder: EventRecorder;
  let dropped: string[];

  beforeEach(() => {
    clock = new ManualClock();
    cluster = new FakeEvents();
    dropped = [];
    let id = 0;
    recorder = new EventRecorder({
      client: cluster.client,
      component: 'one-click-operator',
      instance: 'operator-0',
      clock,
      monotonic: clock,
      newId: () => {
        id += 1;
        return `id${id}`;
      },
      observers: [{ dropped: ({ why }) => dropped.push(why) }],
    });
  });

  it('makes an event that says what happened to what', async () => {
    recorder.record(aHappening());
    await settle();

    expect(cluster.all).toEqual([
      {
        metadata: { namespace: 'shop', name: 'web.id1' },
        involvedObject: ROLLOUT,
        type: 'Warning',
        reason: 'NotOurs',
        message: "Service 'web' belongs to somebody else",
        count: 1,
        firstTimestamp: '2026-01-01T00:00:00.000Z',
        lastTimestamp: '2026-01-01T00:00:00.000Z',
        source: { component: 'one-click-operator' },
        reportingComponent: 'one-click-operator',
        reportingInstance: 'operator-0',
      },
    ]);
  });

  it('writes nothing while nothing is recorded', async () => {
    await clock.advance(3_600_000);

    expect(cluster.requests).toEqual([]);
  });

  describe('what happens again', () => {
    it('is counted by one patch', async () => {
      recorder.record(aHappening());
      await settle();
      await clock.advance(60_000);
      recorder.record(aHappening());
      await settle();

      expect(cluster.requests).toEqual(['create', 'patch']);
      expect(cluster.all).toMatchObject([
        {
          count: 2,
          firstTimestamp: '2026-01-01T00:00:00.000Z',
          lastTimestamp: '2026-01-01T00:01:00.000Z',
        },
      ]);
    });

    it('in one go is one write', async () => {
      Array.from({ length: 20 }).forEach(() => recorder.record(aHappening()));
      await settle();

      expect(cluster.requests).toEqual(['create']);
      expect(cluster.all).toMatchObject([{ count: 20 }]);
    });

    it('is a new event where the cluster has forgotten the old one', async () => {
      recorder.record(aHappening());
      await settle();
      cluster.events.clear();
      recorder.record(aHappening());
      await settle();

      expect(cluster.requests).toEqual(['create', 'patch', 'create']);
      expect(cluster.all).toMatchObject([{ count: 2 }]);
    });
  });

  describe('a burst', () => {
    it('of like events with ever other messages shares one from the eleventh on', async () => {
      for (let n = 1; n <= 15; n += 1) {
        recorder.record(aHappening({ message: `Failed ${n}` }));
        await settle();
      }

      expect(cluster.all).toHaveLength(11);
      expect(cluster.all.at(-1)).toMatchObject({
        message: 'Failed 15 (stands for others like it)',
        count: 5,
      });
    });

    it('is over after ten quiet minutes', async () => {
      for (let n = 1; n <= 11; n += 1) {
        recorder.record(aHappening({ message: `Failed ${n}` }));
      }
      await settle();
      await clock.advance(600_001);
      recorder.record(aHappening({ message: 'Failed 12' }));
      await settle();

      expect(cluster.all.at(-1)).toMatchObject({ message: 'Failed 12' });
    });

    it('of one object ends after 25, and goes on with one in five minutes', async () => {
      Array.from({ length: 1_000 }).forEach((_, n) =>
        recorder.record(aHappening({ reason: `Reason${n}` })),
      );
      await settle();
      expect(cluster.all).toHaveLength(25);
      expect(dropped).toEqual(Array(975).fill('tooMany'));

      await clock.advance(300_000);
      recorder.record(aHappening({ reason: 'First' }));
      recorder.record(aHappening({ reason: 'Second' }));
      await settle();
      expect(cluster.all).toHaveLength(26);
    });

    it('costs other objects nothing', async () => {
      Array.from({ length: 100 }).forEach((_, n) =>
        recorder.record(aHappening({ reason: `Reason${n}` })),
      );
      const other = { ...ROLLOUT, name: 'shop', uid: 'u-2' };
      recorder.record(aHappening({ about: other }));
      await settle();

      expect(cluster.all.at(-1)).toMatchObject({ involvedObject: other });
    });
  });

  describe('while events cannot be had', () => {
    const away = new KubeUnavailableError('Cannot reach the cluster');

    it('holds up nobody, and drops what does not fit into its queue', async () => {
      cluster.fault = () => {
        throw away;
      };

      for (let n = 0; n < 1_100; n += 1) {
        const about = { ...ROLLOUT, uid: `u-${n}` };
        recorder.record(aHappening({ about }));
      }

      expect(dropped).toEqual(Array(100).fill('queueFull'));
    });

    it('tries an event twelve times, ten seconds apart, and gives it up', async () => {
      cluster.fault = () => {
        throw away;
      };
      recorder.record(aHappening());
      await settle();
      await clock.advance(600_000);

      expect(cluster.requests).toEqual(Array(12).fill('create'));
      expect(dropped).toEqual(['gaveUp']);
    });

    it('goes on with what waits once they can be had again', async () => {
      cluster.fault = () => {
        throw away;
      };
      recorder.record(aHappening());
      recorder.record(aHappening({ reason: 'Other' }));
      await settle();
      cluster.fault = () => undefined;
      await clock.advance(10_000);

      expect(cluster.all).toHaveLength(2);
    });

    it('takes an event for made whose first answer was lost', async () => {
      let isFirst = true;
      cluster.fault = () => {
        if (isFirst) {
          isFirst = false;
          // It arrived all the same.
          void cluster.client.create({} as never, {
            metadata: { name: 'web.id1', namespace: 'shop' },
          });
          throw away;
        }
      };
      recorder.record(aHappening());
      await settle();
      await clock.advance(10_000);

      expect(cluster.all).toHaveLength(1);
      expect(dropped).toEqual([]);
    });
  });

  it.each([
    { what: 'a right is missing', error: new KubeForbiddenError('No') },
    {
      what: 'the namespace of a deleted rollout is going',
      error: new KubeForbiddenError('namespace is being terminated'),
    },
    { what: 'this process no longer leads', error: new NotLeaderError('No') },
  ])('drops an event where $what, and asks once', async ({ error }) => {
    cluster.fault = () => {
      throw error;
    };
    recorder.record(aHappening());
    await settle();
    await clock.advance(600_000);

    expect(cluster.requests).toEqual(['create']);
    expect(dropped).toEqual(['refused']);
  });

  it('cuts a message to 1 KB, and a name to what Kubernetes takes', async () => {
    const about = { ...ROLLOUT, name: 'x'.repeat(253) };
    recorder.record(aHappening({ about, message: 'é'.repeat(2_000) }));
    await settle();

    const [event] = cluster.all;
    expect(Buffer.byteLength(event!.message)).toBeLessThanOrEqual(1_024);
    expect(event!.message).toMatch(/é…$/);
    expect(event!.metadata.name.length).toBeLessThanOrEqual(253);
  });

  describe('when it stops', () => {
    it('sends what is left', async () => {
      recorder.record(aHappening());
      recorder.record(aHappening({ reason: 'Other' }));

      await recorder.stop(1_000);

      expect(cluster.all).toHaveLength(2);
    });

    it('takes nothing more in', async () => {
      await recorder.stop(1_000);
      recorder.record(aHappening());
      await settle();

      expect(cluster.requests).toEqual([]);
      expect(dropped).toEqual(['stopped']);
    });

    it('drops what cannot be sent by its limit', async () => {
      cluster.fault = (_, signal) =>
        new Promise((__, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason));
        });
      recorder.record(aHappening());
      recorder.record(aHappening({ reason: 'Other' }));
      await settle();

      const stopped = recorder.stop(700);
      await clock.advance(700);
      await stopped;

      expect(cluster.requests).toEqual(['create']);
      expect(dropped).toEqual(['stopped', 'stopped']);
    });

    it('waits for no second attempt', async () => {
      cluster.fault = () => {
        throw new KubeUnavailableError('away');
      };
      recorder.record(aHappening());
      await settle();

      await recorder.stop(700);

      expect(dropped).toEqual(['gaveUp']);
      expect(clock.pending).toBe(0);
    });
  });
});
