import type { SpecPath } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { rolloutSpecSchema } from '@one-click/backstage-plugin-one-click-common/v1alpha1/schema';
import leven from 'leven';
import { z } from 'zod';

interface FieldSchema {
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly items?: FieldSchema;
  readonly anyOf?: readonly FieldSchema[];
}

let known: FieldSchema | undefined;

/** Made once, when somebody first searches by a field. */
function knownFields(): FieldSchema {
  known ??= z.toJSONSchema(rolloutSpecSchema, {
    io: 'input',
    reused: 'inline',
    unrepresentable: 'any',
  }) as FieldSchema;
  return known;
}

/** A field that no spec has, and the one that was probably meant. */
export interface UnknownField {
  readonly field: string;
  readonly suggestion: string | undefined;
}

/** The first step of a path that leads to no field of a Rollout; `undefined` where all of them do. */
export function findUnknownField(path: SpecPath): UnknownField | undefined {
  let at: FieldSchema | undefined = knownFields();
  for (const segment of path) {
    const inner: FieldSchema | undefined = at && unwrap(at);
    if (typeof segment === 'object') {
      at = inner?.items;
    } else if (inner?.properties) {
      const next: FieldSchema | undefined = inner.properties[segment];
      if (!next) {
        return {
          field: segment,
          suggestion: suggest(segment, inner.properties),
        };
      }
      at = next;
    } else {
      // A map of people's own words, or a value: whatever is below may exist.
      return undefined;
    }
  }
  return undefined;
}

function unwrap(schema: FieldSchema): FieldSchema {
  return schema.anyOf?.find(each => each.properties ?? each.items) ?? schema;
}

/** Further away than this a name is no slip of the finger. */
const MAX_DISTANCE = 3;

function suggest(
  field: string,
  properties: Readonly<Record<string, FieldSchema>>,
): string | undefined {
  const [nearest] = Object.keys(properties)
    .map(name => ({ name, distance: leven(field, name) }))
    .sort((a, b) => a.distance - b.distance);
  return nearest && nearest.distance <= MAX_DISTANCE ? nearest.name : undefined;
}
