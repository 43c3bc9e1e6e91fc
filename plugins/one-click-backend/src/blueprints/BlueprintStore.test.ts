import { randomUUID } from 'node:crypto';
import { KEEPERS, useDatabases, useKeeper } from '../../test/databases';
import { aProject, aRollout, aSpec, after, DAWN } from '../../test/records';
import type { BlueprintRecord, VersionRecord } from './BlueprintRecord';

jest.setTimeout(200_000);

const databases = useDatabases();
const ANA = 'user:default/ana';
const TEAM = 'group:default/team-a';
const BO = 'user:default/bo';

function aBlueprint(over: Partial<BlueprintRecord> = {}): BlueprintRecord {
  const { name = 'web' } = over;
  return {
    id: randomUUID(),
    name,
    title: `The ${name}`,
    summary: '',
    readme: '',
    owner: TEAM,
    visibility: 'private',
    newest: 1,
    createdAt: DAWN,
    createdBy: ANA,
    changedAt: DAWN,
    changedBy: ANA,
    ...over,
  };
}

function aVersion(over: Partial<VersionRecord>): VersionRecord {
  return {
    blueprintId: 'none',
    number: 1,
    template: aSpec(),
    parameters: [{ type: 'imageTag', name: 'tag', title: 'Tag' }],
    notes: 'first',
    createdAt: DAWN,
    createdBy: ANA,
    ...over,
  };
}

describe.each(KEEPERS)('blueprints in %s', engine => {
  const stores = useKeeper(databases, engine);

  async function seed(...blueprints: readonly BlueprintRecord[]) {
    for (const blueprint of blueprints) {
      await stores.blueprints.insert(blueprint);
      await stores.blueprints.append(aVersion({ blueprintId: blueprint.id }));
    }
  }

  it('gives back what was put in, and changes only what it is told to', async () => {
    const blueprint = aBlueprint();
    await seed(blueprint);
    await expect(stores.blueprints.find('web')).resolves.toEqual(blueprint);

    await stores.blueprints.update(blueprint.id, {
      title: 'New',
      owner: undefined,
    });

    await expect(stores.blueprints.lock(blueprint.id)).resolves.toEqual({
      ...blueprint,
      title: 'New',
    });
  });

  it('keeps every version, newest first, and none twice', async () => {
    const blueprint = aBlueprint();
    await seed(blueprint);
    const { id: blueprintId } = blueprint;
    for (const number of [2, 3]) {
      await stores.blueprints.append(aVersion({ blueprintId, number }));
    }
    await stores.blueprints.update(blueprintId, { newest: 3 });

    const first = await stores.blueprints.listVersions({
      blueprintId,
      limit: 2,
    });
    expect(first.items.map(({ number }) => number)).toEqual([3, 2]);
    expect(first).toMatchObject({ total: 3, next: 2 });
    const rest = await stores.blueprints.listVersions({
      blueprintId,
      before: 2,
      limit: 2,
    });
    expect(rest.items).toEqual([aVersion({ blueprintId })]);
    const newest = await stores.blueprints.findNewest([blueprintId]);
    expect(newest.get(blueprintId)?.number).toBe(3);
    await expect(
      stores.blueprints.append(aVersion({ blueprintId, number: 3 })),
    ).rejects.toThrow();
  });

  it('lists what somebody may see: theirs, what they have, and what all see', async () => {
    const mine = aBlueprint({ name: 'mine' });
    const theirs = aBlueprint({ name: 'theirs', owner: BO });
    const taken = aBlueprint({ name: 'taken', owner: BO });
    const open = aBlueprint({ name: 'open', owner: BO, visibility: 'portal' });
    await seed(mine, theirs, taken, open);
    await stores.shares.subscribe({
      blueprintId: taken.id,
      principal: TEAM,
      since: DAWN,
      by: BO,
    });
    const names = async (
      query: Partial<Parameters<typeof stores.blueprints.list>[0]>,
    ) => {
      const page = await stores.blueprints.list({ limit: 10, ...query });
      return page.items.map(({ name }) => name);
    };
    const visibleTo = [ANA, TEAM];

    await expect(names({ visibleTo })).resolves.toEqual([
      'mine',
      'open',
      'taken',
    ]);
    await expect(names({ visibleTo: [] })).resolves.toEqual(['open']);
    await expect(names({})).resolves.toHaveLength(4);
    await expect(names({ visibleTo, ownedBy: [TEAM] })).resolves.toEqual([
      'mine',
    ]);
    await expect(names({ visibleTo, subscribedBy: [TEAM] })).resolves.toEqual([
      'taken',
    ]);
    await expect(names({ visibleTo, text: 'THE m' })).resolves.toEqual([
      'mine',
    ]);
    await expect(names({ visibleTo, text: '%' })).resolves.toEqual([]);
  });

  it('gives every blueprint once, page by page', async () => {
    await seed(...['cc', 'aa', 'bb'].map(name => aBlueprint({ name })));
    const first = await stores.blueprints.list({ limit: 2 });
    const rest = await stores.blueprints.list({ limit: 2, after: first.next });

    expect(first).toMatchObject({ total: 3, next: 'bb' });
    expect([...first.items, ...rest.items].map(({ name }) => name)).toEqual([
      'aa',
      'bb',
      'cc',
    ]);
    expect(rest.next).toBeUndefined();
  });

  it('has one link a blueprint, known by the hash of its token', async () => {
    const blueprint = aBlueprint();
    await seed(blueprint);
    const link = {
      blueprintId: blueprint.id,
      tokenHash: 'a',
      createdAt: DAWN,
      createdBy: ANA,
      expiresAt: after(1_000),
    };
    await stores.shares.putLink(link);
    await stores.shares.putLink({ ...link, tokenHash: 'b' });

    await expect(stores.shares.findLinkByHash('a')).resolves.toBeUndefined();
    await expect(stores.shares.findLinkByHash('b')).resolves.toEqual({
      ...link,
      tokenHash: 'b',
    });
    await expect(stores.shares.removeLink(blueprint.id)).resolves.toBe(true);
    await expect(stores.shares.findLink(blueprint.id)).resolves.toBeUndefined();
  });

  it('subscribes once, lists by principal, and forgets all with the blueprint', async () => {
    const blueprint = aBlueprint();
    await seed(blueprint);
    const { id: blueprintId } = blueprint;
    for (const principal of [BO, ANA, TEAM, ANA]) {
      await stores.shares.subscribe({
        blueprintId,
        principal,
        since: DAWN,
        by: principal,
      });
    }
    const page = await stores.shares.listSubscribers({
      blueprintId,
      limit: 2,
    });
    expect(page.items.map(({ principal }) => principal)).toEqual([TEAM, ANA]);
    expect(page).toMatchObject({ total: 3, next: ANA });
    await expect(stores.shares.unsubscribe(blueprintId, ANA)).resolves.toBe(
      true,
    );
    await expect(stores.shares.unsubscribe(blueprintId, ANA)).resolves.toBe(
      false,
    );

    await stores.blueprints.remove(blueprintId);

    await expect(
      stores.shares.listSubscribed([blueprintId], [BO]),
    ).resolves.toEqual(new Set());
    await expect(
      stores.blueprints.findVersion(blueprintId, 1),
    ).resolves.toBeUndefined();
  });

  it('knows what rollouts were made from, and shows those that somebody sees', async () => {
    const shop = aProject({ name: 'shop' });
    const other = aProject({ name: 'other', owner: BO });
    await stores.projects.insert(shop);
    await stores.projects.insert(other);
    const made = [
      aRollout({ name: 'new', projectId: shop.id }),
      aRollout({ name: 'old', projectId: shop.id }),
      aRollout({ name: 'hidden', projectId: other.id }),
      aRollout({ name: 'binned', projectId: shop.id, binnedAt: DAWN }),
    ];
    for (const [index, rollout] of made.entries()) {
      await stores.rollouts.insert(rollout);
      await stores.origins.put(rollout.id, {
        name: 'web',
        version: index === 0 ? 2 : 1,
        parameters: { tag: '1' },
      });
    }
    const query = { blueprint: 'web', visibleTo: { principals: [TEAM] } };

    const first = await stores.origins.list({ ...query, limit: 1 });
    const rest = await stores.origins.list({
      ...query,
      after: first.next,
      limit: 5,
    });

    expect(first).toMatchObject({
      total: 2,
      items: [{ project: 'shop', rollout: 'old', version: 1 }],
    });
    expect(rest.items).toMatchObject([{ rollout: 'new', version: 2 }]);
    await expect(stores.origins.count('web')).resolves.toBe(4);
    await expect(stores.origins.find(made[0]!.id)).resolves.toEqual({
      name: 'web',
      version: 2,
      parameters: { tag: '1' },
    });
  });
});
