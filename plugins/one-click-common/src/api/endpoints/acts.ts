import { z } from 'zod';
import {
  deletedSchema,
  instanceCountSchema,
  itemNameSchema,
  jobRunSchema,
  jobStartedSchema,
  objectNameSchema,
  restartedSchema,
  savedSchema,
  volumeSizeSchema,
} from '../../wire';
import type { Endpoint } from './Endpoint';
import { inRollout } from './params';

const ROLLOUT = '/v1/projects/{project}/rollouts/{rollout}';
const inJob = { ...inRollout, job: itemNameSchema };

/** Day-2 acts on a rollout. */
export const actsEndpoints = {
  restartRollout: {
    method: 'post',
    path: `${ROLLOUT}/restart`,
    summary: 'Replace all instances, one by one, without a new revision',
    params: inRollout,
    headers: ['Idempotency-Key'],
    response: restartedSchema,
  },
  pauseRollout: {
    method: 'post',
    path: `${ROLLOUT}/pause`,
    summary: 'Stop all instances and jobs, and keep everything else',
    params: inRollout,
    headers: ['Idempotency-Key'],
    response: savedSchema,
  },
  resumeRollout: {
    method: 'post',
    path: `${ROLLOUT}/resume`,
    summary: 'End a pause',
    params: inRollout,
    headers: ['Idempotency-Key'],
    response: savedSchema,
  },
  scaleRollout: {
    method: 'put',
    path: `${ROLLOUT}/instances`,
    summary: 'Change how many instances run',
    params: inRollout,
    body: instanceCountSchema,
    headers: ['Idempotency-Key'],
    response: savedSchema,
  },
  growVolume: {
    method: 'put',
    path: `${ROLLOUT}/volumes/{volume}/size`,
    summary: 'Let a volume grow',
    params: { ...inRollout, volume: itemNameSchema },
    body: volumeSizeSchema,
    headers: ['Idempotency-Key'],
    response: savedSchema,
  },
  suspendJob: {
    method: 'post',
    path: `${ROLLOUT}/jobs/{job}/suspend`,
    summary: 'Let a job rest until it is resumed',
    params: inJob,
    headers: ['Idempotency-Key'],
    response: savedSchema,
  },
  resumeJob: {
    method: 'post',
    path: `${ROLLOUT}/jobs/{job}/resume`,
    summary: 'Let a job follow its schedule again',
    params: inJob,
    headers: ['Idempotency-Key'],
    response: savedSchema,
  },
  runJob: {
    method: 'post',
    path: `${ROLLOUT}/jobs/{job}/run`,
    summary: 'Run a job now, beside its schedule',
    params: inJob,
    headers: ['Idempotency-Key'],
    status: 201,
    response: jobStartedSchema,
  },
  listRuns: {
    method: 'get',
    path: `${ROLLOUT}/jobs/{job}/runs`,
    summary: 'The runs of a job that the cluster still has, newest first',
    params: inJob,
    response: z.object({ items: z.array(jobRunSchema) }),
  },
  deleteRun: {
    method: 'delete',
    path: `${ROLLOUT}/runs/{run}`,
    summary: 'Delete a run of a job, with its pods and their logs',
    params: { ...inRollout, run: objectNameSchema },
    response: deletedSchema,
  },
  deletePod: {
    method: 'delete',
    path: `${ROLLOUT}/pods/{pod}`,
    summary: 'Delete an instance; the cluster makes a new one',
    params: { ...inRollout, pod: objectNameSchema },
    response: deletedSchema,
  },
} as const satisfies Record<string, Endpoint>;
