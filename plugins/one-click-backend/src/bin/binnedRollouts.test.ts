import { KubeUnavailableError } from '@one-click/backstage-plugin-one-click-kube';
import { createBinRig } from '../../test/binRig';
import { settle } from '../../test/ManualClock';
import { aSpec } from '../../test/records';

const PAUSED = { state: 'Paused', stateSince: '2026-03-04T05:06:00Z' } as const;

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
