import { ConflictError } from '@backstage/errors';
import { KEEPERS, useDatabases, useKeeper } from '../../test/databases';
import { after, aProject, aRollout, DAWN, someFacts } from '../../test/records';
import { seedRollouts } from '../../test/seed';
import { overlayAt } from '../health/overlay';

jest.setTimeout(200_000);

const databases = useDatabases();
const FRESH = overlayAt(Date.parse(DAWN), []);

describe.each(KEEPERS)('rollouts in %s', engine => {
  const stores = useKeeper(databases, engine);
  const seed = (...names: string[]) => seedRollouts(stores, ...names);

  it('gives back what was put in', async () => {
    const { project } = await seed();
    const rollout = aRollout({
      projectId: project.id,
      waitingSince: DAWN,
      told: 3,
      knownGeneration: 12_345_678_901,
      state: 'Degraded',
      live: someFacts({ servingRevision: 2 }),
      drift: {
        spec: { image: { registry: 'r', repository: 'p', tag: 't' } },
        generation: 4,
        by: 'kubectl',
        at: DAWN,
      },
      madeInCluster: true,
      deletedInCluster: true,
      pinned: true,
    });
    await stores.rollouts.insert(rollout);

    await expect(stores.rollouts.find(project.id, 'web')).resolves.toEqual(
      JSON.parse(JSON.stringify(rollout)),
    );
  });

  it('finds those with a newer image', async () => {
    const { rollouts } = await seed('web', 'api');
    const newerImage = { tag: '2.5.0' };
    await stores.rollouts.update(rollouts[1]!.id, { newerImage });

    await expect(
      stores.rollouts.list({ hasNewerImage: true, limit: 9, overlay: FRESH }),
    ).resolves.toMatchObject({
      total: 1,
      items: [{ name: 'api', newerImage }],
    });
  });

  it('changes what it is told to, and forgets what is undefined', async () => {
    const { rollout } = await seed('web');
    await stores.rollouts.update(rollout.id, {
      state: 'Healthy',
      live: someFacts(),
      waitingSince: DAWN,
      pinned: true,
    });
    await stores.rollouts.update(rollout.id, {
      waitingSince: undefined,
      live: undefined,
      pinned: false,
    });

    await expect(stores.rollouts.findById(rollout.id)).resolves.toEqual({
      ...rollout,
      state: 'Healthy',
    });
  });

  it('refuses a name that the project has', async () => {
    const { project } = await seed('web');

    await expect(
      stores.rollouts.insert(aRollout({ projectId: project.id })),
    ).rejects.toBeInstanceOf(ConflictError);
  });

  /** Rollouts in each kind of state, worst last. */
  async function seedStates() {
    const project = aProject();
    await stores.projects.insert(project);
    const shared = { projectId: project.id };
    const all = [
      aRollout({ ...shared, name: 'fine', state: 'Healthy' }),
      aRollout({ ...shared, name: 'asleep', state: 'Paused' }),
      aRollout({ ...shared, name: 'lost', state: 'Healthy', cluster: 'far' }),
      aRollout({ ...shared, name: 'unseen', toldAt: after(-200_000) }),
      aRollout({ ...shared, name: 'new' }),
      aRollout({
        ...shared,
        name: 'queued',
        state: 'Healthy',
        waitingSince: after(-6_000),
      }),
      aRollout({
        ...shared,
        name: 'queued-far',
        state: 'Healthy',
        cluster: 'far',
        waitingSince: after(-1_000),
      }),
      aRollout({
        ...shared,
        name: 'just-saved',
        state: 'Degraded',
        waitingSince: after(-1_000),
      }),
      aRollout({ ...shared, name: 'broken', state: 'Down' }),
    ];
    for (const rollout of all) {
      await stores.rollouts.insert(rollout);
    }
    return { project, overlay: overlayAt(Date.parse(DAWN), ['far']) };
  }
  const WORST_FIRST = [
    'broken',
    'just-saved',
    'new',
    'queued',
    'queued-far',
    'lost',
    'unseen',
    'asleep',
    'fine',
  ];

  it('lists the worst first, by state and then by name, page by page', async () => {
    const { overlay } = await seedStates();
    const seen: string[] = [];
    let page = await stores.rollouts.list({ limit: 3, overlay });
    seen.push(...page.items.map(({ name }) => name));
    while (page.next) {
      page = await stores.rollouts.list({
        limit: 3,
        overlay,
        after: page.next,
      });
      expect(page.total).toBe(9);
      seen.push(...page.items.map(({ name }) => name));
    }

    expect(seen).toEqual(WORST_FIRST);
  });

  it('finds those in a state, overlays included', async () => {
    const { overlay } = await seedStates();

    const page = await stores.rollouts.list({
      limit: 10,
      overlay,
      state: 'Unknown',
    });

    expect(page.items.map(({ name }) => name)).toEqual(['lost', 'unseen']);
    expect(page.total).toBe(2);
  });

  it('counts the states of each project', async () => {
    const { project, overlay } = await seedStates();

    const counts = await stores.rollouts.countStates([project.id], overlay);

    expect(counts.get(project.id)).toEqual({
      Down: 1,
      Degraded: 1,
      Starting: 1,
      WaitingToApply: 2,
      Unknown: 2,
      Paused: 1,
      Healthy: 1,
    });
  });

  it('counts the states of those that a query finds, and that a person may see', async () => {
    const { project, overlay } = await seedStates();
    const count = (principal: string, text?: string) =>
      stores.rollouts.count({
        overlay,
        text,
        projectId: project.id,
        visibleTo: { principals: [principal] },
      });

    await expect(count('group:default/team-a')).resolves.toEqual({
      Down: 1,
      Degraded: 1,
      Starting: 1,
      WaitingToApply: 2,
      Unknown: 2,
      Paused: 1,
      Healthy: 1,
    });
    await expect(count('group:default/team-a', 'nope')).resolves.toEqual({});
    await expect(count('group:default/team-b')).resolves.toEqual({});
  });

  it('shows a person only what is theirs', async () => {
    await seed('web');
    const list = (principal: string) =>
      stores.rollouts.list({
        limit: 10,
        overlay: FRESH,
        visibleTo: { principals: [principal] },
      });

    await expect(list('group:default/team-a')).resolves.toMatchObject({
      total: 1,
    });
    await expect(list('group:default/team-b')).resolves.toMatchObject({
      total: 0,
      items: [],
    });
  });

  it('finds rollouts by the entity they run', async () => {
    const { rollouts } = await seed('web', 'api');
    const [web, api] = rollouts;
    await stores.entityLinks.add(web!.id, 'component:default/shop');
    await stores.entityLinks.add(web!.id, 'component:default/shop');
    await stores.entityLinks.add(web!.id, 'component:default/a');
    await stores.entityLinks.add(api!.id, 'component:default/other');

    const page = await stores.rollouts.list({
      limit: 10,
      overlay: FRESH,
      entityRef: 'component:default/shop',
    });

    expect(page.items.map(({ name }) => name)).toEqual(['web']);
    await expect(
      stores.entityLinks.list(rollouts.map(({ id }) => id)),
    ).resolves.toEqual(
      new Map([
        [web!.id, ['component:default/a', 'component:default/shop']],
        [api!.id, ['component:default/other']],
      ]),
    );
  });
});
