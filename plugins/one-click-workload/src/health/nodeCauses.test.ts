import type { V1Pod } from '@kubernetes/client-node';
import { aPod } from '../testing/clusterObjects';
import { JUST_NOW, LONG_AGO, statusOf, summaryOf } from '../testing/scenes';

const three = { replicas: 3 };

/** As the control plane leaves a pod of a node that no longer answers. */
function lost(name: string, node = 'node-1'): V1Pod {
  const pod = aPod({
    name,
    spec: { nodeName: node } as V1Pod['spec'] & object,
  });
  return {
    ...pod,
    status: { ...pod.status, conditions: [{ type: 'Ready', status: 'False' }] },
  };
}

/** As kubelet leaves a pod that it put out. */
function evicted(name: string, message: string, at = JUST_NOW): V1Pod {
  const pod = aPod({
    name,
    spec: { nodeName: 'node-1' } as V1Pod['spec'] & object,
  });
  return {
    ...pod,
    status: {
      phase: 'Failed',
      reason: 'Evicted',
      message,
      startTime: LONG_AGO as unknown as Date,
      conditions: [
        {
          type: 'DisruptionTarget',
          status: 'True',
          lastTransitionTime: at as unknown as Date,
        },
      ],
    },
  };
}

const LOW =
  'The node was low on resource: memory. Threshold quantity: 100Mi, available: 90Mi. Container node-red was using 200Mi, request is 0, has larger consumption of memory. ';

describe('a lost node', () => {
  it('is told with how many instances it took along', () => {
    const pods = [lost('a'), lost('b'), aPod({ name: 'c' })];

    expect(statusOf({ spec: three, observed: { pods } })).toMatchObject({
      state: 'Degraded',
      causes: [
        {
          id: 'NodeLost',
          message:
            'Node node-1 does not answer; 2 instances are counted as lost.',
          chain: [
            { kind: 'Deployment' },
            { kind: 'ReplicaSet' },
            { kind: 'Pod', name: 'a' },
            { kind: 'Node', name: 'node-1' },
          ],
        },
      ],
    });
  });

  it('is not blamed where kubelet itself says that a pod is not ready', () => {
    const pod = lost('a');
    const conditions = [
      { type: 'Ready', status: 'False', reason: 'ReadinessGatesNotReady' },
    ];
    const pods = [{ ...pod, status: { ...pod.status, conditions } }];

    const { causes = [] } = statusOf({ observed: { pods } });
    expect(causes.map(({ id }) => id)).not.toContain('NodeLost');
  });
});

describe('an eviction', () => {
  const pods = [
    evicted('a', LOW),
    evicted('b', LOW),
    aPod({ name: 'c' }),
    aPod({ name: 'd' }),
  ];

  it('explains why there are too few instances', () => {
    const { status, lookAgainAt } = summaryOf({
      spec: three,
      observed: { pods },
    });

    expect(status).toMatchObject({
      causes: [
        {
          id: 'Evicted',
          message:
            '2 instances were moved away: node node-1 ran short of memory.',
        },
      ],
    });
    expect(lookAgainAt).toBe(Date.parse(JUST_NOW) + 600_000);
  });

  it('is over once others have taken their place', () => {
    expect(
      statusOf({ spec: { replicas: 2 }, observed: { pods } }),
    ).not.toHaveProperty('causes');
  });

  it('explains nothing ten minutes later', () => {
    const { causes = [] } = statusOf({
      spec: three,
      observed: { pods: [evicted('a', LOW, LONG_AGO)] },
    });

    expect(causes.map(({ id }) => id)).not.toContain('Evicted');
  });

  it.each([
    [
      'Usage of EmptyDir volume "cache-node-red" exceeds the limit "50Mi". ',
      'Volume cache-node-red is full (more than 50Mi of 50Mi).',
    ],
    [
      'Pod ephemeral local storage usage exceeds the total limit of containers 10Mi. ',
      'Volume for temporary files is full (more than 10Mi of 10Mi).',
    ],
    [
      'Container node-red exceeded its local ephemeral storage limit "10Mi". ',
      'Volume for temporary files is full (more than 10Mi of 10Mi).',
    ],
  ])('by %s is a volume that is full', (message, sentence) => {
    const status = statusOf({
      observed: { pods: [evicted('a', message)] },
    });

    expect(status.causes?.[0]).toMatchObject({
      id: 'VolumeFull',
      message: sentence,
    });
  });
});
