import { z } from 'zod';
import { clusterSchema, meSchema } from '../../wire';
import type { Endpoint } from './Endpoint';

/** Operations of general. */
export const generalEndpoints = {
  getMe: {
    method: 'get',
    path: '/v1/me',
    summary: 'Who asks and what they may do',
    response: meSchema,
  },
  listClusters: {
    method: 'get',
    path: '/v1/clusters',
    summary: 'The configured clusters and what is known of them',
    response: z.object({ items: z.array(clusterSchema) }),
  },
} as const satisfies Record<string, Endpoint>;
