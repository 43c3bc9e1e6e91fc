import type { V1Deployment } from '@kubernetes/client-node';
import { aRollout } from '@one-click/backstage-plugin-one-click-common/testUtils';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { buildDeployment } from '@one-click/backstage-plugin-one-click-workload';
import { toChildRecord } from '../cluster/records/toChildRecord';
import { findHandOver, noteReplicas } from './handOver';

const desired = (spec: Partial<RolloutSpecInput>) =>
  buildDeployment(aRollout({ spec }));
const scaled = { horizontalScale: { minReplicas: 2, maxReplicas: 6 } };

interface Live {
  readonly replicas: number;
  readonly owned?: boolean;
  readonly noted?: string;
  readonly strategy?: NonNullable<V1Deployment['spec']>['strategy'];
}

function live({ replicas, owned = true, noted, strategy }: Live) {
  return toChildRecord('Deployment', {
    metadata: {
      ...(noted !== undefined && {
        annotations: { 'one-click.dev/paused-replicas': noted },
      }),
      managedFields: [
        {
          manager: 'one-click-operator',
          operation: 'Apply',
          fieldsV1: { 'f:spec': owned ? { 'f:replicas': {} } : {} },
        },
      ],
    },
    spec: {
      replicas,
      selector: {},
      template: {},
      ...(strategy && { strategy }),
    },
  });
}

describe('findHandOver', () => {
  it.each([
    {
      does: 'holds the number when an autoscaler takes over, since letting go would reset it to 1',
      spec: scaled,
      is: { replicas: 5 },
      want: { replicas: 5 },
    },
    {
      does: 'brings back the number of before a pause',
      spec: scaled,
      is: { replicas: 0, noted: '4' },
      want: { replicas: 4 },
    },
    {
      does: 'has nothing to do once the autoscaler has the number',
      spec: scaled,
      is: { replicas: 5, owned: false },
      want: {},
    },
    {
      does: 'has nothing to do for a fixed number',
      spec: {},
      is: { replicas: 5 },
      want: {},
    },
    {
      does: 'clears what Kubernetes filled in, before instances are recreated',
      spec: { rolloutStrategy: 'recreate' },
      is: {
        replicas: 1,
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%' } },
      },
      want: { clearRollingUpdate: true },
    },
    {
      does: 'has nothing to clear once instances are recreated',
      spec: { rolloutStrategy: 'recreate' },
      is: { replicas: 1, strategy: { type: 'Recreate' } },
      want: {},
    },
  ])('$does', ({ spec, is, want }) => {
    expect(findHandOver(desired(spec), live(is))).toEqual(want);
  });
});

describe('noteReplicas', () => {
  const noteOf = (
    spec: Partial<RolloutSpecInput>,
    is: Live,
    autoscaled = true,
  ) =>
    noteReplicas(desired(spec), live(is), autoscaled).metadata.annotations?.[
      'one-click.dev/paused-replicas'
    ];
  const paused = { ...scaled, suspend: true };

  it('notes what the autoscaler had given when a pause begins, and keeps it', () => {
    expect(noteOf(paused, { replicas: 5 })).toBe('5');
    expect(noteOf(paused, { replicas: 0, noted: '5' })).toBe('5');
  });

  it('has nothing to note of a fixed number, nor of a rollout that runs', () => {
    expect(noteOf({ suspend: true }, { replicas: 5 }, false)).toBeUndefined();
    expect(noteOf(scaled, { replicas: 5 })).toBeUndefined();
  });
});
