import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { resources } from '@one-click/backstage-plugin-one-click-kube';
import { waitFor } from '@one-click/devcluster';
import type { AuditEvent } from '@one-click/devcluster';
import { inParallel, OPERATOR_USER } from '../../world';
import type { RolloutRef, World } from '../../world';
import { noteOperator } from '../noteOperator';
import type { ScenarioContext } from '../Scenario';

const BENCH_WORKERS = 16;

/** Another image for all rollouts at once, and then the end of all of them. */
export async function mass(context: ScenarioContext): Promise<void> {
  const { world, options, note } = context;
  const operator = await world.startOperator();
  const fleet = await world.settleFleet('mass', options.size);

  const change = await changeImages(world, fleet);
  note({
    name: 'another image, until the last Deployment',
    value: change.seconds,
    unit: 's',
  });
  note({
    name: 'writes of Deployments for it',
    value: change.deployments,
    unit: 'writes',
    limit: options.size,
  });
  note({ name: 'other writes for it', value: change.others, unit: 'writes' });
  await noteOperator(operator, note);

  const removal = await removeAll(world, fleet);
  note({
    name: 'deletion, until the last Deployment is gone',
    value: removal.seconds,
    unit: 's',
  });
  note({
    name: 'writes of the operator for it',
    value: removal.writes,
    unit: 'writes',
  });
  note({
    name: 'complaints in all',
    value: operator.complaints.length,
    unit: 'lines',
  });
}

async function changeImages(world: World, fleet: readonly RolloutRef[]) {
  const all = await world.tailAudit();
  const own = await world.tailAudit();
  const body = { spec: { image: { tag: '1.27.1' } } };
  await inParallel(fleet, BENCH_WORKERS, ref =>
    world.admin.patch<Rollout>(resources.rollouts, ref, {
      patch: { type: 'merge', body },
    }),
  );
  await world.untilAtRest(own);
  const events = await all.read();
  const begun = events.find(isImageChange);
  const writes = events.filter(
    ({ user, verb, resource }) =>
      user === OPERATOR_USER && verb === 'patch' && resource !== 'leases',
  );
  const deployments = writes.filter(
    ({ resource }) => resource === 'deployments',
  );
  const last = Math.max(...deployments.map(({ at }) => at.getTime()));
  return {
    seconds: (last - (begun?.at.getTime() ?? NaN)) / 1_000,
    deployments: deployments.length,
    others: writes.length - deployments.length,
  };
}

function isImageChange({
  user,
  resource,
  verb,
  subresource,
}: AuditEvent): boolean {
  return (
    user === 'admin' &&
    resource === 'rollouts' &&
    verb === 'patch' &&
    subresource === undefined
  );
}

async function removeAll(world: World, fleet: readonly RolloutRef[]) {
  const own = await world.tailAudit();
  const startedAt = performance.now();
  await inParallel(fleet, BENCH_WORKERS, ref =>
    world.admin.delete(resources.rollouts, ref),
  );
  await waitFor(
    async () =>
      (await world.count(resources.rollouts)) === 0 &&
      (await world.count(resources.deployments)) === 0,
    { what: 'all Deployments to be gone', timeoutMs: 600_000 },
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  return { seconds, writes: await world.untilAtRest(own) };
}
