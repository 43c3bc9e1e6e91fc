import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Deployment, Pod } from '../live/objects';
import { buildMap } from './buildMap';
import { describePod } from './describePod';
import {
  describeCronJob,
  describeDeployment,
  describeJob,
  describeReplicaSet,
  describeRollout,
} from './describeWorkload';
import { describeClaim } from './describeClaim';
import {
  describeAutoscaler,
  describeIngress,
  describeService,
} from './describeNetwork';
import { NO_OBJECTS } from './MapObjects';
import type { MapObjects } from './MapObjects';

/** Metadata as the API has it; owners by uid. */
function meta(name: string, owner?: string, labels = {}) {
  return {
    name,
    namespace: 'oc-shop',
    uid: `uid-${name}`,
    labels,
    ...(owner && { ownerReferences: [{ uid: `uid-${owner}` }] }),
  } as never;
}

const rollout = { metadata: meta('web'), spec: {} } as unknown as Rollout;

function aDeployment(spec: object = {}): Deployment {
  return {
    metadata: meta('web-d', 'web'),
    spec: { template: { spec }, ...spec },
  } as unknown as Deployment;
}

const names = (objects: Partial<MapObjects>) =>
  buildMap({ ...NO_OBJECTS, rollouts: [rollout], ...objects }, 'web').map(
    ({ name }) => name,
  );

describe('the objects of a rollout', () => {
  it('are what it owns, by however many steps', () => {
    expect(
      names({
        deployments: [aDeployment()],
        replicaSets: [{ metadata: meta('set', 'web-d') }],
        pods: [
          { metadata: meta('pod', 'set') },
          { metadata: meta('stranger', 'other-set') },
        ],
      }),
    ).toEqual(['web', 'web-d', 'set', 'pod']);
  });

  it('are claims that outlive it, by their labels', () => {
    const labels = { 'one-click.dev/deploymentId': 'web' };
    const others = { 'one-click.dev/deploymentId': 'other' };

    expect(
      names({
        claims: [
          { metadata: meta('data', undefined, labels) },
          { metadata: meta('theirs', undefined, others) },
        ],
      }),
    ).toEqual(['web', 'data']);
  });

  it('are Secrets that something mentions, and not those kept for rollbacks', () => {
    const labels = { 'one-click.dev/deploymentId': 'web' };
    const containers = [
      { name: 'web', envFrom: [{ secretRef: { name: 'now' } }] },
    ];

    expect(
      names({
        deployments: [aDeployment({ containers })],
        secrets: [
          { metadata: meta('now', undefined, labels) },
          { metadata: meta('before', undefined, labels) },
        ],
      }),
    ).toEqual(['web', 'web-d', 'now']);
  });

  it('are Services and Ingresses that really lead to its pods, whoever made them', () => {
    const labels = { app: 'web' };

    expect(
      names({
        deployments: [aDeployment()],
        replicaSets: [{ metadata: meta('set', 'web-d') }],
        pods: [{ metadata: meta('pod', 'set', labels) }],
        services: [
          { metadata: meta('by-hand'), spec: { selector: labels } },
          { metadata: meta('elsewhere'), spec: { selector: { app: 'x' } } },
          { metadata: meta('without-selector'), spec: {} },
        ],
        ingresses: [
          {
            metadata: meta('way-in'),
            spec: {
              defaultBackend: { service: { name: 'by-hand' } },
            },
          },
        ],
      }),
    ).toEqual(['web', 'web-d', 'set', 'pod', 'by-hand', 'way-in']);
  });

  it('are there even when the rollout itself was deleted', () => {
    const labels = { 'one-click.dev/deploymentId': 'web' };

    expect(
      names({
        rollouts: [],
        claims: [{ metadata: meta('data', undefined, labels) }],
      }),
    ).toEqual(['data']);
  });
});

describe('how an object is', () => {
  const running = { name: 'web', ready: true, restartCount: 0 };
  const pod = (status: object, deletionTimestamp?: string) =>
    ({
      metadata: { name: 'p', deletionTimestamp },
      spec: { containers: [{ name: 'web', image: 'x' }] },
      status,
    } as unknown as Pod);
  const ready = { type: 'Ready', status: 'True' };
  const waiting = (reason: string) => ({
    phase: 'Pending',
    containerStatuses: [{ ...running, state: { waiting: { reason } } }],
  });

  it.each([
    ['Ready', 'ok', { phase: 'Running', conditions: [ready] }],
    ['NotReady', 'warning', { phase: 'Running' }],
    ['Starting', 'moving', waiting('ContainerCreating')],
    ['ImagePullBackOff', 'error', waiting('ImagePullBackOff')],
    ['CrashLoopBackOff', 'error', waiting('CrashLoopBackOff')],
    ['Completed', 'ok', { phase: 'Succeeded' }],
    ['Evicted', 'error', { phase: 'Failed', reason: 'Evicted' }],
    ['NodeLost', 'unknown', { phase: 'Running', reason: 'NodeLost' }],
    [
      'Unschedulable',
      'error',
      {
        phase: 'Pending',
        conditions: [
          { type: 'PodScheduled', status: 'False', reason: 'Unschedulable' },
        ],
      },
    ],
    [
      'OOMKilled',
      'error',
      {
        phase: 'Running',
        containerStatuses: [
          { ...running, state: { terminated: { reason: 'OOMKilled' } } },
        ],
      },
    ],
  ])('a pod is %s, which is %s', (state, level, status) => {
    expect(describePod(pod(status))).toMatchObject({ state, level });
  });

  it('a pod that is deleted is going, whatever else', () => {
    const going = pod({ phase: 'Running', conditions: [ready] }, 'now');

    expect(describePod(going)).toMatchObject({ state: 'Terminating' });
  });

  it.each([
    [
      'a rollout says what the operator says',
      describeRollout({
        ...rollout,
        status: { state: 'UpdateFailed' },
      } as Rollout),
      { level: 'warning', state: 'UpdateFailed' },
    ],
    [
      'a rollout that nobody looked at is unknown',
      describeRollout(rollout),
      { level: 'unknown', state: 'Unknown' },
    ],
    [
      'a Deployment that wants more than is ready moves',
      describeDeployment({ spec: { replicas: 2 } } as never),
      { level: 'moving', state: 'RollingOut' },
    ],
    [
      'a Deployment that got stuck still serves',
      describeDeployment({
        spec: { replicas: 2 },
        status: {
          readyReplicas: 1,
          conditions: [{ type: 'Progressing', status: 'False' }],
        },
      } as never),
      { level: 'warning', state: 'Stuck' },
    ],
    [
      'a Deployment at zero is off',
      describeDeployment({ spec: { replicas: 0 } } as never),
      { level: 'off', state: 'ScaledToZero' },
    ],
    [
      'an old ReplicaSet is off',
      describeReplicaSet({ spec: { replicas: 0 } } as never),
      { level: 'off', state: 'Old' },
    ],
    [
      'a suspended CronJob is off',
      describeCronJob({ spec: { suspend: true } } as never),
      { level: 'off', state: 'Suspended' },
    ],
    [
      'a failed Job is an error',
      describeJob({
        status: { conditions: [{ type: 'Failed', status: 'True' }] },
      } as never),
      { level: 'error', state: 'Failed' },
    ],
    [
      'a Job that is over succeeded',
      describeJob({
        status: { conditions: [{ type: 'Complete', status: 'True' }] },
      } as never),
      { level: 'ok', state: 'Succeeded' },
    ],
    [
      'a Service that selects nothing is a warning',
      describeService({ spec: { selector: { a: 'b' } } } as never, []),
      { level: 'warning', state: 'SelectsNoPod' },
    ],
    [
      'an Ingress without an address may be well',
      describeIngress({} as never),
      { level: 'unknown', state: 'NoAddress' },
    ],
    [
      'an autoscaler that cannot measure is a warning',
      describeAutoscaler({
        status: {
          conditions: [
            {
              type: 'ScalingActive',
              status: 'False',
              reason: 'FailedGetResourceMetric',
            },
          ],
        },
      } as never),
      { level: 'warning', state: 'FailedGetResourceMetric' },
    ],
    [
      'an autoscaler of a paused rollout rests',
      describeAutoscaler({
        status: {
          conditions: [
            {
              type: 'ScalingActive',
              status: 'False',
              reason: 'ScalingDisabled',
            },
          ],
        },
      } as never),
      { level: 'off' },
    ],
    [
      'a claim that waits moves',
      describeClaim({ status: { phase: 'Pending' } } as never),
      { level: 'moving', state: 'Pending' },
    ],
    [
      'a claim whose volume is gone is an error',
      describeClaim({ status: { phase: 'Lost' } } as never),
      { level: 'error', state: 'Lost' },
    ],
  ])('%s', (_, state, wanted) => {
    expect(state).toMatchObject(wanted);
  });
});
