import {
  aDeployment,
  aPod,
  aReplicaSet,
  waiting,
} from '../testing/clusterObjects';
import {
  LONG_AGO,
  JUST_NOW,
  was,
  statusOf,
  conditions,
  serving,
  pullFails,
  crashes,
  three,
  threeServe,
  settled,
  updating,
  overdue,
} from '../testing/scenes';
import type { State, Scene } from '../testing/scenes';

interface Row extends Scene {
  readonly does: string;
  readonly want: State;
  readonly chief?: string;
}

const ROWS: readonly Row[] = [
  {
    does: 'is Healthy once all wanted instances of the newest revision serve',
    spec: three,
    previous: was('RollingOut'),
    observed: { deployment: settled, pods: threeServe },
    want: 'Healthy',
  },
  {
    does: 'is Starting before anything exists',
    spec: three,
    observed: { deployment: undefined, replicaSets: [], pods: [] },
    want: 'Starting',
  },
  {
    does: 'is Starting while the first instances come up',
    spec: three,
    previous: was('Starting', JUST_NOW),
    observed: {
      deployment: aDeployment({
        replicas: 3,
        conditions: conditions('ReplicaSetUpdated'),
      }),
      pods: [
        serving('a'),
        aPod({ name: 'b', ready: false, state: waiting('ContainerCreating') }),
      ],
    },
    want: 'Starting',
  },
  {
    does: 'is Starting on the way back from a pause, which Kubernetes does not time',
    spec: three,
    previous: was('Paused', LONG_AGO, { observedGeneration: 2 }),
    observed: { deployment: settled, pods: [] },
    want: 'Starting',
  },
  {
    does: 'is Blocked when the first image does not exist',
    spec: three,
    previous: was('Starting', JUST_NOW),
    observed: {
      deployment: aDeployment({ replicas: 3 }),
      pods: [aPod(pullFails)],
    },
    want: 'Blocked',
    chief: 'ImageNotFound',
  },
  {
    does: 'is Down when the first instances ran and failed',
    spec: three,
    previous: was('Starting', JUST_NOW),
    observed: {
      deployment: aDeployment({ replicas: 3 }),
      pods: [aPod(crashes)],
    },
    want: 'Down',
    chief: 'CrashLoop',
  },
  {
    does: 'is RollingOut while an update replaces instances',
    spec: three,
    previous: was('Healthy'),
    observed: {
      ...updating,
      pods: [serving('a'), serving('b'), serving('c', '2')],
    },
    want: 'RollingOut',
  },
  {
    does: 'is RollingOut from the moment a new spec is there, before Kubernetes looks',
    spec: three,
    previous: was('Healthy'),
    observed: {
      deployment: aDeployment({ replicas: 3, newest: '2' }),
      pods: threeServe,
    },
    want: 'RollingOut',
  },
  {
    does: 'is RollingOut, not Down, while Recreate has stopped the old and not yet started the new',
    spec: { ...three, rolloutStrategy: 'recreate' },
    previous: was('RollingOut', JUST_NOW),
    observed: { ...updating, pods: [] },
    want: 'RollingOut',
  },
  {
    does: 'is Blocked when a new image does not exist, while the old revision serves',
    spec: three,
    previous: was('RollingOut', JUST_NOW),
    observed: {
      ...updating,
      pods: [...threeServe, aPod({ ...pullFails, name: 'd', of: '2' })],
    },
    want: 'Blocked',
    chief: 'ImageNotFound',
  },
  {
    does: 'is UpdateFailed when the new revision ran and failed, while the old one serves',
    spec: three,
    previous: was('RollingOut', JUST_NOW),
    observed: {
      ...updating,
      pods: [...threeServe, aPod({ ...crashes, name: 'd', of: '2' })],
    },
    want: 'UpdateFailed',
    chief: 'CrashLoop',
  },
  {
    does: 'is UpdateFailed when the new revision did not become ready in time',
    spec: three,
    previous: was('RollingOut'),
    observed: {
      ...overdue,
      pods: [...threeServe, aPod({ ready: false, name: 'd', of: '2' })],
    },
    want: 'UpdateFailed',
    chief: 'ReadyProbe',
  },
  {
    does: 'waits for the readiness check of a new revision for as long as there is time',
    spec: three,
    previous: was('RollingOut', JUST_NOW),
    observed: {
      ...updating,
      pods: [...threeServe, aPod({ ready: false, name: 'd', of: '2' })],
    },
    want: 'RollingOut',
    chief: 'ReadyProbe',
  },
  {
    does: 'is Degraded when an instance is lost',
    spec: three,
    previous: was('Healthy'),
    observed: {
      deployment: settled,
      pods: [serving('a'), serving('b'), aPod({ ...crashes, name: 'c' })],
    },
    want: 'Degraded',
    chief: 'CrashLoop',
  },
  {
    does: 'is Down when all instances are lost',
    spec: three,
    previous: was('Healthy'),
    observed: { deployment: settled, pods: [] },
    want: 'Down',
  },
  {
    does: 'is RollingOut while more instances of the same revision come up',
    spec: three,
    previous: was('Healthy', LONG_AGO, { wantedReplicas: 1 }),
    observed: { deployment: settled, pods: [serving('a')] },
    want: 'RollingOut',
  },
  {
    does: 'is Degraded when there is no room for more instances',
    spec: three,
    previous: was('RollingOut', JUST_NOW),
    observed: {
      deployment: settled,
      pods: [
        serving('a'),
        aPod({
          name: 'b',
          ready: false,
          unschedulable: '0/1 nodes are available: 1 Insufficient cpu.',
        }),
      ],
    },
    want: 'Degraded',
    chief: 'NoCpu',
  },
  {
    does: 'is Degraded when the quota allows no more instances, by what the ReplicaSet says first',
    spec: three,
    previous: was('RollingOut', JUST_NOW),
    observed: {
      deployment: settled,
      pods: [serving('a')],
      replicaSets: [
        aReplicaSet('1', undefined, [
          {
            type: 'ReplicaFailure',
            status: 'True',
            reason: 'FailedCreate',
            message:
              'pods "x" is forbidden: exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1',
          },
        ]),
      ],
    },
    want: 'Degraded',
    chief: 'QuotaUsed',
  },
  {
    does: 'is Blocked when the cluster refuses the newest spec and the old one serves',
    spec: three,
    previous: was('Healthy'),
    observed: {
      deployment: settled,
      pods: threeServe,
      refusals: [
        {
          kind: 'Deployment',
          name: 'node-red',
          message: 'invalid',
          fields: [{ field: 'spec.template', message: 'Required value' }],
        },
      ],
    },
    want: 'Blocked',
    chief: 'SpecInvalid',
  },
  {
    does: 'is Degraded when only a part is missing',
    spec: three,
    previous: was('Healthy'),
    observed: {
      deployment: settled,
      pods: threeServe,
      refusals: [{ kind: 'Service', name: 's', message: '', ownedBy: 'helm' }],
    },
    want: 'Degraded',
    chief: 'NotOurs',
  },
  {
    does: 'is Paused as soon as that is asked for, whatever was wrong',
    spec: { ...three, suspend: true },
    previous: was('Down', JUST_NOW),
    observed: { deployment: settled, pods: [aPod(crashes)] },
    want: 'Paused',
  },
  {
    does: 'is Healthy with nothing where nothing is wanted',
    spec: { replicas: 0 },
    previous: was('Healthy', LONG_AGO, { wantedReplicas: 0 }),
    observed: { deployment: aDeployment({ replicas: 0 }), pods: [] },
    want: 'Healthy',
  },
  {
    does: 'counts neither instances that are going nor those of other controllers',
    spec: { replicas: 1 },
    previous: was('Healthy', LONG_AGO, { wantedReplicas: 1 }),
    observed: {
      pods: [
        aPod({ name: 'a', deleted: true }),
        aPod({ name: 'b', of: 'foreign' }),
      ],
    },
    want: 'Down',
  },
];

describe('the state of a rollout (B03)', () => {
  it.each(ROWS)('$does', row => {
    const { state, causes = [] } = statusOf(row);

    expect(state).toBe(row.want);
    expect(causes[0]?.id).toBe(row.chief);
  });
});
