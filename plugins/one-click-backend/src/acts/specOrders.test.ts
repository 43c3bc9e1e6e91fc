import { createRunningRig } from '../../test/rig';
import { settle } from '../../test/ManualClock';
import { aSpec } from '../../test/records';
import { growVolume, PAUSE, RESUME, scaleTo, suspendJob } from './specOrders';

const data = { name: 'data', mountPath: '/data', size: '10Gi' } as const;
const nightly = { name: 'nightly', schedule: '0 3 * * *' } as const;

describe('acts that make a revision', () => {
  it('pause and resume, each once', async () => {
    const { saves, web, gateway, ref } = await createRunningRig();

    const paused = await saves.change({ ...web, order: PAUSE });
    const again = await saves.change({ ...web, order: PAUSE });
    await settle();

    expect(paused).toMatchObject({
      changed: true,
      rollout: { revision: { number: 2, changes: [{ path: 'suspend' }] } },
    });
    expect(again).toMatchObject({ changed: false });
    expect(gateway.find(ref)?.spec.suspend).toBe(true);
    const { rollout } = await saves.change({ ...web, order: RESUME });
    expect(rollout.spec).toEqual(aSpec());
  });

  it('keep what others changed in the cluster', async () => {
    const { saves, web, gateway, ref, read } = await createRunningRig();
    await gateway.changeByHand(ref, aSpec({ args: ['-v'] }));

    await saves.change({ ...web, order: scaleTo(3) });
    await settle();

    expect(gateway.find(ref)?.spec).toMatchObject({
      replicas: 3,
      args: ['-v'],
    });
    await expect(read()).resolves.toMatchObject({ notes: [] });
  });

  it('are told under their own names', async () => {
    const { saves, web, state, project } = await createRunningRig(
      aSpec({ cronjobs: [nightly] }),
    );
    await saves.change({ ...web, order: suspendJob('nightly', true) });
    const { rollout } = await saves.change({
      ...web,
      order: suspendJob('nightly', false),
    });

    expect(rollout.spec.cronjobs).toEqual([nightly]);
    const { items } = await state.stores.activity.list({
      projectId: project.id,
      kind: 'act',
      limit: 9,
    });
    expect(items).toMatchObject([
      { act: 'job-resume', revision: 3, details: { job: 'nightly' } },
      { act: 'job-suspend', revision: 2, details: { job: 'nightly' } },
    ]);
  });

  it('scale an equal pair of bounds, and leave an autoscaler alone', async () => {
    const bounds = (minReplicas: number, maxReplicas: number) =>
      aSpec({ horizontalScale: { minReplicas, maxReplicas } });

    expect(scaleTo(4).change(bounds(2, 2))).toEqual(bounds(4, 4));
    expect(() => scaleTo(4).change(bounds(2, 6))).toThrow(
      'automatic scaling decides between 2 and 6',
    );
  });

  it.each([
    { size: '500Mi', says: "volume 'data' has 10Gi and volumes do not shrink" },
    { size: 'big', says: "'big' is no quantity" },
  ])('M13 refuse $size with the reason', ({ size, says }) => {
    const spec = aSpec({ volumes: [data] });

    expect(() => growVolume('data', size).change(spec)).toThrow(says);
  });

  it('M13 let no volume grow that has no claim, or does not exist', () => {
    const { size: _, ...scratch } = data;
    const spec = aSpec({ volumes: [scratch] });

    expect(() => growVolume('data', '1Gi').change(spec)).toThrow('no claim');
    expect(() => growVolume('nope', '1Gi').change(spec)).toThrow(
      "no volume 'nope'",
    );
    expect(() => suspendJob('nope', true).change(spec)).toThrow(
      "no job 'nope'",
    );
  });
});

describe('M13 volumes in saves', () => {
  it('cannot shrink below what the cluster was told', async () => {
    const { save } = await createRunningRig(aSpec({ volumes: [data] }));

    await expect(
      save(aSpec({ volumes: [{ ...data, size: '1Gi' }] }), 1),
    ).rejects.toMatchObject({
      statusCode: 422,
      fields: [
        {
          path: 'spec.volumes[0].size',
          message: expect.stringContaining('cannot shrink'),
        },
      ],
    });
  });

  it('may be made smaller while the cluster has not taken the larger one', async () => {
    const rig = await createRunningRig();
    rig.gateway.failure = call =>
      call === 'applyRollout' ? new Error('no') : undefined;
    await rig.save(aSpec({ volumes: [data] }), 1);

    await expect(
      rig.save(aSpec({ volumes: [{ ...data, size: '1Gi' }] }), 2),
    ).resolves.toMatchObject({ changed: true });
  });

  it('keep their size when one goes back past their growth', async () => {
    const { save, saves, web } = await createRunningRig(
      aSpec({ volumes: [data] }),
    );
    const grown = [{ ...data, size: '20Gi' }];
    await save(aSpec({ volumes: grown }), 1);
    await settle();
    await save(aSpec({ volumes: grown, replicas: 3 }), 2);
    await settle();

    const { rollout } = await saves.rollBack({ ...web, to: { revision: 1 } });

    expect(rollout.spec).toEqual(aSpec({ volumes: grown }));
  });
});
