import { aQueue, drain, numbered, peek } from '../../../test/aQueue';
import { ManualClock } from '../../../test/ManualClock';
import type { Priority } from './Priority';
import { WorkQueue } from './WorkQueue';

describe('WorkQueue, later', () => {
  describe('brings keys back later', () => {
    it.each<{ does: string; delays: number[] }>([
      { does: 'a later call does not put off an earlier', delays: [10, 50] },
      { does: 'an earlier call wins over a later', delays: [50, 10] },
    ])('keeps the earliest moment: $does', async ({ delays }) => {
      const { queue, clock } = aQueue();
      delays.forEach(ms => queue.addAfter('a', ms));
      const taken = queue.take();

      clock.tick(9);
      expect(await peek(taken)).toBe('nothing');
      clock.tick(1);
      expect(await taken).toBe('a');
      queue.done('a');
      clock.tick(1_000);
      expect(await peek(queue.take())).toBe('nothing');
    });

    it('spares the later look when a worker takes the key before', async () => {
      const { queue, clock } = aQueue();
      queue.addAfter('a', 100);
      queue.add('a');
      queue.done((await queue.take())!);

      clock.tick(1_000);
      expect(queue.stats()).toMatchObject({
        delayed: 0,
        depth: { normal: 0, low: 0 },
      });
      expect(clock.pending).toBe(0);
    });

    it('counts a delay that began while the key was worked on', async () => {
      const { queue, clock } = aQueue();
      queue.add('a');
      await queue.take();
      queue.addAfter('a', 10);
      clock.tick(10);
      expect(queue.stats().depth.normal).toBe(0);

      queue.done('a');
      expect(await queue.take()).toBe('a');
    });

    it.each([0, -5, Number.NaN])('adds at once after %d ms', async ms => {
      const { queue } = aQueue();
      queue.addAfter('a', ms);

      expect(await drain(queue)).toEqual(['a']);
    });

    it('takes the higher of two levels asked for', () => {
      const { queue, clock } = aQueue();
      const levels: Priority[] = ['low', 'normal', 'low'];
      levels.forEach(level => queue.addAfter('a', 10, level));
      clock.tick(10);

      expect(queue.stats().depth).toEqual({ normal: 1, low: 0 });
    });

    it('needs one timer for thousands of keys', async () => {
      const { queue, clock } = aQueue();
      numbered('', 5_000).forEach(key =>
        queue.addAfter(key, ((Number(key) * 7_919) % 5_000) + 1),
      );
      expect(clock.pending).toBe(1);

      clock.tick(5_000);
      const keys = await drain(queue);
      const dues = keys.map(key => (Number(key) * 7_919) % 5_000);
      expect(dues).toEqual([...dues].sort((a, b) => a - b));
      expect(keys).toHaveLength(5_000);
      expect(clock.pending).toBe(0);
    });

    it('does not care what anyone sets the date to', async () => {
      const { queue, clock } = aQueue();
      queue.addAfter('soon', 100);
      clock.jumpWall(-24 * 3_600_000);
      queue.addAfter('later', 200);
      clock.jumpWall(48 * 3_600_000);

      clock.tick(99);
      expect(await drain(queue)).toEqual([]);
      clock.tick(1);
      expect(await drain(queue)).toEqual(['soon']);
      clock.tick(100);
      expect(await drain(queue)).toEqual(['later']);
    });

    it('is not put out by a timer that fires early', async () => {
      const clock = new ManualClock();
      const early = {
        elapsed: () => clock.elapsed(),
        schedule: (callback: () => void, ms: number) =>
          clock.schedule(callback, Math.max(1, ms - 1)),
      };
      const queue = new WorkQueue({ clock: early });
      queue.addAfter('a', 10);

      clock.tick(9);
      expect(await drain(queue)).toEqual([]);
      clock.tick(1);
      expect(await drain(queue)).toEqual(['a']);
    });
  });

  describe('lets a key that fails wait longer from failure to failure', () => {
    it('begins with 5 ms, doubles, and never waits longer than 5 min', () => {
      const { queue } = aQueue();
      const waits = Array.from({ length: 100 }, () => queue.retry('a'));

      expect(waits.slice(0, 5)).toEqual([5, 10, 20, 40, 80]);
      expect(waits[15]).toBe(163_840);
      expect(new Set(waits.slice(16))).toEqual(new Set([300_000]));
    });

    it('begins anew once the key was well, and forgets it', () => {
      const { queue } = aQueue();
      queue.retry('a');
      queue.retry('a');
      expect(queue.failuresOf('a')).toBe(2);
      queue.forget('a');

      expect(queue.stats().failing).toBe(0);
      expect(queue.retry('a')).toBe(5);
    });

    it('counts for each key by itself', () => {
      const { queue } = aQueue();
      queue.retry('a');
      queue.retry('a');

      expect(queue.retry('b')).toBe(5);
    });

    it('lets chance take off no more than its share', () => {
      const full = aQueue({ jitter: 0.5, random: () => 0 }).queue;
      const cut = aQueue({ jitter: 0.5, random: () => 0.999 }).queue;

      expect(full.retry('a', { firstMs: 100, maxMs: 1_000 })).toBe(100);
      expect(cut.retry('a', { firstMs: 100, maxMs: 1_000 })).toBeCloseTo(50.05);
    });

    it('never comes back before the server wants to hear of it', () => {
      const { queue } = aQueue({ jitter: 1, random: () => 0.9 });
      const limits = { firstMs: 5, maxMs: 1_000, atLeastMs: 7_000 };

      expect(queue.retry('a', limits)).toBe(7_000);
    });

    it('looks at all that failed at once when an outage is over', async () => {
      const { queue, clock } = aQueue();
      const keys = numbered('', 50);
      for (let failure = 0; failure < 20; failure += 1) {
        keys.forEach(key => queue.retry(key));
      }
      queue.retryFailed();

      expect(await drain(queue)).toEqual(keys);
      expect(queue.stats()).toMatchObject({ failing: 0, delayed: 0 });
      expect(clock.pending).toBe(0);
    });
  });
});
