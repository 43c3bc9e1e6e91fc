import type { OneClickClient } from '@one-click/backstage-plugin-one-click-common';
import { ENGINES, useDatabases } from '../../test/databases';
import { aSpec } from '../../test/records';
import { startOneClickBackend } from '../../test/testBackend';
import type { TestBackend } from '../../test/testBackend';

jest.setTimeout(200_000);

const databases = useDatabases();
const OWNER = 'group:default/team-a';

describe.each(ENGINES)('history on %s, through HTTP', engine => {
  let backend: TestBackend;
  let ana: OneClickClient;
  let count = 0;

  beforeAll(async () => {
    const knex = await databases.create(engine);
    backend = await startOneClickBackend({ knex });
    ana = backend.clientOf('ana');
  });
  afterAll(() => backend?.stop());

  /** A rollout with three revisions: nginx 1.27, then 1.28, then three instances. */
  async function makeHistory() {
    count += 1;
    const project = `history-${count}`;
    const params = { project, rollout: 'web' };
    const newer = { ...aSpec().image, tag: '1.28' };
    await ana.createProject({ name: project, owner: OWNER });
    await ana.createRollout(project, { name: 'web', spec: aSpec() });
    await ana.saveRollout(params, {
      spec: aSpec({ image: newer }),
      note: 'Try the new one',
      baseRevision: 1,
    });
    await ana.saveRollout(params, {
      spec: aSpec({ image: newer, replicas: 3 }),
      baseRevision: 2,
    });
    return params;
  }

  type Query = Parameters<typeof ana.call<'listRevisions'>>[1]['query'];

  it('M08 finds revisions by field, text, who, how, what they changed and when', async () => {
    const params = await makeHistory();
    const find = async (query: Query) => {
      const page = await ana.call('listRevisions', { params, query });
      return page.items.map(({ number }) => number);
    };

    expect(await find({ path: 'image.tag', value: '1.28' })).toEqual([3, 2]);
    expect(await find({ path: 'replicas' })).toEqual([3]);
    expect(await find({ q: 'new one' })).toEqual([2]);
    expect(await find({ by: 'user:default/ana', via: 'create' })).toEqual([1]);
    expect(await find({ by: 'user:default/bo' })).toEqual([]);
    expect(await find({ section: 'image' })).toEqual([2]);
    expect(await find({ outcome: 'pending' })).toEqual([3, 2, 1]);
    expect(await find({ until: '2001-01-01T00:00:00+01:00' })).toEqual([]);
    await expect(find({ path: 'imgae.tag' })).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining("did you mean 'image.tag'?"),
    });
  });

  it('M08 goes through what it found page by page', async () => {
    const params = await makeHistory();
    const query = { path: 'image.tag', value: '1.*', limit: 2 };
    const first = await ana.call('listRevisions', { params, query });
    const cursor = first.pageInfo.nextCursor;
    const rest = await ana.call('listRevisions', {
      params,
      query: { ...query, cursor },
    });

    expect(first.items.map(({ number }) => number)).toEqual([3, 2]);
    expect(rest.items.map(({ number }) => number)).toEqual([1]);
    expect([first.totalItems, rest.totalItems]).toEqual([3, 3]);
    expect(rest.pageInfo).toEqual({});
  });

  it('B08 hides a revision from lists and keeps it', async () => {
    const params = await makeHistory();
    const revision = { ...params, revision: 2 };
    const hide = () => ana.call('hideRevision', { params: revision });

    await hide();
    await expect(hide()).resolves.toMatchObject({ number: 2, hidden: true });

    const shown = await ana.listRevisions(params);
    expect(shown).toMatchObject({ totalItems: 2 });
    expect(shown.items.map(({ number }) => number)).toEqual([3, 1]);
    const all = await ana.call('listRevisions', {
      params,
      query: { hidden: true },
    });
    expect(all.items.map(({ hidden }) => hidden)).toEqual([
      undefined,
      true,
      undefined,
    ]);
    await expect(ana.getRevision(params, 2)).resolves.toMatchObject({
      hidden: true,
      note: 'Try the new one',
    });
    await expect(
      ana.call('hideRevision', { params: { ...params, revision: 3 } }),
    ).rejects.toMatchObject({ status: 422 });

    await ana.call('unhideRevision', { params: revision });
    await expect(ana.listRevisions(params)).resolves.toMatchObject({
      totalItems: 3,
    });
  });

  it('M08 compares any two, in either direction', async () => {
    const params = await makeHistory();
    const compare = (left: number | 'newest', right: number | 'newest') =>
      ana.call('compareRevisions', { params, query: { left, right } });

    await expect(compare(1, 'newest')).resolves.toMatchObject({
      left: { revision: { number: 1 }, spec: aSpec() },
      right: { revision: { number: 3 } },
      changes: [
        { path: 'image.tag', kind: 'changed', from: '1.27', to: '1.28' },
        { path: 'replicas', from: 1, to: 3 },
      ],
    });
    await expect(compare(3, 2)).resolves.toMatchObject({
      changes: [{ path: 'replicas', from: 3, to: 1 }],
    });
    await expect(compare(2, 2)).resolves.toMatchObject({ changes: [] });
    await expect(compare(1, 9)).rejects.toMatchObject({ status: 404 });
    await expect(
      ana.call('compareRevisions', {
        params,
        query: { left: 'serving', right: 'running' },
      }),
    ).rejects.toMatchObject({
      status: 404,
      message: expect.stringContaining('was healthy before revision 3'),
    });
  });

  it('B17 tells one timeline of the project and of the rollout', async () => {
    const params = await makeHistory();
    const { project } = params;
    await ana.call('pauseRollout', { params });
    await ana.rollBack(params, { revision: 1 });
    await ana.call('unpin', { params, body: {} });
    await ana.call('hideRevision', { params: { ...params, revision: 2 } });

    const timeline = await ana.call('listProjectActivity', {
      params: { project },
    });

    expect(timeline.items.map(({ act }) => act)).toEqual([
      'revision-hide',
      'rollout-unpin',
      'image-quarantine',
      'rollout-rollback',
      'rollout-pause',
      'rollout-edit',
      'rollout-edit',
      'rollout-create',
      'project-create',
    ]);
    expect(timeline.items[0]).toEqual({
      id: expect.any(Number),
      at: expect.any(String),
      actor: 'user:default/ana',
      act: 'revision-hide',
      kind: 'act',
      rollout: 'web',
      revision: 2,
      outcome: 'done',
      details: {},
    });
    expect(timeline.items.at(-1)?.rollout).toBeUndefined();
    const saves = await ana.call('listRolloutActivity', {
      params,
      query: { kind: 'save', limit: 2 },
    });
    expect(saves).toMatchObject({
      totalItems: 4,
      items: [{ act: 'rollout-rollback' }, { act: 'rollout-edit' }],
    });
    const rest = await ana.call('listRolloutActivity', {
      params,
      query: { kind: 'save', cursor: saves.pageInfo.nextCursor },
    });
    expect(rest.items.map(({ act }) => act)).toEqual([
      'rollout-edit',
      'rollout-create',
    ]);
    const failed = await ana.call('listProjectActivity', {
      params: { project },
      query: { failed: true },
    });
    expect(failed.items).toEqual([]);
  });

  it('says that acts need the cluster while it is away, and queues the others', async () => {
    const params = await makeHistory();

    await expect(ana.call('restartRollout', { params })).rejects.toMatchObject({
      status: 503,
    });
    await expect(
      ana.call('deletePod', { params: { ...params, pod: 'web-1' } }),
    ).rejects.toMatchObject({ status: 503 });
    await expect(
      ana.call('scaleRollout', { params, body: { replicas: 5 } }),
    ).resolves.toMatchObject({ rollout: { waiting: [1, 2, 3, 4] } });
    await expect(ana.call('getDrift', { params })).resolves.toEqual({
      deletedInCluster: false,
      madeInCluster: false,
    });
  });

  it('releases no image that is not in quarantine', async () => {
    const params = await makeHistory();
    const image = '00000000-0000-4000-8000-000000000000';

    await expect(
      ana.call('releaseImage', { params: { ...params, image } }),
    ).rejects.toMatchObject({ status: 404 });
    const hold = await ana.call('quarantineImage', {
      params,
      body: { tag: '1.29' },
    });
    await expect(
      ana.call('releaseImage', {
        params: { ...params, image: hold.quarantined[0]!.id },
      }),
    ).resolves.toEqual({ quarantined: [] });
  });
});
