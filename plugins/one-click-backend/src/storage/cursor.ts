import type { z } from 'zod';
import { InvalidRequestError } from '../errors';

/** Where a page ends, as a text that callers hand back and need not read. */
export function encodeCursor(position: unknown): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** The position a cursor stands for. Throws InvalidRequestError for a cursor that is none of ours. */
export function decodeCursor<T>(
  cursor: string | undefined,
  schema: z.ZodType<T>,
): T | undefined {
  if (cursor === undefined) {
    return undefined;
  }
  const parsed = schema.safeParse(parseJson(cursor));
  if (!parsed.success) {
    throw new InvalidRequestError([
      {
        path: 'cursor',
        message:
          'is not a cursor of this list: take the nextCursor of the page before, or leave it out',
      },
    ]);
  }
  return parsed.data;
}

function parseJson(cursor: string): unknown {
  try {
    const text = Buffer.from(cursor, 'base64url').toString('utf8');
    // PostgreSQL compares nothing with a zero byte.
    return text.includes('\\u0000') ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
