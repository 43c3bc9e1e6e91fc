import type { FieldError } from '@one-click/backstage-plugin-one-click-common';
import type {
  Endpoint,
  Operation,
} from '@one-click/backstage-plugin-one-click-common';
import { redactSpec } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Request } from 'express';
import { z } from 'zod';
import { InvalidRequestError } from '../errors';
import { createIdempotencyKey } from '../idempotency/IdempotencyKey';
import { formatIssuePath } from '../saving/parseDraft';

const ifMatchSchema = z
  .string()
  .regex(/^"?\d{1,9}"?$/, {
    message: 'must be the number of a revision in quotes, as in "3"',
  })
  .transform(text => Number(text.replaceAll('"', '')));

const pathNamesSchema = z.object({
  project: z.string().optional(),
  rollout: z.string().optional(),
});
export type PathNames = z.infer<typeof pathNamesSchema>;

const idempotencyKeySchema = z.string().regex(/^[\x21-\x7e]{1,128}$/, {
  message: 'must be 1 to 128 printable characters without spaces',
});

const bodySchema = z.looseObject({
  spec: z.looseObject({}).optional().catch(undefined),
  blueprint: z
    .looseObject({ parameters: z.looseObject({}).optional() })
    .optional()
    .catch(undefined),
});

/** The names in the path of a request. Throws InvalidRequestError for one that nothing can have. */
export function parsePath({ params }: Endpoint, req: Request): PathNames {
  const parsed = z.object(params ?? {}).safeParse(req.params);
  if (!parsed.success) {
    throw new InvalidRequestError(toFieldErrors(parsed.error, 'path'));
  }
  return pathNamesSchema.parse(parsed.data);
}

/** The parts of a request by the shapes that its operation asks for. Throws InvalidRequestError, which names each part at fault. */
export function parseRequest(
  operation: Operation,
  endpoint: Endpoint,
  req: Request,
) {
  const errors: FieldError[] = [];
  const read = (schema: z.ZodType | undefined, value: unknown, at = '') => {
    const parsed = schema?.safeParse(value);
    errors.push(...toFieldErrors(parsed?.error, at));
    return parsed?.data;
  };
  const header = (name: string, schema: z.ZodType) => {
    const value = endpoint.headers?.includes(name) && req.get(name);
    return value ? read(schema, value, name) : undefined;
  };
  const { params, query, body } = endpoint;
  const parsed = {
    params: read(params && z.object(params), req.params) ?? {},
    query: read(query, req.query),
    body: read(body, req.body),
  };
  const baseRevision = header('If-Match', ifMatchSchema);
  const key = header('Idempotency-Key', idempotencyKeySchema);
  if (errors.length > 0) {
    throw new InvalidRequestError(errors);
  }
  return {
    ...parsed,
    baseRevision,
    idempotency:
      typeof key === 'string'
        ? createIdempotencyKey(key, [
            operation,
            withoutSecrets(parsed),
            baseRevision,
          ])
        : undefined,
  };
}

/** Not even the hash of a value is kept: it would give short ones away. */
function withoutSecrets<P extends { readonly body: unknown }>(parsed: P): P {
  const body = bodySchema.safeParse(parsed.body).data;
  return body
    ? {
        ...parsed,
        body: {
          ...body,
          secrets: undefined,
          ...(body.spec && { spec: redactSpec(body.spec) }),
          ...(body.blueprint && {
            blueprint: {
              ...body.blueprint,
              parameters: Object.keys(body.blueprint.parameters ?? {}).sort(),
            },
          }),
        },
      }
    : parsed;
}

function toFieldErrors(
  error: z.ZodError | undefined,
  at: string,
): FieldError[] {
  return (error?.issues ?? []).map(({ path, message }) => ({
    path: formatIssuePath(path) || at || 'body',
    message,
  }));
}
