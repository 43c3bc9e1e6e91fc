import { ConflictError } from '@backstage/errors';
import { KEEPERS, useDatabases, useKeeper } from '../../test/databases';
import { aProject, DAWN } from '../../test/records';

jest.setTimeout(200_000);

const databases = useDatabases();

describe.each(KEEPERS)('projects in %s', engine => {
  const stores = useKeeper(databases, engine);

  it('gives back what was put in', async () => {
    const project = aProject({
      tags: ['beta', 'alpha'],
      namespaceUid: 'uid-1',
      description: 'a "quoted" \n text',
    });
    await stores.projects.insert(project);
    const grant = {
      principal: 'group:default/editors',
      role: 'editor',
      createdAt: DAWN,
      createdBy: 'user:default/ana',
    } as const;
    await stores.projects.grant(project.id, { ...grant, role: 'viewer' });
    await stores.projects.grant(project.id, grant);

    const found = await stores.projects.find('shop');

    expect(found).toEqual({
      ...project,
      tags: ['alpha', 'beta'],
      grants: [grant],
    });
    await expect(
      stores.projects.findByNamespace('main', 'oc-shop'),
    ).resolves.toEqual(found);
  });

  it('takes a grant away, once', async () => {
    const project = aProject();
    await stores.projects.insert(project);
    await stores.projects.grant(project.id, {
      principal: 'user:default/vi',
      role: 'viewer',
      createdAt: DAWN,
      createdBy: 'user:default/ana',
    });

    await expect(
      stores.projects.revoke(project.id, 'user:default/vi'),
    ).resolves.toBe(true);
    await expect(
      stores.projects.revoke(project.id, 'user:default/vi'),
    ).resolves.toBe(false);
    await expect(stores.projects.find('shop')).resolves.toMatchObject({
      grants: [],
    });
  });

  it('refuses a name that is taken', async () => {
    await stores.projects.insert(aProject());

    await expect(stores.projects.insert(aProject())).rejects.toBeInstanceOf(
      ConflictError,
    );
  });

  it('changes only what it is told to', async () => {
    const project = aProject({ tags: ['old'], namespaceUid: 'uid' });
    await stores.projects.insert(project);

    await stores.projects.update(project.id, { tags: ['new'], title: 'New' });

    await expect(stores.projects.find('shop')).resolves.toEqual({
      ...project,
      title: 'New',
      tags: ['new'],
    });
  });

  it.each([
    { shows: 'all of them', query: {}, want: ['ape', 'bee', 'cat'] },
    {
      shows: 'those of an owner and those with a grant',
      query: {
        visibleTo: { principals: ['group:default/b', 'user:default/vi'] },
      },
      want: ['ape', 'bee'],
    },
    {
      shows: 'none to strangers',
      query: { visibleTo: { principals: ['x'] } },
      want: [],
    },
    {
      shows: 'those that an owner owns, not those with a grant',
      query: { ownedBy: ['user:default/vi', 'group:default/b'] },
      want: ['bee'],
    },
    {
      shows: 'part of a title in any case',
      query: { text: 'EE t' },
      want: ['bee'],
    },
    {
      shows: 'nothing for a pattern of LIKE',
      query: { text: '%' },
      want: [],
    },
    { shows: 'those with a tag', query: { tag: 'red' }, want: ['cat'] },
  ])('lists $shows', async ({ query, want }) => {
    const vi = {
      principal: 'user:default/vi',
      role: 'viewer',
      createdAt: DAWN,
      createdBy: 'x',
    } as const;
    await stores.projects.insert(aProject({ name: 'cat', tags: ['red'] }));
    await stores.projects.insert(
      aProject({ name: 'bee', title: 'Bee Title', owner: 'group:default/b' }),
    );
    const ape = aProject({ name: 'ape' });
    await stores.projects.insert(ape);
    await stores.projects.grant(ape.id, vi);

    const page = await stores.projects.list({ limit: 10, ...query });

    expect(page.items.map(({ name }) => name)).toEqual(want);
    expect(page).toMatchObject({ total: want.length, next: undefined });
  });

  it('gives every project once, page by page', async () => {
    for (const name of ['ee', 'aa', 'dd', 'cc', 'bb']) {
      await stores.projects.insert(aProject({ name }));
    }
    const seen: string[] = [];
    for (let next: string | undefined = ''; next !== undefined; ) {
      const page = await stores.projects.list({ limit: 2, after: next });
      expect(page.total).toBe(5);
      seen.push(...page.items.map(({ name }) => name));
      next = page.next;
    }

    expect(seen).toEqual(['aa', 'bb', 'cc', 'dd', 'ee']);
  });
});
