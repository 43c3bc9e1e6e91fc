import type { FailureMode } from './FailureMode';

/** All of them, in the order of their numbers. */
export const MODES: readonly FailureMode[] = [
  {
    mode: 1,
    area: 'Watching and listing',
    title:
      'The server no longer knows a version (410): as its answer, within a stream, between two pages of a list. What went, came back under its old name or changed its owner meanwhile is found.',
  },
  {
    mode: 2,
    area: 'Watching and listing',
    title:
      'A stream ends: in good order, at once a thousand times over, or because its time is up. No hot loop.',
  },
  {
    mode: 3,
    area: 'Watching and listing',
    title:
      'A stream breaks within a line, carries half a line or none that can be read, or is cut anywhere, even within a character; an object of 5 MB.',
  },
  {
    mode: 4,
    area: 'Watching and listing',
    title:
      'A connection is half open; a ping has no answer; the server says goodbye on a session, or allows one stream each.',
  },
  {
    mode: 5,
    area: 'Watching and listing',
    title:
      'The server is busy (429, 503), fails (500), does not know us (401, once or for good), or refuses one kind (403).',
  },
  {
    mode: 6,
    area: 'Watching and listing',
    title:
      'Nothing happens for long: bookmarks spare a list. First events do not count as progress; a server that cannot stream its lists is asked for pages.',
  },
  {
    mode: 7,
    area: 'Watching and listing',
    title:
      'A server that lags tells an older state than is known: nothing goes back, nothing is taken for deleted.',
  },
  {
    mode: 8,
    area: 'Watching and listing',
    title:
      'A watch is stopped at any point of its life or started twice; whoever hears its events throws or is slow.',
  },
  {
    mode: 9,
    area: 'Watching and listing',
    title:
      'Events come twice, late, or for objects that are unknown or known already.',
  },
  {
    mode: 10,
    area: 'Watching and listing',
    title:
      'The API server restarts under all watches at once, or is away for ten minutes: nothing grows, and all is well 5 s after its return.',
  },
  {
    mode: 11,
    area: 'Queue and controller',
    title:
      'A key is added while it is worked on, ten thousand times, earlier and later, at two levels; the queue stops while keys wait; the date jumps.',
  },
  {
    mode: 12,
    area: 'Queue and controller',
    title:
      'A reconcile throws at once, later, or what is no error; or never ends. No other rollout notices.',
  },
  {
    mode: 13,
    area: 'Queue and controller',
    title:
      'Ten thousand events of pods come at once: as many reconciles as there are workers, one of a rollout, and few of them.',
  },
  {
    mode: 14,
    area: 'Consistency of the cache',
    title:
      'What was written is not visible yet, or visible before its answer; one watch lags behind. No second create, no false difference, no error.',
  },
  {
    mode: 15,
    area: 'Consistency of the cache',
    title:
      'Somebody deletes a child, edits fields of ours or of theirs, adds annotations, takes our labels or our ownership away, or holds the name already.',
  },
  {
    mode: 16,
    area: 'Consistency of the cache',
    title:
      'A rollout is deleted and made anew under its name while children of the old one still exist.',
  },
  {
    mode: 17,
    area: 'Server-side apply',
    title:
      'Nothing changes: not one write, for every kind, after a create, a restart or a new list, whatever the server defaults.',
    alsoProvedBy: '`yarn workspace @one-click/bench operator` (10 min at rest)',
  },
  {
    mode: 18,
    area: 'Server-side apply',
    title:
      'The server spells a value in another way: quantities, empty and absent values, ports, defaults, secrets, schedules.',
  },
  {
    mode: 19,
    area: 'Server-side apply',
    title:
      'The server counts up the version of an object although an apply changed nothing: one write, then silence.',
  },
  {
    mode: 20,
    area: 'Server-side apply',
    title:
      'Another manager conflicts, takes our fields by force, or strips the record of who owns what; ours is under another version or operation.',
  },
  {
    mode: 21,
    area: 'Server-side apply',
    title:
      'A field leaves the spec, down to the last of a list: it leaves the live object, too.',
  },
  {
    mode: 22,
    area: 'Server-side apply',
    title:
      'A field cannot change: selectors, a smaller claim, another class. Growth with and without permission; no class, or none we may read.',
  },
  {
    mode: 23,
    area: 'Server-side apply',
    title:
      'An autoscaler sets the replicas: nobody undoes it. Its bounds contradict each other; a person removes it.',
  },
  {
    mode: 24,
    area: 'Server-side apply',
    title:
      'An admission webhook changes objects, denies them, or is not there.',
  },
  {
    mode: 25,
    area: 'Server-side apply',
    title:
      'Input that the cluster does not take: quota, a namespace that ends or is missing, names, quantities, schedules, ports, sizes, unknown fields.',
  },
  {
    mode: 26,
    area: 'Status, conditions and events',
    title:
      'Conditions tell the truth of the generation that was seen, with a reason, and go when it is over; what is the same is not written again.',
  },
  {
    mode: 27,
    area: 'Status, conditions and events',
    title:
      'Events come in bursts, cannot be written, are too long, or are of a rollout that is gone. Nothing waits for them.',
  },
  {
    mode: 28,
    area: 'Leader election and life cycle',
    title:
      'Several replicas: one writes. Clocks differ, the lease is deleted, stolen, slow or hanging, the leader crashes or blocks: nothing is written after a loss.',
  },
  {
    mode: 29,
    area: 'Leader election and life cycle',
    title:
      'SIGTERM in the first list, within a write, in a wait, before leadership, twice: it ends in good order and in time.',
  },
  {
    mode: 30,
    area: 'Leader election and life cycle',
    title:
      'Probes tell the truth: not ready before all is known and while it ends; not alive when the loop is dead. A port is taken.',
  },
  {
    mode: 31,
    area: 'Scale and endurance',
    title:
      'Thousands of rollouts start, change and go at once, a namespace with a thousand of them goes, the operator restarts under load.',
    alsoProvedBy:
      '`yarn workspace @one-click/bench operator` (figures in `docs/performance.md`)',
  },
  {
    mode: 32,
    area: 'Scale and endurance',
    title:
      'Faults at random for as long as one likes: in the end the cluster equals the model, nothing is written any more, nothing has grown.',
    alsoProvedBy: '`make soak`',
  },
  {
    mode: 33,
    area: 'Scale and endurance',
    title:
      'Objects of the Go operator are taken over, and it could take them back: nothing is lost on either way.',
  },
];
