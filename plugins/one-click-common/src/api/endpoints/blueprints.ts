import { z } from 'zod';
import { blueprintSchema } from '../../wire';
import type { Endpoint } from './Endpoint';

/** Operations of blueprints. */
export const blueprintsEndpoints = {
  listBlueprints: {
    method: 'get',
    path: '/v1/blueprints',
    summary: 'Blueprints that the caller may deploy',
    response: z.object({ items: z.array(blueprintSchema) }),
  },
} as const satisfies Record<string, Endpoint>;
