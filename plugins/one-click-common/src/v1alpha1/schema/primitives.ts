import { z } from 'zod';
import { compareQuantities } from '../quantity';
import { between, cel, celIsQuantity, isSafeQuantity, matching } from './rule';

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const DNS_LABEL = `^${LABEL}$`;
const DNS_SUBDOMAIN = `^${LABEL}(\\.${LABEL})*$`;
const STARTS_WITH_LETTER = '^[a-z]([-a-z0-9]*[a-z0-9])?$';
const INT32_MAX = 2 ** 31 - 1;

/** Lists without a natural end hold at most this many items; CEL cost needs a bound. */
export const MAX_ITEMS = 64;
/** Environment lists of the program are the longest of all. */
export const MAX_VARIABLES = 512;
/** Jobs, init containers and sidecars get fewer, since there may be many of those. */
export const MAX_OTHER_VARIABLES = 128;
/** The longest value of a variable in characters: Linux takes no longer one. */
export const MAX_VALUE_LENGTH = 131_072;

/** What is said about a field that is needed and absent. */
export const REQUIRED = 'is required: add it';

/** Options for a schema that says one thing about wrong values, another about absent ones. */
export function wrong(message: string) {
  return {
    error: ({ input }: { readonly input?: unknown }) =>
      input === undefined ? REQUIRED : message,
  };
}

/** Marks an object schema with the name its generated TypeScript interface gets. */
export function named<S extends z.ZodType>(schema: S, name: string): S {
  return schema.meta({ ...schema.meta(), 'x-type-name': name });
}

/** A text of at most `max` characters. */
export function text(description: string, max: number = 253) {
  return z
    .string()
    .max(max, `is longer than ${max} characters: shorten it`)
    .describe(description);
}

/** A yes-or-no switch. */
export function flag(description: string) {
  return z.boolean().describe(description);
}

/** One of a few words. */
export function oneOf<const T extends readonly [string, ...string[]]>(
  choices: T,
  description: string,
) {
  return z
    .enum(choices, {
      error: `must be one of ${choices.join(', ')}: choose one`,
    })
    .describe(description);
}

/** A whole number; both bounds are included. */
export function whole(
  description: string,
  bounds: { readonly min: number; readonly max?: number },
) {
  const { min, max = INT32_MAX } = bounds;
  const asked =
    max === INT32_MAX ? `of ${min} or more` : `from ${min} to ${max}`;
  return cel(
    z.int(wrong('must be a whole number: write digits without quotes')),
    between(min, max, `must be a whole number ${asked}: change it`),
  ).describe(description);
}

/** Seconds, as Kubernetes counts them. */
export function seconds(description: string, min: number = 0) {
  return whole(`${description} Unit: seconds.`, { min });
}

/** A TCP, UDP or SCTP port. */
export function port(description: string) {
  return cel(
    z.int(wrong('must be a port number: write digits without quotes')),
    between(1, 65_535, 'must be a port from 1 to 65535: change it'),
  ).describe(description);
}

/** A DNS label: what a rollout, a volume or a container may be called. */
export function dnsLabel(description: string) {
  return cel(
    text(description, 63),
    matching(
      DNS_LABEL,
      'must be lower-case letters, digits and dashes, with a letter or digit at both ends: rename it, for example "web-1"',
    ),
  );
}

/** A DNS label that starts with a letter, since a Service is named after it. */
export function letterLabel(description: string) {
  return cel(
    text(description, 63),
    matching(
      STARTS_WITH_LETTER,
      'must start with a letter, hold only lower-case letters, digits and dashes, and not end with a dash: rename it, for example "http"',
    ),
  );
}

/** The name of another object in the same namespace. */
export function objectName(description: string) {
  return cel(
    text(description, 253),
    matching(
      DNS_SUBDOMAIN,
      'must be the name of an object, of lower-case letters, digits, dashes and dots: correct it, for example "my-secret"',
    ),
  );
}

/** The name of another object, or nothing: the original wrote empty texts. */
export function objectNameOrEmpty(description: string) {
  return cel(
    text(description, 253),
    matching(
      `^$|${DNS_SUBDOMAIN}`,
      'must be the name of an object, of lower-case letters, digits, dashes and dots: correct it or leave it out',
    ),
  );
}

const QUANTITY_EXAMPLES = '"500m", "1.5", "256Mi" or "2Gi"';

/** A Kubernetes quantity that is not negative. */
export function quantity(description: string) {
  return cel(
    z
      .union(
        [
          z.int(),
          z
            .string()
            .max(32, 'is longer than 32 characters: shorten the quantity'),
        ],
        wrong(
          `must be a quantity such as ${QUANTITY_EXAMPLES}: write it in quotes`,
        ),
      )
      .meta({ 'x-kubernetes-int-or-string': true, maxLength: 32 }),
    {
      cel: `type(self) == int ? self >= 0 : ${celIsQuantity(
        'self',
      )} && !quantity(self).isLessThan(quantity("0"))`,
      message: `must be a quantity such as ${QUANTITY_EXAMPLES}, not negative: correct the number or the unit`,
      holds: value => isSafeQuantity(value) && compareQuantities(value, 0) >= 0,
    },
  ).describe(description);
}

/** A whole number or a percentage such as `25%`. */
export function countOrPercent(description: string) {
  return cel(
    z
      .union(
        [z.int(), z.string().max(8, 'is longer than 8 characters')],
        wrong(
          'must be a whole number or a percentage such as "25%": correct it',
        ),
      )
      .meta({ 'x-kubernetes-int-or-string': true, maxLength: 8 }),
    {
      cel: "type(self) == int ? 0 <= self && self <= 2147483647 : self.matches(r'^(100|[0-9]{1,2})%$')",
      message:
        'must be a whole number of 0 or more, or a percentage from "0%" to "100%": correct it',
      holds: value =>
        typeof value === 'number'
          ? value >= 0 && value <= INT32_MAX
          : /^(100|[0-9]{1,2})%$/.test(value),
    },
  ).describe(description);
}

/** An absolute path inside a container. */
export function containerPath(description: string) {
  return cel(
    text(description, 512),
    matching(
      '^/[^:]*$',
      'must be an absolute path without a colon: start it with "/", for example "/data"',
    ),
  );
}

/** A list; order counts and items may repeat. */
export function list<S extends z.ZodType>(
  item: S,
  description: string,
  max: number = MAX_ITEMS,
) {
  return z
    .array(item)
    .max(max, `holds more than ${max} items: remove some`)
    .describe(description);
}

/** A list of texts, such as a command line. */
export function words(description: string, max: number = MAX_ITEMS) {
  return list(
    text('One word.', MAX_VALUE_LENGTH).describe('One word; may be empty.'),
    description,
    max,
  );
}

/** A map from text to text. */
export function textMap(
  description: string,
  limits: { readonly keys?: number; readonly value?: number } = {},
) {
  const { keys = MAX_ITEMS, value = MAX_VALUE_LENGTH } = limits;
  return z
    .record(z.string(), text('The value of one key.', value))
    .refine(map => Object.keys(map).length <= keys, {
      error: `holds more than ${keys} keys: remove some`,
    })
    .meta({ maxProperties: keys })
    .describe(description);
}

/** A list whose items are told apart by one field; the same key twice is refused, by the server too. */
export function listMap<S extends z.ZodObject>(
  item: S,
  key: string & keyof z.output<S>,
  options: { readonly description: string; readonly max?: number },
) {
  return list(item, options.description, options.max)
    .superRefine((items, context) => {
      const seen = new Set<unknown>();
      items.forEach((each, index) => {
        const value = each[key];
        if (seen.has(value)) {
          context.addIssue({
            code: 'custom',
            path: [index, key],
            message: `${key} "${value}" is used twice: give each its own`,
          });
        }
        seen.add(value);
      });
    })
    .meta({
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': [key],
    });
}
