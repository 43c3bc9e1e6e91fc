import type { z } from 'zod';

/**
 * One operation of the API.
 *
 * `status` defaults to 200. `headers` names request headers that matter:
 * `Idempotency-Key` makes a retried request one change, `If-Match` is the
 * revision that the form was opened with, in quotes. `produces` is the media
 * type of an answer that is not JSON. `bodyLimit` is the size of the largest
 * body in bytes, 64 kB where absent.
 */
export interface Endpoint {
  method: 'get' | 'post' | 'put' | 'delete';
  path: string;
  summary: string;
  params?: Record<string, z.ZodType>;
  query?: z.ZodObject;
  body?: z.ZodType;
  bodyLimit?: number;
  headers?: readonly string[];
  status?: number;
  produces?: string;
  response: z.ZodType;
}
