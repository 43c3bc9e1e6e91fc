import type { ApiAnswer, ApiClient } from './apiClient';
import { SYSTEM_NAMESPACE } from './furnishing';
import { makeNamespace, useCluster } from './sharedCluster';
import { CLUSTER_USERS } from './users';
import { untilHolds, waitFor } from './waitFor';

// metrics-server looks at a pod twice, ten seconds apart, before it knows.
const METRICS_TIMEOUT_MS = 200_000;

jest.setTimeout(300_000);

const shared = useCluster({ crds: false });

function post(client: ApiClient, path: string, body: object) {
  return client.send({ method: 'POST', path, body });
}

function get(client: ApiClient, path: string): Promise<ApiAnswer> {
  return client.send({ method: 'GET', path });
}

describe('a started cluster', () => {
  let admin: ApiClient;
  let namespace: string;
  const inNamespace = (resource: string) =>
    `/api/v1/namespaces/${namespace}/${resource}`;

  beforeAll(async () => {
    admin = shared.cluster.client('admin');
    namespace = await makeNamespace(shared.cluster);
    // Its metrics are long in coming; the other tests go on meanwhile.
    await post(admin, inNamespace('pods'), {
      metadata: {
        name: 'busy',
        annotations: {
          'kwok.x-k8s.io/usage-cpu': '250m',
          'kwok.x-k8s.io/usage-memory': '64Mi',
        },
      },
      spec: { containers: [{ name: 'main', image: 'example.com/app:1' }] },
    });
  });

  afterAll(() => admin.close());

  it('has ready nodes, and is of the version we build', async () => {
    const { stdout } = await shared.cluster.kubectl(['get', 'nodes']);

    expect(stdout.match(/ Ready /g)).toHaveLength(shared.cluster.nodes.length);
    expect(await admin.call({ method: 'GET', path: '/version' })).toMatchObject(
      { gitVersion: 'v1.36.3' },
    );
  });

  it.each([
    ['storageclasses', 'storage.k8s.io/v1', 'standard'],
    ['ingressclasses', 'networking.k8s.io/v1', 'one-click'],
  ])('has one default among its %s', async (resource, api, name) => {
    const list = await admin.call({
      method: 'GET',
      path: `/apis/${api}/${resource}`,
    });

    const { items } = list as {
      items: { metadata: { name: string; annotations: object } }[];
    };
    const defaults = items.filter(({ metadata }) =>
      Object.entries(metadata.annotations).some(
        ([key, value]) => key.endsWith('is-default-class') && value === 'true',
      ),
    );
    expect(defaults.map(({ metadata }) => metadata.name)).toEqual([name]);
  });

  it(`has namespace ${SYSTEM_NAMESPACE}`, async () => {
    expect(
      await get(admin, `/api/v1/namespaces/${SYSTEM_NAMESPACE}`),
    ).toMatchObject({ status: 200 });
  });

  it('binds a claim, lets it grow, and refuses to let it shrink', async () => {
    const claim = (storage: string) => ({
      metadata: { name: 'data' },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage } },
      },
    });
    const path = inNamespace('persistentvolumeclaims/data');
    const capacityIs = (storage: string) =>
      waitFor(
        async () => {
          const { body } = await get(admin, path);
          const { status } = body as ClaimBody;
          return (
            status.phase === 'Bound' && status.capacity.storage === storage
          );
        },
        { what: `a capacity of ${storage}` },
      );
    const resize = (storage: string) =>
      admin.send({
        method: 'PATCH',
        path,
        contentType: 'application/merge-patch+json',
        body: { spec: { resources: { requests: { storage } } } },
      });
    interface ClaimBody {
      status: { phase: string; capacity: { storage: string } };
      spec: { volumeName: string };
    }

    await post(admin, inNamespace('persistentvolumeclaims'), claim('1Gi'));
    await capacityIs('1Gi');
    await resize('2048Mi');
    await capacityIs('2Gi');

    const { body } = await get(admin, path);
    const { volumeName } = (body as ClaimBody).spec;
    await untilHolds(
      async () =>
        expect(
          await get(admin, `/api/v1/persistentvolumes/${volumeName}`),
        ).toMatchObject({
          body: {
            spec: { capacity: { storage: '2Gi' } },
            status: { phase: 'Bound' },
          },
        }),
      { what: 'the volume to have grown as well' },
    );
    expect(await resize('1Gi')).toMatchObject({
      status: 422,
      body: { message: expect.stringContaining('can not be less than') },
    });
  });

  it('reports the use of pods, as their annotations say', async () => {
    const usage = await waitFor(
      async () => {
        const answer = await get(
          admin,
          `/apis/metrics.k8s.io/v1beta1/namespaces/${namespace}/pods/busy`,
        );
        return answer.status === 200 && answer.body;
      },
      { what: 'metrics of the pod', timeoutMs: METRICS_TIMEOUT_MS },
    );

    expect(usage).toMatchObject({
      containers: [{ name: 'main', usage: { memory: '64Mi' } }],
    });
  });

  it('shows what a simulated container has printed', async () => {
    const log = await waitFor(
      async () => {
        const { stdout } = await shared.cluster.kubectl([
          ...['logs', 'busy', '-n', namespace],
        ]);
        return stdout !== '' && stdout;
      },
      { what: 'the log of the pod' },
    );
    expect(log).toContain('listening on port 8080');
  });
});

describe('the shipped roles', () => {
  const clients = new Map<string, ApiClient>();
  const as = (user: string) => {
    const client = clients.get(user) ?? shared.cluster.client(user);
    clients.set(user, client);
    return client;
  };
  const { backend, operator, viewer } = CLUSTER_USERS;
  const bindings = (namespace: string) =>
    `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/rolebindings`;
  const bindingTo = (role: string) => ({
    metadata: { name: role },
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name: role,
    },
    subjects: [
      {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'User',
        name: backend.name,
      },
    ],
  });

  afterAll(() => clients.forEach(client => client.close()));

  it.each([
    {
      user: backend.name,
      path: '/api/v1/namespaces/kube-system/secrets',
      because: 'the backend reads secrets only in projects',
    },
    {
      user: operator.name,
      path: '/apis/rbac.authorization.k8s.io/v1/clusterroles',
      because: 'the operator hands out no rights',
    },
    {
      user: viewer.name,
      path: '/api/v1/secrets',
      because: 'a viewer sees no secret',
    },
  ])('refuse $user to read $path, because $because', async ({ user, path }) => {
    expect(await get(as(user), path)).toMatchObject({ status: 403 });
  });

  it.each([
    { user: backend.name, path: '/api/v1/nodes' },
    { user: backend.name, path: '/apis/networking.k8s.io/v1/ingresses' },
    { user: operator.name, path: '/apis/apps/v1/deployments' },
    { user: viewer.name, path: '/api/v1/pods' },
  ])('let $user read $path', async ({ user, path }) => {
    expect(await get(as(user), path)).toMatchObject({ status: 200 });
  });

  it('let the backend into a namespace by the project role alone, to write workloads only as dry runs', async () => {
    const namespace = await makeNamespace(shared.cluster);
    const secrets = `/api/v1/namespaces/${namespace}/secrets`;
    expect(await get(as(backend.name), secrets)).toMatchObject({ status: 403 });

    expect(
      await post(
        as(backend.name),
        bindings(namespace),
        bindingTo('cluster-admin'),
      ),
    ).toMatchObject({ status: 403 });
    expect(
      await post(
        as(backend.name),
        bindings(namespace),
        bindingTo('one-click-project'),
      ),
    ).toMatchObject({ status: 201 });

    await waitFor(
      async () => (await get(as(backend.name), secrets)).status === 200,
      { what: 'the binding to take effect' },
    );

    const maps = `/api/v1/namespaces/${namespace}/configmaps`;
    const dryRun = await post(as(backend.name), `${maps}?dryRun=All`, {
      metadata: { name: 'tried' },
    });
    const written = await waitFor(
      async () => {
        const answer = await post(as(backend.name), maps, {
          metadata: { generateName: 'written-' },
        });
        return answer.status !== 201 && answer;
      },
      { what: 'the policy to take effect' },
    );
    expect(dryRun.status).toBe(201);
    expect(written).toMatchObject({
      status: 403,
      body: { message: expect.stringContaining('only as a dry run') },
    });
  });

  it('let a viewer change nothing', async () => {
    const namespace = await makeNamespace(shared.cluster);

    expect(
      await post(
        as(viewer.name),
        `/api/v1/namespaces/${namespace}/configmaps`,
        {
          metadata: { name: 'x' },
        },
      ),
    ).toMatchObject({ status: 403 });
  });
});

describe('the audit log', () => {
  it('counts exactly who wrote what', async () => {
    const since = new Date();
    const namespace = await makeNamespace(shared.cluster);
    const path = `/api/v1/namespaces/${namespace}/configmaps`;
    const admin = shared.cluster.client('admin');
    const viewer = shared.cluster.client(CLUSTER_USERS.viewer.name);
    await post(admin, path, { metadata: { name: 'one' } });
    await post(admin, path, { metadata: { name: 'two' } });
    await get(admin, path);
    await post(viewer, path, { metadata: { name: 'three' } });
    admin.close();
    viewer.close();

    const inNamespace = async (user: string) => {
      const writes = await shared.cluster.audit.writes({ user, since });
      return writes
        .filter(event => event.namespace === namespace)
        .filter(event => event.resource === 'configmaps')
        .map(({ verb, status }) => ({ verb, status }));
    };

    // An event is written once its answer is on its way.
    await untilHolds(
      async () => {
        expect(await inNamespace('admin')).toEqual([
          { verb: 'create', status: 201 },
          { verb: 'create', status: 201 },
        ]);
        expect(await inNamespace(CLUSTER_USERS.viewer.name)).toEqual([
          { verb: 'create', status: 403 },
        ]);
      },
      { what: 'the audit log' },
    );
  });
});
