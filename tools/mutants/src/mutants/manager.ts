import type { Mutant } from '../Mutant';

const ENGINE = 'plugins/one-click-operator/src/engine';
const ELECTOR = `${ENGINE}/lease/LeaderElector.ts`;
const ELECTOR_TEST = `${ENGINE}/lease/LeaderElector.test.ts`;
const LIFECYCLE = `${ENGINE}/manager/Lifecycle.ts`;
const LIFECYCLE_TEST = `${ENGINE}/manager/Lifecycle.test.ts`;
const RECORDER = `${ENGINE}/events/EventRecorder.ts`;
const RECORDER_TEST = `${ENGINE}/events/EventRecorder.test.ts`;

/** Events, the lease, and the program's beginning and end: modes 27 to 30. */
export const MANAGER_MUTANTS: readonly Mutant[] = [
  {
    mode: 27,
    name: 'writes an event each time that something happens again',
    file: RECORDER,
    find: 'const known = this.#known.get(key) ?? {',
    replace: 'const known = {',
    test: { file: RECORDER_TEST, name: 'is counted by one patch' },
  },
  {
    mode: 27,
    name: 'keeps events without a limit while the API is down',
    file: RECORDER,
    find: '!waiting && this.#queue.size >= QUEUE_LIMIT',
    replace: 'false',
    test: {
      file: RECORDER_TEST,
      name: 'holds up nobody, and drops what does not fit into its queue',
    },
  },
  {
    mode: 27,
    name: 'sends a message of any length',
    file: RECORDER,
    find: 'trimToBytes(message, MESSAGE_BYTES)',
    replace: 'trimToBytes(message, Infinity)',
    test: {
      file: RECORDER_TEST,
      name: 'cuts a message to 1 KB, and a name to what Kubernetes takes',
    },
  },
  {
    mode: 27,
    name: 'lets one object write as many events as it likes',
    file: `${ENGINE}/events/EventCorrelator.ts`,
    find: '    bucket.tokens -= 1;\n',
    replace: '',
    test: {
      file: RECORDER_TEST,
      name: 'of one object ends after 25, and goes on with one in five minutes',
    },
  },
  {
    mode: 28,
    name: 'takes over a lease that is held',
    file: ELECTOR,
    find: 'return left > 0 ? left : undefined;',
    replace: 'return undefined;',
    test: {
      file: ELECTOR_TEST,
      name: 'have one leader at any time, through a stop and a crash',
    },
  },
  {
    mode: 28,
    name: 'waits for the end of a lease by the date',
    file: ELECTOR,
    find: 'const left = since + durationMs - this.#monotonic.elapsed();',
    replace:
      'const left = JSON.parse(record.stamp).renewedAt + since * 0 + durationMs - this.#clock.now();',
    test: {
      file: ELECTOR_TEST,
      name: 'is not misled when somebody sets its own clock',
    },
  },
  {
    mode: 28,
    name: 'gives up when its lease is deleted',
    file: ELECTOR,
    find: 'error instanceof KubeConflictError || error instanceof KubeNotFoundError',
    replace: 'error instanceof KubeConflictError',
    test: {
      file: ELECTOR_TEST,
      name: 'makes the lease again where it was deleted, and stays leader',
    },
  },
  {
    mode: 28,
    name: 'goes on leading when its lease was stolen',
    file: ELECTOR,
    find: "        this.#lose(`Its lease was taken by '${record.holder}'`);\n",
    replace: '',
    test: {
      file: ELECTOR_TEST,
      name: 'ends as soon as it sees that its lease was stolen',
    },
  },
  {
    mode: 28,
    name: 'waits for a renewal that hangs',
    file: ELECTOR,
    find: '      () => this.#checkDeadline(),\n',
    replace: '      () => undefined,\n',
    test: {
      file: ELECTOR_TEST,
      name: 'ends within 10 s when',
    },
  },
  {
    mode: 28,
    name: 'believes to lead until a timer says otherwise',
    file: ELECTOR,
    find: '    this.#checkDeadline();\n    return this.#state',
    replace: '    return this.#state',
    test: {
      file: ELECTOR_TEST,
      name: 'finds itself not leading after a blocked event loop, before any timer says so',
    },
  },
  {
    mode: 28,
    name: 'writes without leading',
    file: `${ENGINE}/lease/fencedClient.ts`,
    find: 'if (!guard.isLeader()) {',
    replace: 'if (guard.isLeader() === undefined) {',
    test: {
      file: `${ENGINE}/lease/fencedClient.test.ts`,
      name: 'without leading',
    },
  },
  {
    mode: 28,
    name: 'keeps its lease when it ends',
    file: ELECTOR,
    find: '    if (mustRelease) {\n',
    replace: '    if (!mustRelease) {\n',
    test: {
      file: ELECTOR_TEST,
      name: 'takes over within its retry period where the leader lets go',
    },
  },
  {
    mode: 29,
    name: 'begins to work when the lease comes while it ends',
    file: LIFECYCLE,
    find: "    if (this.#phase === 'stopping') {\n      await forever();\n    }\n",
    replace: '',
    test: {
      file: LIFECYCLE_TEST,
      name: 'begins no work when the lease comes while it ends',
    },
  },
  {
    mode: 29,
    name: 'lets go of the lease before its work is done',
    file: LIFECYCLE,
    find: '      await workers.stop({\n',
    replace: '      void workers.stop({\n',
    test: {
      file: LIFECYCLE_TEST,
      name: 'is ready no more, drains, flushes, lets go of the lease and exits with 0',
    },
  },
  {
    mode: 29,
    name: 'waits for whatever hangs when it ends',
    file: LIFECYCLE,
    find: 'waitAtMost(ended, { clock, ms: stopLimitMs })',
    replace: 'waitAtMost(ended, { clock, ms: 100 * stopLimitMs })',
    test: {
      file: LIFECYCLE_TEST,
      name: 'ends within eight seconds, whatever hangs',
    },
  },
  {
    mode: 29,
    name: 'does not hear a second SIGTERM',
    file: `${ENGINE}/manager/listenForStop.ts`,
    find: '      exit(1);\n',
    replace: '',
    test: {
      file: `${ENGINE}/manager/listenForStop.test.ts`,
      name: 'exits at once when asked for a second time',
    },
  },
  {
    mode: 30,
    name: 'says that it is ready before it knows everything',
    file: LIFECYCLE,
    find: "this.#phase === 'starting' ? this.#describeMissing() : undefined",
    replace: 'undefined',
    test: {
      file: LIFECYCLE_TEST,
      name: 'is ready once it knows everything, on a standby too, and no sooner',
    },
  },
  {
    mode: 30,
    name: 'says that it is ready while it ends',
    file: LIFECYCLE,
    find: "this.#phase === 'stopping' ? 'It is about to end' : undefined",
    replace: 'undefined',
    test: {
      file: LIFECYCLE_TEST,
      name: 'is ready no more, drains, flushes, lets go of the lease and exits with 0',
    },
  },
  {
    mode: 30,
    name: 'is alive with a loop that is dead',
    file: `${ENGINE}/health/HealthChecks.ts`,
    find: 'return silent > limitMs',
    replace: 'return silent < 0',
    test: {
      file: LIFECYCLE_TEST,
      name: 'when the loop of the lease has not moved for longer than the deadline',
    },
  },
  {
    mode: 30,
    name: 'waits for a scrape that hangs when it ends',
    file: `${ENGINE}/health/serveHttp.ts`,
    find: '    server.closeAllConnections();\n',
    replace: '',
    test: {
      file: `${ENGINE}/health/Endpoints.test.ts`,
      name: 'ends connections that are open when it stops',
    },
  },
];
