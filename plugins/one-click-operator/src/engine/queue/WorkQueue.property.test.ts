import fc from 'fast-check';
import { ManualClock } from '../../../test/ManualClock';
import type { Priority } from './Priority';
import { WorkQueue } from './WorkQueue';

type Command =
  | { type: 'add'; key: string; priority: Priority }
  | { type: 'addAfter'; key: string; ms: number; priority: Priority }
  | { type: 'retry'; key: string }
  | { type: 'take' }
  | { type: 'done'; index: number }
  | { type: 'tick'; ms: number }
  | { type: 'pause' | 'resume' };

interface Waiting {
  readonly key: string;
  readonly priority: Priority;
}

const LOW_EVERY = 3;

/** The promises of a queue in the plainest form, with no thought for speed. */
class Model {
  waiting: Waiting[] = [];
  again: Waiting[] = [];
  delayed: (Waiting & { at: number })[] = [];
  working: Waiting[] = [];
  failures = new Map<string, number>();
  taken: string[] = [];
  idle = 0;
  now = 0;
  passed = 0;
  paused = false;

  run(command: Command): void {
    switch (command.type) {
      case 'add':
        this.add(command);
        break;
      case 'addAfter':
        this.addAfter(command, command.ms);
        break;
      case 'retry':
        this.retry(command.key);
        break;
      case 'take':
        this.idle += 1;
        break;
      case 'done':
        this.done(command.index);
        break;
      case 'tick':
        this.tick(command.ms);
        break;
      case 'pause':
      case 'resume':
        this.paused = command.type === 'pause';
        break;
    }
    this.serve();
  }

  add({ key, priority }: Waiting): void {
    const list = this.working.some(work => work.key === key)
      ? this.again
      : this.waiting;
    const index = list.findIndex(item => item.key === key);
    if (index < 0) {
      list.push({ key, priority });
    } else if (list[index]!.priority === 'low' && priority === 'normal') {
      list.splice(index, 1);
      list.push({ key, priority });
    }
  }

  addAfter({ key, priority }: Waiting, ms: number): void {
    if (ms <= 0) {
      this.add({ key, priority });
      return;
    }
    const index = this.delayed.findIndex(delay => delay.key === key);
    const old = this.delayed[index];
    this.delayed.splice(index < 0 ? this.delayed.length : index, 1, {
      key,
      at: Math.min(this.now + ms, old?.at ?? Infinity),
      priority: old?.priority === 'normal' ? 'normal' : priority,
    });
  }

  retry(key: string): void {
    const failures = this.failures.get(key) ?? 0;
    this.failures.set(key, failures + 1);
    const priority =
      this.working.find(work => work.key === key)?.priority ?? 'normal';
    this.addAfter({ key, priority }, Math.min(5 * 2 ** failures, 300_000));
  }

  done(index: number): void {
    const work = this.working[index % Math.max(1, this.working.length)];
    if (!work) {
      return;
    }
    this.working = this.working.filter(other => other !== work);
    this.again
      .filter(({ key }) => key === work.key)
      .forEach(item => this.waiting.push(item));
    this.again = this.again.filter(({ key }) => key !== work.key);
  }

  tick(ms: number): void {
    const end = this.now + ms;
    while (this.now < end) {
      this.now += 1;
      const due = this.delayed.filter(({ at }) => at === this.now);
      this.delayed = this.delayed.filter(({ at }) => at > this.now);
      for (const delay of due) {
        this.add(delay);
        this.serve();
      }
    }
  }

  serve(): void {
    while (!this.paused && this.idle > 0 && this.waiting.length > 0) {
      const low = this.waiting.filter(item => item.priority === 'low');
      const normal = this.waiting.filter(item => item.priority === 'normal');
      const next =
        low[0] && (!normal[0] || this.passed >= LOW_EVERY - 1)
          ? low[0]
          : normal[0]!;
      this.passed =
        next.priority === 'low' || low.length === 0 ? 0 : this.passed + 1;
      this.waiting = this.waiting.filter(item => item !== next);
      this.delayed = this.delayed.filter(({ key }) => key !== next.key);
      this.working.push(next);
      this.taken.push(next.key);
      this.idle -= 1;
    }
  }
}

/** A queue under the same commands, with the workers that hold its keys. */
class Subject {
  readonly taken: string[] = [];
  readonly #clock = new ManualClock();
  readonly #queue = new WorkQueue({
    clock: this.#clock,
    lowEvery: LOW_EVERY,
    jitter: 0,
  });
  #working: string[] = [];

  get held(): readonly string[] {
    return this.#working;
  }

  get stats() {
    return this.#queue.stats();
  }

  get timers(): number {
    return this.#clock.pending;
  }

  async run(command: Command): Promise<void> {
    switch (command.type) {
      case 'add':
        this.#queue.add(command.key, command.priority);
        break;
      case 'addAfter':
        this.#queue.addAfter(command.key, command.ms, command.priority);
        break;
      case 'retry':
        this.#queue.retry(command.key);
        break;
      case 'take':
        void this.#queue.take().then(key => this.#take(key!));
        break;
      case 'done':
        this.#done(command.index);
        break;
      case 'tick':
        this.#clock.tick(command.ms);
        break;
      case 'pause':
        this.#queue.pause();
        break;
      case 'resume':
        this.#queue.resume();
        break;
    }
    // What a worker got reaches it in the next microtask.
    await Promise.resolve();
    await Promise.resolve();
  }

  #take(key: string): void {
    this.taken.push(key);
    this.#working.push(key);
  }

  #done(index: number): void {
    const key = this.#working[index % Math.max(1, this.#working.length)];
    if (key !== undefined) {
      this.#working = this.#working.filter(other => other !== key);
      this.#queue.done(key);
    }
  }
}

const keys = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const priorities = fc.constantFrom<Priority>('normal', 'low');
const commands: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('add' as const),
      key: keys,
      priority: priorities,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('addAfter' as const),
      key: keys,
      ms: fc.integer({ min: -1, max: 40 }),
      priority: priorities,
    }),
  },
  fc.record({ type: fc.constant('retry' as const), key: keys }),
  { weight: 4, arbitrary: fc.constant<Command>({ type: 'take' }) },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('done' as const),
      index: fc.nat(10),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('tick' as const),
      ms: fc.integer({ min: 0, max: 30 }),
    }),
  },
  fc.constantFrom<Command>({ type: 'pause' }, { type: 'resume' }),
);

/** Commands that let everything come to an end. */
const END: readonly Command[] = [
  { type: 'resume' },
  ...Array.from({ length: 10 }, (): Command[] => [
    { type: 'tick', ms: 1_000 },
    ...Array.from({ length: 6 }, (): Command => ({ type: 'take' })),
    ...Array.from({ length: 6 }, (): Command => ({ type: 'done', index: 0 })),
  ]).flat(),
];

describe('WorkQueue under any sequence of calls', () => {
  it('does what the model does, never gives a key to two workers, and loses none', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(commands, { maxLength: 60, size: 'max' }),
        async sequence => {
          const model = new Model();
          const subject = new Subject();
          for (const command of [...sequence, ...END]) {
            model.run(command);
            await subject.run(command);

            expect(subject.taken).toEqual(model.taken);
            expect(new Set(subject.held).size).toBe(subject.held.length);
          }
          expect(subject.stats).toMatchObject({
            depth: { normal: 0, low: 0 },
            delayed: 0,
            working: 0,
          });
          expect(subject.timers).toBe(0);
        },
      ),
      { numRuns: 100 },
    );
  });
});
