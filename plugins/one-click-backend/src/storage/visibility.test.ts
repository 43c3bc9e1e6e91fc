import { ROLES } from '@one-click/backstage-plugin-one-click-common';
import fc from 'fast-check';
import { KEEPERS, useDatabases, useKeeper } from '../../test/databases';
import { aProject, DAWN } from '../../test/records';
import type { ProjectCriterion, ProjectFilter } from '../access/ProjectFilter';
import type { ProjectRecord } from '../projects/ProjectRecord';
import { isProjectVisible } from './visibility';

jest.setTimeout(200_000);

const PRINCIPALS = ['group:default/a', 'group:default/b', 'user:default/c'];
const CLUSTERS = ['main', 'edge'];
const TAGS = ['red', 'blue'];

/** Every owner, cluster and tag with every grant, so that no filter meets all or none by chance. */
function someProjects(): ProjectRecord[] {
  return PRINCIPALS.flatMap((owner, o) =>
    CLUSTERS.flatMap((cluster, c) =>
      ROLES.map((role, r) =>
        aProject({
          name: `p-${o}${c}${r}`,
          owner,
          cluster,
          tags: TAGS.slice(0, (o + r) % 3),
          grants: [
            {
              principal: PRINCIPALS[(o + c + 1) % 3]!,
              role,
              createdAt: DAWN,
              createdBy: owner,
            },
          ],
        }),
      ),
    ),
  );
}

const criterion: fc.Arbitrary<ProjectCriterion> = fc.oneof(
  fc.record({ ownedBy: fc.subarray(PRINCIPALS) }),
  fc.record({
    grantedTo: fc.subarray(PRINCIPALS),
    roles: fc.subarray([...ROLES]),
  }),
  fc.record({ inClusters: fc.subarray(CLUSTERS) }),
  fc.record({ hasTag: fc.constantFrom(...TAGS) }),
);

const { filter } = fc.letrec<{ filter: ProjectFilter }>(tie => {
  const some = fc
    .array(tie('filter'), { minLength: 1, maxLength: 3 })
    .map(([first, ...rest]) => [first!, ...rest] as const);
  return {
    filter: fc.oneof(
      { maxDepth: 3 },
      criterion,
      some.map(([...anyOf]): ProjectFilter => ({ anyOf: [...anyOf] })),
      some.map(([...allOf]): ProjectFilter => ({ allOf: [...allOf] })),
      tie('filter').map((not): ProjectFilter => ({ not })),
    ),
  };
});

const visibility = fc.record({
  principals: fc.option(fc.subarray(PRINCIPALS), { nil: undefined }),
  filters: fc.array(filter, { maxLength: 2 }),
});

const databases = useDatabases();

describe.each(KEEPERS)('who sees which projects in %s', engine => {
  const stores = useKeeper(databases, engine);

  it('is the same as in memory, for lists of projects', async () => {
    const projects = someProjects();
    for (const project of projects) {
      await stores.projects.insert(project);
    }

    await fc.assert(
      fc.asyncProperty(visibility, async visibleTo => {
        const page = await stores.projects.list({ visibleTo, limit: 100 });

        const want = projects.filter(each => isProjectVisible(each, visibleTo));
        expect(page.items.map(({ name }) => name)).toEqual(
          want.map(({ name }) => name).sort(),
        );
        expect(page.total).toBe(want.length);
      }),
      { numRuns: 60 },
    );
  });
});
