import { z } from 'zod';
import {
  MAX_VALUE_LENGTH,
  containerPath,
  flag,
  listMap,
  named,
  objectName,
  quantity,
  text,
  whole,
} from './primitives';
import { cel, matching } from './rule';

/** The name of an environment variable, as Kubernetes takes it. */
const variableName = cel(
  text('Name of the environment variable.'),
  matching(
    '^[ -<>-~]+$',
    'must be at least one printable character and hold no "=": rename it, for example "LOG_LEVEL"',
  ),
);

const keyRefShape = {
  // Thousands of these fit into one Rollout, so the server grants each only a short check.
  name: cel(
    text('Name of the object in the same namespace.'),
    matching(
      '^[a-z0-9.-]+$',
      'must be the name of an object, of lower-case letters, digits, dashes and dots: correct it',
    ),
  ),
  key: text('Key inside the object.'),
  optional: flag('Start even if the object or key is missing.').optional(),
};

const secretKeyRef = named(
  z.strictObject(keyRefShape).describe('One key of a Secret.'),
  'KeyRef',
);
const configMapKeyRef = named(
  z.strictObject(keyRefShape).describe('One key of a ConfigMap.'),
  'KeyRef',
);

const fieldRef = named(
  z
    .strictObject({
      fieldPath: text('Path of the field, such as metadata.name.'),
    })
    .describe('A field of the pod.'),
  'FieldRef',
);

const resourceFieldRef = named(
  z
    .strictObject({
      resource: text('Which one, such as limits.memory.'),
      divisor: quantity('Unit the value is given in.').optional(),
    })
    .describe("A request or limit of the container's."),
  'ResourceFieldRef',
);

/** A rule that exactly one of some fields is given. */
export function exactlyOne<T extends object>(
  fields: readonly (string & keyof T)[],
) {
  const list = fields.map(field => `has(self.${field})`).join(', ');
  return {
    cel: `[${list}].filter(given, given).size() == 1`,
    message: `exactly one of ${fields.join(
      ', ',
    )} is needed: give one and leave out the others`,
    holds: (value: T) =>
      fields.filter(field => value[field] !== undefined).length === 1,
  };
}

const SOURCES = [
  'secretKeyRef',
  'configMapKeyRef',
  'fieldRef',
  'resourceFieldRef',
] as const;

const valueFrom = cel(
  named(
    z
      .strictObject({
        secretKeyRef: secretKeyRef.optional(),
        configMapKeyRef: configMapKeyRef.optional(),
        fieldRef: fieldRef.optional(),
        resourceFieldRef: resourceFieldRef.optional(),
      })
      .describe('Where the value comes from; exactly one source.'),
    'ValueSource',
  ),
  exactlyOne(SOURCES),
);

const variable = cel(
  named(
    z
      .strictObject({
        name: variableName,
        value: text(
          'The value; may be empty. $(OTHER) is replaced by a variable further up.',
          MAX_VALUE_LENGTH,
        ).optional(),
        valueFrom: valueFrom.optional(),
      })
      .describe('One environment variable.'),
    'EnvVar',
  ),
  {
    cel: 'has(self.value) != has(self.valueFrom)',
    message:
      'either value or valueFrom is needed: keep exactly one, an empty value is written ""',
    field: 'value',
    holds: ({ value, valueFrom: source }) =>
      (value !== undefined) !== (source !== undefined),
  },
);

/** Environment variables; order counts, since later ones may refer to earlier ones. */
export function env(max: number) {
  return listMap(variable, 'name', {
    description: 'Environment variables of the container.',
    max,
  });
}

const secret = cel(
  named(
    z
      .strictObject({
        name: cel(
          text('Name of the environment variable and key of the Secret.'),
          matching(
            '^[-._a-zA-Z0-9]+$',
            'must be letters, digits, dashes, underscores and dots: rename it, for example "API_KEY"',
          ),
        ),
        value: text(
          'The secret in plain text, readable for everyone who may read the Rollout. Prefer secretsFrom.',
          MAX_VALUE_LENGTH,
        ).optional(),
      })
      .describe('One secret environment variable in plain text.'),
    'SecretVar',
  ),
  {
    cel: 'has(self.value)',
    message:
      'the value is missing: give it, or keep it in a Secret and name that in secretsFrom',
    field: 'value',
    holds: ({ value }) => value !== undefined,
  },
);

/** Secret variables in plain text, as the original has them. */
export function secrets(max: number) {
  return listMap(secret, 'name', {
    description:
      'Secret environment variables in plain text, kept for manifests of the original. Prefer secretsFrom.',
    max,
  });
}

const secretSource = named(
  z
    .strictObject({
      name: objectName('Name of the Secret in the same namespace.'),
      prefix: text('Put in front of every key.').optional(),
      optional: flag('Start even if the Secret is missing.').optional(),
    })
    .describe('A Secret whose keys become environment variables.'),
  'SecretSource',
);

/** Secrets whose keys become environment variables. */
export const secretsFrom = listMap(secretSource, 'name', {
  description: 'Secrets whose keys become environment variables.',
});

const fileRefShape = {
  name: objectName('Name of the object in the same namespace.'),
  key: text(
    'Key whose value is the file. Absent: every key becomes a file below mountPath.',
  ).optional(),
  optional: flag('Start even if the object or key is missing.').optional(),
};

const file = cel(
  named(
    z
      .strictObject({
        mountPath: containerPath('Where the file appears in the container.'),
        content: text(
          'Content of the file, in plain text.',
          MAX_VALUE_LENGTH,
        ).optional(),
        secretRef: named(
          z.strictObject(fileRefShape).describe('Content from a Secret.'),
          'FileRef',
        ).optional(),
        configMapRef: named(
          z.strictObject(fileRefShape).describe('Content from a ConfigMap.'),
          'FileRef',
        ).optional(),
        mode: whole(
          'Permissions as a decimal number: 420 is 0644, 256 is 0400. Absent: 420.',
          { min: 0, max: 0o777 },
        ).optional(),
      })
      .describe('One file mounted into the container.'),
    'FileMount',
  ),
  exactlyOne(['content', 'secretRef', 'configMapRef']),
);

/** Files mounted into the container. */
export const files = listMap(file, 'mountPath', {
  description:
    'Files mounted into the container, written here or taken from a Secret or ConfigMap.',
});
