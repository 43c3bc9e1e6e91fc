import { createRunningRig } from '../../test/rig';
import { settle } from '../../test/ManualClock';
import { aSpec } from '../../test/records';
import { createIdempotencyKey } from '../idempotency/IdempotencyKey';

describe('saving a rollout', () => {
  it('makes a revision with what changed, and tells the cluster', async () => {
    const { save, read, gateway, ref } = await createRunningRig();

    const saved = await save(aSpec({ replicas: 3 }), 1);
    await settle();

    expect(saved).toMatchObject({
      changed: true,
      rollout: {
        revision: {
          number: 2,
          via: 'edit',
          createdBy: 'user:default/ana',
          outcome: 'pending',
          changes: [{ path: 'replicas', kind: 'changed', from: 1, to: 3 }],
        },
      },
    });
    expect(gateway.find(ref)).toMatchObject({
      revision: 2,
      spec: { replicas: 3 },
    });
    await expect(read()).resolves.toMatchObject({
      revision: { outcome: 'applied' },
      waiting: [],
    });
  });

  it('makes none of a spec that asks for the same, however it is written', async () => {
    const { save, gateway } = await createRunningRig();
    const writes = gateway.writes.length;

    const saved = await save(
      aSpec({ replicas: 1, env: [], suspend: false }),
      1,
    );
    await settle();

    expect(saved).toMatchObject({
      changed: false,
      rollout: { revision: { number: 1 } },
    });
    expect(gateway.writes).toHaveLength(writes);
  });

  it('keeps fields that no form knows', async () => {
    const exotic = aSpec({
      affinity: { podAntiAffinity: {} },
      hostAliases: [{ ip: '10.0.0.1', hostnames: ['db'] }],
    });
    const { save, gateway, ref } = await createRunningRig(exotic);

    await save({ ...exotic, replicas: 2 }, 1);
    await settle();

    expect(gateway.find(ref)?.spec).toMatchObject({
      hostAliases: exotic.hostAliases,
      affinity: exotic.affinity,
    });
  });

  it('joins what somebody else saved meanwhile', async () => {
    const { save } = await createRunningRig();
    await save(aSpec({ replicas: 3 }), 1);

    const saved = await save(aSpec({ args: ['--verbose'] }), 1);

    expect(saved.rollout.spec).toEqual(
      aSpec({ replicas: 3, args: ['--verbose'] }),
    );
    expect(saved.rollout.revision).toMatchObject({
      number: 3,
      changes: [{ path: 'args' }],
    });
  });

  it('tells who saved meanwhile and what clashes, and saves nothing', async () => {
    const { save, read } = await createRunningRig();
    await save(aSpec({ replicas: 3 }), 1);

    const clash = save(aSpec({ replicas: 5 }), 1);

    await expect(clash).rejects.toMatchObject({
      statusCode: 409,
      conflict: {
        revision: 2,
        by: 'user:default/ana',
        clashes: [{ path: 'replicas', base: 1, theirs: 3, mine: 5 }],
      },
    });
    await expect(read()).resolves.toMatchObject({ revision: { number: 2 } });
  });

  it('refuses a base that does not exist', async () => {
    const { save } = await createRunningRig();

    await expect(save(aSpec(), 9)).rejects.toMatchObject({
      statusCode: 400,
      fields: [{ path: 'If-Match' }],
    });
  });

  it('refuses a merge of two good specs into a bad one', async () => {
    const { save } = await createRunningRig();
    const volume = (name: string) => ({
      name,
      mountPath: '/data',
      size: '1Gi',
    });
    await save(aSpec({ volumes: [volume('one')] }), 1);

    await expect(
      save(aSpec({ volumes: [volume('two')] }), 1),
    ).rejects.toMatchObject({ statusCode: 422 });
  });

  it('makes one revision of a request that comes twice under one key', async () => {
    const { saves, access, read } = await createRunningRig();
    const request = {
      access,
      rollout: 'web',
      spec: aSpec({ replicas: 4 }),
      baseRevision: 1,
      idempotency: createIdempotencyKey('key-1', ['save', 4]),
    };

    const [first, second] = await Promise.all([
      saves.save(request),
      saves.save(request),
    ]);

    expect([first?.changed, second?.changed]).toEqual([true, true]);
    await expect(read()).resolves.toMatchObject({ revision: { number: 2 } });
  });

  it('refuses another request under the same key', async () => {
    const { saves, access } = await createRunningRig();
    const request = {
      access,
      rollout: 'web',
      spec: aSpec({ replicas: 4 }),
      baseRevision: 1,
    };
    await saves.save({
      ...request,
      idempotency: createIdempotencyKey('key-1', [4]),
    });

    await expect(
      saves.save({
        ...request,
        idempotency: createIdempotencyKey('key-1', [5]),
      }),
    ).rejects.toMatchObject({ statusCode: 409 });
  });

  it('asks the rules that modules bring', async () => {
    const { save } = await createRunningRig(aSpec(), {
      rolloutRules: [
        {
          id: 'acme.small',
          async check({ spec, previous }) {
            return (spec.replicas ?? 1) > 3 && previous
              ? [
                  {
                    severity: 'refusal',
                    field: 'replicas',
                    message: 'is above 3: ask for less',
                  },
                ]
              : [];
          },
        },
      ],
    });

    await expect(save(aSpec({ replicas: 4 }), 1)).rejects.toMatchObject({
      statusCode: 422,
      fields: [{ path: 'spec.replicas', message: 'is above 3: ask for less' }],
    });
    await expect(save(aSpec({ replicas: 3 }), 1)).resolves.toMatchObject({
      changed: true,
    });
  });
});

describe('saving a rollout that was changed in the cluster', () => {
  it('joins what does not clash', async () => {
    const rig = await createRunningRig();
    await rig.gateway.changeByHand(rig.ref, aSpec({ replicas: 7 }));
    await expect(rig.read()).resolves.toMatchObject({
      notes: ['changedInCluster'],
      spec: aSpec(),
    });

    const saved = await rig.save(aSpec({ args: ['-v'] }), 1);
    await settle();

    expect(saved.rollout.spec).toEqual(aSpec({ replicas: 7, args: ['-v'] }));
    expect(rig.gateway.find(rig.ref)).toMatchObject({
      revision: 2,
      spec: { replicas: 7, args: ['-v'] },
    });
    await expect(rig.read()).resolves.toMatchObject({
      notes: [],
      revision: { outcome: 'applied' },
    });
  });

  it('makes a revision of what clashes, so that deciding ends the matter', async () => {
    const rig = await createRunningRig();
    await rig.gateway.changeByHand(rig.ref, aSpec({ replicas: 7 }));

    await expect(rig.save(aSpec({ replicas: 2 }), 1)).rejects.toMatchObject({
      conflict: {
        revision: 2,
        by: 'kubectl-edit',
        clashes: [{ path: 'replicas', base: 1, theirs: 7, mine: 2 }],
      },
    });
    await settle();
    await expect(rig.read()).resolves.toMatchObject({
      notes: [],
      spec: aSpec({ replicas: 7 }),
      revision: { number: 2, via: 'cluster', createdBy: 'kubectl-edit' },
    });

    await rig.save(aSpec({ replicas: 2 }), 2);
    await settle();
    expect(rig.gateway.find(rig.ref)).toMatchObject({
      revision: 3,
      spec: { replicas: 2 },
    });
  });

  it('asks the cluster again to run what was deleted there', async () => {
    const rig = await createRunningRig();
    await rig.gateway.deleteByHand(rig.ref);
    await expect(rig.read()).resolves.toMatchObject({
      notes: ['deletedInCluster'],
      health: { state: 'Down' },
    });

    await expect(rig.save(aSpec(), 1)).resolves.toMatchObject({
      changed: false,
    });
    await settle();

    expect(rig.gateway.find(rig.ref)).toMatchObject({ revision: 1 });
    await expect(rig.read()).resolves.toMatchObject({ notes: [] });
  });
});

describe('rolling back', () => {
  it('makes a new revision that is exactly the old one', async () => {
    const rig = await createRunningRig();
    await rig.save(aSpec({ replicas: 3, args: ['-v'] }), 1);

    const saved = await rig.saves.rollBack({ ...rig.web, to: { revision: 1 } });
    await settle();

    expect(saved.rollout).toMatchObject({
      spec: aSpec(),
      revision: { number: 3, via: 'rollback', rollbackOf: 1 },
    });
    expect(rig.gateway.find(rig.ref)).toMatchObject({
      revision: 3,
      spec: { replicas: 1 },
    });
  });

  it('keeps what was changed in the cluster as a revision of its own', async () => {
    const rig = await createRunningRig();
    await rig.save(aSpec({ replicas: 3 }), 1);
    await settle();
    await rig.gateway.changeByHand(rig.ref, aSpec({ replicas: 9 }));

    await rig.saves.rollBack({ ...rig.web, to: { revision: 1 } });
    await settle();

    const page = await rig.rollouts.listRevisions(rig.web, { limit: 10 });
    expect(
      page.items.map(({ number, via, outcome }) => [number, via, outcome]),
    ).toEqual([
      [4, 'rollback', 'applied'],
      [3, 'cluster', 'superseded'],
      [2, 'edit', 'superseded'],
      [1, 'create', 'superseded'],
    ]);
    expect(rig.gateway.find(rig.ref)?.spec.replicas).toBe(1);
  });

  it('does nothing where the old one is what runs', async () => {
    const rig = await createRunningRig();

    await expect(
      rig.saves.rollBack({ ...rig.web, to: { revision: 1 } }),
    ).resolves.toMatchObject({ changed: false });
  });

  it('asks the rules that came since', async () => {
    let most = 9;
    const rig = await createRunningRig(aSpec({ replicas: 4 }), {
      rolloutRules: [
        {
          id: 'acme.small',
          async check({ spec }) {
            return (spec.replicas ?? 1) > most
              ? [{ severity: 'refusal', field: 'replicas', message: 'is big' }]
              : [];
          },
        },
      ],
    });
    await rig.save(aSpec({ replicas: 2 }), 1);
    most = 3;

    await expect(
      rig.saves.rollBack({ ...rig.web, to: { revision: 1 } }),
    ).rejects.toMatchObject({
      statusCode: 422,
      fields: [{ path: 'spec.replicas', message: 'is big' }],
    });
  });

  it('names a revision that does not exist', async () => {
    const rig = await createRunningRig();

    await expect(
      rig.saves.rollBack({ ...rig.web, to: { revision: 7 } }),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
  });
});
