import { endpoints } from '@one-click/backstage-plugin-one-click-common';
import { aSpec } from '../test/records';
import { ABSENT_CLUSTER, startOneClickBackend } from '../test/testBackend';
import type { TestBackend } from '../test/testBackend';

jest.setTimeout(200_000);

describe('the contract', () => {
  let backend: TestBackend;

  beforeAll(async () => {
    backend = await startOneClickBackend();
  });
  afterAll(() => backend?.stop());

  it('has the shapes that are answered', async () => {
    const ana = backend.clientOf('ana');
    const ref = { project: 'shop', rollout: 'web' };
    await ana.createProject({ name: 'shop', owner: 'group:default/team-a' });
    await ana.createRollout('shop', { name: 'web', spec: aSpec() });
    const answers = {
      getMe: await ana.getMe(),
      listClusters: { items: await ana.listClusters() },
      listBlueprints: await ana.call('listBlueprints', {}),
      listProjects: await ana.listProjects(),
      getProject: await ana.getProject(ref.project),
      listRollouts: await ana.listRollouts(),
      getRollout: await ana.getRollout(ref),
      listRevisions: await ana.listRevisions(ref),
      getRevision: await ana.getRevision(ref, 1),
    };

    for (const [operation, answer] of Object.entries(answers)) {
      const { response } = endpoints[operation as keyof typeof answers];
      expect([operation, response.safeParse(answer).error]).toEqual([
        operation,
        undefined,
      ]);
    }
    expect(answers.listBlueprints.items.length).toBeGreaterThan(3);
    expect(answers.listClusters.items).toMatchObject([
      { name: 'main', title: ABSENT_CLUSTER.title },
    ]);
  });
});
