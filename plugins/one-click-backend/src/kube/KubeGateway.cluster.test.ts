import {
  createKubeClient,
  KubeConflictError,
  loadKubeConnection,
} from '@one-click/backstage-plugin-one-click-kube';
import { makeNamespace, useCluster, waitFor } from '@one-click/devcluster';
import { uniqueName } from '../../test/clusterBackend';
import { FakeKubeGateway } from '../../test/FakeKubeGateway';
import { aSpec } from '../../test/records';
import { ClusterKubeGateway } from './ClusterKubeGateway';
import { NamespaceTakenError } from './KubeGateway';
import type { KubeGateway } from './KubeGateway';
import type { LiveRollout } from './LiveRollout';

jest.setTimeout(300_000);

const shared = useCluster();

/** What every door to a cluster must do, the real one and the one in memory. */
describe.each(['a real cluster', 'a cluster in memory'])(
  'the gateway to %s',
  kind => {
    let gateway: KubeGateway;

    beforeAll(async () => {
      if (kind === 'a cluster in memory') {
        gateway = new FakeKubeGateway();
        return;
      }
      const connection = await loadKubeConnection({
        type: 'url',
        url: shared.cluster.server,
        token: shared.cluster.token('one-click-backend'),
        caData: shared.cluster.caData,
      });
      const client = createKubeClient({ connection });
      gateway = ClusterKubeGateway.create({ client, now: Date.now });
    });
    afterAll(() => gateway?.close());

    async function makeProjectNamespace() {
      const projectName = uniqueName('gate');
      const request = {
        namespace: `oc-${projectName}`,
        projectId: `id-of-${projectName}`,
        projectName,
        uid: undefined,
      };
      const uid = await gateway.ensureNamespace(request);
      return { ...request, uid };
    }

    it('makes a namespace once', async () => {
      const request = await makeProjectNamespace();

      await expect(gateway.ensureNamespace(request)).resolves.toBe(request.uid);
      await expect(
        gateway.ensureNamespace({ ...request, uid: undefined }),
      ).resolves.toBe(request.uid);
    });

    it("leaves another project's namespace alone", async () => {
      const request = await makeProjectNamespace();

      await expect(
        gateway.ensureNamespace({ ...request, projectId: 'another' }),
      ).rejects.toBeInstanceOf(NamespaceTakenError);
    });

    it('applies a revision, and gives back what is there', async () => {
      const { namespace } = await makeProjectNamespace();
      const ref = { namespace, name: 'web' };
      await expect(gateway.findRollout(ref)).resolves.toBeUndefined();

      const applied = await gateway.applyRollout({
        ...ref,
        spec: aSpec({ args: ['-v'] }),
        revision: 1,
        live: undefined,
      });

      expect(applied).toMatchObject({
        ...ref,
        revision: 1,
        generation: 1,
        spec: aSpec({ args: ['-v'], replicas: 1 }),
        changedBy: 'one-click',
      });
      await expect(gateway.findRollout(ref)).resolves.toEqual(applied);
      await expect(gateway.listRollouts(namespace)).resolves.toEqual([applied]);
    });

    it('takes out what the next revision leaves out', async () => {
      const { namespace } = await makeProjectNamespace();
      const ref = { namespace, name: 'web' };
      const live = await gateway.applyRollout({
        ...ref,
        spec: aSpec({ args: ['-v'] }),
        revision: 1,
        live: undefined,
      });

      const applied = await gateway.applyRollout({
        ...ref,
        spec: aSpec(),
        revision: 2,
        live,
      });

      expect(applied).toMatchObject({ revision: 2, generation: 2 });
      expect(applied.spec).toEqual(aSpec({ replicas: 1 }));
    });

    it('refuses to write over what changed since it was read', async () => {
      const { namespace } = await makeProjectNamespace();
      const ref = { namespace, name: 'web', spec: aSpec() };
      const live = await gateway.applyRollout({
        ...ref,
        revision: 1,
        live: undefined,
      });
      await gateway.applyRollout({
        ...ref,
        spec: aSpec({ replicas: 2 }),
        revision: 2,
        live,
      });

      await expect(
        gateway.applyRollout({
          ...ref,
          spec: aSpec({ replicas: 3 }),
          revision: 3,
          live,
        }),
      ).rejects.toBeInstanceOf(KubeConflictError);
    });

    it('tells of everything there is, and then of each change', async () => {
      const { namespace } = await makeProjectNamespace();
      const ref = { namespace, name: 'web', spec: aSpec() };
      await gateway.applyRollout({ ...ref, revision: 1, live: undefined });
      const told: LiveRollout[] = [];
      const mine = (all: readonly LiveRollout[]) =>
        all.filter(live => live.namespace === namespace);
      const watch = gateway.watchRollouts({
        onSync: all => {
          told.push(...mine(all));
        },
        onUpsert: live => {
          told.push(...mine([live]));
        },
        onDelete: () => {},
      });
      await watch.synced;
      const live = await gateway.findRollout(ref);
      await gateway.applyRollout({
        ...ref,
        spec: aSpec({ replicas: 2 }),
        revision: 2,
        live,
      });
      await waitFor(() => told.length > 1, { what: 'the change' });
      await watch.stop();

      expect(told.map(({ revision }) => revision)).toEqual([1, 2]);
    });
  },
);

describe('a CR that kubectl made with a password in plain text', () => {
  const image = { ...aSpec().image, username: 'robot', password: 'pw-1' };
  const wanted = { image: { ...aSpec().image, username: 'robot' } };

  async function makeCr() {
    const { cluster } = shared;
    const namespace = await makeNamespace(cluster);
    const client = createKubeClient({
      connection: await loadKubeConnection({
        type: 'url',
        url: cluster.server,
        token: cluster.token('one-click-backend'),
        caData: cluster.caData,
      }),
    });
    const gateway = ClusterKubeGateway.create({ client, now: Date.now });
    const manifest = {
      apiVersion: 'one-click.dev/v1alpha1',
      kind: 'Rollout',
      metadata: { namespace, name: 'web' },
      spec: { image, env: [{ name: 'OLD', value: '1' }] },
    };
    await cluster.kubectl(['apply', '-f', '-'], {
      input: JSON.stringify(manifest),
    });
    const ref = { namespace, name: 'web' };
    return { client, gateway, ref, live: await gateway.findRollout(ref) };
  }

  it('keeps the password when what kubectl set beside it is removed', async () => {
    const { gateway, ref, live } = await makeCr();
    const { namespace } = ref;

    await gateway.applyRollout({ ...ref, spec: wanted, revision: 2, live });

    const { stdout } = await shared.cluster.kubectl([
      ...['get', 'rollout', 'web', '-n', namespace, '-o', 'json'],
    ]);
    const { spec } = JSON.parse(stdout);
    expect(spec.env).toBeUndefined();
    expect(spec.image).toEqual(image);
    await gateway.close();
  });

  it('is a conflict, not an invalid spec, when somebody writes in between', async () => {
    const { client, gateway, ref, live } = await makeCr();
    const { patch } = client;
    jest.spyOn(client, 'patch').mockImplementationOnce(async (...args) => {
      await shared.cluster.kubectl([
        ...['annotate', 'rollout', 'web', '-n', ref.namespace, 'note=x'],
      ]);
      return patch.apply(client, args);
    });

    await expect(
      gateway.applyRollout({ ...ref, spec: wanted, revision: 2, live }),
    ).rejects.toBeInstanceOf(KubeConflictError);
    await gateway.close();
  });
});
