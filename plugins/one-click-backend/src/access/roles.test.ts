import { aSpec } from '../../test/records';
import { startOneClickBackend } from '../../test/testBackend';
import type { TestBackend } from '../../test/testBackend';

jest.setTimeout(200_000);

describe('without a permission policy', () => {
  let backend: TestBackend;

  beforeAll(async () => {
    backend = await startOneClickBackend({
      config: { permission: { enabled: false } },
    });
  });
  afterAll(() => backend?.stop());

  it('nobody is a platform engineer', async () => {
    await expect(backend.clientOf('pat').getMe()).resolves.toMatchObject({
      canAdminister: false,
    });
  });

  it('B07 roles hold all the same', async () => {
    const ana = backend.clientOf('ana');
    await ana.createProject({ name: 'shop', owner: 'group:default/team-a' });

    await expect(
      backend.clientOf('bo').getProject('shop'),
    ).rejects.toMatchObject({ status: 404 });
  });
});

describe('where ownership brings less than admin', () => {
  let backend: TestBackend;

  beforeAll(async () => {
    backend = await startOneClickBackend({
      config: {
        permission: { enabled: true },
        oneClick: {
          clusters: [{ name: 'main', url: 'https://127.0.0.1:9', token: 'x' }],
          permissions: { ownerRole: 'viewer' },
        },
      },
    });
  });
  afterAll(() => backend?.stop());

  it('owners are viewers, and a platform engineer can grant more', async () => {
    const ana = backend.clientOf('ana');
    const made = await ana.createProject({
      name: 'shop',
      owner: 'group:default/team-a',
    });

    expect(made.access).toEqual({ role: 'viewer', grantedBy: [] });
    await expect(
      ana.createRollout('shop', { name: 'web', spec: aSpec() }),
    ).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining('a platform engineer can grant it'),
    });
  });
});
