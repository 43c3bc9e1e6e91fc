import { mockCredentials } from '@backstage/backend-test-utils';
import { endpoints } from '@one-click/backstage-plugin-one-click-common';
import type {
  Endpoint,
  Operation,
  Role,
} from '@one-click/backstage-plugin-one-click-common';
import type { Knex } from 'knex';
import { useDatabases } from '../../test/databases';
import { aSpec, DAWN } from '../../test/records';
import { headerOf, PEOPLE, startOneClickBackend } from '../../test/testBackend';
import type { Person, TestBackend } from '../../test/testBackend';
import { DatabaseProjectStore } from '../projects/DatabaseProjectStore';

jest.setTimeout(200_000);

/**
 * Ana's group owns the project; Vi, Op and Ed have grants as viewers, operators
 * and editors; Bo is of another group; Pat is a platform engineer.
 */
const CALLERS = [
  'anonymous',
  'bo',
  'vi',
  'op',
  'ed',
  'ana',
  'pat',
  'service',
] as const;
type Caller = (typeof CALLERS)[number];

interface Row {
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: (caller: Caller) => unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The status each caller gets, in the order of CALLERS. */
  readonly want: readonly number[];
}

const project = { project: 'shop' };
const rollout = { ...project, rollout: 'web' };
const ownGroup = (caller: Caller) =>
  PEOPLE[caller as Person]?.[0] ?? 'group:default/none';

/** What every route answers whom; a route without a row does not compile. */
const TABLE: Readonly<Record<Operation, Row>> = {
  getMe: { want: [401, 200, 200, 200, 200, 200, 200, 403] },
  listClusters: { want: [401, 200, 200, 200, 200, 200, 200, 200] },
  listBlueprints: { want: [401, 200, 200, 200, 200, 200, 200, 200] },
  listProjects: { want: [401, 200, 200, 200, 200, 200, 200, 200] },
  createProject: {
    body: caller => ({ name: `made-by-${caller}`, owner: ownGroup(caller) }),
    want: [401, 201, 201, 201, 201, 201, 201, 403],
  },
  getProject: {
    params: project,
    want: [401, 404, 200, 200, 200, 200, 200, 200],
  },
  updateProject: {
    params: project,
    body: () => ({ title: 'Shop' }),
    want: [401, 404, 403, 403, 403, 200, 200, 403],
  },
  listRollouts: { want: [401, 200, 200, 200, 200, 200, 200, 200] },
  createRollout: {
    params: project,
    body: caller => ({ name: `made-by-${caller}`, spec: aSpec() }),
    want: [401, 404, 403, 403, 201, 201, 201, 403],
  },
  getRollout: {
    params: rollout,
    want: [401, 404, 200, 200, 200, 200, 200, 200],
  },
  saveRollout: {
    params: rollout,
    body: () => ({ spec: aSpec() }),
    headers: { 'If-Match': '"1"' },
    want: [401, 404, 403, 403, 200, 200, 200, 403],
  },
  rollBack: {
    params: rollout,
    body: () => ({ revision: 1 }),
    want: [401, 404, 403, 403, 200, 200, 200, 403],
  },
  listRevisions: {
    params: rollout,
    want: [401, 404, 200, 200, 200, 200, 200, 200],
  },
  getRevision: {
    params: { ...rollout, revision: '1' },
    want: [401, 404, 200, 200, 200, 200, 200, 200],
  },
  stream: {
    body: () => ({ topics: ['rollout:shop/web'] }),
    want: [401, 404, 200, 200, 200, 200, 200, 403],
  },
};

const CASES = (Object.keys(endpoints) as Operation[]).flatMap(operation =>
  CALLERS.map((caller, index) => ({
    operation,
    caller,
    want: TABLE[operation].want[index],
  })),
);

// Out here, so that databases go after the backends that use them.
const databases = useDatabases();

describe('who may call what', () => {
  let backend: TestBackend;
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.create('SQLite');
    backend = await startOneClickBackend({ knex });
    const ana = backend.clientOf('ana');
    await ana.createProject({ name: 'shop', owner: 'group:default/team-a' });
    await ana.createRollout('shop', { name: 'web', spec: aSpec() });
    const projects = DatabaseProjectStore.create({ knex });
    const { id } = (await projects.find('shop'))!;
    const grants: readonly [string, Role][] = [
      ['group:default/viewers', 'viewer'],
      ['user:default/op', 'operator'],
      ['group:default/editors', 'editor'],
    ];
    for (const [principal, role] of grants) {
      await projects.grant(id, {
        principal,
        role,
        createdAt: DAWN,
        createdBy: 'user:default/ana',
      });
    }
  });
  afterAll(() => backend?.stop());

  function call(
    operation: Operation,
    caller: Caller,
    over: Row = TABLE[operation],
  ) {
    const endpoint: Endpoint = endpoints[operation];
    const { params = {}, body, headers } = over;
    const path = endpoint.path.replace(
      /\{(\w+)\}/g,
      (_, name: string) => params[name] ?? '',
    );
    return fetch(`${backend.url}${path}`, {
      method: endpoint.method.toUpperCase(),
      headers: {
        ...authorizationOf(caller),
        ...headers,
        ...(body && { 'Content-Type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body(caller)) }),
      signal: AbortSignal.timeout(20_000),
    });
  }

  it.each(CASES)(
    '$operation answers $caller with $want',
    async ({ operation, caller, want }) => {
      const response = await call(operation, caller);
      const isStream = response.headers
        .get('content-type')
        ?.startsWith('text/event-stream');
      await (isStream ? response.body?.cancel() : response.text());

      expect(response.status).toBe(want);
    },
  );

  it.each(
    (Object.keys(endpoints) as Operation[]).filter(
      operation => 'project' in (TABLE[operation].params ?? {}),
    ),
  )(
    '%s answers a stranger alike, whether the project exists or not',
    async operation => {
      const row = TABLE[operation];
      const there = await call(operation, 'bo');
      const absent = await call(operation, 'bo', {
        ...row,
        params: { ...row.params, project: 'nope' },
      });

      const [one, other] = [await there.text(), await absent.text()];
      expect(other.replaceAll('nope', 'shop')).toBe(one);
      expect(absent.status).toBe(there.status);
    },
  );

  it('says which role is missing and who can grant it', async () => {
    const response = await call('createRollout', 'vi');

    await expect(response.json()).resolves.toMatchObject({
      error: {
        name: 'NotAllowedError',
        message:
          "This needs the role editor in project 'shop', and yours is viewer: group:default/team-a can grant it",
      },
    });
  });

  it('shows strangers nothing in lists', async () => {
    const bo = backend.clientOf('bo');

    await expect(bo.listRollouts({ project: 'shop' })).resolves.toMatchObject({
      items: [],
      totalItems: 0,
    });
    await expect(bo.listProjects({ q: 'shop' })).resolves.toMatchObject({
      items: [],
      totalItems: 0,
    });
    await expect(
      backend.clientOf('vi').listRollouts({ project: 'shop', q: 'web' }),
    ).resolves.toMatchObject({
      totalItems: 1,
      items: [{ access: { role: 'viewer' } }],
    });
  });

  it('gives the highest of all roles', async () => {
    const { access } = await backend
      .clientOf('ed')
      .getRollout({ project: 'shop', rollout: 'web' });

    expect(access).toEqual({
      role: 'editor',
      grantedBy: ['group:default/team-a'],
    });
  });

  it('lets nobody hand a project to a group that they are no part of', async () => {
    const ana = backend.clientOf('ana');

    await expect(
      ana.updateProject('shop', { owner: 'group:default/team-b' }),
    ).rejects.toMatchObject({ status: 403 });
    await expect(
      ana.createProject({ name: 'theirs', owner: 'group:default/team-b' }),
    ).rejects.toMatchObject({ status: 403 });
  });
});

function authorizationOf(caller: Caller): Record<string, string> {
  switch (caller) {
    case 'anonymous':
      return { authorization: mockCredentials.none.header() };
    case 'service':
      return { authorization: mockCredentials.service.header() };
    default:
      return { authorization: headerOf(caller) };
  }
}

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
