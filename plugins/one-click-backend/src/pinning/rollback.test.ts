import { settle } from '../../test/ManualClock';
import { aSpec } from '../../test/records';
import { createRunningRig } from '../../test/rig';
import { PinService } from './PinService';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const bad = aSpec({ image: { ...aSpec().image, tag: '1.28' } });

/** The rollout `web`, rolled back from a bad image. */
async function createRolledBack(quarantine?: boolean) {
  const rig = await createRunningRig(aSpec(), {
    digests: new Map([['docker.io/library/nginx:1.28', DIGEST]]),
  });
  await rig.save(bad, 1);
  await settle();
  await rig.saves.rollBack({
    ...rig.web,
    to: { revision: 1, ...(quarantine !== undefined && { quarantine }) },
  });
  const announcer = { rolloutChanged: () => {} };
  const { state, clock } = rig;
  let ids = 0;
  const pins = new PinService({
    state,
    announcer,
    now: () => clock.now(),
    newId: () => `id-${(ids += 1)}`,
  });
  return { ...rig, pins };
}

describe('B01 a rollback', () => {
  it('pins the rollout and puts the image it leaves into quarantine', async () => {
    const { pins, web, read } = await createRolledBack();

    await expect(pins.get(web)).resolves.toMatchObject({
      pin: { by: 'user:default/ana', revision: 3 },
      quarantined: [
        {
          registry: 'docker.io',
          repository: 'library/nginx',
          tag: '1.28',
          digest: DIGEST,
          by: 'user:default/ana',
          revision: 2,
        },
      ],
    });
    await expect(read()).resolves.toMatchObject({
      notes: ['pinned'],
      spec: aSpec(),
      revision: { number: 3, via: 'rollback', rollbackOf: 1 },
    });
  });

  it('leaves the image out of quarantine where the person says so, and pins all the same', async () => {
    const { pins, web } = await createRolledBack(false);

    await expect(pins.get(web)).resolves.toEqual({
      pin: expect.anything(),
      quarantined: [],
    });
  });

  it('puts no image into quarantine that it keeps running', async () => {
    const rig = await createRunningRig();
    await rig.save(aSpec({ replicas: 3 }), 1);
    await rig.saves.rollBack({ ...rig.web, to: { revision: 1 } });
    const { id } = (await rig.state.stores.rollouts.find(
      rig.project.id,
      'web',
    ))!;

    const { pins } = rig.state.stores;
    await expect(pins.listQuarantined(id)).resolves.toEqual([]);
    await expect(pins.findPin(id)).resolves.toMatchObject({ revision: 3 });
  });

  it('is unpinned without letting the bad image out, unless told so', async () => {
    const { pins, web, read } = await createRolledBack();

    const unpinned = await pins.unpin({ ...web, release: false });

    expect(unpinned.pin).toBeUndefined();
    expect(unpinned.quarantined).toHaveLength(1);
    await expect(read()).resolves.toMatchObject({ notes: [] });
    const free = await pins.unpin({ ...web, release: true });
    expect(free).toEqual({ quarantined: [] });
  });

  it('has images put into quarantine and released by hand, each told once', async () => {
    const { pins, web, state, project } = await createRolledBack(false);
    const image = { tag: '1.29' };
    await pins.quarantine({ ...web, image });
    const { quarantined } = await pins.quarantine({ ...web, image });
    expect(quarantined).toHaveLength(1);

    const { id } = quarantined[0]!;
    await expect(pins.release({ ...web, image: id })).resolves.toMatchObject({
      quarantined: [],
    });
    await expect(pins.release({ ...web, image: id })).rejects.toMatchObject({
      name: 'NotFoundError',
    });
    const { items } = await state.stores.activity.list({
      projectId: project.id,
      kind: 'act',
      limit: 9,
    });
    expect(items).toMatchObject([
      { act: 'image-release', details: { tag: '1.29' } },
      { act: 'image-quarantine', details: { tag: '1.29' } },
    ]);
  });
});
