import type { V1ContainerState } from '@kubernetes/client-node';
import { aPod, ended, waiting } from '../testing/clusterObjects';
import type { Memory } from '.';
import { playFilm } from '../testing/restartFilm';
import type { Film } from '../testing/restartFilm';
import {
  LONG_AGO,
  NOW,
  glanceAt,
  serving,
  settled,
  summaryOf,
  three,
  was,
} from '../testing/scenes';

/** Ends at once whenever it is started; recorded on a real node. */
const endsAtOnce: Film = {
  code: 3,
  runs: [
    [3, 3.4],
    [3.6, 4],
    [16.4, 17],
    [38.6, 39.4],
    [96.6, 97],
  ],
  frames: [
    [3.5, 'runs', 0],
    [3.9, 'ended', 0],
    [4.1, 'runs', 1],
    [4.8, 'ended', 1],
    [16.8, 'waits', 1],
    [16.9, 'runs', 2],
    [17.9, 'ended', 2],
    [38.8, 'waits', 2],
    [39.2, 'runs', 3],
    [40, 'ended', 3],
    [96.8, 'waits', 3],
    [97, 'runs', 4],
    [97.2, 'ended', 4],
  ],
};

/** Serves for 8 s each time. */
const servesForAWhile: Film = {
  code: 5,
  runs: [
    [3, 11.5],
    [11.6, 19.5],
    [31.6, 39.6],
    [63.6, 71.6],
    [115.6, 123.6],
  ],
  frames: [
    [3.6, 'runs', 0],
    [11.9, 'ended', 0],
    [12, 'runs', 1],
    [19.9, 'ended', 1],
    [31.8, 'waits', 1],
    [32, 'runs', 2],
    [40, 'ended', 2],
    [63.8, 'waits', 2],
    [64, 'runs', 3],
    [72.1, 'ended', 3],
    [115.8, 'waits', 3],
    [115.9, 'runs', 4],
  ],
};

describe('a program that ends again and again', () => {
  it('stays Down although Kubernetes calls it ready each time it is started', () => {
    expect(playFilm(endsAtOnce, 150)).toEqual([
      { at: 4.8, state: 'Down', cause: 'CrashLoop' },
    ]);
  });

  it('serves between its ends, yet after three restarts is not Healthy until the last but two was 10 min ago', () => {
    const told = playFilm(servesForAWhile, 1000);

    expect(told.map(({ at, ...rest }) => [at, ...Object.values(rest)])).toEqual(
      [
        [8.6, 'Healthy', undefined],
        [11.9, 'Down', 'CrashLoop'],
        [17, 'Healthy', undefined],
        [19.9, 'Down', 'CrashLoop'],
        [37, 'Healthy', undefined],
        [40, 'Down', 'CrashLoop'],
        [69, 'Degraded', 'Restarting'],
        [72.1, 'Down', 'CrashLoop'],
        [120.9, 'Degraded', 'Restarting'],
        [636.6, 'Healthy', undefined],
      ],
    );
  });

  it('keeps its cause while it runs for a moment beside others that serve', () => {
    const told = was('Degraded', LONG_AGO, {
      causes: [{ id: 'CrashLoop', message: 'It crashes.' }],
    });
    const scene = (restarts: number, ready: boolean, previous = told) => ({
      spec: three,
      previous,
      observed: {
        deployment: settled,
        pods: [
          serving('a'),
          serving('b'),
          aPod({
            name: 'c',
            ready,
            restarts,
            startTime: new Date(NOW - 60_000),
            lastState: ended(3, 'Error'),
            state: ready ? { running: {} } : waiting('CrashLoopBackOff'),
          }),
        ],
      },
    });
    const before = glanceAt(scene(2, false), NOW);
    const back = glanceAt(scene(3, true), NOW + 1_000, before.memory);
    const steady = glanceAt(scene(3, true), NOW + 6_000, back.memory);

    expect(back.status).toMatchObject({
      state: 'Degraded',
      causes: told.causes,
    });
    expect(back.lookAgainAt).toBe(NOW + 6_000);
    expect(steady.status).toMatchObject({
      state: 'Degraded',
      causes: [
        {
          id: 'Restarting',
          message:
            'Container node-red restarted 3 times in 10 min; between restarts it serves.',
          params: { container: 'node-red', count: '3', window: '600' },
        },
      ],
    });
  });
});

describe('old restarts', () => {
  const LONG_RUN = { running: { startedAt: new Date(NOW - 3_600_000) } };
  const pod = (restarts: number, state: V1ContainerState = LONG_RUN) =>
    aPod({
      restarts,
      state,
      startTime: new Date(NOW - 86_400_000),
      lastState: ended(1, 'Error'),
    });

  it('change no state', () => {
    const { status, lookAgainAt } = summaryOf({
      previous: was('Healthy'),
      observed: { pods: [pod(9)] },
    });

    expect(status.state).toBe('Healthy');
    expect(lookAgainAt).toBeUndefined();
  });

  it('are not counted with new ones', () => {
    const previous = was('Healthy');
    const told = [9, 10, 11, 12].map((restarts, second) => {
      const startedAt = new Date(NOW + second * 1000);
      const pods = [
        pod(restarts, restarts > 9 ? { running: { startedAt } } : LONG_RUN),
      ];
      return {
        now: NOW + second * 1000,
        scene: { previous, observed: { pods } },
      };
    });
    let memory: Memory | undefined;
    const summaries = told.map(({ scene, now }) => {
      const summary = glanceAt(scene, now, memory);
      memory = summary.memory;
      return summary.status;
    });

    expect(summaries.map(({ state }) => state)).toEqual([
      'Healthy',
      'Healthy',
      'Healthy',
      'Degraded',
    ]);
    expect(summaries[3]).toMatchObject({
      causes: [{ id: 'Restarting', params: { count: '3' } }],
    });
  });
});
