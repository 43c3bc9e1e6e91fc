import type { Mutant } from '../Mutant';

const ENGINE = 'plugins/one-click-operator/src/engine';
const QUEUE = `${ENGINE}/queue`;
const CONTROLLER = `${ENGINE}/controller`;

/** Queue and controller: modes 11 to 13, and what they do for 31 and 32. */
export const ENGINE_MUTANTS: readonly Mutant[] = [
  {
    mode: 11,
    name: 'gives a key that is worked on to another worker, too',
    file: `${QUEUE}/WorkQueue.ts`,
    find: 'if (!this.#working.has(key)) {',
    replace: 'if (key !== undefined) {',
    test: {
      file: `${QUEUE}/WorkQueue.test.ts`,
      name: 'keeps a key added while it is worked on for after that, once',
    },
  },
  {
    mode: 11,
    name: 'forgets what changes while a key is worked on',
    file: `${QUEUE}/WorkQueue.ts`,
    find: 'if (dirty) {\n      this.#lanes[dirty.priority].push(key);',
    replace: 'if (dirty && !this.#dirty.delete(key)) {',
    test: {
      file: `${QUEUE}/WorkQueue.property.test.ts`,
      name: 'never gives a key to two workers, and loses none',
    },
  },
  {
    mode: 11,
    name: 'lets a later look take the place of an earlier one',
    file: `${QUEUE}/DelayHeap.ts`,
    find: 'Math.min(slot.delay.at, delay.at)',
    replace: 'delay.at',
    test: {
      file: `${QUEUE}/WorkQueue.delays.test.ts`,
      name: 'keeps the earliest moment: ',
    },
  },
  {
    mode: 11,
    name: 'looks at what was put off although it has looked meanwhile',
    file: `${QUEUE}/WorkQueue.ts`,
    find: 'this.#delays.remove(key);',
    replace: '',
    test: {
      file: `${QUEUE}/WorkQueue.delays.test.ts`,
      name: 'spares the later look when a worker takes the key before',
    },
  },
  {
    mode: 11,
    name: 'has the low level wait for as long as anything changes',
    file: `${QUEUE}/WorkQueue.ts`,
    find: 'this.#takesSinceLow >= this.#lowEvery - 1',
    replace: 'this.#takesSinceLow < 0',
    test: {
      file: `${QUEUE}/WorkQueue.test.ts`,
      name: 'gives the low level one of eight takes, however much changes',
    },
  },
  {
    mode: 11,
    name: 'leaves a key low that has changed',
    file: `${QUEUE}/WorkQueue.ts`,
    find: "if (this.#stopped || dirty?.priority === 'normal') {",
    replace: 'if (this.#stopped || dirty) {',
    test: {
      file: `${QUEUE}/WorkQueue.test.ts`,
      name: 'lets a key that waits low rise when it changes, and never sink',
    },
  },
  {
    mode: 11,
    name: 'keeps its idle workers after the stop',
    file: `${QUEUE}/WorkQueue.ts`,
    find: 'this.#idle.splice(0).forEach(worker => worker(undefined));',
    replace: '',
    test: {
      file: `${QUEUE}/WorkQueue.test.ts`,
      name: 'lets idle workers go, drops what waits and takes nothing more',
    },
  },
  {
    mode: 11,
    name: 'goes on with long waits after a success',
    file: `${CONTROLLER}/Controller.ts`,
    find: 'this.#queue.forget(key);\n    const ms',
    replace: 'const ms',
    test: {
      file: `${CONTROLLER}/Controller.errors.test.ts`,
      name: 'begins with the shortest wait again after a success',
    },
  },
  {
    mode: 11,
    name: 'counts waits by the date',
    file: `${QUEUE}/WorkQueue.ts`,
    find: 'this.#delays.put({ key, at: this.#clock.elapsed() + ms, priority: level });',
    replace:
      'const date = this.#clock as unknown as { now(): number };\n    this.#delays.put({ key, at: date.now() - Date.UTC(2026, 0, 1) + ms, priority: level });',
    test: {
      file: `${QUEUE}/WorkQueue.delays.test.ts`,
      name: 'does not care what anyone sets the date to',
    },
  },
  {
    mode: 12,
    name: 'loses a worker by what a reconcile throws',
    file: `${CONTROLLER}/Reconciliation.ts`,
    find: "return { type: 'threw', thrown };",
    replace: 'throw thrown;',
    test: {
      file: `${CONTROLLER}/Controller.errors.test.ts`,
      name: 'goes on with the others when it throws ',
    },
  },
  {
    mode: 12,
    name: 'lets a reconcile take for ever',
    file: `${CONTROLLER}/Controller.ts`,
    find: 'await run.within(this.#deadlineMs)',
    replace: 'await run.outcome',
    test: {
      file: `${CONTROLLER}/Controller.deadline.test.ts`,
      name: 'aborts it at its deadline, and its worker goes on',
    },
  },
  {
    mode: 12,
    name: 'frees a key at its deadline although its reconcile still runs',
    file: `${CONTROLLER}/Controller.ts`,
    find: 'const outcome = await run.within(this.#abandonAfterMs);',
    replace: 'const outcome = await run.within(0);',
    test: {
      file: `${CONTROLLER}/Controller.deadline.test.ts`,
      name: 'looks at its key again only when it has really ended',
    },
  },
  {
    mode: 12,
    name: 'never looks again at a key whose reconcile never ends',
    file: `${CONTROLLER}/Controller.ts`,
    find: 'const outcome = await run.within(this.#abandonAfterMs);',
    replace: 'const outcome = await run.outcome;',
    test: {
      file: `${CONTROLLER}/Controller.deadline.test.ts`,
      name: 'gives it up if it does not even end then, and says so',
    },
  },
  {
    mode: 12,
    name: 'tries again and again what only a change can mend',
    file: `${CONTROLLER}/errors.ts`,
    find: "return { kind: 'terminal' };",
    replace: "return { kind: 'transient' };",
    test: {
      file: `${CONTROLLER}/Controller.errors.test.ts`,
      name: 'does not come back where nothing but a change helps, and then does',
    },
  },
  {
    mode: 13,
    name: 'has one worker more than asked for',
    file: `${CONTROLLER}/Controller.ts`,
    find: '{ length: this.#workers }',
    replace: '{ length: this.#workers + 1 }',
    test: {
      file: `${CONTROLLER}/Controller.test.ts`,
      name: 'never runs more than its workers, and all keys in the end',
    },
  },
  {
    mode: 13,
    name: 'looks once for each event of a storm',
    file: `${QUEUE}/WorkQueue.ts`,
    find: 'if (!this.#working.has(key)) {',
    replace: 'if (key !== undefined) {',
    test: {
      file: `${CONTROLLER}/Controller.test.ts`,
      name: 'answers 10,000 pod events of one rollout with two looks',
    },
  },
  {
    mode: 13,
    name: 'holds up all timers while nothing makes it wait',
    file: `${CONTROLLER}/TimeSlice.ts`,
    find: 'this.#clock.elapsed() - this.#began < this.#sliceMs',
    replace: 'this.#sliceMs > 0',
    test: {
      file: `${CONTROLLER}/Controller.test.ts`,
      name: 'lets timers in while twenty workers find all they need in memory',
    },
  },
  {
    mode: 31,
    name: 'has what is new wait for the thousands that a start looks through',
    file: `${QUEUE}/WorkQueue.ts`,
    find: 'if (normal.size === 0 || (isLowsTurn && low.size > 0)) {',
    replace: 'if (normal.size === 0 || low.size > 0) {',
    test: {
      file: `${QUEUE}/WorkQueue.test.ts`,
      name: 'lets what is new pass the thousands that a start looks through',
    },
  },
  {
    mode: 31,
    name: 'keeps something of each of the keys that went',
    file: `${QUEUE}/WorkQueue.ts`,
    find: 'this.#retries.forget(key);\n  }\n\n  /** The next key',
    replace: '}\n\n  /** The next key',
    test: {
      file: `${QUEUE}/WorkQueue.test.ts`,
      name: 'keeps nothing of 100,000 keys that came and went',
    },
  },
  {
    mode: 32,
    name: 'does not try again what failed',
    file: `${CONTROLLER}/Controller.ts`,
    find: 'this.#queue.retry(key, limits)',
    replace: 'limits.maxMs',
    test: {
      file: `${CONTROLLER}/Controller.property.test.ts`,
      name: 'brings about in the end what is wanted, and is then at rest',
    },
  },
  {
    mode: 32,
    name: 'forgets a key that was given up',
    file: `${CONTROLLER}/Controller.ts`,
    find: 'this.#fail(key, error);\n    this.#queue.done(key);',
    replace: 'this.#queue.done(key);',
    test: {
      file: `${CONTROLLER}/Controller.property.test.ts`,
      name: 'brings about in the end what is wanted, and is then at rest',
    },
  },
];
