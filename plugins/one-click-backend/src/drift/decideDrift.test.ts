import type { DriftDecision } from '@one-click/backstage-plugin-one-click-common';
import { createIdempotencyKey } from '../idempotency/IdempotencyKey';
import { settle } from '../../test/ManualClock';
import { aSpec } from '../../test/records';
import { createRunningRig } from '../../test/rig';
import { DriftService } from './DriftService';

/** The rollout `web`, of which kubectl changed the instance count. */
async function createDrifted() {
  const rig = await createRunningRig();
  await rig.gateway.changeByHand(rig.ref, aSpec({ replicas: 7 }));
  const { state, rollouts, saves, clock, web } = rig;
  const drift = new DriftService({
    stores: state.stores,
    rollouts,
    saves,
    owners: { read: async () => undefined },
    announcer: { rolloutChanged: () => {} },
    now: () => clock.now(),
  });
  const generation = rig.gateway.find(rig.ref)!.generation;
  const decide = async (
    decision: DriftDecision['decision'],
    over: Partial<DriftDecision> = {},
  ) => {
    const decided = await drift.decide({
      ...web,
      decision: { decision, generation, ...over },
    });
    await settle();
    return decided;
  };
  return {
    ...rig,
    drift,
    generation,
    decide,
    async told() {
      const { items } = await state.stores.activity.list({
        projectId: rig.project.id,
        kind: 'drift',
        limit: 9,
      });
      return items.map(({ act, actor }) => `${act} by ${actor}`);
    },
  };
}

describe('B04 drift', () => {
  it('is shown field by field, with who made it, while the cluster is away, too', async () => {
    const { drift, web, generation, told } = await createDrifted();

    await expect(drift.get(web)).resolves.toEqual({
      drift: {
        by: 'kubectl-edit',
        at: expect.any(String),
        generation,
        revision: 1,
        changes: [
          expect.objectContaining({
            path: 'replicas',
            from: 1,
            to: 7,
            owners: [],
          }),
        ],
        timesLately: expect.any(Number),
      },
      deletedInCluster: false,
      madeInCluster: false,
    });
    await expect(told()).resolves.toEqual(['drift-seen by kubectl-edit']);
  });

  it('is kept until it changes again', async () => {
    const rig = await createDrifted();
    const { drift, web, decide, gateway, ref } = rig;
    await decide('keep');
    await gateway.report(ref, { state: 'Healthy' });

    await expect(drift.get(web)).resolves.toMatchObject({
      drift: { kept: { by: 'user:default/ana' } },
    });
    await gateway.changeByHand(ref, aSpec({ replicas: 8 }));
    const again = await drift.get(web);
    expect(again.drift).toMatchObject({ changes: [{ to: 8 }] });
    expect(again.drift?.kept).toBeUndefined();
    expect(gateway.find(ref)?.spec.replicas).toBe(8);
  });

  it('becomes a revision of the one who adopts it, once', async () => {
    const rig = await createDrifted();
    const { drift, web, generation, gateway, ref, told } = rig;
    const request = {
      ...web,
      decision: { decision: 'adopt', generation, note: 'As it should be' },
      idempotency: createIdempotencyKey('k', ['adopt']),
    } as const;

    const adopted = await drift.decide(request);
    const again = await drift.decide(request);
    await settle();

    expect(adopted).toMatchObject({
      changed: true,
      rollout: {
        notes: [],
        spec: { replicas: 7 },
        revision: { number: 2, via: 'cluster', note: 'As it should be' },
      },
    });
    expect(again.rollout.revision.number).toBe(2);
    expect(gateway.find(ref)).toMatchObject({
      revision: 2,
      spec: { replicas: 7 },
    });
    await expect(told()).resolves.toEqual([
      'drift-adopt by user:default/ana',
      'drift-seen by kubectl-edit',
    ]);
  });

  it('is reverted to the newest revision, without a new one', async () => {
    const { decide, read, gateway, ref } = await createDrifted();

    await decide('revert');

    expect(gateway.find(ref)).toMatchObject({
      revision: 1,
      spec: { replicas: 1 },
    });
    await expect(read()).resolves.toMatchObject({
      notes: [],
      revision: { number: 1, outcome: 'applied' },
    });
  });

  it('is not reverted where the cluster changed once more before it could be', async () => {
    const rig = await createDrifted();
    const { decide, read, gateway, ref } = rig;
    gateway.failure = call =>
      call === 'findRollout' ? new Error('slow') : undefined;
    await decide('revert');
    await gateway.changeByHand(ref, aSpec({ args: ['-v'], replicas: 9 }));
    gateway.failure = undefined;
    await rig.clock.advance(120_000);

    expect(gateway.find(ref)?.spec).toMatchObject({
      replicas: 9,
      args: ['-v'],
    });
    await expect(read()).resolves.toMatchObject({
      revision: { number: 2, via: 'cluster' },
    });
  });

  it.each(['keep', 'adopt', 'revert'] as const)(
    'is not decided about unseen: %s',
    async decision => {
      const { decide, generation } = await createDrifted();

      await expect(
        decide(decision, { generation: generation - 1 }),
      ).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringContaining('look again'),
      });
      await expect(
        decide(decision, { generation: undefined }),
      ).rejects.toMatchObject({ statusCode: 400 });
    },
  );

  it('brings back what was deleted in the cluster, and nothing else', async () => {
    const { decide, gateway, ref, read, told } = await createDrifted();
    await expect(decide('restore')).rejects.toMatchObject({
      name: 'ConflictError',
    });
    await gateway.deleteByHand(ref);
    await expect(read()).resolves.toMatchObject({
      notes: ['deletedInCluster'],
    });

    await decide('restore');

    expect(gateway.find(ref)).toMatchObject({ revision: 1 });
    await expect(read()).resolves.toMatchObject({ notes: [] });
    await expect(told()).resolves.toEqual([
      'rollout-restore by user:default/ana',
      'rollout-deleted-in-cluster by cluster',
      'drift-seen by kubectl-edit',
    ]);
  });
});

describe('B08 B17 the outcome of a revision', () => {
  it('is told on the timeline with its cause and how long it took', async () => {
    const { gateway, ref, clock, state, project } = await createRunningRig();
    await gateway.report(ref, {
      state: 'Blocked',
      stateSince: new Date(clock.now()).toISOString(),
      causes: [{ id: 'ImageNotFound', message: 'No such tag.' }],
    });
    await gateway.report(ref, {
      state: 'Healthy',
      stateSince: new Date(clock.now()).toISOString(),
    });
    await clock.advance(11_000);

    const { items } = await state.stores.activity.list({
      projectId: project.id,
      kind: 'outcome',
      limit: 9,
    });
    expect(items).toMatchObject([
      {
        act: 'revision-healthy',
        actor: 'cluster',
        revision: 1,
        outcome: 'done',
        details: { afterMs: 10_000 },
      },
      {
        act: 'revision-failed',
        outcome: 'failed',
        details: { cause: 'ImageNotFound', why: 'No such tag.' },
      },
    ]);
  });
});
