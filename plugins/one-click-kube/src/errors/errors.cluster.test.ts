import type { V1Deployment, V1Secret } from '@kubernetes/client-node';
import { createKubeClient, resources } from '../client';
import { loadKubeConnection } from '../connection';
import { aConfigMap, aDeployment, caught, useKube } from '../../test';
import {
  KubeAlreadyExistsError,
  KubeForbiddenError,
  KubeInvalidError,
  KubeNotFoundError,
  KubeUnauthorizedError,
  KubeUnavailableError,
} from './KubeError';

const fieldManager = 'kube-test';

jest.setTimeout(300_000);

describe('errors of a real API server', () => {
  const test = useKube();

  it('tells a missing object', async () => {
    const { namespace } = test;
    const ref = { namespace, name: 'nobody' };
    const error = await caught(test.client.get(resources.configMaps, ref));
    expect(error).toBeInstanceOf(KubeNotFoundError);
    expect(error).toMatchObject({
      name: 'KubeNotFoundError',
      status: 404,
      reason: 'NotFound',
      retriable: false,
      message: `configmaps "nobody" not found (GET /api/v1/namespaces/${namespace}/configmaps/nobody)`,
    });
  });

  it('tells a name that is taken', async () => {
    const { namespace } = test;
    const object = aConfigMap('settings', namespace);
    await test.client.create(resources.configMaps, object);
    const error = await caught(
      test.client.create(resources.configMaps, object),
    );
    expect(error).toBeInstanceOf(KubeAlreadyExistsError);
  });

  it('tells an unknown field, and refuses it by default', async () => {
    const { namespace } = test;
    const object = { ...aConfigMap('settings', namespace), nonsense: 1 };
    const error = await caught(
      test.client.create(resources.configMaps, object),
    );
    expect(error).toBeInstanceOf(KubeInvalidError);
    expect(error).toMatchObject({
      message: expect.stringContaining('nonsense'),
    });
  });

  it('tells what is wrong by field', async () => {
    const { namespace } = test;
    const object = aDeployment('web', namespace);
    const error = await caught(
      test.client.create(resources.deployments, {
        ...object,
        spec: { ...object.spec, replicas: -1, minReadySeconds: -1 },
      } as V1Deployment),
    );
    expect(error).toBeInstanceOf(KubeInvalidError);
    expect([...(error as KubeInvalidError).byField()]).toEqual([
      [
        'spec.replicas',
        [expect.stringContaining('must be greater than or equal to 0')],
      ],
      [
        'spec.minReadySeconds',
        [expect.stringContaining('must be greater than or equal to 0')],
      ],
    ]);
  });

  it('takes a duplicate env name for bad input, though the server answers 500', async () => {
    const { namespace } = test;
    const object = aDeployment('web', namespace);
    const env = [
      { name: 'A', value: '1' },
      { name: 'A', value: '2' },
    ];
    for (const container of object.spec!.template.spec!.containers) {
      container.env = env;
    }
    const error = await caught(
      test.client.apply(resources.deployments, object, { fieldManager }),
    );
    expect(error).toBeInstanceOf(KubeInvalidError);
    expect(error).toMatchObject({ status: 500, retriable: false });
  });

  it('takes a quantity that is none for bad input, though the server answers 500', async () => {
    const object = aDeployment('web', test.namespace);
    for (const container of object.spec!.template.spec!.containers) {
      container.resources = { requests: { cpu: 'abc' } };
    }
    const error = await caught(
      test.client.apply(resources.deployments, object, { fieldManager }),
    );
    expect(error).toBeInstanceOf(KubeInvalidError);
    expect(error).toMatchObject({ status: 500, retriable: false });
  });

  it('tells missing rights, with the user and the verb', async () => {
    const viewer = await test.clientAs('one-click-viewer');
    const error = await caught(
      viewer.create(resources.clusterRoles, { metadata: { name: 'mine' } }),
    );
    await viewer.close();
    expect(error).toBeInstanceOf(KubeForbiddenError);
    expect(error).toMatchObject({
      message: expect.stringContaining('User "one-click-viewer" cannot create'),
    });
  });

  it('tells wrong credentials, and keeps them to itself', async () => {
    const connection = await loadKubeConnection({
      type: 'url',
      url: test.cluster.server,
      token: 'not-a-valid-token',
      caData: test.cluster.caData,
    });
    const stranger = createKubeClient({ connection });
    const error = await caught(stranger.list(resources.pods));
    await stranger.close();
    expect(error).toBeInstanceOf(KubeUnauthorizedError);
    expect(String((error as Error).stack)).not.toContain('not-a-valid-token');
  });

  it('does not trust a server without knowing its authority', async () => {
    const connection = await loadKubeConnection({
      type: 'url',
      url: test.cluster.server,
      token: test.cluster.token('admin'),
    });
    const stranger = createKubeClient({ connection });
    const error = await caught(stranger.ping());
    await stranger.close();
    expect(error).toBeInstanceOf(KubeUnavailableError);
    expect(error).toMatchObject({
      message: expect.stringContaining('certificate'),
    });
  });

  it('keeps what may be secret out of the message', async () => {
    const { namespace } = test;
    const labels = { key: 'hunter 2' };
    const error = await caught(
      test.client.create(resources.secrets, {
        metadata: { name: 'keys', namespace, labels },
      } as V1Secret),
    );
    expect(error).toBeInstanceOf(KubeInvalidError);
    expect(error).toMatchObject({
      message: expect.stringContaining('Invalid value: (hidden)'),
    });
    expect(JSON.stringify(error)).not.toContain('hunter');
    expect(String(error)).not.toContain('hunter');
  });
});
