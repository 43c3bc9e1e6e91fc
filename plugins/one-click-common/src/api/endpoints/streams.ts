import { z } from 'zod';
import { streamRequestSchema } from '../../wire';
import type { Endpoint } from './Endpoint';

/** Operations of streams. */
export const streamsEndpoints = {
  stream: {
    method: 'post',
    path: '/v1/stream',
    summary: 'The one stream of a browser tab, as server-sent events',
    body: streamRequestSchema,
    bodyLimit: 256_000,
    headers: ['Last-Event-ID'],
    produces: 'text/event-stream',
    response: z.string(),
  },
} as const satisfies Record<string, Endpoint>;
