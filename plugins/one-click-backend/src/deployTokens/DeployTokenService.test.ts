import { createUpdateRig } from '../../test/updateRig';
import { digestFor } from '../../test/FakeRegistryClient';
import { settle } from '../../test/ManualClock';

async function createDeployRig() {
  const rig = await createUpdateRig('ghcr.io/acme/web:2.4.0');
  const made = await rig.deployTokens.make(rig.web, { name: 'ci', days: 90 });
  return { ...rig, made, token: made.token };
}

describe('a deploy token', () => {
  it('changes the tag, as a revision in its own name', async () => {
    const rig = await createDeployRig();

    await expect(
      rig.deployTokens.deploy(rig.token, { tag: '2.5.0', note: 'build 7' }),
    ).resolves.toEqual({
      project: 'shop',
      rollout: 'web',
      revision: 2,
      changed: true,
    });
    await settle();
    await expect(rig.read()).resolves.toMatchObject({
      spec: { image: { tag: '2.5.0' } },
      revision: {
        via: 'pipeline',
        createdBy: 'deploy-token:ci',
        note: 'build 7',
      },
    });
    expect(rig.gateway.find(rig.ref)).toMatchObject({ revision: 2 });
  });

  it('changes the digest, and drops it with a tag that comes alone', async () => {
    const rig = await createDeployRig();
    const digest = digestFor('x');
    await rig.deployTokens.deploy(rig.token, { digest });
    await expect(rig.read()).resolves.toMatchObject({
      spec: { image: { tag: '2.4.0', digest } },
    });

    await rig.deployTokens.deploy(rig.token, { tag: '2.5.0' });
    const { spec } = await rig.read();
    expect(spec.image).toEqual({
      registry: 'ghcr.io',
      repository: 'acme/web',
      tag: '2.5.0',
    });
  });

  it('makes no revision of what is saved already', async () => {
    const rig = await createDeployRig();

    await expect(
      rig.deployTokens.deploy(rig.token, { tag: '2.4.0' }),
    ).resolves.toMatchObject({ revision: 1, changed: false });
  });

  it('is refused when revoked, expired or made up, in the same words', async () => {
    const rig = await createDeployRig();
    const short = await rig.deployTokens.make(rig.web, { name: 'x', days: 0 });
    await rig.deployTokens.revoke(rig.web, rig.made.id);

    for (const token of [rig.token, short.token, 'ocd_x', 'x', '', undefined]) {
      await expect(
        rig.deployTokens.deploy(token, { tag: '2.5.0' }),
      ).rejects.toMatchObject({
        name: 'AuthenticationError',
        message: expect.stringContaining('is not accepted'),
      });
    }
    await expect(rig.tag()).resolves.toBe('2.4.0');
  });

  it('is shown once, and kept as a hash', async () => {
    const rig = await createDeployRig();
    await rig.deployTokens.deploy(rig.token, { tag: '2.5.0' });
    const page = await rig.deployTokens.list(rig.web, { limit: 10 });

    expect(page).toMatchObject({
      totalItems: 1,
      items: [
        {
          id: rig.made.id,
          name: 'ci',
          createdBy: 'user:default/ana',
          lastUsedAt: expect.any(String),
        },
      ],
    });
    expect(JSON.stringify(page)).not.toContain(rig.token);
    expect(Object.keys(page.items[0]!)).not.toContain('tokenHash');
  });

  it('B01 brings back nothing that was rolled back, and goes on with what is newer', async () => {
    const rig = await createDeployRig();
    await rig.deployTokens.deploy(rig.token, { tag: '2.5.0' });
    await rig.saves.rollBack({ ...rig.web, to: { revision: 1 } });

    await expect(
      rig.deployTokens.deploy(rig.token, { tag: '2.5.0' }),
    ).rejects.toThrow("'2.5.0' is in quarantine");
    await expect(rig.read()).resolves.toMatchObject({ notes: ['pinned'] });
    await rig.deployTokens.deploy(rig.token, { tag: '2.6.0' });
    await expect(rig.read()).resolves.toMatchObject({
      spec: { image: { tag: '2.6.0' } },
      notes: [],
    });
  });

  it('has only so many beside it', async () => {
    const rig = await createDeployRig();
    for (let index = 1; index < 20; index += 1) {
      await rig.deployTokens.make(rig.web, { name: `t${index}`, days: 1 });
    }

    await expect(
      rig.deployTokens.make(rig.web, { name: 'more', days: 1 }),
    ).rejects.toThrow('revoke those that nobody uses');
  });
});
