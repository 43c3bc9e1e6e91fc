import { aClaim, aDeployment, aPod } from '../testing/clusterObjects';
import {
  NOW,
  LONG_AGO,
  JUST_NOW,
  was,
  glanceAt,
  summaryOf,
  statusOf,
  serving,
  pullFails,
  crashes,
  three,
  threeServe,
  settled,
  updating,
} from '../testing/scenes';
import { wantsFreeRoom } from './summarize';

describe('the time of a state', () => {
  const healthyNow = { deployment: settled, pods: threeServe };

  const down = was('Down', LONG_AGO, {
    causes: [{ id: 'CrashLoop', message: 'It crashes.' }],
  });
  const betterNow = { spec: three, previous: down, observed: healthyNow };

  it('lets a state get better only once it has been better for 5 s', () => {
    const { status, lookAgainAt, memory } = glanceAt(betterNow);

    expect(status).toMatchObject({
      state: 'Down',
      stateSince: LONG_AGO,
      causes: [{ id: 'CrashLoop' }],
    });
    expect(lookAgainAt).toBe(NOW + 5_000);
    expect(glanceAt(betterNow, lookAgainAt, memory).status).toMatchObject({
      state: 'Healthy',
      stateSince: '2026-11-25T09:00:05.000Z',
    });
  });

  it('counts anew when it falls back in between', () => {
    const worse = { ...betterNow, observed: { deployment: settled, pods: [] } };
    const first = glanceAt(betterNow);
    const fallen = glanceAt(worse, NOW + 3_000, first.memory);
    const again = glanceAt(betterNow, NOW + 4_000, fallen.memory);

    expect(fallen.lookAgainAt).toBeUndefined();
    expect(again.status.state).toBe('Down');
    expect(again.lookAgainAt).toBe(NOW + 9_000);
  });

  it('gets only as good as it has been all the time', () => {
    const one = {
      ...betterNow,
      observed: { deployment: settled, pods: [serving('a')] },
    };
    const first = glanceAt(one);
    const second = glanceAt(betterNow, NOW + 4_000, first.memory);
    const third = glanceAt(betterNow, NOW + 5_000, second.memory);

    expect(third.status.state).toBe('Degraded');
    expect(third.lookAgainAt).toBe(NOW + 10_000);
  });

  it('lets a state get worse at once', () => {
    const { state, stateSince } = statusOf({
      spec: three,
      previous: was('Healthy', JUST_NOW),
      observed: { deployment: settled, pods: [] },
    });

    expect([state, stateSince]).toEqual(['Down', '2026-11-25T09:00:00.000Z']);
  });

  it('does not hold a new spec to the state of the old one', () => {
    const { state } = statusOf({
      spec: three,
      previous: was('Blocked', JUST_NOW, { observedGeneration: 2 }),
      observed: { ...updating, pods: threeServe },
    });

    expect(state).toBe('RollingOut');
  });

  it('counts from the last change of state, not of anything else', () => {
    const { stateSince } = statusOf({
      spec: three,
      previous: was('Healthy'),
      observed: healthyNow,
    });

    expect(stateSince).toBe(LONG_AGO);
  });

  it('times a start that Kubernetes does not time', () => {
    const scene = {
      spec: three,
      observed: { deployment: settled, pods: [] },
      previous: was('Starting', JUST_NOW),
    };
    const { lookAgainAt } = glanceAt(scene);

    expect(lookAgainAt).toBe(Date.parse(JUST_NOW) + 600_000);
    expect(summaryOf(scene, lookAgainAt).status).toMatchObject({
      state: 'Down',
      causes: [
        {
          id: 'Deadline',
          message:
            'Revision 3 did not become ready within 10 min; 0 of 3 are ready.',
        },
      ],
    });
  });
});

describe('a status', () => {
  it('is the same in whatever order its objects come (mode 26)', () => {
    const service = (name: string) => ({
      metadata: { name },
      spec: { ports: [{ port: 80 }] },
    });
    const ingress = (name: string) => ({ metadata: { name }, spec: {} });
    const parts = {
      pods: [...threeServe, aPod({ ...crashes, name: 'd' })],
      services: ['b', 'a', 'c'].map(service),
      ingresses: ['y', 'x'].map(ingress),
      claims: ['data', 'cache'].map(name =>
        aClaim('Bound', `${name}-node-red`),
      ),
    };
    const spec = {
      ...three,
      volumes: ['data', 'cache'].map(name => ({
        name,
        mountPath: `/${name}`,
        size: '1Gi',
        onRemove: 'retain' as const,
      })),
    };
    const reversed = {
      pods: [...parts.pods].reverse(),
      services: [...parts.services].reverse(),
      ingresses: [...parts.ingresses].reverse(),
      claims: [...parts.claims].reverse(),
    };
    const status = statusOf({ spec, observed: parts });

    expect(status.deployment?.podNames).toEqual(['a', 'b', 'c', 'd']);
    expect(status.volumes).toHaveLength(2);
    expect(statusOf({ spec, observed: reversed })).toEqual(status);
  });

  it('of a rollout that guard rails refuse is blocked, though old instances serve', () => {
    const refusals = [
      { kind: 'Rollout', name: 'node-red', message: 'No image of b.io here' },
    ];
    const status = statusOf({
      previous: was('Healthy', LONG_AGO, { observedGeneration: 2 }),
      observed: { refusals },
    });

    expect(status).toMatchObject({
      state: 'Blocked',
      causes: [{ id: 'Other', message: '«No image of b.io here»' }],
    });
  });

  it('tells which revision is wanted and which still serves', () => {
    const status = statusOf({
      spec: three,
      revision: '7',
      previous: was('RollingOut', JUST_NOW),
      observed: {
        ...updating,
        pods: [...threeServe, aPod({ ...crashes, name: 'd', of: '2' })],
      },
    });

    expect(status).toMatchObject({
      observedGeneration: 3,
      observedRevision: 7,
      servingRevision: 6,
      message:
        'Revision 6 still serves all requests. Container node-red exits with code 1 right after start (2 times).',
      wantedReplicas: 3,
      readyReplicas: 3,
      replicas: 4,
      updatedReplicas: 1,
      updatedReadyReplicas: 0,
    });
  });

  it('leads from the rollout to the culprit', () => {
    const { causes } = statusOf({
      spec: three,
      previous: was('RollingOut', JUST_NOW),
      observed: {
        ...updating,
        pods: [aPod({ ...crashes, name: 'd', of: '2' })],
      },
    });

    expect(causes?.[0]?.chain).toEqual([
      { kind: 'Deployment', name: 'node-red' },
      { kind: 'ReplicaSet', name: 'node-red-2' },
      { kind: 'Pod', name: 'd' },
      { kind: 'Container', name: 'node-red' },
    ]);
  });

  it('is Ready with the state as reason, and otherwise says why not', () => {
    const at = {
      observedGeneration: 3,
      lastTransitionTime: '2026-11-25T09:00:00Z',
    };
    const healthy = statusOf({ previous: was('RollingOut') });
    const blocked = statusOf({
      previous: was('Starting', JUST_NOW),
      observed: { pods: [aPod(pullFails)] },
    });
    const starting = statusOf({ observed: { pods: [] } });
    const why = 'The registry has no tag 4.0.8 for docker.io/nodered/node-red.';

    expect(healthy.conditions).toEqual([
      {
        type: 'Ready',
        status: 'True',
        reason: 'Healthy',
        message: '1 of 1 instances serve.',
        ...at,
      },
    ]);
    expect(blocked.conditions).toMatchObject([
      { type: 'Ready', status: 'False', reason: 'ImageNotFound', message: why },
      {
        type: 'Stalled',
        status: 'True',
        reason: 'ImageNotFound',
        message: why,
      },
    ]);
    expect(starting.conditions).toMatchObject([
      { type: 'Ready', status: 'False', reason: 'Starting' },
      { type: 'Reconciling', status: 'True' },
    ]);
  });

  it('moves the time of a condition only with its status', () => {
    const first = statusOf({ previous: was('Starting') });
    const second = summaryOf({ previous: first }, NOW + 60_000).status;

    expect(second).toEqual(first);
  });

  it('has the shape of the original, sorted', () => {
    const resources = {
      requests: { cpu: '100m', memory: '128Mi' },
      limits: { cpu: '200m', memory: '256Mi' },
    };
    const status = statusOf({
      spec: {
        replicas: 2,
        interfaces: [
          {
            name: 'http',
            port: 80,
            ingress: {
              rules: [{ host: 'b.example.com' }, { host: 'a.example.com' }],
            },
          },
        ],
        volumes: [
          { name: 'data', mountPath: '/d', size: '1Gi', onRemove: 'retain' },
        ],
      },
      observed: {
        deployment: aDeployment({ replicas: 2 }),
        pods: ['b', 'a'].map(name => aPod({ name, container: { resources } })),
        services: ['z', 'y'].map(name => ({
          metadata: { name },
          spec: { ports: [{ port: 80 }] },
        })),
        ingresses: [
          {
            metadata: { name: 'i' },
            spec: {
              rules: [{ host: 'b.example.com' }, { host: 'a.example.com' }],
            },
          },
        ],
        claims: [
          { metadata: { name: 'old-node-red' }, status: { phase: 'Bound' } },
          { metadata: { name: 'data-node-red' }, status: { phase: 'Bound' } },
        ],
      },
    });

    expect(status).toMatchObject({
      hosts: 'b.example.com,a.example.com',
      selector:
        'one-click.dev/deploymentId=node-red,one-click.dev/projectId=home',
      deployment: {
        status: 'OK',
        replicas: 2,
        podNames: ['a', 'b'],
        resources: {
          requestSum: { cpu: '0.200', memory: '268435456' },
          limitSum: { cpu: '0.400', memory: '536870912' },
        },
      },
      services: [
        { name: 'y', ports: [80], status: 'OK' },
        { name: 'z', ports: [80], status: 'OK' },
      ],
      ingresses: [
        {
          name: 'i',
          hosts: ['b.example.com', 'a.example.com'],
          status: 'Pending',
        },
      ],
      volumes: [{ name: 'data-node-red', status: 'Bound' }],
    });
  });

  it('is the same whatever the order of what is observed', () => {
    const pods = [
      serving('a'),
      aPod({ ...crashes, name: 'b' }),
      aPod({ ...crashes, name: 'c', restarts: 9 }),
    ];
    const scene = { spec: three, previous: was('Degraded') };
    const observed = { deployment: settled };

    expect(statusOf({ ...scene, observed: { ...observed, pods } })).toEqual(
      statusOf({
        ...scene,
        observed: { ...observed, pods: [...pods].reverse() },
      }),
    );
  });

  it('tells the trouble of ten instances once', () => {
    const pods = ['a', 'b'].map(name => aPod({ name, ready: false }));
    const { causes } = statusOf({
      spec: { replicas: 2 },
      previous: was('Healthy', LONG_AGO, { wantedReplicas: 2 }),
      observed: { deployment: aDeployment({ replicas: 2 }), pods },
    });

    expect(causes?.map(({ id, params }) => [id, params?.count])).toEqual([
      ['ReadyProbe', '2'],
    ]);
  });

  it('keeps the free room it once told, since that changes by the second', () => {
    const pods = [
      aPod({
        ready: false,
        unschedulable: '0/1 nodes are available: 1 Insufficient cpu.',
        container: { resources: { requests: { cpu: '8' } } },
      }),
    ];
    const unknown = statusOf({ observed: { pods } });
    const sampled = statusOf({
      previous: unknown,
      observed: { pods, largestFree: { cpu: '2', memory: '4Gi' } },
    });
    const later = statusOf({
      previous: sampled,
      observed: { pods, largestFree: { cpu: '1', memory: '4Gi' } },
    });

    expect(wantsFreeRoom(unknown)).toBe(true);
    expect(wantsFreeRoom(sampled)).toBe(false);
    expect(sampled.causes?.[0]?.params).toEqual({ need: '8', free: '2' });
    expect(later).toEqual(sampled);
  });
});
