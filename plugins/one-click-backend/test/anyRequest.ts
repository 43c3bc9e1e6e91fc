import { randomUUID } from 'node:crypto';
import { endpoints } from '@one-click/backstage-plugin-one-click-common';
import type {
  Endpoint,
  Operation,
} from '@one-click/backstage-plugin-one-click-common';
import { z } from 'zod';

/** Every operation of the contract. */
export const OPERATIONS = Object.keys(endpoints) as Operation[];

/** An operation as its table entry says it. */
export function endpointOf(operation: Operation): Endpoint {
  return endpoints[operation];
}

/** Whether the path names a project, so that a role in it decides. */
export function isInProject(operation: Operation): boolean {
  return 'project' in (endpointOf(operation).params ?? {});
}

/** What a parameter may look like: the first that its schema takes. */
const GUESSES = ['1', 'one', randomUUID(), 'a'.repeat(64), 'one.png'];

/** The path with the given names in it, and some for the rest. */
export function fillPath(
  operation: Operation,
  given: Readonly<Record<string, string>> = {},
): string {
  const { path, params = {} } = endpointOf(operation);
  return path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(given[name] ?? guess(params[name])),
  );
}

function guess(schema: z.ZodType = z.string()): string {
  const { enum: [listed] = [] } = z.toJSONSchema(schema, { io: 'input' });
  return typeof listed === 'string'
    ? listed
    : GUESSES.find(each => schema.safeParse(each).success) ?? '1';
}

export interface AnyRequest {
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface AnyAnswer {
  readonly status: number;
  /** Empty for a stream, which is cut at once. */
  readonly text: string;
  readonly headers: Headers;
}

/** Sends a request of any operation, with an empty body where it wants one and none is given. */
export async function send(
  url: string,
  operation: Operation,
  request: AnyRequest = {},
): Promise<AnyAnswer> {
  const { method, body: wantsBody } = endpointOf(operation);
  const { params, headers, body = wantsBody && {} } = request;
  const response = await fetch(`${url}${fillPath(operation, params)}`, {
    method: method.toUpperCase(),
    headers: {
      ...headers,
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(20_000),
  });
  const isStream = response.headers
    .get('content-type')
    ?.startsWith('text/event-stream');
  if (isStream) {
    await response.body?.cancel();
  }
  return {
    status: response.status,
    text: isStream ? '' : await response.text(),
    headers: response.headers,
  };
}
