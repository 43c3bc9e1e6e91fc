import type { Act } from '@one-click/backstage-plugin-one-click-common';
import { KEEPERS, useDatabases, useKeeper } from '../../test/databases';
import { after, DAWN } from '../../test/records';
import type { ActivityRecord } from './ActivityStore';
import { MAX_COUNTED } from './ActivityStore';

jest.setTimeout(200_000);

const databases = useDatabases();

describe.each(KEEPERS)('the activity in %s', engine => {
  const stores = useKeeper(databases, engine);

  const anAct = (over: Partial<ActivityRecord> = {}): ActivityRecord => ({
    projectId: 'p',
    rolloutId: 'r',
    at: DAWN,
    actor: 'user:default/ana',
    act: 'rollout-edit',
    revision: undefined,
    ...over,
  });
  const append = async (...acts: readonly Partial<ActivityRecord>[]) => {
    for (const act of acts) {
      await stores.activity.append(anAct(act));
    }
  };
  const actsOf = async (
    query: Partial<Parameters<typeof stores.activity.list>[0]>,
  ) => {
    const page = await stores.activity.list({
      projectId: 'p',
      limit: 10,
      ...query,
    });
    return page.items.map(({ act }) => act);
  };

  it('gives back what was put in, newest first', async () => {
    const full = anAct({
      rolloutName: 'web',
      act: 'job-run',
      revision: 3,
      outcome: 'failed',
      details: { job: 'nightly', tries: 2, pods: ['a', 'b'], manual: true },
    });
    await append({ act: 'project-create', rolloutId: undefined }, full);

    const { items, total, next } = await stores.activity.list({
      projectId: 'p',
      limit: 10,
    });

    expect(items).toEqual([
      { ...full, id: expect.any(Number) },
      {
        ...anAct({ act: 'project-create', rolloutId: undefined }),
        id: expect.any(Number),
        rolloutName: undefined,
        outcome: 'done',
        details: {},
      },
    ]);
    expect(items[0]!.id).toBeGreaterThan(items[1]!.id);
    expect({ total, next }).toEqual({ total: 2, next: undefined });
  });

  it('goes page by page, and nothing that comes meanwhile moves the pages', async () => {
    const acts: Act[] = ['rollout-create', 'rollout-edit', 'rollout-restart'];
    await append(...acts.map(act => ({ act })));
    const first = await stores.activity.list({ projectId: 'p', limit: 2 });
    await append({ act: 'rollout-pause' });

    expect(first.items.map(({ act }) => act)).toEqual([
      'rollout-restart',
      'rollout-edit',
    ]);
    await expect(actsOf({ limit: 2, before: first.next })).resolves.toEqual([
      'rollout-create',
    ]);
  });

  it('narrows by rollout, kind, actor, failure and moment', async () => {
    await append(
      { act: 'rollout-restart', actor: 'user:default/op', at: after(1) },
      { act: 'revision-failed', actor: 'cluster', outcome: 'failed' },
      { act: 'revision-refused', rolloutId: 'other', outcome: 'refused' },
      { act: 'job-run', projectId: 'elsewhere' },
    );

    await expect(actsOf({ rolloutId: 'r' })).resolves.toEqual([
      'revision-failed',
      'rollout-restart',
    ]);
    await expect(actsOf({ kind: 'outcome' })).resolves.toEqual([
      'revision-refused',
      'revision-failed',
    ]);
    await expect(actsOf({ actor: 'user:default/op' })).resolves.toEqual([
      'rollout-restart',
    ]);
    await expect(actsOf({ failed: true, rolloutId: 'r' })).resolves.toEqual([
      'revision-failed',
    ]);
    await expect(actsOf({ since: after(1) })).resolves.toEqual([
      'rollout-restart',
    ]);
  });

  it('counts an act of a rollout since a moment', async () => {
    await append(
      { act: 'drift-seen' },
      { act: 'drift-seen', at: after(1) },
      { act: 'drift-seen', at: after(2) },
      { act: 'drift-seen', at: after(2), rolloutId: 'other' },
      { act: 'drift-keep', at: after(2) },
    );

    await expect(
      stores.activity.count({
        rolloutId: 'r',
        act: 'drift-seen',
        since: after(1),
      }),
    ).resolves.toBe(2);
  });

  it('counts no further than anybody reads', async () => {
    await stores.transact(async inside => {
      for (let index = 0; index < MAX_COUNTED + 5; index += 1) {
        await inside.activity.append(anAct());
      }
    });

    await expect(
      stores.activity.list({ projectId: 'p', limit: 1 }),
    ).resolves.toMatchObject({ total: MAX_COUNTED });
  });
});
