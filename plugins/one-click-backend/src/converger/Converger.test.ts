import {
  KubeForbiddenError,
  KubeInvalidError,
  KubeUnavailableError,
} from '@one-click/backstage-plugin-one-click-kube';
import { FakeKubeGateway } from '../../test/FakeKubeGateway';
import { settle } from '../../test/ManualClock';
import { MortalProcess } from '../../test/mortal';
import { aProject, aSpec, DAWN } from '../../test/records';
import type { ApplyRequest } from '../kube/KubeGateway';
import { accessOf, createRig, createRunningRig } from '../../test/rig';
import { InMemoryStateKeeper } from '../storage/InMemoryStateKeeper';
import { LEASE_MS } from './Converger';

const away = () => new KubeUnavailableError('connection refused');

describe('telling a cluster', () => {
  it('makes the namespace once, and writes nothing for what is there', async () => {
    const rig = await createRunningRig();
    expect(rig.gateway.writes).toEqual([
      'namespace oc-shop',
      'apply oc-shop/web 1',
    ]);

    await rig.clock.advance(60 * 60_000);

    expect(rig.gateway.writes).toHaveLength(2);
  });

  it('makes the namespace of a project that has no rollout yet', async () => {
    const rig = await createRig();
    rig.fleet.start();
    const project = aProject();
    await rig.state.stores.projects.insert(project);
    await rig.state.stores.outbox.put({
      subject: { kind: 'project', id: project.id },
      cluster: 'main',
      revision: 0,
      createdAt: project.createdAt,
      attempts: 0,
      dueAt: project.createdAt,
    });
    rig.fleet.wake('main');
    await settle();

    expect(rig.gateway.writes).toEqual(['namespace oc-shop']);
    const made = await rig.state.stores.projects.find('shop');
    expect(made?.namespaceUid).toMatch(/^uid-/);
  });

  it('leaves a namespace alone that belongs to somebody else', async () => {
    const gateway = new FakeKubeGateway();
    gateway.addNamespace('oc-shop', 'team-x');
    const rig = await createRunningRig(aSpec(), { gateway });

    expect(gateway.writes).toEqual([]);
    await expect(rig.read()).resolves.toMatchObject({
      waiting: [],
      health: { state: 'Blocked', problems: [{ id: 'NotOurs' }] },
      revision: {
        outcome: 'refused',
        problem: { id: 'NotOurs', params: { owner: 'team-x' } },
      },
    });
  });

  it('queues saves while the cluster is away, and applies the newest when it is back', async () => {
    const gateway = new FakeKubeGateway();
    gateway.failure = away;
    const rig = await createRunningRig(aSpec(), { gateway });
    await rig.save(aSpec({ replicas: 2 }), 1);
    await rig.save(aSpec({ replicas: 3 }), 2);
    await rig.clock.advance(5_001);
    await expect(rig.read()).resolves.toMatchObject({
      waiting: [1, 2, 3],
      health: { state: 'WaitingToApply' },
    });

    gateway.failure = undefined;
    await rig.gateway.loseContact(rig.clock.now());
    await rig.gateway.regainContact();
    await settle();

    expect(gateway.writes).toEqual([
      'namespace oc-shop',
      'apply oc-shop/web 3',
    ]);
    const page = await rig.rollouts.listRevisions(rig.web, { limit: 10 });
    expect(page.items.map(({ outcome }) => outcome)).toEqual([
      'applied',
      'superseded',
      'superseded',
    ]);
    await expect(rig.read()).resolves.toMatchObject({ waiting: [] });
  });

  it('ends with everything around it, though the database is away then', async () => {
    const rig = await createRunningRig();
    jest
      .spyOn(rig.state.stores.outbox, 'dropLeases')
      .mockRejectedValue(new Error('Unable to acquire a connection'));

    await rig.fleet.stop();

    expect(rig.gateway.isWatched).toBe(false);
  });

  it('tries again less and less often', async () => {
    const gateway = new FakeKubeGateway();
    let tries = 0;
    gateway.failure = () => {
      tries += 1;
      return away();
    };
    const rig = await createRunningRig(aSpec(), { gateway });

    await rig.clock.advance(60_000);
    const first = tries;
    await rig.clock.advance(10 * 60_000);

    expect(first).toBeGreaterThan(4);
    expect(first).toBeLessThan(12);
    expect(tries - first).toBeLessThan(16);
  });

  it.each([
    {
      who: 'the API server, field by field',
      error: new KubeInvalidError('invalid', {
        causes: [{ field: 'spec.x', reason: 'Bad', message: 'is wrong' }],
      }),
      want: { id: 'SpecInvalid', params: { field: 'spec.x', why: 'is wrong' } },
    },
    {
      who: 'an admission rule',
      error: new KubeForbiddenError(
        'admission webhook "small.acme" denied the request: too large',
      ),
      want: { id: 'WebhookDenied', params: { webhook: 'small.acme' } },
    },
  ])('writes down that $who refused a revision', async ({ error, want }) => {
    const gateway = new FakeKubeGateway();
    gateway.failure = call => (call === 'applyRollout' ? error : undefined);
    const rig = await createRunningRig(aSpec(), { gateway });

    await expect(rig.read()).resolves.toMatchObject({
      waiting: [],
      health: { state: 'Blocked', problems: [want] },
      revision: { outcome: 'refused', problem: want },
    });
    gateway.failure = undefined;
    await rig.save(aSpec(), 1);
    await settle();
    await expect(rig.read()).resolves.toMatchObject({
      health: { state: 'Starting', problems: [] },
      revision: { number: 1, outcome: 'applied' },
    });
  });

  it('says which right it lacks, and goes on once it is given', async () => {
    const gateway = new FakeKubeGateway();
    gateway.failure = call =>
      call === 'applyRollout'
        ? new KubeForbiddenError(
            'rollouts.one-click.dev "web" is forbidden: User "x" cannot patch resource "rollouts" in API group',
          )
        : undefined;
    const rig = await createRunningRig(aSpec(), { gateway });
    await expect(rig.read()).resolves.toMatchObject({
      waiting: [1],
      revision: {
        outcome: 'pending',
        problem: { id: 'NoRight', params: { verb: 'patch', kind: 'rollouts' } },
      },
    });

    gateway.failure = undefined;
    await rig.clock.advance(10_000);

    await expect(rig.read()).resolves.toMatchObject({
      revision: { outcome: 'applied' },
    });
  });

  it('waits for what is being deleted to be gone', async () => {
    const gateway = new FakeKubeGateway();
    gateway.failure = call =>
      call === 'applyRollout'
        ? new KubeForbiddenError(
            'rollouts.one-click.dev "web" is forbidden: unable to create new content in namespace oc-shop because it is being terminated',
          )
        : undefined;
    const rig = await createRunningRig(aSpec(), { gateway });
    await expect(rig.read()).resolves.toMatchObject({
      waiting: [1],
      revision: { outcome: 'pending', problem: { id: 'Other' } },
    });

    gateway.failure = undefined;
    await rig.clock.advance(10_000);

    await expect(rig.read()).resolves.toMatchObject({
      revision: { outcome: 'applied' },
    });
  });

  it('joins what was changed in the cluster while the save waited', async () => {
    const rig = await createRunningRig();
    rig.gateway.failure = away;
    await rig.save(aSpec({ args: ['-v'] }), 1);
    await settle();
    // The watch is deaf, too.
    await rig.gateway.changeByHand(rig.ref, aSpec({ replicas: 7 }));
    await rig.state.stores.rollouts.update(await idOf(rig), {
      drift: undefined,
    });

    rig.gateway.failure = undefined;
    await rig.clock.advance(120_000);

    expect(rig.gateway.find(rig.ref)).toMatchObject({
      revision: 3,
      spec: { replicas: 7, args: ['-v'] },
    });
    await expect(rig.read()).resolves.toMatchObject({
      notes: [],
      revision: { number: 3, via: 'cluster', outcome: 'applied' },
    });
  });

  it('refuses to undo what clashes with a save that waited', async () => {
    const rig = await createRunningRig();
    rig.gateway.failure = away;
    await rig.save(aSpec({ replicas: 2 }), 1);
    await settle();
    await rig.gateway.changeByHand(rig.ref, aSpec({ replicas: 7 }));
    await rig.state.stores.rollouts.update(await idOf(rig), {
      drift: undefined,
    });

    rig.gateway.failure = undefined;
    await rig.clock.advance(120_000);

    expect(rig.gateway.find(rig.ref)?.spec.replicas).toBe(7);
    await expect(rig.read()).resolves.toMatchObject({
      notes: ['changedInCluster'],
      revision: { number: 2, outcome: 'refused' },
    });
  });

  it('never overwrites a newer revision with an older one', async () => {
    const rig = await createRunningRig();
    await rig.save(aSpec({ replicas: 2 }), 1);
    await settle();
    const id = await idOf(rig);
    // As if a process had slept on this since before the save.
    await rig.state.stores.outbox.put({
      subject: { kind: 'rollout', id },
      cluster: 'main',
      revision: 1,
      createdAt: '2026-03-04T00:00:00.000Z',
      attempts: 0,
      dueAt: '2026-03-04T00:00:00.000Z',
    });
    rig.fleet.wake('main');
    await settle();

    expect(rig.gateway.find(rig.ref)).toMatchObject({
      revision: 2,
      spec: { replicas: 2 },
    });
  });

  it('knows no better than the watch, which may be faster', async () => {
    const gateway = new FakeKubeGateway();
    const rig = await createRunningRig(aSpec(), {
      gateway,
      connect: async real =>
        new Proxy(real, {
          get(target, property) {
            if (property !== 'applyRollout') {
              const member: unknown = Reflect.get(target, property, target);
              return typeof member === 'function'
                ? member.bind(target)
                : member;
            }
            return async (request: ApplyRequest) => {
              const applied = await target.applyRollout(request);
              await target.report(request, {
                state: 'Blocked',
                stateSince: DAWN,
                causes: [{ id: 'ImageNotFound', message: 'No such tag.' }],
              });
              return applied;
            };
          },
        }),
    });

    await expect(rig.read()).resolves.toMatchObject({
      waiting: [],
      revision: { outcome: 'failed', problem: { id: 'ImageNotFound' } },
    });
  });

  async function idOf(rig: Awaited<ReturnType<typeof createRunningRig>>) {
    const { stores } = rig.state;
    return (await stores.rollouts.find(rig.project.id, 'web'))!.id;
  }
});

describe('a process that is killed while it tells a cluster', () => {
  /** Saves, told by a process that dies at its n-th step, and then by its successor. */
  async function runWithDeathAt(step: number, saves: number) {
    const state = new InMemoryStateKeeper();
    const gateway = new FakeKubeGateway();
    const author = await createRig({ state, gateway });
    const project = aProject();
    await state.stores.projects.insert(project);
    const access = accessOf(project);
    await author.saves.create({
      access,
      rollout: { name: 'web', spec: aSpec() },
    });

    const victim = new MortalProcess(step);
    const { clock } = author;
    createRig({
      state: victim.keeperOf(state),
      gateway,
      clock,
      connect: async real => victim.gatewayOf(real),
    }).then(({ fleet }) => fleet.start());
    await settle();
    const hasDied = victim.isDead;
    for (let revision = 1; revision < saves; revision += 1) {
      await author.saves.save({
        access,
        rollout: 'web',
        spec: aSpec({ replicas: revision + 1 }),
        baseRevision: revision,
      });
    }
    await settle();

    await clock.advance(LEASE_MS);
    const second = await createRig({ state, gateway, clock });
    second.fleet.start();
    await settle();
    await clock.advance(LEASE_MS);
    const web = { access, rollout: 'web' };
    return {
      hasDied,
      writes: gateway.writes,
      live: gateway.find({ namespace: 'oc-shop', name: 'web' }),
      detail: await second.rollouts.get(web),
      history: await second.rollouts.listRevisions(web, { limit: 10 }),
    };
  }

  it.each([
    { saves: 1, outcomes: ['applied'] },
    { saves: 2, outcomes: ['applied', 'superseded'] },
  ])(
    'loses nothing and doubles nothing of $saves saves, whenever it dies',
    async ({ saves, outcomes }) => {
      let step = 1;
      for (let hasDied = true; hasDied; step += 1) {
        const end = await runWithDeathAt(step, saves);
        hasDied = end.hasDied;

        expect({ step, ...end }).toMatchObject({
          step,
          live: { revision: saves, spec: { replicas: saves } },
          detail: {
            waiting: [],
            notes: [],
            revision: { number: saves, outcome: 'applied' },
          },
          history: { items: outcomes.map(outcome => ({ outcome })) },
        });
        expect([step, end.writes.filter(isDoubled)]).toEqual([step, []]);
      }
      // Otherwise it was never killed at work.
      expect(step).toBeGreaterThan(15);
    },
  );

  function isDoubled(write: string, index: number, writes: string[]) {
    return writes.indexOf(write) !== index;
  }
});
