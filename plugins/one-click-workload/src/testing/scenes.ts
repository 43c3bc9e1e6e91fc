import type {
  Rollout,
  RolloutStatus,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { summarize } from '../health';
import type { Memory, Observed } from '../health';
import { aRollout } from './aRollout';
import type { RolloutTraits } from './aRollout';
import {
  aDeployment,
  aPod,
  aReplicaSet,
  ended,
  observe,
  waiting,
} from './clusterObjects';

/** When the scenes play. */
export const NOW = Date.parse('2026-11-25T09:00:00Z');
/** Long enough before that no state is held any more. */
export const LONG_AGO = '2026-11-25T08:00:00.000Z';
/** So shortly before that a state is still held. */
export const JUST_NOW = '2026-11-25T08:59:58.000Z';

/** One of the operator's states. */
export type State = NonNullable<RolloutStatus['state']>;

/** A status of the same generation, last written in that state. */
export function was(
  state: State,
  since = LONG_AGO,
  more: Partial<RolloutStatus> = {},
) {
  return {
    state,
    stateSince: since,
    observedGeneration: 3,
    wantedReplicas: 3,
    ...more,
  };
}

/** A rollout, what was last said of it, and what is seen now. */
export interface Scene {
  readonly spec?: RolloutTraits['spec'];
  readonly revision?: string;
  readonly previous?: RolloutStatus;
  readonly observed?: Partial<Observed>;
}

/** The rollout of a scene. */
export function rolloutOf({ spec, revision, previous }: Scene): Rollout {
  return aRollout({
    ...(spec && { spec }),
    metadata: {
      ...(revision !== undefined && {
        annotations: { 'one-click.dev/revision': revision },
      }),
    },
    status: previous,
  });
}

/** What is to be said of a scene the moment it is seen. */
export function glanceAt(scene: Scene, now = NOW, memory?: Memory) {
  const observed = observe(scene.observed);
  return summarize({ rollout: rolloutOf(scene), observed, now, memory });
}

/** What is to be said of a scene that has lasted for as long as a better state is held back. */
export function summaryOf(scene: Scene, now = NOW) {
  return glanceAt(scene, now, glanceAt(scene, now - 5_000).memory);
}

/** The status of a scene. */
export const statusOf = (scene: Scene) => summaryOf(scene).status;

/** The Deployment's own view of an update. */
export const conditions = (reason: string) => [
  {
    type: 'Progressing',
    status: reason === 'ProgressDeadlineExceeded' ? 'False' : 'True',
    reason,
  },
];
/** An instance that serves. */
export const serving = (name: string, of = '1') => aPod({ name, of });
/** A pod whose image is not there. */
export const pullFails = {
  ready: false,
  phase: 'Pending',
  state: waiting('ErrImagePull', 'code = NotFound desc = not found'),
};
/** A pod whose program keeps ending. */
export const crashes = {
  ready: false,
  state: waiting('CrashLoopBackOff'),
  lastState: ended(1, 'Error'),
  restarts: 2,
};
/** Three instances are wanted. */
export const three = { replicas: 3 };
/** Three instances that serve. */
export const threeServe = ['a', 'b', 'c'].map(name => serving(name));
/** A Deployment whose last update is complete. */
export const settled = aDeployment({
  replicas: 3,
  conditions: conditions('NewReplicaSetAvailable'),
});
/** An update from revision 6 to 7 under way. */
export const updating = {
  deployment: aDeployment({
    newest: '2',
    replicas: 3,
    conditions: conditions('ReplicaSetUpdated'),
  }),
  replicaSets: [aReplicaSet('1', 6), aReplicaSet('2', 7)],
};
/** The same, past its time. */
export const overdue = {
  ...updating,
  deployment: aDeployment({
    newest: '2',
    replicas: 3,
    conditions: conditions('ProgressDeadlineExceeded'),
  }),
};
