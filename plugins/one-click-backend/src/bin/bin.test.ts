import { randomUUID } from 'node:crypto';
import { KubeUnavailableError } from '@one-click/backstage-plugin-one-click-kube';
import { FakeClusterContents } from '../../test/FakeClusterContents';
import { settle } from '../../test/ManualClock';
import { aProject, aSpec } from '../../test/records';
import { accessOf, createRunningRig } from '../../test/rig';
import type { RigOptions } from '../../test/rig';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { ClusterAwayError } from '../errors';
import { DefaultProjectService } from '../projects/DefaultProjectService';
import { BinJanitor } from './BinJanitor';
import { DefaultBinService } from './DefaultBinService';

const DAY = 24 * 60 * 60 * 1000;
const PAUSED = { state: 'Paused', stateSince: '2026-03-04T05:06:00Z' } as const;

/** A running rollout, and the bin over it. */
async function createBinRig(
  spec: RolloutSpecInput = aSpec(),
  options: RigOptions = {},
) {
  const contents = new FakeClusterContents();
  const rig = await createRunningRig(spec, { ...options, contents });
  const { state, clock, clusters, fleet, rollouts, announcer, project } = rig;
  const now = () => clock.now();
  const rules = { ownerRole: 'admin' } as const;
  const projects = DefaultProjectService.create({
    state,
    rules,
    health: () => clusters.health(),
    clusters: () => clusters.names(),
    wake: () => {},
    rolesChanged: () => {},
    now,
    newId: randomUUID,
  });
  let isAway = false;
  const bin = DefaultBinService.create({
    state,
    rules,
    projects,
    rollouts,
    announcer,
    contents: cluster => {
      if (isAway) {
        throw new ClusterAwayError(cluster);
      }
      return contents;
    },
    clusters: () => clusters.names(),
    wake: cluster => fleet.wake(cluster),
    keptMs: 30 * DAY,
    now,
    newId: randomUUID,
  });
  const { namespace } = project;
  const uid = async () =>
    (await state.stores.projects.findByIds([project.id]))[0]?.namespaceUid;
  contents.addNamespace(namespace, {
    projectId: project.id,
    uid: (await uid()) ?? '',
  });
  return {
    ...rig,
    bin,
    projects,
    namespace,
    goAway: () => {
      isAway = true;
    },
    /** Puts things of `web` into the cluster. */
    fill() {
      contents.add(namespace, { kind: 'Rollout', name: 'web' });
      contents.add(namespace, { kind: 'Deployment', name: 'web' });
      contents.add(namespace, {
        kind: 'PersistentVolumeClaim',
        name: 'data-web',
      });
      contents.add(namespace, { kind: 'Secret', name: 'web-secrets-1' });
    },
    /** Lets attempts of the converger come that wait for their turn. */
    async wait(ms: number) {
      await clock.advance(ms);
      await settle();
    },
  };
}

describe('a rollout in the bin', () => {
  it('is stopped and labelled in the cluster, without a revision and without drift', async () => {
    const rig = await createBinRig();

    const binned = await rig.bin.binRollout(rig.web);
    await settle();
    await rig.gateway.report(rig.ref, PAUSED);

    expect(binned).toMatchObject({
      health: { state: 'InTheBin' },
      binned: { by: 'user:default/ana' },
    });
    expect(rig.gateway.find(rig.ref)).toMatchObject({
      isBinned: true,
      revision: 1,
      spec: { suspend: true },
    });
    const now = await rig.read();
    expect(now.notes).toEqual([]);
    expect(now.revision.number).toBe(1);
    expect(now.spec).toEqual(aSpec());
    expect(now.health.state).toBe('InTheBin');
  });

  it.each([
    { was: 'running', spec: aSpec() },
    { was: 'paused', spec: aSpec({ suspend: true }) },
  ])('comes back $was as it was', async ({ spec }) => {
    const rig = await createBinRig(spec);
    await rig.bin.binRollout(rig.web);
    await settle();

    await rig.bin.unbinRollout(rig.web);
    await settle();

    const live = rig.gateway.find(rig.ref);
    expect(live?.isBinned).toBe(false);
    expect(live?.spec.suspend).toBe(spec.suspend);
    await expect(rig.read()).resolves.toMatchObject({
      revision: { number: 1 },
      notes: [],
    });
    await expect(rig.read()).resolves.not.toHaveProperty('binned');
  });

  it('has shown nothing of its revision: being paused there is no good end', async () => {
    const rig = await createBinRig();
    await rig.bin.binRollout(rig.web);
    await settle();
    await rig.gateway.report(rig.ref, PAUSED);
    await rig.wait(60_000);

    const { revision } = await rig.read();

    expect(revision.outcome).toBe('applied');
  });

  it('takes no save, and says what to do', async () => {
    const rig = await createBinRig();
    await rig.bin.binRollout(rig.web);

    await expect(rig.save(aSpec({ replicas: 3 }), 1)).rejects.toMatchObject({
      name: 'ConflictError',
      message: "Rollout 'web' is in the bin: restore it before you change it",
    });
  });

  it('keeps its name', async () => {
    const rig = await createBinRig();
    await rig.bin.binRollout(rig.web);

    await expect(
      rig.saves.create({
        access: rig.access,
        rollout: { name: 'web', spec: aSpec() },
      }),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('belongs to a rollout in the bin'),
    });
  });

  it('is in no list but that of the bin', async () => {
    const rig = await createBinRig();
    await rig.bin.binRollout(rig.web);
    const list = (query: object) => rig.rollouts.list(rig.access.caller, query);

    await expect(list({})).resolves.toMatchObject({ totalItems: 0 });
    await expect(list({ state: 'InTheBin' })).resolves.toMatchObject({
      totalItems: 1,
      items: [{ name: 'web', binned: {} }],
    });
  });

  it('brings along what another hand had changed', async () => {
    const rig = await createBinRig();
    const theirs = aSpec({ args: ['-v'] });
    await rig.gateway.changeByHand(rig.ref, theirs);

    await rig.bin.binRollout(rig.web);
    await settle();
    await rig.bin.unbinRollout(rig.web);
    await settle();

    expect(rig.gateway.find(rig.ref)?.spec.args).toEqual(['-v']);
    await expect(rig.read()).resolves.toMatchObject({
      revision: { number: 2, via: 'cluster' },
      notes: [],
    });
  });

  it('shows what another hand changes while it is there', async () => {
    const rig = await createBinRig();
    await rig.bin.binRollout(rig.web);
    await settle();

    const spec = aSpec({ args: ['-v'], suspend: true });
    await rig.gateway.changeByHand(rig.ref, spec);

    const now = await rig.read();
    expect(now.notes).toEqual(['changedInCluster']);
    const record = await rig.state.stores.rollouts.find(rig.project.id, 'web');
    expect(record?.drift?.spec).toEqual(aSpec({ args: ['-v'] }));
  });

  it('goes there while the cluster is away, and is told to it afterwards', async () => {
    const rig = await createBinRig();
    const away = new KubeUnavailableError('connection refused');
    rig.gateway.failure = () => away;
    await rig.bin.binRollout(rig.web);
    await settle();
    expect(rig.gateway.find(rig.ref)?.isBinned).toBe(false);

    rig.gateway.failure = undefined;
    await rig.wait(5_000);

    expect(rig.gateway.find(rig.ref)?.isBinned).toBe(true);
  });

  it('is not made in a cluster that has nothing of it', async () => {
    const rig = await createBinRig();
    await rig.gateway.deleteByHand(rig.ref);

    await rig.bin.binRollout(rig.web);
    await settle();

    expect(rig.gateway.find(rig.ref)).toBeUndefined();
    await rig.bin.unbinRollout(rig.web);
    await settle();
    expect(rig.gateway.find(rig.ref)?.spec).toMatchObject(aSpec());
  });

  it('tells the timeline of the way there and back', async () => {
    const rig = await createBinRig();
    await rig.bin.binRollout(rig.web);
    await rig.bin.binRollout(rig.web);
    await rig.bin.unbinRollout(rig.web);

    const { items } = await rig.state.stores.activity.list({
      projectId: rig.project.id,
      limit: 10,
      kind: 'bin',
    });

    expect(items.map(({ act }) => act)).toEqual([
      'rollout-unbin',
      'rollout-bin',
    ]);
  });
});

describe('what exists right now', () => {
  it('is told by kind and name, with what volumes hold', async () => {
    const rig = await createBinRig(
      aSpec({ volumes: [{ name: 'data', mountPath: '/d', size: '10Gi' }] }),
    );
    rig.fill();

    await expect(rig.bin.contents(rig.web)).resolves.toMatchObject({
      objects: [
        { kind: 'Rollout', name: 'web' },
        { kind: 'Deployment', name: 'web' },
        { kind: 'PersistentVolumeClaim', name: 'data-web' },
        { kind: 'Secret', name: 'web-secrets-1' },
      ],
      secrets: 1,
      volumes: [{ claim: 'data-web', volume: 'data', size: '10Gi' }],
      totalGiB: 10,
    });
  });

  it('names no Secrets to viewers', async () => {
    const rig = await createBinRig();
    rig.fill();
    const access = { ...rig.access, role: 'viewer' } as const;

    const { objects, secrets } = await rig.bin.contents({
      access,
      rollout: 'web',
    });

    expect(objects.map(({ kind }) => kind)).not.toContain('Secret');
    expect(secrets).toBe(1);
  });

  it('is nothing where the namespace is not the project’s', async () => {
    const rig = await createBinRig();
    rig.fill();
    rig.contents.addNamespace(rig.namespace, { projectId: 'another' });

    await expect(rig.bin.contents(rig.web)).resolves.toMatchObject({
      objects: [],
      volumes: [],
    });
  });
});

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
});

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
  type BinRig = Awaited<ReturnType<typeof createBinRig>>;

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
