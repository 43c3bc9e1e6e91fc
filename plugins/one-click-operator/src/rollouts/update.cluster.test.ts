import { resources } from '@one-click/backstage-plugin-one-click-kube';
import { useOperator } from '../../test/useOperator';

jest.setTimeout(300_000);

const failing = (tag: string) => ({
  image: { registry: 'fail.invalid', repository: 'x', tag },
});
const revision = (number: number) => ({
  'one-click.dev/revision': String(number),
});
const http = { interfaces: [{ name: 'http', port: 80 }] };

describe('an update', () => {
  const test = useOperator();

  it('to an image that does not exist is Blocked while the old revision serves, and a way back heals it', async () => {
    const { world } = test;
    const spec = { replicas: 2, ...http };
    await world.ask('missing', { spec, annotations: revision(1) });
    await world.untilState('missing', 'Healthy');

    await world.ask('missing', {
      spec: { ...spec, ...failing('1') },
      annotations: revision(2),
    });
    const blocked = await world.untilState(
      'missing',
      'Blocked',
      'ImageNotFound',
    );

    expect(blocked).toMatchObject({
      observedRevision: 2,
      servingRevision: 1,
      readyReplicas: 2,
      message:
        'Revision 1 still serves. The registry has no tag 1 for fail.invalid/x.',
    });
    expect(blocked.causes?.[0]?.message).toBe(
      'The registry has no tag 1 for fail.invalid/x.',
    );
    expect(blocked.causes?.[0]?.chain?.map(({ kind }) => kind)).toEqual([
      'Deployment',
      'ReplicaSet',
      'Pod',
      'Container',
    ]);
    expect(blocked.conditions).toMatchObject([
      { type: 'Ready', status: 'False', reason: 'ImageNotFound' },
      { type: 'Stalled', status: 'True' },
    ]);

    await world.ask('missing', { spec, annotations: revision(3) });
    await world.untilHolds('revision 3 to serve', async () =>
      expect(await world.statusOf('missing')).toMatchObject({
        state: 'Healthy',
        observedRevision: 3,
        servingRevision: 3,
      }),
    );
  });

  it('to a program that crashes is UpdateFailed while the old revision serves', async () => {
    const { world } = test;
    await world.ask('crashing', { annotations: revision(1) });
    await world.untilState('crashing', 'Healthy');

    await world.ask('crashing', {
      spec: failing('crash'),
      annotations: revision(2),
    });

    const failed = await world.untilState(
      'crashing',
      'UpdateFailed',
      'CrashLoop',
    );
    expect(failed).toMatchObject({ servingRevision: 1, readyReplicas: 1 });
  });

  it('says out of memory, and who refused the image', async () => {
    const { world } = test;
    await world.ask('hungry', { spec: failing('oom') });
    await world.ask('shut-out', { spec: failing('denied') });

    const hungry = await world.untilState('hungry', 'Down', 'OutOfMemory');
    const shutOut = await world.untilState(
      'shut-out',
      'Blocked',
      'ImageForbidden',
    );

    expect(hungry.causes?.[0]?.message).toContain('code 137');
    expect(shutOut.causes?.[0]?.params?.registry).toBe('fail.invalid');
  });

  it('waits for a readiness check, and says which', async () => {
    const { world } = test;
    await world.ask('unready', {
      spec: {
        ...failing('unready'),
        probes: { readiness: { httpGet: { port: 80, path: '/ready' } } },
      },
    });

    const status = await world.untilState('unready', 'Starting', 'ReadyProbe');
    expect(status.causes?.[0]?.params?.check).toBe('GET /ready on port 80');
  });

  it('replaces instances when a restart is asked for, and for no other annotation', async () => {
    const { world } = test;
    await world.ask('again', { annotations: revision(1) });
    const first = await world.untilState('again', 'Healthy');

    await world.ask('again', {
      annotations: {
        ...revision(2),
        'one-click.dev/restarted-at': '2026-11-25T08:00:00Z',
      },
    });
    // The old one is there until it has ended.
    const pods = await world.until('one new instance', async () => {
      const { deployment, state } = await world.statusOf('again');
      const names = await world.namesOf(resources.pods, 'again');
      const isNew = names[0] !== first.deployment?.podNames[0];
      const isTold = deployment?.podNames.join() === names.join();
      return (
        state === 'Healthy' && names.length === 1 && isNew && isTold && names
      );
    });

    await world.ask('again', {
      annotations: {
        ...revision(3),
        'one-click.dev/restarted-at': '2026-11-25T08:00:00Z',
      },
    });
    await world.until(
      'the new number',
      async () => (await world.statusOf('again')).servingRevision === 3,
    );
    expect(await world.namesOf(resources.pods, 'again')).toEqual(pods);
  });

  it('can change to Recreate and back, though Kubernetes fills in what that forbids', async () => {
    const { world } = test;
    await world.ask('strategy');
    await world.untilState('strategy', 'Healthy');

    await world.ask('strategy', { spec: { rolloutStrategy: 'recreate' } });
    await world.untilState('strategy', 'Healthy');
    const recreating = await world.get(resources.deployments, 'strategy');
    await world.ask('strategy', { spec: { rollingUpdate: { maxSurge: 2 } } });
    await world.until('a rolling update', async () => {
      const { spec } = await world.get(resources.deployments, 'strategy');
      return spec?.strategy?.rollingUpdate?.maxSurge === 2;
    });

    expect(recreating.spec?.strategy).toEqual({ type: 'Recreate' });
    await world.ask('strategy', { spec: { rolloutStrategy: 'recreate' } });
    await world.until('Recreate once more', async () => {
      const { spec } = await world.get(resources.deployments, 'strategy');
      return spec?.strategy?.type === 'Recreate';
    });
    await world.untilState('strategy', 'Healthy');
  });
});
