import type { Mutant } from '../Mutant';

const WATCH = 'plugins/one-click-kube/src/watch';
const TRANSPORT = 'plugins/one-click-kube/src/transport';
const CLIENT = 'plugins/one-click-kube/src/client';

/** Lists, watches and calls: modes 1 to 10. */
export const KUBE_MUTANTS: readonly Mutant[] = [
  {
    mode: 1,
    name: 'goes on with a version that is gone',
    file: `${WATCH}/Recovery.ts`,
    find: 'if (cause instanceof KubeExpiredError) {\n      return true;',
    replace: 'if (cause instanceof KubeExpiredError) {\n      return false;',
    test: {
      file: `${WATCH}/gaps.cluster.test.ts`,
      name: 'tells what is left, what is new, and who took an old name',
    },
  },
  {
    mode: 1,
    name: 'asks page by page for a list whose pages expired',
    file: `${CLIENT}/lists.ts`,
    find: 'pageSize: 0 }',
    replace: 'pageSize: 500 }',
    test: {
      file: `${WATCH}/ResourceWatch.test.ts`,
      name: 'lists at one go when the version of its pages is gone',
    },
  },
  {
    mode: 2,
    name: 'opens a stream that ended again at once',
    file: `${WATCH}/Recovery.ts`,
    find: 'const pauseMs = this.#backoff.next();\n    return',
    replace: 'const pauseMs = 0;\n    return',
    test: {
      file: `${WATCH}/ResourceWatch.test.ts`,
      name: 'pauses up to 4 s each time when every stream ends at once',
    },
  },
  {
    mode: 3,
    name: 'leaves out a line that it cannot read',
    file: `${WATCH}/events.ts`,
    find: "    throw new KubeServerError(`Malformed line in a watch (${request})`, {\n      reason: 'MalformedLine',\n      cause,\n    });",
    replace:
      "    void cause;\n    return { type: 'BOOKMARK', object: {} as Line<T>['object'] };",
    test: {
      file: `${WATCH}/ResourceWatch.test.ts`,
      name: 'starts again after a line it cannot read, and loses nothing',
    },
  },
  {
    mode: 3,
    name: 'decodes a line piece by piece',
    file: `${TRANSPORT}/lines.ts`,
    find: ": Buffer.concat(pieces).toString('utf8');",
    replace:
      ": pieces.map(piece => Buffer.from(piece).toString('utf8')).join('');",
    test: {
      file: `${WATCH}/ResourceWatch.test.ts`,
      name: 'reads events however the network cuts them',
    },
  },
  {
    mode: 4,
    name: 'makes nothing of a ping without an answer',
    file: `${TRANSPORT}/Http2Session.ts`,
    find: '() => this.end(`no answer to a ping for ${PING_TIMEOUT_MS} ms`),',
    replace: '() => {},',
    test: {
      file: `${WATCH}/faults.cluster.test.ts`,
      name: 'notices a half-open connection by its pings, within 30 s',
    },
  },
  {
    mode: 4,
    name: 'stays on a connection after the server said goodbye',
    file: `${TRANSPORT}/Http2Session.ts`,
    find: "session.on('goaway', () => this.end('it is going away'));",
    replace: '',
    test: {
      file: `${WATCH}/faults.cluster.test.ts`,
      name: 'moves when the server goes away',
    },
  },
  {
    mode: 4,
    name: "does not look at the server's limit of streams",
    file: `${TRANSPORT}/Http2Session.ts`,
    find: 'return this.isOpen && this.#streams < max;',
    replace: 'return this.isOpen && max > 0;',
    test: {
      file: `${WATCH}/faults.cluster.test.ts`,
      name: 'takes as many connections as a server wants that allows one stream each',
    },
  },
  {
    mode: 4,
    name: 'trusts idle connections after one of them has gone silent',
    file: `${TRANSPORT}/HttpsTransport.ts`,
    find: '        this.#closeIdle();\n',
    replace: '',
    test: {
      file: `${CLIENT}/faults.cluster.test.ts`,
      name: 'trust no other idle connection once one has gone silent',
    },
  },
  {
    mode: 5,
    name: 'does not look at Retry-After',
    file: `${WATCH}/Recovery.ts`,
    find: 'cause instanceof KubeError ? cause.retryAfterMs : undefined,',
    replace: 'undefined,',
    test: {
      file: `${WATCH}/ResourceWatch.test.ts`,
      name: 'waits as long as it is asked to',
    },
  },
  {
    mode: 5,
    name: 'does not read its token anew after a 401',
    file: `${TRANSPORT}/withRepeats.ts`,
    find: 'if (tries.loggedInAgain || !connection.credentials.invalidate()) {',
    replace: 'if (tries.sent > 0) {',
    test: {
      file: `${WATCH}/refusals.cluster.test.ts`,
      name: 'that does not take its token any more reads the new one at once',
    },
  },
  {
    mode: 5,
    name: 'makes a server under load list everything',
    file: `${WATCH}/Recovery.ts`,
    find: 'if (!mayBlameVersion(cause)) {',
    replace: 'if (!(cause instanceof KubeError)) {',
    test: {
      file: `${WATCH}/ResourceWatch.test.ts`,
      name: 'never lists anew because the server',
    },
  },
  {
    mode: 6,
    name: 'does not resume from bookmarks',
    file: `${WATCH}/ResourceWatch.ts`,
    find: '    this.#advanceTo(event.resourceVersion);',
    replace:
      "    if (event.type !== 'bookmark') {\n      this.#advanceTo(event.resourceVersion);\n    }",
    test: {
      file: `${WATCH}/ResourceWatch.test.ts`,
      name: 'resumes from a bookmark, so that a quiet kind need not be listed',
    },
  },
  {
    mode: 6,
    name: 'asks a server again and again to stream a list that cannot',
    file: `${WATCH}/ResourceWatch.ts`,
    find: 'return isRefused && this.#resourceVersion === undefined;',
    replace: 'return isRefused && this.#resourceVersion !== undefined;',
    test: {
      file: `${WATCH}/ResourceWatch.test.ts`,
      name: 'lists page by page',
    },
  },
  {
    mode: 7,
    name: 'believes a list that is older than what it knows',
    file: `${WATCH}/ResourceWatch.ts`,
    find: 'this.#assertNotOutdated(resourceVersion);',
    replace: '',
    test: {
      file: `${WATCH}/ResourceWatch.test.ts`,
      name: 'does not believe a list that is older than what it told',
    },
  },
  {
    mode: 8,
    name: 'calls handlers after the stop',
    file: `${WATCH}/ResourceWatch.ts`,
    find: 'this.#stop.signal.throwIfAborted();\n    try {',
    replace: 'try {',
    test: {
      file: `${WATCH}/stop.test.ts`,
      name: 'of its life: no call, no timer, no stream is left',
    },
  },
  {
    mode: 8,
    name: 'forgets what a handler failed on',
    file: `${WATCH}/Recovery.ts`,
    find: "return { pauseMs, relists: true, reason: 'handler' };",
    replace: "return { pauseMs, relists: false, reason: 'handler' };",
    test: {
      file: `${WATCH}/handlers.cluster.test.ts`,
      name: 'syncs anew when a handler fails',
    },
  },
  {
    mode: 9,
    name: 'goes back to the version of an event that comes late',
    file: `${WATCH}/ResourceWatch.ts`,
    find: "if (resourceVersion !== '' && !isOlder(resourceVersion, current)) {",
    replace: "if (resourceVersion !== '' && current !== undefined) {",
    test: {
      file: `${WATCH}/ResourceWatch.test.ts`,
      name: 'never resumes from before what it told, when events come twice or late',
    },
  },
  {
    mode: 10,
    name: 'pauses for up to ten minutes',
    file: `${WATCH}/Recovery.ts`,
    find: 'maxMs: 4_000',
    replace: 'maxMs: 600_000',
    test: {
      file: `${WATCH}/ResourceWatch.test.ts`,
      name: 'keeps nothing of an outage of ten minutes, and is back within 5 s',
    },
  },
  {
    mode: 10,
    name: 'pauses as long as every other program does',
    file: `${WATCH}/Backoff.ts`,
    find: 'full * (1 - random() / 2)',
    replace: 'full * (1 - 0 * random())',
    test: {
      file: `${WATCH}/Backoff.test.ts`,
      name: 'takes up to half of a wait away',
    },
  },
];
