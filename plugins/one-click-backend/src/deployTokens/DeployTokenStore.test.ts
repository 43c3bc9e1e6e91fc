import { KEEPERS, useDatabases, useKeeper } from '../../test/databases';
import { after, DAWN } from '../../test/records';
import { seedRollouts } from '../../test/seed';

jest.setTimeout(200_000);

const databases = useDatabases();

describe.each(KEEPERS)('deploy tokens in %s', engine => {
  const stores = useKeeper(databases, engine);

  it('are found by hash, listed, used and revoked', async () => {
    const { rollout } = await seedRollouts(stores, 'web');
    const token = (index: number) => ({
      id: `t-${index}`,
      rolloutId: rollout.id,
      name: 'ci',
      tokenHash: `h${index}`,
      createdAt: DAWN,
      createdBy: 'user:default/ana',
      expiresAt: after(1_000),
      lastUsedAt: undefined,
      revokedAt: undefined,
      revokedBy: undefined,
    });
    await stores.deployTokens.insert(token(1));
    await stores.deployTokens.insert(token(2));
    await stores.deployTokens.recordUse('t-1', after(1));
    const revoked = { at: after(2), by: 'user:default/bo' };

    await expect(stores.deployTokens.countLive(rollout.id, DAWN)).resolves.toBe(
      2,
    );
    await expect(
      stores.deployTokens.revoke(rollout.id, 't-1', revoked),
    ).resolves.toEqual({
      ...token(1),
      lastUsedAt: after(1),
      revokedAt: after(2),
      revokedBy: 'user:default/bo',
    });
    await expect(
      stores.deployTokens.revoke('other', 't-2', revoked),
    ).resolves.toBeUndefined();
    await expect(stores.deployTokens.countLive(rollout.id, DAWN)).resolves.toBe(
      1,
    );
    const first = await stores.deployTokens.list({
      rolloutId: rollout.id,
      limit: 1,
    });
    expect(first).toMatchObject({ total: 2, items: [token(2)] });
    const rest = await stores.deployTokens.list({
      rolloutId: rollout.id,
      limit: 1,
      before: first.next,
    });
    expect(rest.items).toMatchObject([{ id: 't-1' }]);
    await expect(stores.deployTokens.findByHash('h2')).resolves.toEqual(
      token(2),
    );
  });
});
