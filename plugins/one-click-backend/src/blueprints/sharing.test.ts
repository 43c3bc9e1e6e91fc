import type { OneClickClient } from '@one-click/backstage-plugin-one-click-common';
import { TEAM_A, useBlueprintBackend } from '../../test/blueprintBackend';
import { ENGINES, useDatabases } from '../../test/databases';
import { aSpec } from '../../test/records';
import { refOf } from '../../test/testBackend';

jest.setTimeout(200_000);

const databases = useDatabases();

describe.each(ENGINES)('sharing blueprints on %s, through HTTP', engine => {
  const world = useBlueprintBackend(databases, engine);
  const { make, share } = world;
  let ana: OneClickClient;
  let bo: OneClickClient;
  let vi: OneClickClient;

  beforeAll(() => {
    ana = world.as('ana');
    bo = world.as('bo');
    vi = world.as('vi');
  });

  /** Statuses of all that can be asked of one blueprint. */
  async function tryAll(
    client: OneClickClient,
    params: { readonly blueprint: string },
  ) {
    const someone = { kind: 'user', namespace: 'default', name: 'vi' } as const;
    const attempts = [
      () => client.call('getBlueprint', { params }),
      () => client.call('updateBlueprint', { params, body: { title: 'X' } }),
      () =>
        client.call('publishBlueprintVersion', {
          params,
          body: { template: aSpec(), baseVersion: 1 },
        }),
      () => client.call('listBlueprintVersions', { params }),
      () =>
        client.call('getBlueprintVersion', {
          params: { ...params, version: 1 },
        }),
      () => client.call('renderBlueprint', { params, body: {} }),
      () => client.call('listBlueprintRollouts', { params }),
      () => client.call('listBlueprintSubscribers', { params }),
      () =>
        client.call('addBlueprintSubscriber', {
          params: { ...params, ...someone },
        }),
      () =>
        client.call('removeBlueprintSubscriber', {
          params: { ...params, ...someone },
        }),
      () => client.call('getShareLink', { params }),
      () => client.call('makeShareLink', { params, body: {} }),
      () => client.call('endShareLink', { params }),
      () => client.call('subscribeBlueprint', { params }),
      () => client.call('unsubscribeBlueprint', { params }),
      () => client.call('deleteBlueprint', { params }),
    ];
    const answers: string[] = [];
    // One after another: what one takes away, the next ones miss.
    for (const attempt of attempts) {
      answers.push(
        await attempt().then(
          () => 'ok',
          (error: Error & { status?: number }) =>
            `${error.status} ${error.message.replaceAll(
              params.blueprint,
              'it',
            )}`,
        ),
      );
    }
    return answers;
  }

  it('M16 a private blueprint does not exist for others, whatever they try', async () => {
    const params = await make();

    const hidden = await tryAll(bo, params);

    expect(new Set(hidden)).toEqual(new Set(["404 No blueprint 'it'"]));
    await expect(tryAll(bo, { blueprint: 'nope' })).resolves.toEqual(hidden);
    const page = await bo.call('listBlueprints', {
      query: { q: 'web service' },
    });
    expect(page).toMatchObject({ items: [], totalItems: 0 });
  });

  it('M16 whoever has it deploys it, and only owners change it', async () => {
    const params = await make();
    await vi.call('takeSharedBlueprint', { params: await share(params) });

    const [get, update, publish, versions, version, , uses, ...rest] =
      await tryAll(vi, params);

    expect([get, versions, version, uses]).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(update).toBe(
      `403 Only owners change a blueprint: ask ${TEAM_A}, or make a copy of your own`,
    );
    expect([publish, ...rest].map(text => text?.slice(0, 3))).toEqual([
      '403',
      '403',
      '403',
      '403',
      '403',
      '403',
      '403',
      'ok',
      'ok',
      '404',
    ]);
    await expect(ana.call('getBlueprint', { params })).resolves.toMatchObject({
      title: 'Web service',
      version: 1,
    });
  });

  it('M16 a link lets in until it expires, is replaced or ended, and all of these are alike', async () => {
    const params = await make();
    const replaced = await share(params);
    const expired = await share(params);
    await world.knex()('blueprint_shares').update({
      expires_at: '2020-01-01T00:00:00.000Z',
    });
    const answerTo = async (token: string) =>
      Promise.all(
        (['getSharedBlueprint', 'takeSharedBlueprint'] as const).map(
          operation =>
            bo.call(operation, { params: { token } }).then(
              () => 'ok',
              (error: Error & { status?: number }) =>
                `${error.status} ${error.message}`,
            ),
        ),
      );

    const dead = await answerTo(expired.token);
    expect(dead[0]).toMatch(/^404 This link no longer works/);
    await expect(answerTo(replaced.token)).resolves.toEqual(dead);
    await expect(answerTo(`ocs_${'a'.repeat(43)}`)).resolves.toEqual(dead);
    await expect(answerTo('x')).resolves.toEqual(dead);
    const ended = await share(params);
    await ana.call('endShareLink', { params });
    await expect(answerTo(ended.token)).resolves.toEqual(dead);
    expect(await bo.listBlueprints()).not.toContainEqual(
      expect.objectContaining({ name: params.blueprint }),
    );
  });

  it('M16 shares by link: it is shown, taken, listed, and taken away for good', async () => {
    const params = await make();
    const link = await share(params);

    await expect(
      bo.call('getSharedBlueprint', { params: link }),
    ).resolves.toMatchObject({ title: 'Web service', isSubscribed: false });
    await bo.call('takeSharedBlueprint', { params: link });
    await bo.call('takeSharedBlueprint', { params: link });
    const mine = await bo.call('listBlueprints', {
      query: { filter: 'subscribed' },
    });
    expect(mine.items).toMatchObject([
      { name: params.blueprint, isMine: false, isSubscribed: true },
    ]);
    await expect(
      ana.call('listBlueprintSubscribers', { params }),
    ).resolves.toMatchObject({
      totalItems: 1,
      items: [{ principal: refOf('bo'), by: refOf('bo') }],
    });

    await ana.call('removeBlueprintSubscriber', {
      params: { ...params, kind: 'user', namespace: 'default', name: 'bo' },
    });

    await expect(
      bo.call('takeSharedBlueprint', { params: link }),
    ).rejects.toMatchObject({ status: 404 });
    await expect(bo.call('getBlueprint', { params })).rejects.toMatchObject({
      status: 404,
    });
  });

  it('keeps of a link the hash alone', async () => {
    const params = await make();
    const { token } = await share(params);
    const rows = await world.knex()('blueprint_shares').select('*');

    expect(JSON.stringify(rows)).not.toContain(token);
    expect(
      JSON.stringify(await ana.call('getShareLink', { params })),
    ).not.toContain(token);
  });

  it('M16 is left by whoever took it, and shared with groups', async () => {
    const params = await make();
    const group = { kind: 'group', namespace: 'default', name: 'viewers' };
    await ana.call('addBlueprintSubscriber', {
      params: { ...params, ...group, kind: 'group' },
    });
    await expect(vi.call('getBlueprint', { params })).resolves.toMatchObject({
      isSubscribed: true,
    });

    await bo.call('takeSharedBlueprint', { params: await share(params) });
    await expect(bo.call('unsubscribeBlueprint', { params })).resolves.toEqual({
      removed: true,
    });

    await expect(bo.call('getBlueprint', { params })).rejects.toMatchObject({
      status: 404,
    });
  });
});
