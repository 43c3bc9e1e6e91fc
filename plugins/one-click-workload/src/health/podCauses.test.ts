import type { CoreV1Event } from '@kubernetes/client-node';
import { aPod, anEvent, ended, waiting } from '../testing/clusterObjects';
import { recordedCrashes } from '../testing/recordedCrashes';
import { recordedObstacles } from '../testing/recordedObstacles';
import { recordedPulls } from '../testing/recordedPulls';
import { findPodProblems } from './podCauses';

const POD = { kind: 'Pod', name: 'node-red-1-aaaaa' };
const CONTAINER = { kind: 'Container', name: 'node-red' };
const backOff = waiting(
  'CrashLoopBackOff',
  'back-off 20s restarting failed container=main pod=…',
);

const context = (events: readonly CoreV1Event[]) => ({
  events,
  largestFree: { cpu: '1500m', memory: '2Gi' },
  settled: true,
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
