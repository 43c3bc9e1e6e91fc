import { OneClickError } from '@one-click/backstage-plugin-one-click-common';
import { startOneClickBackend } from './__testUtils__/testBackend';
import type { TestBackend } from './__testUtils__/testBackend';

jest.setTimeout(30_000);

const SPEC = {
  image: { registry: 'docker.io', repository: 'library/nginx', tag: '1.27' },
  replicas: 2,
};

describe('the plugin, through HTTP', () => {
  let backend: TestBackend;

  beforeAll(async () => {
    backend = await startOneClickBackend();
  });
  afterAll(() => backend.stop());

  it('tells who asks', async () => {
    await expect(backend.clientOf('ana').getMe()).resolves.toEqual({
      userEntityRef: 'user:default/ana',
      ownershipEntityRefs: ['user:default/ana', 'group:default/team-a'],
      canCreateProjects: true,
      canAdminister: false,
    });
  });

  it('keeps a project, a rollout and its revisions while the cluster is away', async () => {
    const ana = backend.clientOf('ana');
    const project = await ana.createProject({
      name: 'shop',
      owner: 'group:default/team-a',
    });
    expect(project).toMatchObject({
      name: 'shop',
      namespace: 'oc-shop',
      access: { role: 'admin', grantedBy: ['group:default/team-a'] },
    });

    const created = await ana.createRollout('shop', {
      name: 'web',
      spec: SPEC,
    });
    expect(created).toMatchObject({
      changed: true,
      rollout: { spec: SPEC, revision: { number: 1, outcome: 'pending' } },
    });

    const ref = { project: 'shop', rollout: 'web' };
    const saved = await ana.saveRollout(ref, {
      spec: { ...SPEC, replicas: 3 },
      baseRevision: 1,
    });
    expect(saved.rollout.revision).toMatchObject({
      number: 2,
      changes: [
        { path: 'replicas', section: 'scale', kind: 'changed', from: 2, to: 3 },
      ],
    });
    expect(saved.rollout.waiting).toEqual([1, 2]);
  });

  it('names each field that is wrong', async () => {
    const refused = backend.clientOf('ana').createRollout('shop', {
      name: 'bad',
      spec: {
        image: { ...SPEC.image, password: 'hunter2' },
        secrets: [{ name: 'KEY', value: 'x' }],
        interfaces: [{ name: 'http', port: 70_000 }],
      },
    });

    await expect(refused).rejects.toBeInstanceOf(OneClickError);
    await expect(refused).rejects.toMatchObject({
      status: 422,
      fields: expect.arrayContaining([
        { path: 'spec.image.password', message: expect.any(String) },
        { path: 'spec.secrets[0].value', message: expect.any(String) },
        { path: 'spec.interfaces[0].port', message: expect.any(String) },
      ]),
    });
    await expect(refused).rejects.not.toMatchObject({
      message: expect.stringContaining('hunter2'),
    });
  });
});
