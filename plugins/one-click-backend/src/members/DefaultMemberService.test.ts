import type { Role } from '@one-click/backstage-plugin-one-click-common';
import { KEEPERS, useDatabases, useKeeper } from '../../test/databases';
import { aProject, DAWN } from '../../test/records';
import type { PersonalAccess } from '../access';
import type { ProjectRecord } from '../projects/ProjectRecord';
import { DefaultMemberService, MAX_GRANTS } from './DefaultMemberService';

jest.setTimeout(200_000);

const OWNER = 'group:default/team-a';
const ANA = 'user:default/ana';
const ED = 'user:default/ed';

function aGrant(principal: string, role: Role) {
  return { principal, role, createdAt: DAWN, createdBy: ANA };
}

/** An admin of the project by name. */
function adminOf(project: ProjectRecord, ref: string): PersonalAccess {
  const caller = {
    kind: 'user',
    ref,
    principals: [ref],
    canAdminister: false,
  } as const;
  return { project, role: 'admin', caller };
}

const databases = useDatabases();

describe.each(KEEPERS)('members of a project in %s', engine => {
  const stores = useKeeper(databases, engine);
  const changed: string[] = [];

  /** A project of Ana's and Ed's, with what ownership brings. */
  async function setUp(ownerRole: Role = 'editor') {
    const project = aProject({
      owner: OWNER,
      grants: [aGrant(ANA, 'admin'), aGrant(ED, 'admin')],
    });
    await stores.projects.insert(project);
    changed.length = 0;
    const members = DefaultMemberService.create({
      state: { stores, transact: stores.transact },
      rules: { ownerRole },
      now: () => Date.parse(DAWN),
      rolesChanged: id => changed.push(id),
    });
    const rolesNow = async () =>
      (await stores.projects.find('shop'))?.grants.map(
        ({ principal, role }) => `${principal} ${role}`,
      );
    return { project, members, rolesNow, ana: adminOf(project, ANA) };
  }

  it('gives a role, changes it, and takes it away', async () => {
    const { project, members, rolesNow, ana } = await setUp();
    const vi = { principal: 'group:default/viewers', role: 'viewer' } as const;

    await expect(members.set(ana, vi)).resolves.toEqual({
      ...vi,
      because: 'grant',
      grantedAt: DAWN,
      grantedBy: ANA,
    });
    await members.set(ana, { ...vi, role: 'operator' });
    await expect(rolesNow()).resolves.toContain(
      'group:default/viewers operator',
    );
    await expect(members.remove(ana, vi.principal)).resolves.toBe(true);
    await expect(members.remove(ana, vi.principal)).resolves.toBe(false);

    await expect(rolesNow()).resolves.toEqual([`${ANA} admin`, `${ED} admin`]);
    expect(changed).toEqual([project.id, project.id, project.id]);
  });

  it('tells it on the timeline', async () => {
    const { project, members, ana } = await setUp();

    await members.set(ana, { principal: ED, role: 'viewer' });
    await members.remove(ana, ED);

    const { items } = await stores.activity.list({
      projectId: project.id,
      limit: 10,
    });
    expect(items).toMatchObject([
      { act: 'member-remove', actor: ANA, details: { principal: ED } },
      {
        act: 'member-set',
        actor: ANA,
        details: { principal: ED, role: 'viewer' },
      },
    ]);
  });

  it('keeps the last admin where ownership brings less', async () => {
    const { members, rolesNow, ana } = await setUp('editor');
    await members.remove(ana, ED);

    await expect(members.remove(ana, ANA)).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('at least one admin'),
    });
    await expect(
      members.set(ana, { principal: ANA, role: 'editor' }),
    ).rejects.toMatchObject({ name: 'ConflictError' });
    await expect(rolesNow()).resolves.toEqual([`${ANA} admin`]);
  });

  it('lets the last grant go where the owner is an admin', async () => {
    const { members, rolesNow, ana } = await setUp('admin');

    await members.remove(ana, ED);
    await members.remove(ana, ANA);

    await expect(rolesNow()).resolves.toEqual([]);
  });

  it('leaves an admin where two take the role from each other at once', async () => {
    const { project, members, rolesNow, ana } = await setUp();

    const outcomes = await Promise.allSettled([
      members.remove(ana, ED),
      members.remove(adminOf(project, ED), ANA),
    ]);

    expect(outcomes.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
    await expect(rolesNow()).resolves.toHaveLength(1);
  });

  it('refuses more grants than anybody can look through', async () => {
    const { project, members, ana } = await setUp();
    for (let n = project.grants.length; n < MAX_GRANTS; n += 1) {
      await stores.projects.grant(
        project.id,
        aGrant(`user:default/p${n}`, 'viewer'),
      );
    }

    await expect(
      members.set(ana, { principal: 'user:default/more', role: 'viewer' }),
    ).rejects.toMatchObject({ name: 'UnacceptableError' });
    await expect(
      members.set(ana, { principal: ED, role: 'viewer' }),
    ).resolves.toMatchObject({ role: 'viewer' });
  });

  it('lists the owner, then everybody else, page by page', async () => {
    const { members, ana } = await setUp();

    const first = members.list(ana, { limit: 2 });
    const second = members.list(ana, {
      limit: 2,
      cursor: first.pageInfo.nextCursor,
    });

    expect(first).toMatchObject({
      totalItems: 3,
      items: [
        { principal: OWNER, role: 'editor', because: 'owner' },
        { principal: ANA, role: 'admin', because: 'grant' },
      ],
    });
    expect(second.items.map(({ principal }) => principal)).toEqual([ED]);
    expect(second.pageInfo).toEqual({});
  });
});
