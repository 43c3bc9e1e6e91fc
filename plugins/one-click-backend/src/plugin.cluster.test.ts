import { untilHolds, useCluster, waitFor } from '@one-click/devcluster';
import {
  makeProject,
  readCr,
  SPEC,
  startWithCluster,
  uniqueName,
} from '../test/clusterBackend';
import type { TestBackend } from '../test/testBackend';

jest.setTimeout(300_000);

/** Of the plugin itself. */
const USER_AGENT = 'one-click-backend';

const shared = useCluster();

describe('the plugin, with a cluster', () => {
  let backend: TestBackend;
  let since: Date;

  beforeAll(async () => {
    since = new Date();
    backend = await startWithCluster(shared.cluster);
  });
  afterAll(() => backend?.stop());

  interface Ref {
    readonly project: string;
    readonly rollout: string;
  }

  /** Waits until a revision has an outcome. */
  async function waitForOutcome(ref: Ref, number: number, outcome: string) {
    return waitFor(
      async () => {
        const revision = await backend.clientOf('ana').getRevision(ref, number);
        return revision.outcome === outcome && revision;
      },
      { what: `revision ${number} to be ${outcome}` },
    );
  }

  /** Waits until a rollout has exactly these notes. */
  async function waitForNotes(ref: Ref, notes: readonly string[]) {
    return waitFor(
      async () => {
        const rollout = await backend.clientOf('ana').getRollout(ref);
        return rollout.notes.join() === notes.join() && rollout;
      },
      { what: `notes ${notes.join()}` },
    );
  }

  /** A project with the rollout `web`, which the cluster runs. */
  async function makeRollout() {
    const { name: project, namespace } = await makeProject(backend);
    const ref = { project, rollout: 'web' };
    await backend
      .clientOf('ana')
      .createRollout(project, { name: 'web', spec: SPEC });
    await waitForOutcome(ref, 1, 'applied');
    return { ref, project, namespace, cr: { namespace, name: 'web' } };
  }

  function kubectl(args: readonly string[], input?: unknown) {
    return shared.cluster.kubectl(
      args,
      input === undefined ? {} : { input: JSON.stringify(input) },
    );
  }

  function manifest(namespace: string, name: string, spec: object = SPEC) {
    return {
      apiVersion: 'one-click.dev/v1alpha1',
      kind: 'Rollout',
      metadata: { name, namespace },
      spec,
    };
  }

  it('applies what the user wrote, with its own field manager and the revision on it', async () => {
    const { cr: ref } = await makeRollout();

    const cr = await readCr(shared.cluster, ref);

    expect(cr.metadata.annotations).toMatchObject({
      'one-click.dev/revision': '1',
    });
    expect(cr.spec).toEqual(SPEC);
    expect(cr.metadata.managedFields).toContainEqual(
      expect.objectContaining({ manager: 'one-click', operation: 'Apply' }),
    );
  });

  it('makes the namespace with signs that it is ours, and takes rights in it alone', async () => {
    const { namespace, project } = await makeRollout();
    const { stdout } = await kubectl([
      'get',
      'namespace',
      namespace,
      '--output=json',
    ]);

    expect(JSON.parse(stdout).metadata.labels).toMatchObject({
      'app.kubernetes.io/managed-by': 'one-click',
      'one-click.dev/project': project,
      'pod-security.kubernetes.io/enforce': 'baseline',
    });
    const may = async (where: string) => {
      const answer = await shared.cluster
        .kubectl(['auth', 'can-i', 'get', 'secrets', '--namespace', where], {
          user: 'one-click-backend',
        })
        .then(
          ({ stdout: text }) => text,
          () => 'no',
        );
      return answer.trim();
    };
    await untilHolds(async () => expect(await may(namespace)).toBe('yes'), {
      what: 'the rights to take effect',
    });
    await expect(may('kube-system')).resolves.toBe('no');
  });

  it('leaves a namespace alone that was there before', async () => {
    const name = uniqueName('taken');
    await kubectl(['create', 'namespace', `oc-${name}`]);
    const ana = backend.clientOf('ana');
    await ana.createProject({ name, owner: 'group:default/team-a' });
    await ana.createRollout(name, { name: 'web', spec: SPEC });

    const refused = await waitForOutcome(
      { project: name, rollout: 'web' },
      1,
      'refused',
    );

    expect(refused.problem).toMatchObject({ id: 'NotOurs' });
    const { stdout } = await kubectl([
      'get',
      'rollouts',
      '--namespace',
      `oc-${name}`,
      '--output=name',
    ]);
    expect(stdout).toBe('');
  });

  it('shows a CR made with kubectl in a project', async () => {
    const { project, namespace } = await makeRollout();
    await kubectl(
      ['apply', '--filename=-'],
      manifest(namespace, 'by-hand', {
        ...SPEC,
        secrets: [{ name: 'TOKEN', value: 'marker-value' }],
      }),
    );

    const ref = { project, rollout: 'by-hand' };
    const found = await waitFor(() => backend.clientOf('ana').getRollout(ref), {
      what: 'the rollout',
    });

    expect(found).toMatchObject({
      notes: ['madeInCluster'],
      spec: { ...SPEC, secrets: [{ name: 'TOKEN' }] },
      revision: { number: 1, via: 'cluster', outcome: 'applied' },
      lastChange: { by: 'kubectl-client-side-apply' },
    });
    expect(JSON.stringify(found)).not.toContain('marker');
  });

  it('removes in the cluster what kubectl had set and the portal took out', async () => {
    const { project, namespace } = await makeRollout();
    const env = [
      { name: 'KEEP', value: '1' },
      { name: 'DROP', value: '2' },
    ];
    await kubectl(
      ['apply', '--filename=-'],
      manifest(namespace, 'by-hand', { ...SPEC, env }),
    );
    const ref = { project, rollout: 'by-hand' };
    await waitForNotes(ref, ['madeInCluster']);

    await backend.clientOf('ana').saveRollout(ref, {
      spec: { ...SPEC, env: env.slice(0, 1) },
      baseRevision: 1,
    });
    await waitForOutcome(ref, 2, 'applied');

    const cr = await readCr(shared.cluster, { namespace, name: 'by-hand' });
    expect(cr.spec.env).toEqual([{ name: 'KEEP', value: '1' }]);
    await waitForNotes(ref, ['madeInCluster']);
  });

  it('joins a change made with kubectl into the next save', async () => {
    const { ref, cr } = await makeRollout();
    await kubectl([
      'scale',
      'rollout',
      cr.name,
      '--namespace',
      cr.namespace,
      '--replicas=5',
    ]);
    await waitForNotes(ref, ['changedInCluster']);

    await backend.clientOf('ana').saveRollout(ref, {
      spec: { ...SPEC, args: ['-v'] },
      baseRevision: 1,
    });
    await waitForOutcome(ref, 2, 'applied');

    await expect(readCr(shared.cluster, cr)).resolves.toMatchObject({
      spec: { replicas: 5, args: ['-v'] },
    });
    await waitForNotes(ref, []);
  });

  it('takes a field over from kubectl once a person decided so', async () => {
    const { ref, cr } = await makeRollout();
    const ana = backend.clientOf('ana');
    await kubectl([
      'scale',
      'rollout',
      cr.name,
      '--namespace',
      cr.namespace,
      '--replicas=5',
    ]);
    await waitForNotes(ref, ['changedInCluster']);
    const mine = { ...SPEC, replicas: 3 };
    await expect(
      ana.saveRollout(ref, { spec: mine, baseRevision: 1 }),
    ).rejects.toMatchObject({
      conflict: { revision: 2, clashes: [{ path: 'replicas', theirs: 5 }] },
    });

    await ana.saveRollout(ref, { spec: mine, baseRevision: 2 });
    await waitForOutcome(ref, 3, 'applied');

    await expect(readCr(shared.cluster, cr)).resolves.toMatchObject({
      spec: { replicas: 3 },
    });
  });

  it('shows what was deleted with kubectl, and brings it back with the next save', async () => {
    const { ref, cr } = await makeRollout();
    await kubectl(['delete', 'rollout', cr.name, '--namespace', cr.namespace]);
    await waitForNotes(ref, ['deletedInCluster']);

    await backend
      .clientOf('ana')
      .saveRollout(ref, { spec: SPEC, baseRevision: 1 });
    await untilHolds(
      async () => {
        expect(await readCr(shared.cluster, cr)).toMatchObject({ spec: SPEC });
        const rollout = await backend.clientOf('ana').getRollout(ref);
        expect(rollout.notes).toEqual([]);
      },
      { what: 'the CR to be back' },
    );
  });

  it('shows what the operator says', async () => {
    const { ref, cr } = await makeRollout();
    const { metadata } = await readCr(shared.cluster, cr);
    await kubectl(
      [
        'patch',
        'rollout',
        cr.name,
        '--namespace',
        cr.namespace,
        '--subresource=status',
        '--type=merge',
        `--patch=${JSON.stringify({
          status: {
            observedGeneration: metadata.generation,
            state: 'Blocked',
            stateSince: '2026-03-04T05:06:07Z',
            wantedReplicas: 2,
            readyReplicas: 0,
            causes: [
              {
                id: 'ImageNotFound',
                message: 'The registry has no tag 1.27 for nginx.',
                params: { tag: '1.27', image: 'nginx' },
                chain: [{ kind: 'Pod', name: 'web-1' }],
              },
            ],
          },
        })}`,
      ],
      undefined,
    );

    await untilHolds(
      async () =>
        expect(await backend.clientOf('ana').getRollout(ref)).toMatchObject({
          revision: { outcome: 'failed', problem: { id: 'ImageNotFound' } },
          health: { state: 'Blocked', wanted: 2 },
        }),
      { what: 'what the operator says' },
    );
  });

  it('knows what the cluster offers', async () => {
    const [cluster] = await waitFor(
      async () => {
        const all = await backend.clientOf('ana').listClusters();
        return all.every(each => each.storageClasses) && all;
      },
      { what: 'the facts' },
    );

    expect(cluster).toMatchObject({
      state: 'reachable',
      ingressClasses: [{ name: 'one-click', isDefault: true }],
      storageClasses: expect.arrayContaining([
        { name: 'standard', isDefault: true, canGrow: true },
      ]),
    });
  });

  it('asks for nothing that its roles do not give', async () => {
    const all = await shared.cluster.audit.events({
      user: 'one-click-backend',
      since,
    });
    // Other tests of the run speak as the same user, to be refused.
    const events = all.filter(({ userAgent }) => userAgent === USER_AGENT);
    const refused = events
      .filter(({ status }) => status === 403)
      .map(({ verb, resource }) => `${verb} ${resource}`);

    // Where the operator's lease is out of sight, its state is unknown.
    expect([...new Set(refused)].filter(each => each !== 'get leases')).toEqual(
      [],
    );
    expect(events.length).toBeGreaterThan(10);
  });
});
