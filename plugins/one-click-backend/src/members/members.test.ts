import { oneClickPermissions } from '@one-click/backstage-plugin-one-click-common';
import { startOneClickBackend } from '../../test/testBackend';
import type { TestBackend } from '../../test/testBackend';

jest.setTimeout(200_000);

const ofVi = { kind: 'user', namespace: 'default', name: 'vi' } as const;

describe('members over HTTP', () => {
  let backend: TestBackend;
  let project: string;
  let count = 0;

  beforeAll(async () => {
    backend = await startOneClickBackend();
  });
  beforeEach(async () => {
    project = `shop-${(count += 1)}`;
    await backend
      .clientOf('ana')
      .createProject({ name: project, owner: 'group:default/team-a' });
  });
  afterAll(() => backend?.stop());

  it('B07 a grant opens the project at once, and its end closes it', async () => {
    const ana = backend.clientOf('ana');
    const vi = backend.clientOf('vi');
    await expect(vi.getProject(project)).rejects.toMatchObject({ status: 404 });

    await ana.call('setMember', {
      params: { ...ofVi, project },
      body: { role: 'operator' },
    });
    await expect(vi.getProject(project)).resolves.toMatchObject({
      access: { role: 'operator', grantedBy: ['group:default/team-a'] },
    });
    await expect(
      vi.call('listMembers', { params: { project } }),
    ).resolves.toMatchObject({
      totalItems: 2,
      items: [
        { principal: 'group:default/team-a', role: 'admin', because: 'owner' },
        {
          principal: 'user:default/vi',
          role: 'operator',
          because: 'grant',
          grantedBy: 'user:default/ana',
        },
      ],
    });

    await expect(
      ana.call('removeMember', { params: { ...ofVi, project } }),
    ).resolves.toEqual({ removed: true });
    await expect(vi.getProject(project)).rejects.toMatchObject({ status: 404 });
  });

  it('compares names as the catalog does', async () => {
    await backend.clientOf('ana').call('setMember', {
      params: { kind: 'user', namespace: 'Default', name: 'VI', project },
      body: { role: 'viewer' },
    });

    await expect(
      backend.clientOf('vi').getProject(project),
    ).resolves.toMatchObject({ name: project });
  });

  it('takes nothing but users and groups', async () => {
    const set = backend.clientOf('ana').call('setMember', {
      params: { ...ofVi, kind: 'component' as 'user', project },
      body: { role: 'viewer' },
    });

    await expect(set).rejects.toMatchObject({
      status: 400,
      fields: [{ path: 'kind' }],
    });
  });

  it('tells an owner that nothing is lacking', async () => {
    const access = await backend
      .clientOf('ana')
      .call('getAccess', { params: { project } });

    expect(access).toMatchObject({
      role: 'admin',
      grantedBy: ['group:default/team-a'],
      reasons: [
        { because: 'owner', principal: 'group:default/team-a', role: 'admin' },
      ],
      lacks: {},
    });
    expect(access.can).toEqual(
      oneClickPermissions
        .filter(({ type }) => type === 'resource')
        .map(({ name }) => name),
    );
  });

  it('tells a viewer the least role for each act', async () => {
    await backend.clientOf('ana').call('setMember', {
      params: { ...ofVi, project },
      body: { role: 'viewer' },
    });

    const access = await backend
      .clientOf('vi')
      .call('getAccess', { params: { project } });

    expect(access.can).toContain('one-click.rollout.logs.read');
    expect(access.lacks).toMatchObject({
      'one-click.rollout.restart': 'operator',
      'one-click.rollout.update': 'editor',
      'one-click.rollout.purge': 'admin',
    });
  });

  it('tells a platform engineer and a service why they see it', async () => {
    const ask = { params: { project } };

    await expect(
      backend.clientOf('pat').call('getAccess', ask),
    ).resolves.toMatchObject({
      role: 'admin',
      reasons: [{ because: 'platform-engineer', role: 'admin' }],
    });
    await expect(
      backend.clientOfService().call('getAccess', ask),
    ).resolves.toMatchObject({
      role: 'viewer',
      reasons: [{ because: 'service', role: 'viewer' }],
      can: ['one-click.project.read', 'one-click.rollout.read'],
      lacks: {},
    });
  });
});
