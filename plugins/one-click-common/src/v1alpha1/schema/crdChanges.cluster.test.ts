import { randomBytes } from 'node:crypto';
import { makeNamespace, useCluster, waitFor } from '@one-click/devcluster';
import { buildCrd } from '../../../scripts/crd';
import { specWith } from '../../../test/manifests';
import {
  complaintsOf,
  rolloutApi,
  type RolloutApi,
} from '../../../test/rolloutApi';

jest.setTimeout(300_000);

const NAMES = [
  { name: 'a-name-that-is-much-too-long-for-a-service', port: 80 },
];

describe('changes of a Rollout on a real API server', () => {
  const shared = useCluster();
  let namespace: string;
  let api: RolloutApi;

  beforeAll(async () => {
    namespace = await makeNamespace(shared.cluster, { prefix: 'crd' });
    api = rolloutApi({ cluster: shared.cluster, namespace });
  });

  afterAll(() => api?.close());

  describe('of a volume', () => {
    const volume = { name: 'data', mountPath: '/data', size: '2Gi' };
    const withVolume = (part: object, name = 'store') => ({
      name,
      spec: specWith({ volumes: [{ ...volume, ...part }] }),
    });

    beforeAll(async () => {
      await api.apply(withVolume({}));
    });

    it.each([
      [
        'to shrink',
        { size: '1Gi' },
        'spec.volumes[0].size: Invalid value: a volume cannot shrink from 2Gi to 1Gi: keep the size',
      ],
      [
        'to change its class',
        { storageClass: 'fast' },
        'spec.volumes[0].storageClass: Invalid value: the storage class of an existing volume cannot change',
      ],
      [
        'to change its access modes',
        { accessModes: ['ReadWriteMany'] },
        'spec.volumes[0].accessModes: Invalid value: the access modes of an existing volume cannot change',
      ],
    ])('forbid it %s', async (_, part, complaint) => {
      const answer = await api.apply(withVolume(part), '&dryRun=All');

      expect(complaintsOf(answer).join('\n')).toContain(complaint);
    });

    it.each([
      ['to grow', { size: '3Gi' }],
      ['to write its size in another unit', { size: '2048Mi' }],
      ['to name no class in another way', { storageClass: '' }],
      ['to be mounted elsewhere', { mountPath: '/elsewhere' }],
      ['to be deleted when it goes', { onRemove: 'delete' }],
    ])('allow it %s', async (_, part) => {
      const answer = await api.apply(withVolume(part), '&dryRun=All');

      expect(complaintsOf(answer)).toEqual(['']);
    });
  });

  it('leave the instance count to whoever scales', async () => {
    const sent = { name: 'scaled', spec: specWith() };
    await api.apply(sent);

    const scaled = await api.merge('scaled/scale', { spec: { replicas: 4 } });
    const again = await api.apply(sent);

    expect(scaled.status).toBe(200);
    expect(again.body.spec).toMatchObject({ replicas: 4 });
  });

  it('need nothing stored again where nothing changed', async () => {
    const sent = { name: 'same', spec: specWith({ volumes: [] }) };
    const first = await api.apply(sent);

    const second = await api.apply(sent);

    expect(second.body.metadata?.resourceVersion).toBe(
      first.body.metadata?.resourceVersion,
    );
  });

  it('show in the table and end a wait', async () => {
    await api.apply({ name: 'shown', spec: specWith() });
    const status = {
      state: 'Healthy',
      message: 'All 1 instances serve revision 1.',
      hosts: 'a.example.com,b.example.com',
      replicas: 1,
      conditions: [
        {
          type: 'Ready',
          status: 'True',
          reason: 'Healthy',
          message: '',
          lastTransitionTime: '2026-01-01T00:00:00Z',
        },
      ],
    };
    await api.merge('shown/status', { status });

    const kubectl = (...args: string[]) =>
      shared.cluster.kubectl(['-n', namespace, ...args]);
    const waited = await kubectl(
      'wait',
      '--for=condition=Ready',
      'rollout/shown',
    );
    const { stdout } = await kubectl('get', 'rollout', 'shown', '-o', 'wide');

    expect(waited.stdout).toContain('condition met');
    expect(stdout).toMatch(
      /NAME +STATE +READY +CAUSE +REPLICAS +IMAGE +TAG +AGE +HOSTS +MESSAGE/,
    );
    expect(stdout).toMatch(
      /shown +Healthy +True +1 +library\/nginx +1\.27 +\w+ +a\.example\.com,b\.example\.com +All 1/,
    );
  });

  it('are explained to whoever asks kubectl', async () => {
    const { stdout } = await shared.cluster.kubectl([
      'explain',
      'rollout.spec.volumes.onRemove',
    ]);

    expect(stdout).toContain('leaves the rollout');
    expect(stdout).toMatch(/retain/);
  });
});

// Under names of its own, or others' kubectl would find two kinds of rollouts.
const OLDER = { kind: 'OlderRollout', plural: 'olderrollouts' };

/** The CRD under another group, so that the shared one stays as it is. */
function crdOf(group: string, isStrict: boolean) {
  const crd = buildCrd();
  const text = JSON.stringify(crd, (key, value) =>
    key === 'x-kubernetes-validations' && !isStrict ? undefined : value,
  );
  const copy: ReturnType<typeof buildCrd> = JSON.parse(text);
  return {
    ...copy,
    metadata: { name: `${OLDER.plural}.${group}` },
    spec: {
      ...copy.spec,
      group,
      names: { kind: OLDER.kind, plural: OLDER.plural },
    },
  };
}

describe('a Rollout that is older than the rules', () => {
  const shared = useCluster();
  const group = `g${randomBytes(4).toString('hex')}.one-click.test`;
  let api: RolloutApi;

  async function install(isStrict: boolean): Promise<void> {
    const client = shared.cluster.client('admin');
    const crd = crdOf(group, isStrict);
    const base = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
    const path = `${base}/${crd.metadata.name}`;
    await client.call({
      method: 'PATCH',
      path: `${path}?fieldManager=test&force=true`,
      contentType: 'application/apply-patch+yaml',
      body: crd,
    });
    client.close();
  }

  beforeAll(async () => {
    const namespace = await makeNamespace(shared.cluster, { prefix: 'old' });
    const resource = { ...OLDER, apiVersion: `${group}/v1alpha1` };
    api = rolloutApi({ cluster: shared.cluster, namespace, resource });
    await install(false);
    const old = {
      name: 'old-rollout-with-a-long-name.and-dots',
      spec: {
        image: { registry: '', repository: 'X', tag: '' },
        interfaces: NAMES,
      },
      metadata: { finalizers: ['one-click.test/held'] },
    };
    await waitFor(async () => (await api.create(old)).status === 201, {
      what: 'the looser CRD to be served',
    });
    await install(true);
    const bad = { name: 'new', spec: { ...old.spec } };
    await waitFor(
      async () => (await api.create(bad, '&dryRun=All')).status === 422,
      { what: 'the rules to be in force' },
    );
  });

  afterAll(async () => {
    const client = shared.cluster.client('admin');
    await client.send({
      method: 'DELETE',
      path: `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${OLDER.plural}.${group}`,
    });
    client.close();
    api.close();
  });

  const OLD = 'old-rollout-with-a-long-name.and-dots';

  it('takes a status, labels and changes elsewhere', async () => {
    const answers = [
      await api.merge(`${OLD}/status`, { status: { replicas: 1 } }),
      await api.merge(OLD, { metadata: { labels: { a: 'b' } } }),
      await api.merge(OLD, { spec: { replicas: 2 } }),
    ];

    expect(answers.map(complaintsOf)).toEqual([[''], [''], ['']]);
  });

  it('takes no new name that is too long', async () => {
    const interfaces = [...NAMES, { ...NAMES[0]!, name: `${NAMES[0]!.name}r` }];

    const answer = await api.merge(OLD, { spec: { interfaces } });

    expect(complaintsOf(answer).join('\n')).toContain(
      'the name of an interface has room for',
    );
  });

  it('can be mended and deleted', async () => {
    const mended = await api.merge(OLD, {
      spec: { image: { registry: 'docker.io', repository: 'x', tag: '1' } },
    });
    await api.remove(OLD);
    const released = await api.merge(OLD, { metadata: { finalizers: null } });

    expect(complaintsOf(mended)).toEqual(['']);
    expect(complaintsOf(released)).toEqual(['']);
    expect((await api.get(OLD)).status).toBe(404);
  });
});
