import {
  KubeConflictError,
  KubeForbiddenError,
  KubeTooManyRequestsError,
} from '@one-click/backstage-plugin-one-click-kube';
import { aController } from '../../../test/aController';
import { settle } from '../../../test/ManualClock';
import { TerminalError } from './errors';
import type { Reconcile } from './Reconciliation';

describe('Controller, when reconciles fail', () => {
  describe('contains what one rollout throws, however it does', () => {
    const SYNC: Reconcile = () => {
      throw new Error('at once');
    };
    it.each<{ how: string; reconcile: Reconcile; message: string }>([
      { how: 'at once', reconcile: SYNC, message: 'at once' },
      {
        how: 'later',
        reconcile: async () => {
          await new Promise(resolve => setImmediate(resolve));
          throw new Error('late');
        },
        message: 'late',
      },
      {
        how: 'what is no error',
        reconcile: () => Promise.reject('words'),
        message: "Something other than an error was thrown: 'words'",
      },
      {
        how: 'nothing at all',
        reconcile: () => Promise.reject(),
        message: "Something other than an error was thrown: 'undefined'",
      },
      {
        how: 'what has no words',
        reconcile: () => Promise.reject(Object.create(null)),
        message: 'Something other than an error was thrown',
      },
    ])('goes on with the others when it throws $how', async row => {
      const well: string[] = [];
      const { clock, queue, controller, told } = aController(
        async (key, signal) => {
          if (key === 'bad') {
            return row.reconcile(key, signal);
          }
          well.push(key);
          return undefined;
        },
        { workers: 1 },
      );
      controller.start();
      ['bad', 'good', 'better'].forEach(key => queue.add(key));
      await clock.advance(4);

      expect(well).toEqual(['good', 'better']);
      const failed = told.filter(event => event.name === 'failed');
      expect(failed).toMatchObject([
        { key: 'bad', kind: 'transient', retryInMs: 5 },
      ]);
      expect(failed[0]!.error.message).toContain(row.message);
      await clock.advance(1_000);
      expect(queue.failuresOf('bad')).toBeGreaterThan(5);
      expect(well).toEqual(['good', 'better']);
    });

    it('counts faults of the program apart from those of the world', async () => {
      const thrown: Record<string, unknown> = {
        typo: new TypeError("Cannot read properties of undefined ('spec')"),
        words: 'words',
        world: new Error('socket hang up'),
      };
      const { queue, controller, told } = aController(async key => {
        throw thrown[key];
      });
      controller.start();
      Object.keys(thrown).forEach(key => queue.add(key));
      await settle();

      const panics = told.filter(event => event.name === 'panicked');
      expect(panics.map(({ key }) => key)).toEqual(['typo', 'words']);
    });

    it('goes on when whoever judges errors, or hears of them, throws itself', async () => {
      let looks = 0;
      const { clock, queue, controller } = aController(
        async () => {
          looks += 1;
          throw new Error('no');
        },
        {
          classify: () => {
            throw new Error('no idea');
          },
          observers: [
            {
              failed: () => {
                throw new Error('no room for this label');
              },
            },
          ],
        },
      );
      controller.start();
      queue.add('a');
      await clock.advance(5);

      expect(looks).toBe(2);
    });
  });

  describe('tries again as the error asks for', () => {
    async function waitsAfter(error: Error, failures: number) {
      const { clock, queue, controller, told } = aController(async () => {
        throw error;
      });
      controller.start();
      queue.add('a');
      await settle();
      for (let count = 1; count < failures; count += 1) {
        await clock.advance(queue.stats().delayed > 0 ? 5 * 60_000 : 0);
      }
      const waits = told.flatMap(event =>
        event.name === 'failed' ? [event.retryInMs] : [],
      );
      return { waits: waits.slice(0, failures), queue };
    }

    it('doubles the wait after what may be over by itself', async () => {
      const { waits } = await waitsAfter(new Error('reset'), 3);

      expect(waits).toEqual([5, 10, 20]);
    });

    it('comes back soon after a conflict', async () => {
      const conflict = new KubeConflictError('changed', { causes: [] });
      const { waits } = await waitsAfter(conflict, 2);

      expect(waits).toEqual([20, 40]);
    });

    it('comes back late where a person has to act', async () => {
      const { waits } = await waitsAfter(
        new KubeForbiddenError('exceeded quota'),
        2,
      );

      expect(waits).toEqual([30_000, 60_000]);
    });

    it('comes back no sooner than the server wants', async () => {
      const { waits } = await waitsAfter(
        new KubeTooManyRequestsError('busy', { retryAfterMs: 9_000 }),
        1,
      );

      expect(waits).toEqual([9_000]);
    });

    it('does not come back where nothing but a change helps, and then does', async () => {
      let looks = 0;
      const { clock, queue, controller, told } = aController(async () => {
        looks += 1;
        throw new TerminalError("'1x' is no quantity");
      });
      controller.start();
      queue.add('a');
      await clock.advance(3_600_000);
      expect(looks).toBe(1);
      expect(told).toMatchObject([
        { name: 'failed', kind: 'terminal', retryInMs: undefined },
        { name: 'reconciled', result: 'error' },
      ]);
      expect(queue.stats().failing).toBe(0);

      queue.add('a');
      await settle();
      expect(looks).toBe(2);
    });

    it('begins with the shortest wait again after a success', async () => {
      let looks = 0;
      const { clock, queue, controller, told } = aController(async () => {
        looks += 1;
        if (looks !== 4) {
          throw new Error('no');
        }
        return undefined;
      });
      controller.start();
      queue.add('a');
      await clock.advance(1_000);
      queue.add('a');
      await settle();

      const waits = told.flatMap(event =>
        event.name === 'failed' ? [event.retryInMs] : [],
      );
      expect(waits).toEqual([5, 10, 20, 5]);
    });
  });
});
