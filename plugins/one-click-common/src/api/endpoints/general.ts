import { z } from 'zod';
import {
  clusterDetailSchema,
  clusterSchema,
  meSchema,
  nameSchema,
} from '../../wire';
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
  getCluster: {
    method: 'get',
    path: '/v1/clusters/{cluster}',
    summary: 'What is known of one cluster: its version, nodes and classes',
    params: { cluster: nameSchema },
    response: clusterDetailSchema,
  },
} as const satisfies Record<string, Endpoint>;
