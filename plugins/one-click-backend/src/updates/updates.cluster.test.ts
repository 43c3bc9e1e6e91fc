import { startRegistry, untilHolds, useCluster } from '@one-click/devcluster';
import type { RunningRegistry } from '@one-click/devcluster';
import {
  clusterConfig,
  makeProject,
  readCr,
  waitForCluster,
} from '../../test/clusterBackend';
import { pushImage } from '../../test/pushImage';
import { startOneClickBackend } from '../../test/testBackend';
import type { TestBackend } from '../../test/testBackend';

jest.setTimeout(300_000);

const shared = useCluster();
const SIGN_IN = { username: 'ana', password: 'marker-password' };
/** The password as the registry keeps it. */
const HASH = '$2b$05$OYJuK5ovRS2pqDcl9RFYb.6W0G.b670HW6XvgljoWe5XUrcQqPDgi';

describe('auto update of what a cluster runs', () => {
  let registry: RunningRegistry;
  let backend: TestBackend;
  beforeAll(async () => {
    registry = await startRegistry({
      auth: { htpasswd: { realm: 'test', path: '<folder>/htpasswd' } },
      files: { htpasswd: `${SIGN_IN.username}:${HASH}\n` },
    });
    const { oneClick, ...config } = clusterConfig(shared.cluster);
    const registries = [{ host: registry.host, plainHttp: true }];
    backend = await startOneClickBackend({
      config: { ...config, oneClick: { ...oneClick, registries } },
    });
    await waitForCluster(backend, 'reachable');
  });
  afterAll(async () => {
    await backend?.stop();
    await registry?.stop();
  });

  const push = (tag: string) =>
    pushImage({
      host: registry.host,
      repository: 'acme/web',
      tag,
      headers: {
        Authorization: `Basic ${Buffer.from(
          `${SIGN_IN.username}:${SIGN_IN.password}`,
        ).toString('base64')}`,
      },
    });

  it('M10 R10 takes a newer image of a private registry, with the sign-in that its pods pull with', async () => {
    const ana = backend.clientOf('ana');
    const project = await makeProject(backend);
    await push('1.0.0');
    const { rollout: made } = await ana.createRollout(project.name, {
      name: 'web',
      spec: {
        image: {
          registry: registry.host,
          repository: 'acme/web',
          tag: '1.0.0',
        },
      },
      secrets: { signIn: SIGN_IN },
    });
    expect(made.spec.image.pullSecretRef).toBeDefined();
    const params = { project: project.name, rollout: 'web' };
    await push('1.1.0');
    await ana.call('putUpdatePolicy', {
      params,
      body: { rule: { kind: 'semver' }, mode: 'apply' },
    });

    await untilHolds(
      async () => {
        await expect(
          ana.call('getUpdatePolicy', { params }),
        ).resolves.toMatchObject({
          lastDecision: { verdict: 'applied', to: { tag: '1.1.0' } },
        });
        await expect(
          readCr(shared.cluster, {
            namespace: project.namespace,
            name: 'web',
          }),
        ).resolves.toMatchObject({ spec: { image: { tag: '1.1.0' } } });
      },
      { what: 'the newer image to be in the cluster' },
    );

    const { url } = await ana.call('makeWebhook', {
      params,
      body: { sender: 'dockerHub' },
    });
    await push('1.2.0');
    const token = url.split('/').at(-1);
    const called = await fetch(`${backend.url}/v1/webhooks/${token}`, {
      method: 'POST',
      body: '{"push_data":{"tag":"6.6.6"}}',
    });
    expect(called.status).toBe(202);
    await untilHolds(
      async () =>
        expect(
          readCr(shared.cluster, {
            namespace: project.namespace,
            name: 'web',
          }),
        ).resolves.toMatchObject({ spec: { image: { tag: '1.2.0' } } }),
      { what: 'the image that the webhook told of to be in the cluster' },
    );

    const image = { registry: registry.host, repository: 'acme/web' };
    await expect(
      ana.call('listImageTags', {
        params: { project: project.name },
        body: { ...image, rollout: 'web' },
      }),
    ).resolves.toMatchObject({ tags: ['1.2.0', '1.1.0', '1.0.0'] });
    await expect(
      ana.call('listImageTags', {
        params: { project: project.name },
        body: image,
      }),
    ).resolves.toMatchObject({ problem: { id: 'signInRefused' } });
    await expect(
      ana.call('inspectImage', {
        params: { project: project.name },
        body: { ...image, rollout: 'web', tag: '1.2' },
      }),
    ).resolves.toMatchObject({
      problem: { id: 'notFound' },
      nearestTags: ['1.2.0', '1.1.0', '1.0.0'],
    });
  });
});
