import * as wire from '@one-click/backstage-plugin-one-click-common';
import type {
  Endpoint,
  Operation,
} from '@one-click/backstage-plugin-one-click-common';
import { rolloutSpecSchema } from '@one-click/backstage-plugin-one-click-common/v1alpha1/schema';
import { z } from 'zod';

type Json = Record<string, unknown>;
type Direction = 'input' | 'output';

const OPERATIONS = Object.entries(wire.endpoints) as [Operation, Endpoint][];

/** Schemas that are described once and referred to by name. */
const NAMED: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  [wire.blueprintSchema, 'Blueprint'],
  [wire.clusterSchema, 'Cluster'],
  [wire.healthSchema, 'Health'],
  [wire.problemSchema, 'Problem'],
  [wire.projectSchema, 'Project'],
  [wire.revisionDetailSchema, 'RevisionDetail'],
  [wire.revisionSchema, 'Revision'],
  [wire.rolloutDetailSchema, 'RolloutDetail'],
  [wire.rolloutSummarySchema, 'RolloutSummary'],
  [wire.saveConflictSchema, 'SaveConflict'],
  [wire.savedSchema, 'Saved'],
]);
const SPEC = 'RolloutSpec';

const errorSchema = z.object({
  error: z.object({
    name: z.string(),
    message: z.string(),
    fields: z.array(wire.fieldErrorSchema).optional(),
    conflict: wire.saveConflictSchema.optional(),
  }),
});

/** The OpenAPI 3.1 document of the API, made from the table of its operations. */
export function buildOpenApi(): Json {
  const paths: Record<string, Json> = {};
  for (const [operation, endpoint] of OPERATIONS) {
    paths[endpoint.path] = {
      ...paths[endpoint.path],
      [endpoint.method]: buildOperation(operation, endpoint),
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'One-Click',
      version: 'v1',
      description: 'Projects, rollouts and their revisions.',
    },
    servers: [{ url: '/api/one-click' }],
    security: [{ backstage: [] }],
    paths,
    components: {
      securitySchemes: { backstage: { type: 'http', scheme: 'bearer' } },
      schemas: buildComponents(),
    },
  };
}

function buildOperation(operation: Operation, endpoint: Endpoint): Json {
  const { summary, body, status = 200, response } = endpoint;
  const media = endpoint.produces ?? 'application/json';
  return {
    operationId: `${operation.charAt(0).toUpperCase()}${operation.slice(1)}`,
    summary,
    ...accessTo(operation),
    parameters: [
      ...parametersOf('path', endpoint.params),
      ...parametersOf('query', endpoint.query?.shape),
      ...(endpoint.headers ?? []).map(name => ({
        name,
        in: 'header',
        required: name === 'If-Match',
        schema: { type: 'string' },
      })),
    ],
    ...(body && {
      requestBody: {
        required: true,
        content: {
          'application/json': { schema: toJsonSchema(body, 'input') },
        },
      },
    }),
    responses: {
      [status]: {
        description: 'Done',
        content: { [media]: { schema: referTo(response) } },
      },
      default: {
        description: 'Refused or failed',
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/Error' },
          },
        },
      },
    },
  };
}

/** The permission that an operation asks for, and the least role that comes with it. */
function accessTo(operation: Operation): Json {
  const permission = wire.operationPermissions[operation];
  return {
    ...(permission && { 'x-permission': permission.name }),
    ...(permission?.type === 'resource' && {
      'x-role': wire.leastRoleFor(permission),
    }),
  };
}

/** An answer by its name, where it has one. */
function referTo(schema: z.ZodType): Json {
  const name = NAMED.get(schema);
  return name === undefined
    ? toJsonSchema(schema, 'output')
    : { $ref: `#/components/schemas/${name}` };
}

function parametersOf(
  place: 'path' | 'query',
  shape: Readonly<Record<string, z.ZodType>> = {},
): Json[] {
  return Object.entries(shape).map(([name, schema]) => ({
    name,
    in: place,
    required: place === 'path',
    schema: toJsonSchema(schema, 'input'),
  }));
}

function buildComponents(): Json {
  const named = [...NAMED].map(([schema, name]) => [
    name,
    toJsonSchema(schema as z.ZodType, 'output'),
  ]);
  return {
    ...Object.fromEntries(named),
    [SPEC]: toJsonSchema(rolloutSpecSchema, 'input'),
    Error: toJsonSchema(errorSchema, 'output'),
  };
}

/** A schema as OpenAPI 3.1 takes it; what has a name is referred to by it. */
function toJsonSchema(schema: z.ZodType, io: Direction): Json {
  const { $schema, ...json } = z.toJSONSchema(schema, {
    io,
    reused: 'inline',
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema, path }) {
      const name =
        zodSchema === (wire.specSchema as unknown)
          ? SPEC
          : NAMED.get(zodSchema);
      if (name !== undefined && path.length > 0) {
        replaceByReference(jsonSchema, name);
      }
    },
  });
  return withoutExtensions(json) as Json;
}

function replaceByReference(jsonSchema: object, name: string): void {
  for (const key of Object.keys(jsonSchema)) {
    Reflect.deleteProperty(jsonSchema, key);
  }
  Object.assign(jsonSchema, { $ref: `#/components/schemas/${name}` });
}

/** Drops what only a CRD or our own generators understand. */
function withoutExtensions(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutExtensions);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !key.startsWith('x-'))
      .map(([key, child]) => [key, withoutExtensions(child)]),
  );
}
