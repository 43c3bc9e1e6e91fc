import type { CoreV1Event, V1Pod } from '@kubernetes/client-node';
import { aPod, anEvent, ended, waiting } from '../testing/clusterObjects';
import type { PodTraits } from '../testing/clusterObjects';
import { recordedCrashes } from '../testing/recordedCrashes';
import { recordedObstacles } from '../testing/recordedObstacles';
import { recordedPulls } from '../testing/recordedPulls';
import { NOW } from '../testing/scenes';
import { findPodProblems } from './podCauses';
import type { PodContext } from './podCauses';
import { noteRestarts } from './restarts';

const POD = { kind: 'Pod', name: 'node-red-1-aaaaa' };
const CONTAINER = { kind: 'Container', name: 'node-red' };
const backOff = waiting(
  'CrashLoopBackOff',
  'back-off 20s restarting failed container=main pod=…',
);

const context = (events: readonly CoreV1Event[]): PodContext => ({
  events,
  largestFree: { cpu: '1500m', memory: '2Gi', taints: 'only=others' },
  settled: true,
  restarts: new Map(),
  now: NOW,
});

describe('findPodProblems', () => {
  it.each([...recordedPulls, ...recordedCrashes, ...recordedObstacles])(
    '$case: $id',
    ({ pod, events = [], id, params, sentence }) => {
      const [problem, ...others] = findPodProblems(
        aPod({ ...pod, ready: false }),
        context(
          events.map(([reason, message]) => anEvent(POD, reason, message)),
        ),
      );

      expect(others).toEqual([]);
      expect(problem).toMatchObject({
        firm: true,
        cause: {
          id,
          ...(params && { params }),
          ...(sentence !== undefined && { message: sentence }),
        },
      });
      expect(problem?.cause.chain?.[0]).toEqual(POD);
    },
  );

  it('says which container it is about, and which check', () => {
    const [problem] = findPodProblems(aPod({ ready: false }), context([]));

    expect(problem?.cause.chain).toEqual([
      POD,
      CONTAINER,
      { kind: 'probe', name: 'readiness' },
    ]);
  });

  it('blames an init container, since the program has not started', () => {
    const problems = findPodProblems(
      aPod({
        ready: false,
        state: waiting('PodInitializing'),
        initStatuses: [
          {
            name: 'init',
            image: '',
            imageID: '',
            ready: false,
            restartCount: 2,
            state: backOff,
            lastState: ended(1, 'Error'),
          },
        ],
      }),
      context([]),
    );

    expect(problems.map(({ cause }) => [cause.id, cause.params])).toEqual([
      ['InitFailed', { container: 'init', code: '1' }],
    ]);
  });

  it('forgives a first stumble, and a program that may still be starting', () => {
    const stumble = findPodProblems(
      aPod({ ready: false, state: ended(1, 'Error') }),
      context([]),
    );
    const starting = findPodProblems(aPod({ ready: false }), {
      ...context([]),
      settled: false,
    });

    expect(stumble).toMatchObject([{ firm: false }]);
    expect(starting).toMatchObject([{ firm: false }]);
  });

  describe('of a container that runs again', () => {
    const pod = (traits: PodTraits) =>
      aPod({ ready: false, lastState: ended(1, 'Error'), ...traits });
    const startedBefore = (ms: number) => ({
      running: { startedAt: new Date(NOW - ms) },
    });
    const look = (seen: V1Pod) =>
      findPodProblems(seen, {
        ...context([]),
        restarts: noteRestarts([seen], new Map(), NOW),
      });

    it.each([
      {
        what: 'tells what ended it, since that is not over',
        restarts: 2,
        ago: 30_000,
        want: { firm: true, cause: { id: 'CrashLoop' } },
      },
      {
        what: 'forgives a first stumble',
        restarts: 1,
        ago: 30_000,
        want: { firm: false, cause: { id: 'CrashLoop' } },
      },
      {
        what: 'no longer speaks of it after 10 min',
        restarts: 2,
        ago: 600_000,
        want: { cause: { id: 'ReadyProbe' } },
      },
    ])('$what', ({ restarts, ago, want }) => {
      const seen = pod({ restarts, state: startedBefore(ago) });

      expect(look(seen)).toMatchObject([want]);
    });

    it('tells what ended it while its startup check has yet to pass', () => {
      const seen = pod({ restarts: 2, state: startedBefore(30_000) });
      seen.status!.containerStatuses![0]!.started = false;

      expect(look(seen)).toMatchObject([{ cause: { id: 'CrashLoop' } }]);
    });

    it.each([
      { code: 1, want: [['InitFailed']] },
      { code: 0, want: [] },
    ])(
      'tells of an init container that ended with code $code before',
      ({ code, want }) => {
        const init = {
          name: 'init',
          image: '',
          imageID: '',
          ready: false,
          restartCount: 2,
          state: startedBefore(1_000),
          lastState: ended(code, 'Error'),
        };
        const seen = aPod({
          ready: false,
          state: waiting('PodInitializing'),
          initStatuses: [init],
        });

        expect(look(seen).map(({ cause }) => [cause.id])).toEqual(want);
      },
    );
  });

  it.each([
    {
      what: 'serves',
      pod: aPod({ lastState: ended(1, 'Error'), restarts: 9 }),
    },
    {
      what: 'is being created',
      pod: aPod({ ready: false, state: waiting('ContainerCreating') }),
    },
  ])('has nothing to say of a pod that $what', ({ pod }) => {
    expect(findPodProblems(pod, context([]))).toEqual([]);
  });
});
