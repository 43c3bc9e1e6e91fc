import {
  KubeConflictError,
  KubeForbiddenError,
} from '@one-click/backstage-plugin-one-click-kube';
import fc from 'fast-check';
import { ManualClock, settle } from '../../../test/ManualClock';
import { WorkQueue } from '../queue';
import { Controller } from './Controller';

/** How a single reconcile goes. */
type Course = 'well' | 'breaks' | 'conflicts' | 'refused' | 'slow' | 'deaf';

type Step =
  | { readonly type: 'edit'; readonly key: string }
  | { readonly type: 'wait'; readonly ms: number };

const COURSES = fc.constantFrom<Course>(
  'well',
  'breaks',
  'conflicts',
  'refused',
  'slow',
  'deaf',
);
const STEPS: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('edit' as const),
      key: fc.constantFrom('a', 'b', 'c', 'd'),
    }),
  },
  fc.record({
    type: fc.constant('wait' as const),
    ms: fc.constantFrom(1, 50, 2_000, 70_000),
  }),
);

/** A world that a controller brings to what is wanted, with faults until they are over. */
class World {
  readonly clock = new ManualClock();
  readonly queue = new WorkQueue({ clock: this.clock, jitter: 0 });
  readonly wanted = new Map<string, number>();
  readonly written = new Map<string, number>();
  looks = 0;
  readonly #courses: Course[];
  readonly #controller = new Controller({
    queue: this.queue,
    clock: this.clock,
    workers: 2,
    reconcile: (key, signal) => this.#reconcile(key, signal),
  });

  constructor(courses: readonly Course[]) {
    this.#courses = [...courses];
    this.#controller.start();
  }

  edit(key: string): void {
    this.wanted.set(key, (this.wanted.get(key) ?? 0) + 1);
    this.queue.add(key);
  }

  async #reconcile(key: string, signal: AbortSignal): Promise<undefined> {
    this.looks += 1;
    const wanted = this.wanted.get(key) ?? 0;
    await this.#meet(this.#courses.pop() ?? 'well', signal);
    // As fencing and preconditions do it for real.
    signal.throwIfAborted();
    this.written.set(key, wanted);
    return undefined;
  }

  async #meet(course: Course, signal: AbortSignal): Promise<void> {
    switch (course) {
      case 'well':
        return;
      case 'breaks':
        throw new Error('socket hang up');
      case 'conflicts':
        throw new KubeConflictError('changed', { causes: [] });
      case 'refused':
        throw new KubeForbiddenError('exceeded quota');
      case 'slow':
        await new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        });
        return;
      case 'deaf':
        await new Promise(() => undefined);
    }
  }
}

describe('Controller under any faults', () => {
  it('brings about in the end what is wanted, and is then at rest', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(STEPS, { maxLength: 15 }),
        fc.array(COURSES, { maxLength: 15 }),
        async (steps, courses) => {
          const world = new World(courses);
          for (const step of steps) {
            if (step.type === 'edit') {
              world.edit(step.key);
            } else {
              await world.clock.advance(step.ms);
            }
          }
          // So long that the last of all faults and waits is over.
          await world.clock.advance(15 * 7 * 60_000);

          expect(world.written).toEqual(world.wanted);
          expect(world.clock.pending).toBe(0);
          expect(world.queue.stats()).toMatchObject({
            delayed: 0,
            failing: 0,
            working: 0,
          });
          const { looks } = world;
          await world.clock.advance(3_600_000);
          await settle();
          expect(world.looks).toBe(looks);
        },
      ),
      { numRuns: 60 },
    );
  });
});
