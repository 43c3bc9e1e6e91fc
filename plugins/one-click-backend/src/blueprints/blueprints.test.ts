import { endpoints } from '@one-click/backstage-plugin-one-click-common';
import type {
  BlueprintCreate,
  OneClickClient,
} from '@one-click/backstage-plugin-one-click-common';
import {
  aBlueprint,
  TEAM_A,
  TEMPLATE,
  useBlueprintBackend,
} from '../../test/blueprintBackend';
import { ENGINES, useDatabases } from '../../test/databases';
import { aSpec } from '../../test/records';
import { refOf } from '../../test/testBackend';

jest.setTimeout(200_000);

const databases = useDatabases();
const { image } = aSpec();

describe.each(ENGINES)('blueprints on %s, through HTTP', engine => {
  const world = useBlueprintBackend(databases, engine);
  const { make } = world;
  let ana: OneClickClient;
  let bo: OneClickClient;

  beforeAll(() => {
    ana = world.as('ana');
    bo = world.as('bo');
  });

  it('M16 keeps what was made, with a schema for its form', async () => {
    const params = await make({ readme: '# Hi', notes: 'first' });
    const found = await ana.call('getBlueprint', { params });

    expect(found).toMatchObject({
      title: 'Web service',
      version: 1,
      spec: { image },
      visibility: 'private',
      owner: TEAM_A,
      isMine: true,
      isSubscribed: false,
      uses: 0,
      readme: '# Hi',
      newest: {
        number: 1,
        notes: 'first',
        createdBy: refOf('ana'),
        template: TEMPLATE,
        schema: { required: ['count', 'apiKey'] },
      },
    });
    expect(params.blueprint).toMatch(/^web-service-[0-9a-f]{12}$/);
    expect(
      endpoints.getBlueprint.response.safeParse(found).error,
    ).toBeUndefined();
  });

  it('M16 shows to all what is for the whole portal, and searches it', async () => {
    const params = await make({ title: 'Zebra', visibility: 'portal' });
    const query = { q: 'ZEBRA' };

    await expect(bo.call('listBlueprints', { query })).resolves.toMatchObject({
      totalItems: 1,
      items: [{ name: params.blueprint, isMine: false }],
    });
    await ana.call('updateBlueprint', {
      params,
      body: { visibility: 'private' },
    });
    await expect(bo.call('listBlueprints', { query })).resolves.toMatchObject({
      totalItems: 0,
    });
  });

  it('gives the catalogue page by page, sources first, and each of it once', async () => {
    await make();
    await make();
    const names: string[] = [];
    let cursor: string | undefined;
    let total = 0;
    do {
      const page = await ana.call('listBlueprints', {
        query: { limit: 3, cursor },
      });
      names.push(...page.items.map(({ name }) => name));
      total = page.totalItems;
      cursor = page.pageInfo.nextCursor;
    } while (cursor !== undefined);

    expect(names).toHaveLength(total);
    expect(new Set(names).size).toBe(total);
    expect(names.slice(0, 3)).toEqual(['acme--web', 'gitea', 'grafana']);
  });

  it('M16 has blueprints of a release and of modules, which nobody changes', async () => {
    for (const blueprint of ['postgres', 'acme--web']) {
      const params = { blueprint };
      await expect(bo.call('getBlueprint', { params })).resolves.toMatchObject({
        isMine: false,
        visibility: 'portal',
      });
      await expect(
        bo.call('deleteBlueprint', { params }),
      ).rejects.toMatchObject({
        status: 403,
        message: expect.stringContaining('make a copy of your own'),
      });
    }
  });

  it('M16 publishes versions on top of each other, and changes none', async () => {
    const params = await make();
    const version = {
      template: aSpec({ replicas: 2 }),
      notes: 'two',
      baseVersion: 1,
    };
    await ana.call('publishBlueprintVersion', { params, body: version });

    await expect(
      ana.call('publishBlueprintVersion', { params, body: version }),
    ).rejects.toMatchObject({ status: 409 });
    const page = await ana.call('listBlueprintVersions', { params });
    expect(page.items).toMatchObject([{ number: 2 }, { number: 1 }]);
    await expect(
      ana.call('getBlueprintVersion', { params: { ...params, version: 1 } }),
    ).resolves.toMatchObject({ template: TEMPLATE });
    await expect(
      ana.call('getBlueprintVersion', { params: { ...params, version: 9 } }),
    ).rejects.toMatchObject({ status: 404 });
  });

  it('names what is wrong with a template, a parameter and an owner, and tells no secret', async () => {
    const refused = async (over: Partial<BlueprintCreate>) =>
      ana
        .call('createBlueprint', { body: aBlueprint(over) })
        .then(fail, error => error);

    await expect(
      refused({
        parameters: [],
        template: aSpec({ secrets: [{ name: 'KEY', value: 'marker' }] }),
      }),
    ).resolves.toMatchObject({
      status: 422,
      fields: [{ path: 'template.secrets[0].value' }],
    });
    await expect(refused({ parameters: [] })).resolves.toMatchObject({
      status: 422,
      fields: [{ path: 'template.image.tag' }, { path: 'template.replicas' }],
    });
    await expect(
      refused({ owner: 'group:default/team-b' }),
    ).resolves.toMatchObject({ status: 403 });
  });

  it('renders answers, names the parameter at fault, and gives no secret back', async () => {
    const params = await make();
    const render = async (parameters: Record<string, string | number>) =>
      ana.call('renderBlueprint', { params, body: { parameters } });

    const rendered = await render({ count: 3, apiKey: 'marker' });

    expect(rendered).toEqual({
      version: 1,
      spec: aSpec({ replicas: 3 }),
      secretKeys: [
        { parameter: 'apiKey', key: 'API_KEY', required: true, given: true },
      ],
    });
    await expect(
      render({ count: 'three', tag: 'marker marker' }),
    ).rejects.toMatchObject({
      status: 422,
      fields: [{ path: 'parameters.tag' }, { path: 'parameters.count' }],
      message: expect.not.stringContaining('marker'),
    });
  });

  it('M16 remembers what a rollout was made from, and tells of newer versions', async () => {
    const params = await make();
    const name = `made-${engine.toLowerCase()}`;
    const { spec, version } = await ana.call('renderBlueprint', {
      params,
      body: { parameters: { count: 1 } },
    });
    await ana.createRollout('shop', {
      name,
      spec,
      blueprint: {
        name: params.blueprint,
        version,
        parameters: { count: 1, apiKey: 'marker' },
      },
    });
    const rollout = { project: 'shop', rollout: name };
    await expect(
      ana.call('getRolloutOrigin', { params: rollout }),
    ).resolves.toEqual({
      origin: {
        name: params.blueprint,
        title: 'Web service',
        version: 1,
        parameters: { tag: '1.27', count: 1 },
        newest: 1,
        isNewerAvailable: false,
      },
    });

    await ana.call('publishBlueprintVersion', {
      params,
      body: { template: aSpec(), baseVersion: 1 },
    });

    await expect(
      ana.call('getRolloutOrigin', { params: rollout }),
    ).resolves.toMatchObject({ origin: { newest: 2, isNewerAvailable: true } });
    await expect(
      ana.call('listBlueprintRollouts', { params }),
    ).resolves.toMatchObject({
      totalItems: 1,
      items: [{ ...rollout, version: 1, behind: 1 }],
    });
    expect(
      JSON.stringify(await world.knex()('rollout_blueprints').select('*')),
    ).not.toContain('marker');

    await ana.call('deleteBlueprint', { params });

    await expect(ana.getRollout(rollout)).resolves.toMatchObject({ spec });
    await expect(
      ana.call('getRolloutOrigin', { params: rollout }),
    ).resolves.toMatchObject({
      origin: { name: params.blueprint, version: 1, isNewerAvailable: false },
    });
  });

  it('tells of where it is used only what the reader may see', async () => {
    const params = await make({ visibility: 'portal', title: 'Seen' });
    const name = `seen-${engine.toLowerCase()}`;
    await ana.createRollout('shop', {
      name,
      spec: aSpec(),
      blueprint: {
        name: params.blueprint,
        version: 1,
        parameters: { count: 1 },
      },
    });

    await expect(
      bo.call('listBlueprintRollouts', { params }),
    ).resolves.toMatchObject({ items: [], totalItems: 0 });
    await expect(
      bo.call('getBlueprint', { params }),
    ).resolves.not.toHaveProperty('uses');
  });

  it('refuses a rollout from a blueprint that one may not deploy, by its field', async () => {
    const secret = await ana.call('createBlueprint', {
      body: aBlueprint({ owner: refOf('ana') }),
    });
    await bo.createProject({
      name: `bo-${engine.toLowerCase()}`,
      owner: 'group:default/team-b',
    });
    const attempt = async (blueprint: string) =>
      bo
        .createRollout(`bo-${engine.toLowerCase()}`, {
          name: 'web',
          spec: aSpec(),
          blueprint: { name: blueprint, version: 1 },
        })
        .then(fail, error => ({
          status: error.status,
          text: error.message.replaceAll(blueprint, 'it'),
          paths: error.fields.map(({ path }: { path: string }) => path),
        }));

    const hidden = await attempt(secret.name);

    expect(hidden).toMatchObject({ status: 422, paths: ['blueprint.name'] });
    await expect(attempt('nope')).resolves.toEqual(hidden);
  });

  it('M16 makes one of a rollout, without its hosts', async () => {
    const name = `source-${engine.toLowerCase()}`;
    await ana.createRollout('shop', {
      name,
      spec: aSpec({
        interfaces: [
          {
            name: 'http',
            port: 80,
            ingress: { rules: [{ host: `${name}.example.com`, path: '/' }] },
          },
        ],
      }),
    });
    const rollout = { project: 'shop', rollout: name };
    const draft = await ana.call('draftBlueprint', { params: rollout });

    expect(draft).toEqual({
      template: aSpec({ interfaces: [{ name: 'http', port: 80 }] }),
      parameters: [],
      leftOut: ['interfaces[http].ingress'],
    });
    const { template, parameters } = draft;
    await make({ template, parameters, title: 'Made of a rollout' });
    await expect(
      bo.call('draftBlueprint', { params: rollout }),
    ).rejects.toMatchObject({ status: 404 });
  });

  it('makes one blueprint of a request that comes twice under one key', async () => {
    const options = { idempotencyKey: 'the-key' };
    const body = aBlueprint({ title: 'Twice' });

    const [first, second] = await Promise.all([
      ana.call('createBlueprint', { body }, options),
      ana.call('createBlueprint', { body }, options),
    ]);

    expect(second.name).toBe(first.name);
  });

  it('is changed by all of the group that owns it, and by its next owner', async () => {
    const params = await make({ owner: refOf('ana') });
    await expect(
      ana.call('updateBlueprint', {
        params,
        body: { owner: 'group:default/team-b' },
      }),
    ).rejects.toMatchObject({ status: 403 });

    await ana.call('updateBlueprint', { params, body: { owner: TEAM_A } });

    await expect(
      world.as('pat').call('getBlueprint', { params }),
    ).resolves.toMatchObject({ owner: TEAM_A, isMine: true });
  });
});

function fail(): never {
  throw new Error('Should have been refused');
}
