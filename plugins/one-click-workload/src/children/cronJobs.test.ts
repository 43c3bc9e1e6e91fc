import { rolloutWith } from '../testing/aRollout';
import type { RolloutTraits } from '../testing/aRollout';
import { buildChildren } from './buildChildren';
import { buildCronJobs } from './cronJobs';

type Spec = NonNullable<RolloutTraits['spec']>;

describe('buildCronJobs', () => {
  const base = { name: 'nightly', schedule: '0 3 * * *' };
  const buildOne = (job: object, spec: Spec = {}) =>
    buildCronJobs(
      rolloutWith({ ...spec, cronjobs: [{ ...base, ...job }] }),
    )[0]!;
  const podSpecOf = (job: object, spec: Spec = {}) =>
    buildOne(job, spec).spec!.jobTemplate.spec!.template.spec!;

  it('carries the rollout in its name, so that two rollouts may have a job of the same name', () => {
    expect(buildOne({}).metadata.name).toBe('node-red-nightly');
  });

  it('keeps the name, and that of its pull secret, which the Go operator gave it', () => {
    const image = {
      registry: 'ghcr.io',
      repository: 'acme/job',
      tag: '1',
      username: 'bot',
      password: 'tok',
    };
    const rollout = rolloutWith({
      cronjobs: [
        { ...base, image },
        { ...base, name: 'weekly', image },
      ],
    });
    const formerJobs = new Set(['nightly']);
    const made = buildChildren(rollout, { formerJobs });
    const namesOf = (wanted: string) =>
      made
        .filter(({ kind }) => kind === wanted)
        .map(({ metadata }) => metadata.name);
    const [former] = buildCronJobs(rollout, formerJobs);

    expect(namesOf('CronJob')).toEqual(['nightly', 'node-red-weekly']);
    expect(namesOf('Secret')).toEqual([
      'nightly-imagepullsecret',
      'node-red-weekly-imagepullsecret',
    ]);
    expect(
      former!.spec!.jobTemplate.spec!.template.spec!.imagePullSecrets,
    ).toEqual([{ name: 'nightly-imagepullsecret' }]);
  });

  it("runs the rollout's image on the rollout's nodes, as its account, where it says nothing", () => {
    const pod = podSpecOf(
      { serviceAccountName: '' },
      {
        serviceAccountName: 'one-click',
        nodeSelector: { disk: 'ssd' },
        tolerations: [{ key: 'dedicated', operator: 'Exists', value: '' }],
      },
    );

    expect(pod).toMatchObject({
      restartPolicy: 'Never',
      serviceAccountName: 'one-click',
      nodeSelector: { disk: 'ssd' },
      tolerations: [{ key: 'dedicated', operator: 'Exists' }],
      containers: [
        { name: 'nightly', image: 'docker.io/nodered/node-red:4.0.8' },
      ],
    });
  });

  it('mounts only the volumes it names', () => {
    const volumes = [
      {
        name: 'data',
        mountPath: '/data',
        size: '1Gi',
        onRemove: 'retain' as const,
      },
      {
        name: 'cache',
        mountPath: '/cache',
        size: '1Gi',
        onRemove: 'retain' as const,
      },
    ];
    const pod = podSpecOf(
      { volumes: [{ name: 'cache', mountPath: '/c', readOnly: true }] },
      { volumes },
    );

    expect(pod.volumes).toEqual([
      {
        name: 'cache-node-red',
        persistentVolumeClaim: { claimName: 'cache-node-red' },
      },
    ]);
    expect(pod.containers[0]!.volumeMounts).toEqual([
      { name: 'cache-node-red', mountPath: '/c', readOnly: true },
    ]);
  });

  it.each([
    { job: {}, spec: {}, want: false },
    { job: { suspend: true }, spec: {}, want: true },
    { job: {}, spec: { suspend: true }, want: true },
  ])(
    'rests only while it or its rollout is paused: %p',
    ({ job, spec, want }) => {
      expect(buildOne(job, spec).spec!.suspend).toBe(want);
    },
  );

  it.each([
    { job: {}, want: 0 },
    { job: { maxRetries: 3 }, want: 3 },
    { job: { maxRetries: 3, backoffLimit: 2 }, want: 2 },
  ])('tries again as often as %p says', ({ job, want }) => {
    expect(buildOne(job).spec!.jobTemplate.spec!.backoffLimit).toBe(want);
  });
});
