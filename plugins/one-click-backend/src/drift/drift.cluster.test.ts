import { untilHolds, useCluster, waitFor } from '@one-click/devcluster';
import { createActsWorld } from '../../test/actsWorld';
import { readCr, SPEC, startWithCluster } from '../../test/clusterBackend';
import type { TestBackend } from '../../test/testBackend';

jest.setTimeout(300_000);

const shared = useCluster();

describe('drift, with a cluster', () => {
  let backend: TestBackend;

  beforeAll(async () => {
    backend = await startWithCluster(shared.cluster);
  });
  afterAll(() => backend?.stop());

  const { kubectl, makeRollout, waitForOutcome, waitForNotes, actsOf } =
    createActsWorld({
      cluster: () => shared.cluster,
      backend: () => backend,
    });

  type Made = Awaited<ReturnType<typeof makeRollout>>;

  /** Changes the CR by another hand, and waits until that shows. */
  async function drift({ params, cr }: Pick<Made, 'params' | 'cr'>) {
    await kubectl([
      ...['scale', 'rollout', cr.name, '--namespace', cr.namespace],
      '--replicas=5',
    ]);
    await waitForNotes(params, ['changedInCluster']);
    const report = await backend.clientOf('ana').call('getDrift', { params });
    return report;
  }
  it('B04 shows what kubectl changed with its owner, keeps it, and reverts it', async () => {
    const { params, cr, ana } = await makeRollout();
    const report = await drift({ params, cr });

    expect(report).toMatchObject({
      deletedInCluster: false,
      drift: {
        by: 'devcluster',
        revision: 1,
        timesLately: 1,
        changes: [
          {
            path: 'replicas',
            from: 2,
            to: 5,
            owners: [{ manager: 'devcluster' }],
          },
        ],
      },
      owners: [{ manager: 'devcluster', paths: ['replicas'] }],
    });
    const generation = report.drift!.generation;
    const decide = (decision: 'keep' | 'revert') =>
      ana.call('decideDrift', { params, body: { decision, generation } });

    await decide('keep');
    await expect(ana.call('getDrift', { params })).resolves.toMatchObject({
      drift: { kept: { by: 'user:default/ana' } },
    });
    await decide('revert');
    await untilHolds(
      async () => {
        expect((await readCr(shared.cluster, cr)).spec).toEqual(SPEC);
        const rollout = await ana.getRollout(params);
        expect(rollout).toMatchObject({
          notes: [],
          revision: { number: 1, outcome: 'applied' },
          waiting: [],
        });
      },
      { what: 'the revision to be back' },
    );
    await expect(decide('revert')).rejects.toMatchObject({ status: 409 });
    const acts = (await actsOf(params)).map(({ act }) => act);
    expect(acts).toEqual(
      expect.arrayContaining(['drift-seen', 'drift-keep', 'drift-revert']),
    );
  });

  it('B04 adopts what kubectl changed as a revision', async () => {
    const { params, cr, ana } = await makeRollout();
    const { drift: seen } = await drift({ params, cr });
    const generation = seen!.generation;

    const adopted = await ana.call('decideDrift', {
      params,
      body: { decision: 'adopt', generation, note: 'More for today' },
    });

    expect(adopted).toMatchObject({
      changed: true,
      rollout: {
        spec: { replicas: 5 },
        revision: {
          number: 2,
          via: 'cluster',
          createdBy: 'user:default/ana',
          note: 'More for today',
        },
      },
    });
    await waitForOutcome(params, 2, 'applied');
    await waitForNotes(params, []);
    expect((await readCr(shared.cluster, cr)).spec.replicas).toBe(5);
  });

  it('adopts a rollout made with kubectl, and restores one deleted with it', async () => {
    const { project, namespace, ana } = await makeRollout();
    const params = { project, rollout: 'by-hand' };
    const cr = { namespace, name: 'by-hand' };
    await kubectl(['apply', '--filename=-'], {
      apiVersion: 'one-click.dev/v1alpha1',
      kind: 'Rollout',
      metadata: cr,
      spec: SPEC,
    });
    await waitFor(() => ana.getRollout(params), { what: 'the rollout' });

    await ana.call('decideDrift', {
      params,
      body: { decision: 'adopt', generation: 1 },
    });
    await untilHolds(
      async () => {
        const { metadata } = await readCr(shared.cluster, cr);
        expect(metadata.annotations).toMatchObject({
          'one-click.dev/revision': '1',
        });
        expect((await ana.getRollout(params)).notes).toEqual([]);
      },
      { what: 'the CR to be ours' },
    );

    await kubectl(['delete', 'rollout', cr.name, '--namespace', namespace]);
    await waitForNotes(params, ['deletedInCluster']);
    await ana.call('decideDrift', { params, body: { decision: 'restore' } });
    await untilHolds(
      async () => {
        expect((await readCr(shared.cluster, cr)).spec).toEqual(SPEC);
        expect((await ana.getRollout(params)).notes).toEqual([]);
      },
      { what: 'the CR to be back' },
    );
    const acts = (await actsOf(params)).map(({ act }) => act);
    expect(acts).toEqual([
      'rollout-restore',
      'rollout-deleted-in-cluster',
      'drift-adopt',
      'rollout-cluster',
    ]);
  });
});
