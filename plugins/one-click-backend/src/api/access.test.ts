import { mockCredentials } from '@backstage/backend-test-utils';
import {
  leastRoleFor,
  operationPermissions,
  roleAtLeast,
} from '@one-click/backstage-plugin-one-click-common';
import type {
  Operation,
  Role,
} from '@one-click/backstage-plugin-one-click-common';
import type { Knex } from 'knex';
import {
  endpointOf,
  isInProject,
  OPERATIONS,
  send,
} from '../../test/anyRequest';
import type { AnyAnswer, AnyRequest } from '../../test/anyRequest';
import { createKeeper, useDatabases } from '../../test/databases';
import { readRules } from '../../test/readRules';
import { aProject, aRevision, aRollout, aSpec, DAWN } from '../../test/records';
import { headerOf, PEOPLE, startOneClickBackend } from '../../test/testBackend';
import type { Person, TestBackend } from '../../test/testBackend';
import type { Stores } from '../storage/StateKeeper';
import type { RouteRule, RoutedOperation } from './Route';

jest.setTimeout(200_000);

/**
 * Ana's group owns every project; Vi, Op and Ed have grants as viewers,
 * operators and editors; Bo is of another group; Pat is a platform engineer.
 * The token is one with which a pipeline deploys a rollout, which is no sign-in.
 */
const ROLE_OF = {
  anonymous: undefined,
  token: undefined,
  bo: undefined,
  vi: 'viewer',
  op: 'operator',
  ed: 'editor',
  ana: 'admin',
  pat: 'admin',
  service: 'viewer',
} as const satisfies Record<string, Role | undefined>;
type Caller = keyof typeof ROLE_OF;
const CALLERS = Object.keys(ROLE_OF) as Caller[];

const GRANTS: readonly [string, Role][] = [
  ['group:default/viewers', 'viewer'],
  ['user:default/op', 'operator'],
  ['group:default/editors', 'editor'],
];

/** Requests that succeed for whoever is let in; others are sent with an empty body, and it is enough that the door opens. */
const SAMPLES: Partial<
  Record<
    Operation,
    {
      readonly body?: (caller: Caller) => unknown;
      readonly headers?: Readonly<Record<string, string>>;
      readonly want: number;
    }
  >
> = {
  getMe: { want: 200 },
  listClusters: { want: 200 },
  listBlueprints: { want: 200 },
  listProjects: { want: 200 },
  createProject: {
    body: caller => ({
      name: `made-by-${caller}`,
      owner: PEOPLE[caller as Person]?.[0] ?? 'group:default/none',
    }),
    want: 201,
  },
  getProject: { want: 200 },
  updateProject: { body: () => ({ title: 'Shop' }), want: 200 },
  getAccess: { want: 200 },
  listMembers: { want: 200 },
  setMember: { body: () => ({ role: 'viewer' }), want: 200 },
  removeMember: { want: 200 },
  listRollouts: { want: 200 },
  createRollout: {
    body: caller => ({ name: `made-by-${caller}`, spec: aSpec() }),
    want: 201,
  },
  getRollout: { want: 200 },
  saveRollout: {
    body: () => ({ spec: aSpec() }),
    headers: { 'If-Match': '"1"' },
    want: 200,
  },
  rollBack: { body: () => ({ revision: 1 }), want: 200 },
  listRevisions: { want: 200 },
  getRevision: { want: 200 },
};

/** The stream is no route; what it does is in its own tests. */
const STREAM_RULE: RouteRule = { services: false, role: 'viewer' };

type Want = 'pass' | 401 | 403 | 404;

/** What a caller gets, by the rule of the operation alone. */
function wanted(caller: Caller, { services, role, bearers }: RouteRule): Want {
  if (bearers) {
    return 'pass';
  }
  if (caller === 'anonymous' || caller === 'token') {
    return 401;
  }
  if (caller === 'service' && !services) {
    return 403;
  }
  if (!role) {
    return 'pass';
  }
  const held = ROLE_OF[caller];
  if (!held) {
    return 404;
  }
  return roleAtLeast(held, role) ? 'pass' : 403;
}

/** How far a caller got. Further in, things may be missing or wrong: then the door was open. */
function verdictOf(
  { status, text }: AnyAnswer,
  { bearers }: RouteRule,
): Want | 'broken' {
  // What counts there is a token of ours, which is refused in its own way.
  if (status === 401 && !bearers) {
    return 401;
  }
  if (
    status === 403 &&
    /needs the role|is a service|does not allow 'service'/.test(text)
  ) {
    return 403;
  }
  if (status === 404 && text.includes('No project')) {
    return 404;
  }
  return status === 500 ? 'broken' : 'pass';
}

/** A project of its own for each request, since many of them change or remove things. */
async function seed({ projects, rollouts, revisions }: Stores, name: string) {
  const grants = GRANTS.map(([principal, role]) => ({
    principal,
    role,
    createdAt: DAWN,
    createdBy: 'user:default/ana',
  }));
  const project = aProject({ name, grants });
  const rollout = aRollout({ name: 'web', projectId: project.id });
  await projects.insert(project);
  await rollouts.insert(rollout);
  await revisions.append(aRevision({ rolloutId: rollout.id }));
}

function authorizationOf(caller: Caller, deployToken: string): string {
  switch (caller) {
    case 'anonymous':
      return mockCredentials.none.header();
    case 'service':
      return mockCredentials.service.header();
    case 'token':
      return `Bearer ${deployToken}`;
    default:
      return headerOf(caller);
  }
}

// Out here, so that databases go after the backends that use them.
const databases = useDatabases();

describe('who may call what', () => {
  let backend: TestBackend;
  let knex: Knex;
  let stores: Stores;
  let rules: Readonly<Record<RoutedOperation, RouteRule>>;
  let deployToken: string;

  beforeAll(async () => {
    rules = await readRules();
    knex = await databases.create('SQLite');
    backend = await startOneClickBackend({ knex });
    stores = (await createKeeper(knex)).stores;
    await seed(stores, 'shop');
    const made = await backend.clientOf('ana').call('makeDeployToken', {
      params: { project: 'shop', rollout: 'web' },
      body: { name: 'pipeline' },
    });
    deployToken = made.token;
  });
  afterAll(() => backend?.stop());

  const ruleOf = (operation: Operation) =>
    operation === 'stream' ? STREAM_RULE : rules[operation];

  /** Sends a caller's request to a project that nobody else has touched. */
  async function call(operation: Operation, caller: Caller) {
    const project = `${operation}-${caller}`.toLowerCase();
    if (isInProject(operation)) {
      await seed(stores, project);
    }
    const { body, headers } = SAMPLES[operation] ?? {};
    const request: AnyRequest = {
      params: { project, rollout: 'web' },
      headers: {
        ...headers,
        authorization: authorizationOf(caller, deployToken),
      },
      ...(body && { body: body(caller) }),
      ...(operation === 'stream' && {
        body: { topics: ['rollout:shop/web'] },
      }),
    };
    return send(backend.url, operation, request);
  }

  it.each(OPERATIONS)('%s has a rule', operation => {
    expect(ruleOf(operation)).toBeDefined();
  });

  it.each(
    OPERATIONS.flatMap(operation =>
      CALLERS.map(caller => ({ operation, caller })),
    ),
  )('B07 $operation does right by $caller', async ({ operation, caller }) => {
    const want = wanted(caller, ruleOf(operation));

    const answer = await call(operation, caller);

    const sample = want === 'pass' ? SAMPLES[operation]?.want : undefined;
    expect({
      got: verdictOf(answer, ruleOf(operation)),
      status: answer.status,
    }).toEqual({ got: want, status: sample ?? answer.status });
  });

  it.each(OPERATIONS.filter(isInProject))(
    '%s asks for the permission of its kind, with the role that brings it',
    operation => {
      const permission = operationPermissions[operation];

      expect(permission?.type).toBe('resource');
      expect(ruleOf(operation).role).toBe(
        permission?.type === 'resource' && leastRoleFor(permission),
      );
    },
  );

  it('takes from a deploy token the image of its rollout, and from others nothing', async () => {
    const deploy = (authorization: string) =>
      send(backend.url, 'deployImage', {
        headers: { authorization },
        body: { tag: '1.29' },
      });

    const refused = await Promise.all(
      [headerOf('ana'), headerOf('bo'), `Bearer ocd_${'a'.repeat(43)}`].map(
        deploy,
      ),
    );
    const { status, text } = await deploy(`Bearer ${deployToken}`);

    expect(refused.map(answer => answer.status)).toEqual([401, 401, 401]);
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({
      project: 'shop',
      rollout: 'web',
      revision: 2,
    });
  });

  it('B07 says which role is missing and who can grant it', async () => {
    const { text } = await send(backend.url, 'createRollout', {
      params: { project: 'shop' },
      headers: { authorization: headerOf('vi') },
    });

    expect(JSON.parse(text)).toMatchObject({
      error: {
        name: 'NotAllowedError',
        message:
          "This needs the role editor in project 'shop', and yours is viewer: group:default/team-a can grant it",
      },
    });
  });

  it('R07 shows strangers nothing in lists', async () => {
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

  it('B07 gives the highest of all roles', async () => {
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

describe('the table of operations', () => {
  it('names no path twice', () => {
    const routes = OPERATIONS.map(operation => {
      const { method, path } = endpointOf(operation);
      return `${method} ${path.replace(/\{\w+\}/g, '{}')}`;
    });

    expect(new Set(routes).size).toBe(routes.length);
  });
});
