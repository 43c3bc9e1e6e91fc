import { OneClickError } from '@one-click/backstage-plugin-one-click-common';
import type { OneClickClient } from '@one-click/backstage-plugin-one-click-common';
import { ENGINES, useDatabases } from '../test/databases';
import { aSpec } from '../test/records';
import { headerOf, startOneClickBackend } from '../test/testBackend';
import type { TestBackend } from '../test/testBackend';

jest.setTimeout(200_000);

const databases = useDatabases();
const OWNER = 'group:default/team-a';

describe.each(ENGINES)('the plugin on %s, through HTTP', engine => {
  let backend: TestBackend;
  let ana: OneClickClient;
  let count = 0;

  beforeAll(async () => {
    const knex = await databases.create(engine);
    backend = await startOneClickBackend({ knex });
    ana = backend.clientOf('ana');
  });
  afterAll(() => backend?.stop());

  /** A project with the rollout `web`. */
  async function makeRollout() {
    count += 1;
    const project = `shop-${count}`;
    await ana.createProject({ name: project, owner: OWNER });
    await ana.createRollout(project, { name: 'web', spec: aSpec() });
    return { project, rollout: 'web' };
  }

  it('tells who asks', async () => {
    await expect(ana.getMe()).resolves.toEqual({
      userEntityRef: 'user:default/ana',
      ownershipEntityRefs: ['user:default/ana', OWNER],
      canCreateProjects: true,
      canAdminister: false,
    });
  });

  it('keeps projects, with counts of what is in them', async () => {
    const { project } = await makeRollout();
    await ana.updateProject(project, {
      title: 'The shop',
      tags: ['web', 'demo'],
    });

    await expect(ana.getProject(project)).resolves.toMatchObject({
      name: project,
      title: 'The shop',
      tags: ['demo', 'web'],
      namespace: `oc-${project}`,
      cluster: 'main',
      createdBy: 'user:default/ana',
      access: { role: 'admin', grantedBy: [OWNER] },
      counts: expect.objectContaining({}),
    });
    const page = await ana.listProjects({ q: 'the shop', mine: true });
    expect(page).toMatchObject({ totalItems: 1, items: [{ name: project }] });
  });

  it('takes saves while the cluster is away, and marks them as waiting', async () => {
    const ref = await makeRollout();
    const saved = await ana.saveRollout(ref, {
      spec: aSpec({ replicas: 3 }),
      note: 'more',
      baseRevision: 1,
    });

    expect(saved).toMatchObject({
      changed: true,
      rollout: {
        waiting: [1, 2],
        spec: aSpec({ replicas: 3 }),
        revision: {
          number: 2,
          note: 'more',
          outcome: 'pending',
          changes: [{ path: 'replicas', section: 'scale', from: 1, to: 3 }],
        },
      },
    });
  });

  it('keeps every revision, page by page', async () => {
    const ref = await makeRollout();
    for (const number of [1, 2, 3]) {
      await ana.saveRollout(ref, {
        spec: aSpec({ replicas: number + 1 }),
        baseRevision: number,
      });
    }
    const first = await ana.listRevisions(ref, { limit: 3 });
    const rest = await ana.listRevisions(ref, {
      limit: 3,
      cursor: first.pageInfo.nextCursor,
    });

    expect(first.items.map(({ number }) => number)).toEqual([4, 3, 2]);
    expect(rest.items.map(({ number }) => number)).toEqual([1]);
    expect(rest).toMatchObject({ totalItems: 4, pageInfo: {} });
    await expect(ana.getRevision(ref, 2)).resolves.toMatchObject({
      number: 2,
      spec: aSpec({ replicas: 2 }),
    });
    await expect(ana.getRevision(ref, 9)).rejects.toMatchObject({
      status: 404,
    });
  });

  it('rolls back', async () => {
    const ref = await makeRollout();
    await ana.saveRollout(ref, {
      spec: aSpec({ replicas: 3 }),
      baseRevision: 1,
    });

    const saved = await ana.rollBack(ref, { revision: 1 });

    expect(saved.rollout).toMatchObject({
      spec: aSpec(),
      revision: { number: 3, via: 'rollback', rollbackOf: 1 },
    });
  });

  it('tells the client what clashes', async () => {
    const ref = await makeRollout();
    await ana.saveRollout(ref, {
      spec: aSpec({ replicas: 2 }),
      baseRevision: 1,
    });
    const error: OneClickError = await ana
      .saveRollout(ref, { spec: aSpec({ replicas: 3 }), baseRevision: 1 })
      .then(fail, thrown => thrown);

    expect(error).toBeInstanceOf(OneClickError);
    expect(error).toMatchObject({
      status: 409,
      name: 'ConflictError',
      conflict: {
        revision: 2,
        by: 'user:default/ana',
        clashes: [{ path: 'replicas', base: 1, theirs: 2, mine: 3 }],
      },
    });
  });

  it('names each field that is wrong, and no secret', async () => {
    const { project } = await makeRollout();
    const error: OneClickError = await ana
      .createRollout(project, {
        name: 'bad',
        spec: aSpec({
          image: { ...aSpec().image, password: 'marker' },
          secrets: [
            { name: 'KEY', value: 'marker' },
            { name: 'KEY', value: 'marker' },
          ],
          cronjobs: [
            {
              name: 'nightly',
              schedule: '0 2 * * *',
              image: { ...aSpec().image, password: 'marker' },
              secrets: [{ name: 'NO KEY', value: 'marker' }],
            },
          ],
          interfaces: [{ name: 'http', port: 70_000 }],
        }),
      })
      .then(fail, thrown => thrown);

    expect(error).toMatchObject({ status: 422 });
    expect(error.fields.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        'spec.image.password',
        'spec.secrets[0].value',
        'spec.cronjobs[0].image.password',
        'spec.cronjobs[0].secrets[0].name',
        'spec.interfaces[0].port',
      ]),
    );
    expect(JSON.stringify([error.message, error.fields])).not.toContain(
      'marker',
    );
  });

  it.each([
    { what: 'a zero byte', value: 'a\0b', path: 'spec.env[0].value' },
    { what: 'half a character', value: 'a\ud800', path: 'spec.env[0].value' },
  ])(
    'refuses $what, which no container can be given',
    async ({ value, path }) => {
      const { project } = await makeRollout();
      const spec = aSpec({ env: [{ name: 'A', value }] });

      await expect(
        ana.createRollout(project, { name: 'bad', spec }),
      ).rejects.toMatchObject({ status: 422, fields: [{ path }] });
    },
  );

  it('refuses what no database can keep or compare', async () => {
    const ref = await makeRollout();
    const cursor = Buffer.from('"\\u0000"').toString('base64url');
    const owner = `group:default/${'a'.repeat(255)}`;

    for (const request of [
      () => ana.createProject({ name: 'bad', title: 'a\0', owner: OWNER }),
      () => ana.createProject({ name: 'bad', owner }),
      () => ana.listProjects({ q: '\0' }),
      () => ana.listProjects({ cursor }),
      () => ana.getRevision(ref, 2 ** 31),
      () => ana.rollBack(ref, { revision: 2 ** 31 }),
    ]) {
      await expect(request()).rejects.toMatchObject({ status: 400 });
    }
  });

  it('B06 cannot keep new values of secrets while the cluster is away, and says so', async () => {
    const ref = await makeRollout();
    const secrets = { set: [{ name: 'TOKEN', value: 'marker' }] };
    const error: OneClickError = await ana
      .saveRollout(ref, { spec: aSpec(), secrets, baseRevision: 1 })
      .then(fail, thrown => thrown);

    expect(error).toMatchObject({
      status: 503,
      cause: 'ClusterAway',
      fields: [{ path: 'secrets' }],
    });
    await expect(
      ana.saveRollout(ref, { spec: aSpec({ replicas: 2 }), baseRevision: 1 }),
    ).resolves.toMatchObject({ changed: true });
  });

  it('refuses what is too large for a cluster to keep', async () => {
    const { project } = await makeRollout();
    const env = Array.from({ length: 8 }, (_, index) => ({
      name: `LONG_${index}`,
      value: 'x'.repeat(131_072),
    }));

    await expect(
      ana.createRollout(project, { name: 'bad', spec: aSpec({ env }) }),
    ).rejects.toMatchObject({ status: 422, fields: [{ path: 'spec' }] });
  });

  it('makes one rollout of a request that comes twice under one key', async () => {
    const { project } = await makeRollout();
    const options = { idempotencyKey: 'the-key' };
    const request = { name: 'twice', spec: aSpec() };

    const [first, second] = await Promise.all([
      ana.createRollout(project, request, options),
      ana.createRollout(project, request, options),
    ]);

    expect(second.rollout.revision).toEqual(first.rollout.revision);
    await expect(
      ana.createRollout(project, { ...request, name: 'other' }, options),
    ).rejects.toMatchObject({ status: 409 });
  });

  it('refuses a second rollout or project of the same name', async () => {
    const { project } = await makeRollout();

    await expect(
      ana.createRollout(project, { name: 'web', spec: aSpec() }),
    ).rejects.toMatchObject({ status: 409 });
    await expect(
      ana.createProject({ name: project, owner: OWNER }),
    ).rejects.toMatchObject({ status: 409 });
  });

  it('links rollouts to the entities they run', async () => {
    const { project } = await makeRollout();
    const entityRef = `component:default/${project}`;
    await ana.createRollout(project, {
      name: 'linked',
      spec: aSpec(),
      entityRef,
      via: 'template',
    });

    await expect(ana.listRollouts({ entityRef })).resolves.toMatchObject({
      totalItems: 1,
      items: [
        {
          name: 'linked',
          entityRefs: [entityRef],
          lastChange: { via: 'template' },
        },
      ],
    });
  });

  it.each([
    {
      what: 'a body of another shape',
      request: { method: 'POST', path: '/v1/projects', body: { name: 'A b' } },
      status: 400,
      paths: ['name', 'owner'],
    },
    {
      what: 'a limit that is too large',
      request: { method: 'GET', path: '/v1/projects?limit=999' },
      status: 400,
      paths: ['limit'],
    },
    {
      what: 'a cursor for a project that is not there',
      request: {
        method: 'GET',
        path: '/v1/rollouts?project=nowhere&cursor=abc',
      },
      status: 400,
      paths: ['cursor'],
    },
    {
      what: 'a cursor of somebody else',
      request: { method: 'GET', path: '/v1/rollouts?cursor=abc' },
      status: 400,
      paths: ['cursor'],
    },
    {
      what: 'a cluster that is not configured',
      request: {
        method: 'POST',
        path: '/v1/projects',
        body: { name: 'x', owner: OWNER, cluster: 'mars' },
      },
      status: 422,
      paths: ['cluster'],
    },
    {
      what: 'a topic that does not exist',
      request: {
        method: 'POST',
        path: '/v1/stream',
        body: { topics: ['weather'] },
      },
      status: 400,
      paths: ['topics'],
    },
  ])('names the field of $what', async ({ request, status, paths }) => {
    const response = await send(request);

    expect(response.status).toBe(status);
    const { error } = (await response.json()) as {
      error: { fields: { path: string }[] };
    };
    expect(error.fields.map(({ path }) => path)).toEqual(paths);
  });

  it('asks for the revision that a save is based on', async () => {
    const { project } = await makeRollout();
    const response = await send({
      method: 'PUT',
      path: `/v1/projects/${project}/rollouts/web/spec`,
      body: { spec: aSpec() },
    });

    expect(response.status).toBe(428);
  });

  async function send(request: {
    readonly method: string;
    readonly path: string;
    readonly body?: unknown;
  }) {
    return fetch(`${backend.url}${request.path}`, {
      method: request.method,
      headers: {
        authorization: headerOf('ana'),
        'Content-Type': 'application/json',
      },
      ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
    });
  }
});

function fail(): never {
  throw new Error('Should have been refused');
}
