import type { V1Pod } from '@kubernetes/client-node';
import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { summarize } from '../health';
import type { Memory } from '../health';
import { aRollout } from './aRollout';
import { aPod, observe } from './clusterObjects';
import { NOW, settled, was } from './scenes';
import type { State } from './scenes';

/** What a container is seen at: up, at its end, or backing off before the next run. */
export type Sight = 'runs' | 'ended' | 'waits';

/** How a program fared on a real node; times in seconds. */
export interface Film {
  readonly code: number;
  /** When each run began and ended. */
  readonly runs: readonly (readonly [from: number, to: number])[];
  /** When what of which run was told. */
  readonly frames: readonly (readonly [
    at: number,
    sight: Sight,
    run: number,
  ])[];
}

/** A state that was told, and its chief cause. */
export interface Told {
  /** Seconds. */
  readonly at: number;
  readonly state: State;
  readonly cause: string | undefined;
}

const moment = (second: number) =>
  new Date(NOW + second * 1000).toISOString() as unknown as Date;

function endOf({ runs, code }: Film, run: number) {
  const [from, to] = runs[run] ?? [0, 0];
  return {
    terminated: {
      exitCode: code,
      reason: 'Error',
      startedAt: moment(from),
      finishedAt: moment(to),
    },
  };
}

/** The pod at a frame, without a readiness check: ready for as long as it runs. */
function podAt(film: Film, sight: Sight, run: number): V1Pod {
  const startedAt = moment(film.runs[run]?.[0] ?? 0);
  const states = {
    runs: { running: { startedAt } },
    ended: endOf(film, run),
    waits: { waiting: { reason: 'CrashLoopBackOff' } },
  };
  const former = sight === 'waits' ? run : run - 1;
  return aPod({
    ready: sight === 'runs',
    state: states[sight],
    restarts: run,
    startTime: moment(0),
    ...(former >= 0 && { lastState: endOf(film, former) }),
  });
}

/** Shows a film to the summary, as the operator would: at each frame, and whenever it asked to look again. */
export function playFilm(film: Film, until: number): Told[] {
  const told: Told[] = [];
  let rollout: Rollout = aRollout({
    status: was('Starting', new Date(NOW).toISOString(), { wantedReplicas: 1 }),
  });
  let memory: Memory | undefined;
  let at = 0;
  const end = NOW + until * 1000;
  const ends = [...film.frames.slice(1).map(([second]) => second), until];
  for (const [index, [second, sight, run]] of film.frames.entries()) {
    const next = Math.min(end, NOW + (ends[index] ?? until) * 1000);
    const pods = [podAt(film, sight, run)];
    const observed = observe({ deployment: settled, pods });
    at = NOW + second * 1000;
    while (at < next) {
      const summary = summarize({ rollout, observed, now: at, memory });
      const { state = 'Starting', causes } = summary.status;
      if (state !== rollout.status?.state) {
        told.push({ at: (at - NOW) / 1000, state, cause: causes?.[0]?.id });
      }
      rollout = { ...rollout, status: summary.status };
      memory = summary.memory;
      at = summary.lookAgainAt ?? next;
    }
  }
  return told;
}
