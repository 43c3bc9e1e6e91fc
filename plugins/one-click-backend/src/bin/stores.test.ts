import { KEEPERS, useDatabases, useKeeper } from '../../test/databases';
import { after, aProject, DAWN } from '../../test/records';
import { seedRollouts } from '../../test/seed';
import type { PurgeRecord } from './PurgeStore';

jest.setTimeout(200_000);

const databases = useDatabases();

const aPurge = (over: Partial<PurgeRecord> = {}): PurgeRecord => ({
  id: 'p',
  parentId: undefined,
  projectId: 'none',
  project: 'shop',
  rollout: 'web',
  requestedAt: DAWN,
  requestedBy: 'user:default/ana',
  checkedAt: undefined,
  finishedAt: undefined,
  seen: [],
  remaining: [],
  kept: [],
  ...over,
});

describe.each(KEEPERS)('the bin in %s', engine => {
  const stores = useKeeper(databases, engine);

  it('keeps purges with what was seen and what is left', async () => {
    await stores.purges.insert(aPurge({ rollout: undefined }));
    await stores.purges.insert(
      aPurge({ id: 'b', parentId: 'p', rollout: 'b' }),
    );
    await stores.purges.insert(
      aPurge({ id: 'a', parentId: 'p', rollout: 'a' }),
    );
    const done = {
      checkedAt: after(1),
      finishedAt: after(2),
      seen: [{ kind: 'Secret', name: 'x' }],
      remaining: [{ kind: 'Secret', name: 'x', note: 'is going' }],
      kept: [{ kind: 'Namespace', name: 'n' }],
    };
    await stores.purges.update('p', done);

    await expect(stores.purges.find('p')).resolves.toEqual(
      aPurge({ rollout: undefined, ...done }),
    );
    const parts = await stores.purges.listParts('p');
    expect(parts.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('keeps one picture for each subject', async () => {
    const picture = {
      subject: { kind: 'project', id: 'x' },
      mediaType: 'image/png',
      image: new Uint8Array([1, 2]),
      changedAt: DAWN,
      changedBy: 'user:default/ana',
    } as const;
    await stores.avatars.put(picture);
    await stores.avatars.put({ ...picture, image: new Uint8Array([3]) });

    const found = await stores.avatars.find(picture.subject);
    expect([...(found?.image ?? [])]).toEqual([3]);
    await stores.avatars.remove(picture.subject);
    await expect(stores.avatars.find(picture.subject)).resolves.toBeUndefined();
  });

  it('lists what its time is over for, and forgets a rollout with all of its revisions', async () => {
    const { rollouts } = await seedRollouts(stores, 'a', 'b', 'c', 'd');
    const [a, b, c, d] = rollouts.map(({ id }) => id);
    const binned = { binnedAt: DAWN, binnedBy: 'x' };
    await stores.rollouts.update(a!, { ...binned, purgeAt: after(1) });
    await stores.rollouts.update(b!, { ...binned, purgeAt: after(9) });
    await stores.rollouts.update(c!, { ...binned, binnedWithProject: true });
    await stores.rollouts.update(d!, {
      ...binned,
      purgeAt: after(1),
      purgeId: 'p',
    });

    const expired = await stores.rollouts.listExpired(after(2), 10);

    expect(expired.map(({ name }) => name)).toEqual(['a']);
    await stores.rollouts.remove(a!);
    await expect(stores.rollouts.findById(a!)).resolves.toBeUndefined();
    await expect(stores.revisions.find(a!, 1)).resolves.toBeUndefined();
  });

  it('lists projects that are over their time or not guarded as they should be', async () => {
    const project = (name: string, over: object) =>
      stores.projects.insert(aProject({ name, ...over }));
    const uid = { namespaceUid: 'u' };
    await project('old', { ...uid, policy: 'before' });
    await project('never', uid);
    await project('fine', { ...uid, policy: 'now' });
    await project('adopted', { ...uid, isAdopted: true });
    await project('none', {});
    await project('gone', { ...uid, binnedAt: DAWN, purgeAt: after(1) });

    const unguarded = await stores.projects.listUnguarded('main', 'now');
    const expired = await stores.projects.listExpired(after(1), 10);

    expect(unguarded.map(({ name }) => name).sort()).toEqual(['never', 'old']);
    expect(expired.map(({ name }) => name)).toEqual(['gone']);
  });
});
