import { aQueue, drain, numbered, peek } from '../../../test/aQueue';

describe('WorkQueue', () => {
  describe('hands out a key to one worker at a time and misses no change', () => {
    it('hands out a key once, however often it was added while it waited', async () => {
      const { queue } = aQueue();
      for (let turn = 0; turn < 10_000; turn += 1) {
        queue.add('a');
      }
      queue.add('b');

      expect(await drain(queue)).toEqual(['a', 'b']);
    });

    it('keeps a key added while it is worked on for after that, once', async () => {
      const { queue } = aQueue();
      queue.add('a');
      await queue.take();
      const other = queue.take();

      queue.add('a');
      queue.add('a');
      expect(await peek(other)).toBe('nothing');

      queue.done('a');
      expect(await other).toBe('a');
      queue.done('a');
      expect(await peek(queue.take())).toBe('nothing');
    });

    it('gives keys to idle workers in the order in which these came', async () => {
      const { queue } = aQueue();
      const workers = [queue.take(), queue.take()];

      queue.add('a');
      queue.add('b');

      expect(await Promise.all(workers)).toEqual(['a', 'b']);
    });

    it('ignores that a worker is done with a key it does not have', async () => {
      const { queue } = aQueue();
      queue.add('a');
      queue.done('a');

      expect(await drain(queue)).toEqual(['a']);
    });

    it('asks for few looks in a storm of 10,000 pod events over 100 keys', async () => {
      const { queue } = aQueue();
      const keys = numbered('rollout-', 100);
      const looks = new Map<string, number>();
      const working: string[] = [];
      for (let event = 0; event < 10_000; event += 1) {
        queue.add(keys[(event * 37) % keys.length]!);
        if (event % 100 === 0) {
          // One of twenty workers is slow enough to meet a hundred events.
          const key = (await queue.take())!;
          looks.set(key, (looks.get(key) ?? 0) + 1);
          working.push(key);
        }
        if (working.length === 20) {
          queue.done(working.shift()!);
        }
      }
      working.forEach(key => queue.done(key));

      const rest = await drain(queue);
      expect(rest).toHaveLength(100);
      const taken = [...looks.values()].reduce((sum, count) => sum + count, 0);
      expect(taken).toBe(100);
    });
  });

  describe('lets what changed go before what is looked through', () => {
    it('hands out the normal level first, each level in the order of coming', async () => {
      const { queue } = aQueue();
      queue.add('old-1', 'low');
      queue.add('old-2', 'low');
      queue.add('new-1');
      queue.add('new-2');

      expect(await drain(queue)).toEqual(['new-1', 'new-2', 'old-1', 'old-2']);
    });

    it('lets what is new pass the thousands that a start looks through', async () => {
      const { queue } = aQueue();
      numbered('old-', 10_000).forEach(key => queue.add(key, 'low'));
      for (let turn = 0; turn < 100; turn += 1) {
        queue.done((await queue.take())!);
      }
      queue.add('new');

      expect(await queue.take()).toBe('new');
      expect(queue.stats().depth).toEqual({ normal: 0, low: 9_900 });
    });

    it('lets a key that waits low rise when it changes, and never sink', async () => {
      const { queue } = aQueue();
      queue.add('a', 'low');
      queue.add('b', 'low');
      queue.add('b');
      queue.add('b', 'low');

      expect(queue.stats().depth).toEqual({ normal: 1, low: 1 });
      expect(await drain(queue)).toEqual(['b', 'a']);
    });

    it('lets a key rise that was added low while it was worked on', async () => {
      const { queue } = aQueue();
      queue.add('a');
      await queue.take();
      queue.add('a', 'low');
      queue.add('a');
      queue.add('b', 'low');
      queue.done('a');

      expect(queue.stats().depth).toEqual({ normal: 1, low: 1 });
    });

    it('gives the low level one of eight takes, however much changes', async () => {
      const { queue } = aQueue();
      numbered('old-', 3).forEach(key => queue.add(key, 'low'));
      const taken: string[] = [];
      for (let turn = 0; turn < 24; turn += 1) {
        queue.add(`new-${turn}`);
        queue.add(`newer-${turn}`);
        const key = (await queue.take())!;
        taken.push(key);
        queue.done(key);
      }

      const turns = taken.flatMap((key, turn) =>
        key.startsWith('old-') ? [turn] : [],
      );
      expect(turns).toEqual([7, 15, 23]);
    });

    it('does not save up turns for the low level while nothing waits there', async () => {
      const { queue } = aQueue({ lowEvery: 3 });
      numbered('new-', 10).forEach(key => queue.add(key));
      for (let turn = 0; turn < 5; turn += 1) {
        await queue.take();
      }
      queue.add('old', 'low');

      expect(await queue.take()).toBe('new-5');
      expect(await queue.take()).toBe('new-6');
      expect(await queue.take()).toBe('old');
    });

    it('keeps the level of a key that comes back by itself', async () => {
      const { queue, clock } = aQueue();
      queue.add('old', 'low');
      await queue.take();
      queue.retry('old');
      queue.done('old');
      clock.tick(5);
      queue.add('new');

      expect(queue.stats().depth).toEqual({ normal: 1, low: 1 });
    });
  });

  describe('pauses', () => {
    it('keeps what is added until it goes on', async () => {
      const { queue } = aQueue();
      const idle = queue.take();
      queue.pause();
      queue.add('a');
      queue.add('b', 'low');
      expect(await peek(idle)).toBe('nothing');

      queue.resume();
      expect(await idle).toBe('a');
      expect(await drain(queue)).toEqual(['b']);
    });
  });

  describe('stops', () => {
    it('lets idle workers go, drops what waits and takes nothing more', async () => {
      const { queue, clock } = aQueue();
      const idle = queue.take();
      queue.pause();
      queue.add('waits');
      queue.addAfter('late', 10);
      queue.retry('failed');

      queue.stop();
      queue.resume();
      queue.add('after');
      queue.addAfter('after', 10);

      expect(await idle).toBeUndefined();
      expect(await queue.take()).toBeUndefined();
      expect(clock.pending).toBe(0);
      expect(queue.stats()).toMatchObject({
        depth: { normal: 0, low: 0 },
        delayed: 0,
        failing: 0,
      });
    });

    it('lets a worker finish what it has, without bringing it back', async () => {
      const { queue } = aQueue();
      queue.add('a');
      await queue.take();
      queue.add('a');
      queue.stop();
      queue.done('a');

      expect(queue.stats()).toMatchObject({
        working: 0,
        depth: { normal: 0, low: 0 },
      });
    });
  });

  describe('tells what it does', () => {
    it('tells waits, work and retries, once for each of them', async () => {
      const heard: unknown[] = [];
      const { queue, clock } = aQueue({
        observers: [
          {
            added: facts => heard.push(['added', facts]),
            taken: facts => heard.push(['taken', facts]),
            finished: facts => heard.push(['finished', facts]),
            retried: facts => heard.push(['retried', facts]),
          },
        ],
      });
      queue.add('a', 'low');
      queue.add('a', 'low');
      clock.tick(3);
      await queue.take();
      clock.tick(4);
      expect(queue.stats()).toMatchObject({
        working: 1,
        unfinishedMs: 4,
        longestRunningMs: 4,
      });
      queue.retry('a');
      queue.done('a');

      expect(heard).toEqual([
        ['added', { priority: 'low' }],
        ['taken', { priority: 'low', waitedMs: 3 }],
        ['retried', { afterMs: 5 }],
        ['finished', { workedMs: 4 }],
      ]);
    });

    it('works on when whoever hears it throws', async () => {
      const { queue } = aQueue({
        observers: [
          {
            added: () => {
              throw new Error('no room for this label');
            },
          },
        ],
      });
      queue.add('a');

      expect(await drain(queue)).toEqual(['a']);
    });
  });

  it('keeps nothing of 100,000 keys that came and went', async () => {
    const { queue, clock } = aQueue();
    numbered('', 100_000).forEach(key => queue.add(key, 'low'));
    let taken = 0;
    while (queue.stats().depth.low > 0) {
      const key = (await queue.take())!;
      taken += 1;
      queue.retry(key);
      queue.forget(key);
      queue.done(key);
    }

    expect(taken).toBe(100_000);
    clock.tick(5);
    while (queue.stats().depth.low > 0) {
      queue.done((await queue.take())!);
    }
    expect(queue.stats()).toEqual({
      depth: { normal: 0, low: 0 },
      delayed: 0,
      failing: 0,
      working: 0,
      unfinishedMs: 0,
      longestRunningMs: 0,
    });
    expect(clock.pending).toBe(0);
  });
});
