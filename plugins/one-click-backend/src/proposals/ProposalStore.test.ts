import { KEEPERS, useDatabases, useKeeper } from '../../test/databases';
import { after } from '../../test/records';
import { seedRollouts } from '../../test/seed';

jest.setTimeout(200_000);

const databases = useDatabases();

describe.each(KEEPERS)('proposals in %s', engine => {
  const stores = useKeeper(databases, engine);
  const decision = {
    decidedAt: after(9),
    decidedBy: 'user:default/ana',
  };

  it('are listed by pages, and decided once', async () => {
    const { rollout } = await seedRollouts(stores, 'web');
    const proposal = (index: number) => ({
      id: `p-${index}`,
      rolloutId: rollout.id,
      baseRevision: 1,
      patch: { image: { tag: `1.${index}.0` } },
      actor: 'auto-update',
      source: 'update' as const,
      state: 'open' as const,
      createdAt: after(Math.min(index, 1)),
      decidedAt: undefined,
      decidedBy: undefined,
      revision: undefined,
    });
    for (const index of [0, 1, 2]) {
      await stores.proposals.insert(proposal(index));
    }

    const first = await stores.proposals.list({
      rolloutId: rollout.id,
      limit: 2,
    });
    expect(first.items).toEqual([proposal(2), proposal(1)]);
    const rest = await stores.proposals.list({
      rolloutId: rollout.id,
      limit: 2,
      before: first.next,
    });
    expect(rest.items).toEqual([proposal(0)]);
    expect(rest).toMatchObject({ total: 3, next: undefined });

    const accepted = { ...decision, state: 'accepted', revision: 4 } as const;
    await expect(stores.proposals.decide('p-1', accepted)).resolves.toBe(true);
    await expect(
      stores.proposals.decide('p-1', { ...decision, state: 'declined' }),
    ).resolves.toBe(false);
    await expect(stores.proposals.find(rollout.id, 'p-1')).resolves.toEqual({
      ...proposal(1),
      ...accepted,
    });
    await expect(
      stores.proposals.find('other', 'p-1'),
    ).resolves.toBeUndefined();
    await expect(
      stores.proposals.listInState(rollout.id, 'open'),
    ).resolves.toEqual([proposal(2), proposal(0)]);
  });
});
