import { randomUUID } from 'node:crypto';
import {
  KubeForbiddenError,
  KubeUnavailableError,
} from '@one-click/backstage-plugin-one-click-kube';
import { FakeClusterActs } from '../../test/FakeClusterActs';
import { createRunningRig } from '../../test/rig';
import { ClusterAwayError } from '../errors';
import { createIdempotencyKey } from '../idempotency/IdempotencyKey';
import { ActService } from './ActService';

/** The rollout `web`, and a cluster that writes down what is asked of it. */
async function createActs() {
  const rig = await createRunningRig();
  const cluster = new FakeClusterActs();
  const { rollouts, projects } = rig.state.stores;
  const found = await rollouts.find(rig.project.id, 'web');
  const [project] = await projects.findByIds([rig.project.id]);
  const acts = new ActService({
    state: rig.state,
    cluster: () => cluster,
    now: () => rig.clock.now(),
    newId: randomUUID,
  });
  return {
    ...rig,
    acts,
    cluster,
    rolloutId: found!.id,
    web: { ...rig.web, access: { ...rig.access, project: project! } },
    async told() {
      const { items } = await rig.state.stores.activity.list({
        projectId: rig.project.id,
        kind: 'act',
        limit: 10,
      });
      return items.map(({ act, actor, details }) => ({ act, actor, details }));
    },
  };
}

const ana = 'user:default/ana';
const keyed = (key: string) => createIdempotencyKey(key, [key]);

describe('an act without a revision', () => {
  it('is done in the cluster and told on the timeline', async () => {
    const { acts, web, cluster, told, read } = await createActs();

    const { restartedAt } = await acts.restart(web);

    expect(cluster.asked).toEqual([`restart oc-shop/web ${restartedAt}`]);
    await expect(told()).resolves.toEqual([
      { act: 'rollout-restart', actor: ana, details: {} },
    ]);
    await expect(read()).resolves.toMatchObject({ revision: { number: 1 } });
  });

  it('is refused while the namespace is not known to be the project’s', async () => {
    const { acts, web, cluster, told } = await createActs();
    const { access } = web;
    const project = { ...access.project, namespaceUid: undefined };
    const request = { ...web, access: { ...access, project } };

    for (const act of [
      () => acts.restart(request),
      () => acts.deletePod({ ...request, pod: 'web-1' }),
      () => acts.listRuns({ ...request, job: 'nightly' }),
    ]) {
      await expect(act()).rejects.toThrow(
        "Project 'shop' has no namespace in its cluster yet",
      );
    }
    expect(cluster.asked).toEqual([]);
    await expect(told()).resolves.toEqual([]);
  });

  it('R09 is told once of a request that comes twice, and is the same in the cluster', async () => {
    const { acts, web, clock, cluster, told } = await createActs();
    const request = { ...web, idempotency: keyed('one') };

    const first = await acts.restart(request);
    await clock.advance(5_000);
    const second = await acts.restart(request);

    expect(second).toEqual(first);
    expect(new Set(cluster.asked).size).toBe(1);
    await expect(told()).resolves.toHaveLength(1);
  });

  it('goes on with its plan when a retry finds it half done', async () => {
    const { acts, web, cluster, told } = await createActs();
    const request = { ...web, job: 'nightly', idempotency: keyed('run') };
    cluster.failure = new KubeUnavailableError('connection reset');
    await expect(acts.runJob(request)).rejects.toBeInstanceOf(ClusterAwayError);
    await expect(told()).resolves.toEqual([]);

    const { run } = await acts.runJob(request);

    expect(cluster.asked).toEqual([`run ${run}`, `run ${run}`]);
    await expect(told()).resolves.toEqual([
      { act: 'job-run', actor: ana, details: { job: 'nightly', run } },
    ]);
  });

  it('runs a job twice for two requests', async () => {
    const { acts, web, told } = await createActs();
    const one = await acts.runJob({ ...web, job: 'nightly' });
    const other = await acts.runJob({ ...web, job: 'nightly' });

    expect(one.run).not.toBe(other.run);
    await expect(told()).resolves.toHaveLength(2);
  });

  it('says that the cluster is away before it plans anything', async () => {
    const rig = await createActs();
    const acts = new ActService({
      state: rig.state,
      cluster: name => {
        throw new ClusterAwayError(name);
      },
      now: () => rig.clock.now(),
      newId: randomUUID,
    });

    await expect(acts.restart(rig.web)).rejects.toMatchObject({
      statusCode: 503,
      cause: 'ClusterAway',
    });
    await expect(acts.listRuns({ ...rig.web, job: 'x' })).rejects.toMatchObject(
      { statusCode: 503 },
    );
  });

  it('tells a refusal of the cluster in its words, and no timeline of it', async () => {
    const { acts, web, cluster, told } = await createActs();
    cluster.failure = new KubeForbiddenError('quota exceeded: jobs');

    await expect(acts.runJob({ ...web, job: 'nightly' })).rejects.toMatchObject(
      {
        name: 'ConflictError',
        message: "Cluster 'main' refused: quota exceeded: jobs",
      },
    );
    await expect(told()).resolves.toEqual([]);
  });

  it('deletes only what the rollout has', async () => {
    const { acts, web, cluster, told } = await createActs();
    cluster.addPod('web-1');

    await acts.deletePod({ ...web, pod: 'web-1' });

    await expect(
      acts.deletePod({ ...web, pod: 'other-1' }),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
    await expect(told()).resolves.toEqual([
      { act: 'pod-delete', actor: ana, details: { pod: 'web-1' } },
    ]);
  });

  it('leaves alone what is in the bin, or does not exist', async () => {
    const { acts, access, web, cluster, state, rolloutId } = await createActs();
    await state.stores.rollouts.update(rolloutId, {
      binnedAt: '2026-03-04T05:06:07.000Z',
    });

    await expect(acts.restart(web)).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('in the bin'),
    });
    await expect(
      acts.restart({ access, rollout: 'nope' }),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
    expect(cluster.asked).toEqual([]);
  });
});
