import { KubeForbiddenError } from '@one-click/backstage-plugin-one-click-kube';
import { createBinRig } from '../../test/binRig';
import type { BinRig } from '../../test/binRig';
import { settle } from '../../test/ManualClock';
import { aProject, aSpec } from '../../test/records';
import { accessOf } from '../../test/rig';

describe('a project in the bin', () => {
  async function createBinned() {
    const rig = await createBinRig();
    rig.fill();
    await rig.saves.create({
      access: rig.access,
      rollout: { name: 'old', spec: aSpec() },
    });
    await settle();
    await rig.bin.binRollout({ access: rig.access, rollout: 'old' });
    await settle();
    await rig.bin.binProject(rig.access);
    await settle();
    return rig;
  }
  const access = async ({ access: old, state, project }: BinRig) => ({
    ...old,
    project:
      (await state.stores.projects.findByIds([project.id]))[0] ?? project,
  });

  it('takes its rollouts along and brings those back, not the ones that were there before', async () => {
    const rig = await createBinned();
    expect(rig.gateway.find(rig.ref)?.isBinned).toBe(true);
    await expect(
      rig.projects.list(rig.access.caller, {}),
    ).resolves.toMatchObject({ totalItems: 0 });
    await expect(
      rig.projects.list(rig.access.caller, { bin: true }),
    ).resolves.toMatchObject({ items: [{ name: 'shop', binned: {} }] });

    await rig.bin.unbinProject(await access(rig));
    await settle();

    const { items } = await rig.rollouts.list(rig.access.caller, {});
    expect(items.map(({ name }) => name)).toEqual(['web']);
    expect(rig.gateway.find(rig.ref)?.isBinned).toBe(false);
  });

  it('lists rollouts that went along only where the project is named', async () => {
    const rig = await createBinned();
    const names = async (query: object) => {
      const { caller } = rig.access;
      const bin = { ...query, state: 'InTheBin' } as const;
      const { items } = await rig.rollouts.list(caller, bin);
      return items.map(({ name }) => name);
    };

    await expect(names({})).resolves.toEqual(['old']);
    await expect(names({ project: 'shop' })).resolves.toEqual(['old', 'web']);
  });

  it('has nothing new made in it, and no rollout restored on its own', async () => {
    const rig = await createBinned();
    const now = await access(rig);

    await expect(
      rig.saves.create({
        access: now,
        rollout: { name: 'new', spec: aSpec() },
      }),
    ).rejects.toMatchObject({
      message: "Project 'shop' is in the bin: restore it before you change it",
    });
    await expect(
      rig.bin.unbinRollout({ access: now, rollout: 'old' }),
    ).rejects.toMatchObject({ name: 'ConflictError' });
  });

  it('keeps its name, and says why to those who may see it', async () => {
    const rig = await createBinned();
    const create = (principal: string) =>
      rig.projects.create({
        caller: {
          kind: 'user',
          ref: principal,
          principals: [principal],
          canAdminister: false,
        },
        project: { name: 'shop', owner: principal },
      });

    await expect(create('group:default/team-a')).rejects.toMatchObject({
      message: expect.stringContaining('belongs to a project in the bin'),
    });
    await expect(create('user:default/bo')).rejects.toMatchObject({
      message: "The name 'shop' is taken",
    });
  });

  it('R08 is purged with its namespace, which is ours, and all in it', async () => {
    const rig = await createBinned();

    const { id } = await rig.bin.purgeProject({
      access: await access(rig),
      confirm: 'shop',
    });
    await rig.wait(60_000);

    expect(rig.contents.removals).toContain('Namespace oc-shop/oc-shop');
    const purge = await rig.bin.getPurge(rig.access.caller, id);
    expect(purge).toMatchObject({ state: 'done', remaining: [], kept: [] });
    expect(purge.gone).toEqual(
      expect.arrayContaining([
        { kind: 'Namespace', name: 'oc-shop' },
        { kind: 'PersistentVolumeClaim', name: 'data-web' },
        { kind: 'Rollout', name: 'web' },
      ]),
    );
    await expect(
      rig.state.stores.projects.find('shop'),
    ).resolves.toBeUndefined();
  });

  it('goes on after an admission rule would not let its namespace go', async () => {
    const rig = await createBinned();
    rig.contents.refusal = new KubeForbiddenError(
      'admission webhook "keep.example.com" denied the request',
    );

    const { id } = await rig.bin.purgeProject({
      access: await access(rig),
      confirm: 'shop',
    });
    await rig.wait(10 * 60_000);

    const purge = await rig.bin.getPurge(rig.access.caller, id);
    expect(purge).toMatchObject({ state: 'done' });
  });

  it.each([
    {
      whose: 'has another label',
      over: { isOurs: false },
      kept: [{ kind: 'Namespace', name: 'oc-shop' }],
    },
    {
      whose: 'was made anew by somebody',
      over: { uid: 'another' },
      kept: [],
    },
    {
      whose: 'is another project’s',
      over: { projectId: 'another' },
      kept: [],
    },
  ])('R08 leaves a namespace alone that $whose', async ({ over, kept }) => {
    const rig = await createBinned();
    const now = await access(rig);
    rig.contents.addNamespace('oc-shop', {
      projectId: rig.project.id,
      uid: now.project.namespaceUid ?? '',
      ...over,
    });

    const { id } = await rig.bin.purgeProject({
      access: now,
      confirm: 'shop',
    });
    await rig.wait(60_000);

    expect(rig.contents.removals).not.toContain('Namespace oc-shop/oc-shop');
    await expect(
      rig.bin.getPurge(rig.access.caller, id),
    ).resolves.toMatchObject({ state: 'done', kept });
  });
});

describe('adopting a namespace', () => {
  const pat = {
    kind: 'user',
    ref: 'user:default/pat',
    principals: ['user:default/pat'],
    canAdminister: true,
  } as const;
  const project = {
    name: 'legacy',
    owner: 'group:default/team-a',
    namespace: 'legacy',
  };

  it('makes a project of it, which is marked as adopted', async () => {
    const rig = await createBinRig();
    rig.contents.addNamespace('legacy', { isOurs: false });

    await expect(
      rig.bin.adopt({ caller: pat, project, idempotency: undefined }),
    ).resolves.toMatchObject({ namespace: 'legacy', adopted: true });
  });

  it.each([
    { reason: 'is the cluster’s own', namespace: 'kube-system', code: 422 },
    { reason: 'does not exist', namespace: 'nowhere', code: 422 },
    { reason: 'is another project’s', namespace: 'oc-shop', code: undefined },
  ])('R08 refuses one that $reason', async ({ namespace, code }) => {
    const rig = await createBinRig();

    const adopted = rig.bin.adopt({
      caller: pat,
      project: { ...project, namespace },
      idempotency: undefined,
    });

    await expect(adopted).rejects.toMatchObject(
      code === undefined ? { name: 'ConflictError' } : { statusCode: code },
    );
  });

  it('is for platform engineers', async () => {
    const rig = await createBinRig();
    const { caller } = accessOf(aProject());

    await expect(
      rig.bin.adopt({ caller, project, idempotency: undefined }),
    ).rejects.toMatchObject({ name: 'NotAllowedError' });
  });
});
