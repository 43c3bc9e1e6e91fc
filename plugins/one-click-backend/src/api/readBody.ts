import type { Endpoint } from '@one-click/backstage-plugin-one-click-common';
import express from 'express';
import type { Request, RequestHandler, Response } from 'express';
import { InvalidRequestError, TooLargeError } from '../errors';

/** Names, texts and lists of a form stay far below this, in bytes. */
export const DEFAULT_BODY_LIMIT = 64 * 1024;
/** The schema of a rollout has a dozen levels; far deeper bodies are made to exhaust the stack. */
const DEPTH_LIMIT = 64;

/** Reads the JSON of a request into `req.body`. Throws TooLargeError and InvalidRequestError. */
export type BodyReader = (req: Request, res: Response) => Promise<void>;

/** Reads bodies of up to the size that the endpoint says; what is no JSON is left unread. */
export function createBodyReader(endpoint: Endpoint): BodyReader {
  const limit = endpoint.bodyLimit ?? DEFAULT_BODY_LIMIT;
  const parse = express.json({ limit });
  return async (req, res) => {
    if (!endpoint.body) {
      return;
    }
    await run(parse, { req, res }).catch(error => {
      throw toBodyError(error, limit);
    });
    if (isDeeper(req.body, DEPTH_LIMIT)) {
      throw new InvalidRequestError([
        { path: 'body', message: `nests more than ${DEPTH_LIMIT} levels` },
      ]);
    }
  };
}

async function run(
  handler: RequestHandler,
  { req, res }: { readonly req: Request; readonly res: Response },
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    handler(req, res, error => (error ? reject(error) : resolve()));
  });
}

function toBodyError(error: { readonly type?: unknown }, limit: number) {
  switch (error.type) {
    case 'entity.too.large':
      return new TooLargeError(limit);
    case 'entity.parse.failed':
      // The parser's own message quotes the body, which may hold a secret.
      return new InvalidRequestError([
        { path: 'body', message: 'is not valid JSON' },
      ]);
    default:
      return error;
  }
}

function isDeeper(value: unknown, limit: number): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) {
      return true;
    }
    level = level.flatMap(each =>
      typeof each === 'object' && each !== null ? Object.values(each) : [],
    );
  }
  return false;
}
