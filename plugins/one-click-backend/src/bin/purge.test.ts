import { randomUUID } from 'node:crypto';
import { createBinRig, DAY } from '../../test/binRig';
import { settle } from '../../test/ManualClock';
import { aSpec } from '../../test/records';
import { BinJanitor } from './BinJanitor';

describe('a purge', () => {
  async function createBinned() {
    const rig = await createBinRig();
    rig.fill();
    await rig.bin.binRollout(rig.web);
    await settle();
    return rig;
  }

  it('wants the name typed, and says what would be lost', async () => {
    const rig = await createBinned();

    await expect(
      rig.bin.purgeRollout({ ...rig.web, confirm: 'wep' }),
    ).rejects.toMatchObject({
      statusCode: 422,
      fields: [
        {
          path: 'confirm',
          message:
            "must be 'web', since this cannot be undone: data-web (10Gi), 10 GiB in all, will be gone",
        },
      ],
    });
  });

  it('is of what is in the bin alone', async () => {
    const rig = await createBinRig();

    await expect(
      rig.bin.purgeRollout({ ...rig.web, confirm: 'web' }),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: "Rollout 'web' is not in the bin: move it there first",
    });
  });

  it('deletes CR, claims and Secrets, and proves that all is gone', async () => {
    const rig = await createBinned();

    const { id } = await rig.bin.purgeRollout({ ...rig.web, confirm: 'web' });
    await settle();

    expect(rig.contents.removals).toEqual([
      'Rollout oc-shop/web',
      'PersistentVolumeClaim oc-shop/data-web',
      'Secret oc-shop/web-secrets-1',
    ]);
    await expect(
      rig.bin.getPurge(rig.access.caller, id),
    ).resolves.toMatchObject({
      state: 'done',
      remaining: [],
      gone: [
        { kind: 'Deployment', name: 'web' },
        { kind: 'PersistentVolumeClaim', name: 'data-web' },
        { kind: 'Rollout', name: 'web' },
        { kind: 'Secret', name: 'web-secrets-1' },
      ],
    });
    await expect(rig.read()).rejects.toMatchObject({ name: 'NotFoundError' });
    await rig.saves.create({
      access: rig.access,
      rollout: { name: 'web', spec: aSpec() },
    });
  });

  it('says what is still there and why, and goes on until it is gone', async () => {
    const rig = await createBinned();
    rig.contents.hold('data-web');

    const { id } = await rig.bin.purgeRollout({ ...rig.web, confirm: 'web' });
    await settle();

    await expect(
      rig.bin.getPurge(rig.access.caller, id),
    ).resolves.toMatchObject({
      state: 'waiting',
      remaining: [
        {
          kind: 'PersistentVolumeClaim',
          name: 'data-web',
          note: 'is going, held by kubernetes.io/held',
        },
      ],
    });
    await expect(rig.bin.unbinRollout(rig.web)).rejects.toMatchObject({
      message: "Rollout 'web' is being purged",
    });

    rig.contents.letGo('data-web');
    await rig.wait(60_000);

    await expect(
      rig.bin.getPurge(rig.access.caller, id),
    ).resolves.toMatchObject({ state: 'done', remaining: [] });
  });

  it('touches nothing in a namespace that is not the project’s', async () => {
    const rig = await createBinned();
    rig.contents.addNamespace(rig.namespace, {
      projectId: rig.project.id,
      uid: 'made anew by somebody',
    });

    await rig.bin.purgeRollout({ ...rig.web, confirm: 'web' });
    await settle();

    expect(rig.contents.removals).toEqual([]);
    await expect(rig.read()).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it('is not told to strangers', async () => {
    const rig = await createBinned();
    const { id } = await rig.bin.purgeRollout({ ...rig.web, confirm: 'web' });
    const bo = {
      kind: 'user',
      ref: 'user:default/bo',
      principals: ['user:default/bo'],
      canAdminister: false,
    } as const;

    await expect(rig.bin.getPurge(bo, id)).rejects.toMatchObject({
      name: 'NotFoundError',
    });
  });

  it('comes by itself when the time in the bin is over, not before', async () => {
    const rig = await createBinned();
    const { state, clock, fleet } = rig;
    const janitor = new BinJanitor({
      state,
      clock,
      logger: { warn() {}, debug() {} } as never,
      newId: randomUUID,
      wake: cluster => fleet.wake(cluster),
    });
    clock.jump(29 * DAY);
    await janitor.purgeExpired();
    await settle();
    await expect(rig.read()).resolves.toMatchObject({ name: 'web' });

    clock.jump(DAY);
    await janitor.purgeExpired();
    await settle();

    await expect(rig.read()).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it('does not come to what was restored and binned anew at that moment', async () => {
    const rig = await createBinned();
    const { state, clock, fleet } = rig;
    const { rollouts } = state.stores;
    const list = rollouts.listExpired.bind(rollouts);
    rollouts.listExpired = async (now, limit) => {
      rollouts.listExpired = list;
      const found = await list(now, limit);
      await rig.bin.unbinRollout(rig.web);
      await rig.bin.binRollout(rig.web);
      return found;
    };
    const janitor = new BinJanitor({
      state,
      clock,
      logger: { warn() {}, debug() {} } as never,
      newId: randomUUID,
      wake: cluster => fleet.wake(cluster),
    });
    clock.jump(30 * DAY);

    await janitor.purgeExpired();
    await settle();

    await expect(rig.read()).resolves.toMatchObject({ name: 'web' });
  });
});
