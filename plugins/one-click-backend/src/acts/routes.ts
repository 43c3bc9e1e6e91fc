import type { Routes } from '../api/createRoutes';
import { changesProject, readsProject } from '../api/Route';
import type { SaveService } from '../rollouts/RolloutService';
import type { ActService } from './ActService';
import { growVolume, PAUSE, RESUME, scaleTo, suspendJob } from './specOrders';

type RevisionAct =
  | 'pauseRollout'
  | 'resumeRollout'
  | 'scaleRollout'
  | 'growVolume'
  | 'suspendJob'
  | 'resumeJob';

type PlainAct =
  | 'restartRollout'
  | 'runJob'
  | 'listRuns'
  | 'deleteRun'
  | 'deletePod';

/** Operations of day two. */
export type ActOperation = RevisionAct | PlainAct;

/** Acts that make a revision: whoever runs a rollout may do them, without a right to edit it. */
export function createRevisionActRoutes(
  saves: Pick<SaveService, 'change'>,
): Pick<Routes, RevisionAct> {
  return {
    pauseRollout: changesProject(
      { role: 'operator', event: 'rollout-pause' },
      ({ params: { rollout }, idempotency }, access) =>
        saves.change({ access, rollout, idempotency, order: PAUSE }),
    ),
    resumeRollout: changesProject(
      { role: 'operator', event: 'rollout-resume' },
      ({ params: { rollout }, idempotency }, access) =>
        saves.change({ access, rollout, idempotency, order: RESUME }),
    ),
    scaleRollout: changesProject(
      { role: 'operator', event: 'rollout-scale' },
      ({ params: { rollout }, body, idempotency }, access) => {
        const order = scaleTo(body.replicas);
        return saves.change({ access, rollout, idempotency, order });
      },
    ),
    growVolume: changesProject(
      { role: 'editor', event: 'volume-grow' },
      ({ params: { rollout, volume }, body, idempotency }, access) => {
        const order = growVolume(volume, body.size);
        return saves.change({ access, rollout, idempotency, order });
      },
    ),
    suspendJob: changesProject(
      { role: 'operator', event: 'job-suspend' },
      ({ params: { rollout, job }, idempotency }, access) => {
        const order = suspendJob(job, true);
        return saves.change({ access, rollout, idempotency, order });
      },
    ),
    resumeJob: changesProject(
      { role: 'operator', event: 'job-resume' },
      ({ params: { rollout, job }, idempotency }, access) => {
        const order = suspendJob(job, false);
        return saves.change({ access, rollout, idempotency, order });
      },
    ),
  };
}

/** Acts without a revision. */
export function createPlainActRoutes(acts: ActService): Pick<Routes, PlainAct> {
  return {
    restartRollout: changesProject(
      { role: 'operator', event: 'rollout-restart' },
      ({ params, idempotency }, access) =>
        acts.restart({ access, rollout: params.rollout, idempotency }),
    ),
    runJob: changesProject(
      { role: 'operator', event: 'job-run' },
      ({ params, idempotency }, access) =>
        acts.runJob({ ...params, access, idempotency }),
    ),
    listRuns: readsProject('viewer', async ({ params }, access) => ({
      items: await acts.listRuns({ ...params, access }),
    })),
    deleteRun: changesProject(
      { role: 'operator', event: 'run-delete' },
      ({ params }, access) => acts.deleteRun({ ...params, access }),
    ),
    deletePod: changesProject(
      { role: 'operator', event: 'pod-delete' },
      ({ params }, access) => acts.deletePod({ ...params, access }),
    ),
  };
}
