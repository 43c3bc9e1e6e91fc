import { z } from 'zod';
import {
  backendHealthSchema,
  logQuerySchema,
  manifestSchema,
  mapKindSchema,
  nameSchema,
  entityRefSchema,
  rolloutMapSchema,
  stateCountsSchema,
  textSchema,
  usageSchema,
} from '../../wire';
import type { Endpoint } from './Endpoint';
import { inRollout } from './params';

/** Operations that read what the cluster tells of a rollout right now, and how the plugin fares. */
export const liveEndpoints = {
  getMap: {
    method: 'get',
    path: '/v1/projects/{project}/rollouts/{rollout}/map',
    summary: 'The objects of a rollout and how they hang together, right now',
    params: inRollout,
    response: rolloutMapSchema,
  },
  getManifest: {
    method: 'get',
    path: '/v1/projects/{project}/rollouts/{rollout}/objects/{kind}/{name}',
    summary: 'The live YAML of one object of a rollout, without secrets',
    params: {
      ...inRollout,
      kind: mapKindSchema,
      name: textSchema.min(1).max(253),
    },
    query: z.object({
      /** Adds who owns which field. */
      managedFields: z.stringbool().optional(),
    }),
    response: manifestSchema,
  },
  getUsage: {
    method: 'get',
    path: '/v1/projects/{project}/rollouts/{rollout}/usage',
    summary:
      'CPU and memory of a rollout, now and as far back as it was watched',
    params: inRollout,
    response: usageSchema,
  },
  downloadLogs: {
    method: 'get',
    path: '/v1/projects/{project}/rollouts/{rollout}/logs',
    summary: 'Logs of a rollout as a text file of at most 50 MB',
    params: inRollout,
    query: logQuerySchema.omit({ follow: true, tail: true }),
    produces: 'text/plain',
    response: z.string(),
  },
  countRollouts: {
    method: 'get',
    path: '/v1/rollout-counts',
    summary: 'How many rollouts that the caller may see are in each state',
    query: z.object({
      q: textSchema.max(200).optional(),
      project: nameSchema.optional(),
      entityRef: entityRefSchema.optional(),
    }),
    response: stateCountsSchema,
  },
  getHealth: {
    method: 'get',
    path: '/v1/health',
    summary: 'How the plugin itself fares',
    response: backendHealthSchema,
  },
} as const satisfies Record<string, Endpoint>;
