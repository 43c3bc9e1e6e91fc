import { rolloutWith } from '../testing/aRollout';
import type { RolloutTraits } from '../testing/aRollout';
import { buildAutoscaler } from './autoscaler';

type Spec = NonNullable<RolloutTraits['spec']>;

describe('buildAutoscaler', () => {
  it.each<{ does: string; scale: Spec['horizontalScale']; want: unknown }>([
    {
      does: 'aims at 80 % of the processor where nothing else is said',
      scale: { minReplicas: 1, maxReplicas: 3 },
      want: [['cpu', 80]],
    },
    {
      does: 'aims at memory alone where only that is said',
      scale: {
        minReplicas: 1,
        maxReplicas: 3,
        targetMemoryUtilizationPercentage: 70,
      },
      want: [['memory', 70]],
    },
    {
      does: 'aims at both',
      scale: {
        minReplicas: 1,
        maxReplicas: 3,
        targetCPUUtilizationPercentage: 60,
        targetMemoryUtilizationPercentage: 70,
      },
      want: [
        ['cpu', 60],
        ['memory', 70],
      ],
    },
    {
      does: 'is not there for a fixed number, where it would only obstruct',
      scale: { minReplicas: 2, maxReplicas: 2 },
      want: undefined,
    },
    {
      does: 'is not there where none is asked for',
      scale: undefined,
      want: undefined,
    },
  ])('$does', ({ scale, want }) => {
    const autoscaler = buildAutoscaler(
      rolloutWith(scale ? { horizontalScale: scale } : {}),
    );

    expect(
      autoscaler?.spec?.metrics?.map(({ resource }) => [
        resource?.name,
        resource?.target.averageUtilization,
      ]),
    ).toEqual(want);
  });

  it('stays while the rollout is paused', () => {
    const autoscaler = buildAutoscaler(
      rolloutWith({
        suspend: true,
        horizontalScale: { minReplicas: 2, maxReplicas: 6 },
      }),
    );

    expect(autoscaler?.spec).toMatchObject({ minReplicas: 2, maxReplicas: 6 });
  });
});
