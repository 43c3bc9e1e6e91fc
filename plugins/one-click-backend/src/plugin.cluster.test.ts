import { useCluster, waitFor } from '@one-click/devcluster';
import {
  makeProject,
  readCr,
  SPEC,
  startWithCluster,
} from './__testUtils__/clusterBackend';
import type { TestBackend } from './__testUtils__/testBackend';

jest.setTimeout(60_000);

const shared = useCluster();

describe('the plugin, with a cluster', () => {
  let backend: TestBackend;

  beforeAll(async () => {
    backend = await startWithCluster(shared.cluster);
  });
  afterAll(() => backend?.stop());

  /** Waits until a revision has an outcome. */
  async function waitForOutcome(
    ref: { readonly project: string; readonly rollout: string },
    number: number,
    outcome: string,
  ) {
    return waitFor(
      async () => {
        const revision = await backend.clientOf('ana').getRevision(ref, number);
        return revision.outcome === outcome && revision;
      },
      { what: `revision ${number} to be ${outcome}`, timeoutMs: 15_000 },
    );
  }

  it('applies a save with its own field manager and the revision on it', async () => {
    const { name: project, namespace } = await makeProject(backend);
    const ana = backend.clientOf('ana');
    await ana.createRollout(project, { name: 'web', spec: SPEC });
    await waitForOutcome({ project, rollout: 'web' }, 1, 'applied');

    const cr = await readCr(shared.cluster, { namespace, name: 'web' });

    expect(cr.metadata.annotations).toMatchObject({
      'one-click.dev/revision': '1',
    });
    expect(cr.spec).toEqual(SPEC);
    expect(cr.metadata.managedFields).toMatchObject([
      { manager: 'one-click', operation: 'Apply' },
    ]);
  });

  it('shows a CR made with kubectl in a project within two seconds', async () => {
    const { name: project, namespace } = await makeProject(backend);
    const ana = backend.clientOf('ana');
    await waitFor(
      async () =>
        (
          await shared.cluster.kubectl([
            'get',
            'namespace',
            namespace,
            '--ignore-not-found',
          ])
        ).stdout.includes(namespace),
      { what: 'the namespace', timeoutMs: 10_000 },
    );

    await shared.cluster.kubectl(['apply', '--filename=-'], {
      input: JSON.stringify({
        apiVersion: 'one-click.dev/v1alpha1',
        kind: 'Rollout',
        metadata: { name: 'by-hand', namespace },
        spec: SPEC,
      }),
    });

    const found = await waitFor(
      () =>
        ana.getRollout({ project, rollout: 'by-hand' }).catch(() => undefined),
      { what: 'the rollout', timeoutMs: 2_000 },
    );
    expect(found).toMatchObject({
      notes: ['madeInCluster'],
      spec: SPEC,
      revision: { number: 1, via: 'cluster', outcome: 'applied' },
    });
  });
});
