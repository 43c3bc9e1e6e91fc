import { aController, Looks, names } from '../../../test/aController';
import { settle } from '../../../test/ManualClock';
import { monotonicClock } from '../clock';
import { WorkQueue } from '../queue';
import { Controller } from './Controller';

describe('Controller', () => {
  describe('runs as many reconciles as it has workers, and one of a key', () => {
    it('never runs more than its workers, and all keys in the end', async () => {
      const looks = new Looks();
      const { queue, controller } = aController(looks.reconcile, {
        workers: 3,
      });
      controller.start();
      const keys = Array.from({ length: 10 }, (_, index) => `key-${index}`);
      keys.forEach(key => queue.add(key));
      await settle();
      expect(looks.running).toHaveLength(3);
      expect(controller.stats()).toEqual({
        workers: 3,
        active: 3,
        overdue: 0,
      });

      while (looks.running.length > 0) {
        await looks.end(looks.running[0]!);
      }
      expect(looks.begun).toEqual(keys);
      expect(looks.most).toBe(3);
    });

    it('never runs two reconciles of one key, however often it changes', async () => {
      const looks = new Looks();
      const { queue, controller } = aController(looks.reconcile);
      controller.start();
      for (let turn = 0; turn < 5; turn += 1) {
        queue.add('a');
        queue.add('a');
        await settle();
        expect(looks.running).toEqual(['a']);
        queue.add('a');
        await looks.end('a');
      }

      expect(looks.mostOfOne).toBe(1);
    });

    it('answers 10,000 pod events of one rollout with two looks', async () => {
      const looks = new Looks();
      const { queue, controller } = aController(looks.reconcile);
      controller.start();
      for (let event = 0; event < 10_000; event += 1) {
        queue.add('a');
        if (event % 1_000 === 0) {
          await settle();
        }
      }
      await looks.end('a');
      await looks.end('a');

      expect(looks.begun).toEqual(['a', 'a']);
      expect(looks.running).toEqual([]);
    });

    it('begins only with start, twice changes nothing, and keeps keys while paused', async () => {
      const looks = new Looks();
      const { queue, controller } = aController(looks.reconcile);
      queue.add('a');
      await settle();
      expect(looks.begun).toEqual([]);

      controller.start();
      controller.start();
      await settle();
      controller.pause();
      ['b', 'c', 'd', 'e'].forEach(key => queue.add(key));
      await settle();
      expect(looks.begun).toEqual(['a']);

      controller.resume();
      await settle();
      expect(looks.begun).toEqual(['a', 'b']);
    });
  });

  describe('looks again', () => {
    it('when a reconcile says so, and not otherwise', async () => {
      const begun: string[] = [];
      const { clock, queue, controller, told } = aController(async key => {
        begun.push(key);
        return begun.length < 3 ? { lookAgainAfterMs: 1_000 } : undefined;
      });
      controller.start();
      queue.add('a');
      await clock.advance(999);
      expect(begun).toHaveLength(1);
      await clock.advance(1);
      expect(begun).toHaveLength(2);
      await clock.advance(100_000);

      expect(begun).toHaveLength(3);
      expect(told.map(event => 'result' in event && event.result)).toEqual([
        'requeue_after',
        'requeue_after',
        'success',
      ]);
    });

    it.each([0, -60_000])(
      'does not run hot where a reconcile always asks for %d ms',
      async lookAgainAfterMs => {
        let looks = 0;
        const { clock, queue, controller } = aController(async () => {
          looks += 1;
          return { lookAgainAfterMs };
        });
        controller.start();
        queue.add('a');
        await clock.advance(100);

        expect(looks).toBe(11);
      },
    );

    it('spares what is put off when the key changes before', async () => {
      let looks = 0;
      const { clock, queue, controller } = aController(async () => {
        looks += 1;
        return looks === 1 ? { lookAgainAfterMs: 1_000 } : undefined;
      });
      controller.start();
      queue.add('a');
      await clock.advance(500);
      queue.add('a');
      await clock.advance(10_000);

      expect(looks).toBe(2);
    });
  });

  describe('stops', () => {
    it('waits for what runs, and begins nothing more', async () => {
      const looks = new Looks();
      const { queue, controller } = aController(looks.reconcile);
      controller.start();
      ['a', 'b', 'c'].forEach(key => queue.add(key));
      await settle();
      let left: number | undefined;
      const stopped = controller.stop().then(count => {
        left = count;
      });
      await looks.end('a');
      expect(left).toBeUndefined();
      await looks.end('b');
      await stopped;

      expect(left).toBe(0);
      expect(looks.begun).toEqual(['a', 'b']);
    });

    it('aborts what has not ended in time, and does not wait for ever', async () => {
      const looks = new Looks();
      const { clock, queue, controller, told } = aController(looks.reconcile);
      controller.start();
      queue.add('a');
      await settle();
      const stopped = controller.stop({ drainMs: 6_000, abortMs: 1_000 });
      await clock.advance(5_999);
      expect(looks.signals.get('a')!.aborted).toBe(false);
      await clock.advance(1);
      expect(looks.signals.get('a')!.aborted).toBe(true);
      await clock.advance(1_000);

      expect(await stopped).toBe(1);
      expect(told).toEqual([]);
    });

    it('aborts at once where nothing may be written any more', async () => {
      const { queue, controller, told } = aController(
        (_, signal) =>
          new Promise((__, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason));
          }),
      );
      controller.start();
      queue.add('a');
      await settle();

      expect(await controller.stop({ drainMs: 0 })).toBe(0);
      // That it was told to stop is no failure of the rollout.
      expect(names(told)).toEqual(['reconciled']);
    });

    it('ends although it never began', async () => {
      const { controller, queue } = aController(async () => undefined);
      queue.add('a');

      expect(await controller.stop()).toBe(0);
    });
  });

  it('lets timers in while twenty workers find all they need in memory', async () => {
    const queue = new WorkQueue({ clock: monotonicClock });
    let looks = 0;
    let looksBeforeRenewal: number | undefined;
    const controller = new Controller({
      queue,
      clock: monotonicClock,
      reconcile: async () => {
        looks += 1;
        const until = performance.now() + 1;
        while (performance.now() < until) {
          // As much as a reconcile computes that need not wait for anything.
        }
        return undefined;
      },
    });
    for (let key = 0; key < 500; key += 1) {
      queue.add(`key-${key}`);
    }
    setTimeout(() => {
      looksBeforeRenewal = looks;
    }, 20);
    controller.start();
    while (queue.stats().depth.normal > 0) {
      await new Promise(resolve => setImmediate(resolve));
    }
    await controller.stop();

    expect(looks).toBe(500);
    // Twenty of them were due; one that holds up the loop would let in none before the last.
    expect(looksBeforeRenewal).toBeLessThan(250);
  });
});
