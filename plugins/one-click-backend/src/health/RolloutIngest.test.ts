import { settle } from '../../test/ManualClock';
import { aProject, aSpec, DAWN } from '../../test/records';
import { accessOf, createRig, createRunningRig } from '../../test/rig';
import { STABLE_AFTER_MS } from './decideOutcome';
import { UNKNOWN_AFTER_MS } from './overlay';

describe('the health of a rollout', () => {
  it('is what the operator last said', async () => {
    const rig = await createRunningRig();
    await expect(rig.read()).resolves.toMatchObject({
      health: { state: 'Starting', problems: [] },
    });

    await rig.gateway.report(rig.ref, {
      state: 'Degraded',
      stateSince: '2026-03-04T05:06:00Z',
      wantedReplicas: 3,
      readyReplicas: 2,
      servingRevision: 1,
      causes: [
        {
          id: 'NoCpu',
          message: 'No node has room.',
          params: { need: '2' },
          chain: [{ kind: 'Pod', name: 'web-1' }],
        },
      ],
      deployment: {
        replicas: 2,
        podNames: ['web-1', 'web-2'],
        resources: {
          requestSum: { cpu: '0', memory: '0' },
          limitSum: { cpu: '0', memory: '0' },
        },
        status: 'Pending',
      },
    });

    await expect(rig.read()).resolves.toMatchObject({
      podNames: ['web-1', 'web-2'],
      health: {
        state: 'Degraded',
        since: '2026-03-04T05:06:00.000Z',
        wanted: 3,
        ready: 2,
        revision: 1,
        servingRevision: 1,
        problems: [
          {
            id: 'NoCpu',
            sentence: 'No node has room.',
            params: { need: '2' },
            chain: [{ kind: 'Pod', name: 'web-1' }],
          },
        ],
      },
    });
  });

  it('is unknown two minutes after its cluster was last heard of, with what was last known', async () => {
    const rig = await createRunningRig();
    await rig.gateway.report(rig.ref, { state: 'Healthy', stateSince: DAWN });
    await rig.clock.advance(10 * 60_000);
    await expect(rig.read()).resolves.toMatchObject({
      health: {
        state: 'Healthy',
        seenAt: new Date(rig.clock.now()).toISOString(),
      },
    });

    await rig.gateway.loseContact(rig.clock.now());
    await rig.clock.advance(UNKNOWN_AFTER_MS);
    await expect(rig.read()).resolves.toMatchObject({
      health: { state: 'Healthy' },
    });
    await rig.clock.advance(1);

    const { health } = await rig.read();
    expect(health).toMatchObject({
      state: 'Unknown',
      lastKnown: 'Healthy',
      problems: [{ id: 'ClusterAway', params: { cluster: 'main' } }],
    });
    expect(health.since).toBe(new Date(rig.clock.now() - 1).toISOString());
    expect(rig.announced).toContain('all');

    await rig.gateway.regainContact();
    await expect(rig.read()).resolves.toMatchObject({
      health: { state: 'Healthy', problems: [] },
    });
  });

  it('is unknown when no operator has looked at it for two minutes', async () => {
    const rig = await createRunningRig();

    await rig.clock.advance(UNKNOWN_AFTER_MS + 1);

    await expect(rig.read()).resolves.toMatchObject({
      health: { state: 'Unknown', problems: [{ id: 'OperatorAway' }] },
    });
  });

  it('outlives the process', async () => {
    const rig = await createRunningRig();
    await rig.gateway.report(rig.ref, { state: 'Healthy', stateSince: DAWN });
    await rig.clock.advance(60_000);
    await rig.fleet.stop();

    const next = await createRig({ state: rig.state, clock: rig.clock });

    await expect(next.rollouts.get(rig.web)).resolves.toMatchObject({
      health: { state: 'Healthy' },
    });
    expect(next.clusters.list()).toMatchObject([
      { state: 'unknown', ingressClasses: [{ name: 'nginx' }] },
    ]);
  });
});

describe('what becomes of a revision', () => {
  it('is healthy once it was so without a break for long enough', async () => {
    const rig = await createRunningRig();
    await rig.gateway.report(rig.ref, { state: 'Healthy', stateSince: DAWN });
    await rig.clock.advance(STABLE_AFTER_MS - 1);
    await expect(rig.read()).resolves.toMatchObject({
      revision: { outcome: 'applied' },
    });

    await rig.clock.advance(1);

    await expect(rig.read()).resolves.toMatchObject({
      revision: { outcome: 'healthy' },
    });
  });

  it('is not healthy where it broke in between', async () => {
    const rig = await createRunningRig();
    await rig.gateway.report(rig.ref, { state: 'Healthy', stateSince: DAWN });
    await rig.clock.advance(STABLE_AFTER_MS - 1);
    await rig.gateway.report(rig.ref, {
      state: 'Degraded',
      stateSince: '2026-03-04T05:06:16Z',
    });
    await rig.clock.advance(STABLE_AFTER_MS);

    await expect(rig.read()).resolves.toMatchObject({
      revision: { outcome: 'applied' },
    });
  });

  it('is failed with its cause, and may heal', async () => {
    const rig = await createRunningRig();
    await rig.gateway.report(rig.ref, {
      state: 'Blocked',
      stateSince: DAWN,
      causes: [{ id: 'ImageNotFound', message: 'No such tag.' }],
    });
    await expect(rig.read()).resolves.toMatchObject({
      revision: { outcome: 'failed', problem: { id: 'ImageNotFound' } },
    });

    await rig.gateway.report(rig.ref, { state: 'Healthy', stateSince: DAWN });
    await rig.clock.advance(STABLE_AFTER_MS);

    const { revision } = await rig.read();
    expect(revision.outcome).toBe('healthy');
    expect(revision.problem).toBeUndefined();
  });

  it('is not decided by a status that speaks of an older spec', async () => {
    const rig = await createRunningRig();
    await rig.save(aSpec({ replicas: 3 }), 1);
    await settle();

    await rig.gateway.report(rig.ref, {
      state: 'UpdateFailed',
      stateSince: DAWN,
      observedGeneration: 1,
    });

    await expect(rig.read()).resolves.toMatchObject({
      revision: { number: 2, outcome: 'applied' },
    });
  });

  it('is decided after a restart, too', async () => {
    const rig = await createRunningRig();
    await rig.gateway.report(rig.ref, { state: 'Healthy', stateSince: DAWN });
    await rig.fleet.stop();
    await rig.clock.advance(STABLE_AFTER_MS);
    const { state, gateway, clock } = rig;

    const next = await createRig({ state, gateway, clock });
    next.fleet.start();
    await settle();

    await expect(next.rollouts.get(rig.web)).resolves.toMatchObject({
      revision: { outcome: 'healthy' },
    });
  });
});

describe('what other hands do in a cluster', () => {
  it('joins the project when they make a rollout in its namespace', async () => {
    const rig = await createRunningRig();
    const ref = { namespace: 'oc-shop', name: 'by-hand' };
    await rig.gateway.changeByHand(ref, aSpec(), 'kubectl-client-side-apply');
    await settle();

    const made = await rig.rollouts.get({ ...rig.web, rollout: 'by-hand' });

    expect(made).toMatchObject({
      notes: ['madeInCluster'],
      spec: aSpec(),
      lastChange: { by: 'kubectl-client-side-apply', via: 'cluster' },
      revision: { number: 1, outcome: 'applied', via: 'cluster' },
      health: { revision: 1 },
    });
    expect(rig.gateway.writes).toHaveLength(2);
  });

  it('has the hosts that it asks for, so that no other gets them', async () => {
    const rig = await createRunningRig();
    const ingress = { rules: [{ host: 'shop.test' }] };
    await rig.gateway.changeByHand(
      { namespace: 'oc-shop', name: 'by-hand' },
      aSpec({ interfaces: [{ name: 'http', port: 80, ingress }] }),
    );
    await settle();

    const { rollouts, hostClaims } = rig.state.stores;
    const made = await rollouts.find(rig.project.id, 'by-hand');
    await expect(hostClaims.listByRollout(made!.id)).resolves.toMatchObject([
      { host: 'shop.test', rolloutId: made!.id },
    ]);
  });

  it('can be edited in the portal from then on', async () => {
    const rig = await createRunningRig();
    const ref = { namespace: 'oc-shop', name: 'by-hand' };
    await rig.gateway.changeByHand(ref, aSpec());
    await rig.saves.save({
      ...rig.web,
      rollout: 'by-hand',
      spec: aSpec({ replicas: 2 }),
      baseRevision: 1,
    });
    await settle();

    expect(rig.gateway.find(ref)).toMatchObject({
      revision: 2,
      spec: { replicas: 2 },
    });
  });

  it('joins nobody when the namespace is not known to be ours', async () => {
    const rig = await createRig();
    const project = aProject();
    await rig.state.stores.projects.insert(project);
    rig.fleet.start();
    await settle();
    await rig.gateway.changeByHand(
      { namespace: 'oc-shop', name: 'stranger' },
      aSpec(),
    );
    await rig.gateway.changeByHand(
      { namespace: 'kube-system', name: 'stranger' },
      aSpec(),
    );
    await settle();

    const { access } = { access: accessOf(project) };
    await expect(rig.rollouts.list(access.caller, {})).resolves.toMatchObject({
      totalItems: 0,
    });
  });

  it('shows as drift until it is put back', async () => {
    const rig = await createRunningRig();
    await rig.gateway.changeByHand(rig.ref, aSpec({ replicas: 7 }));
    await expect(rig.read()).resolves.toMatchObject({
      notes: ['changedInCluster'],
    });

    await rig.gateway.changeByHand(rig.ref, aSpec());

    await expect(rig.read()).resolves.toMatchObject({ notes: [] });
  });

  it('shows what was deleted while nobody looked', async () => {
    const rig = await createRunningRig();
    await rig.gateway.report(rig.ref, { state: 'Healthy', stateSince: DAWN });
    await rig.fleet.stop();
    await rig.gateway.deleteByHand(rig.ref);
    const { state, gateway, clock } = rig;
    const next = await createRig({ state, gateway, clock });
    next.fleet.start();
    await settle();

    await expect(next.rollouts.get(rig.web)).resolves.toMatchObject({
      notes: ['deletedInCluster'],
      health: { state: 'Down', ready: 0, problems: [{ id: 'Other' }] },
    });
    expect(gateway.writes).toHaveLength(2);
  });
});

it('writes nothing down for news that are none', async () => {
  const rig = await createRunningRig();
  const status = { state: 'Healthy', stateSince: DAWN } as const;
  await rig.gateway.report(rig.ref, status);
  const told = rig.announced.length;

  await rig.gateway.report(rig.ref, status);
  await settle();

  expect(rig.announced).toHaveLength(told);
});
