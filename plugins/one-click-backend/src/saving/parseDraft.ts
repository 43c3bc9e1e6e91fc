import type { FieldError } from '@one-click/backstage-plugin-one-click-common';
import {
  API_VERSION,
  findPlaintextSecrets,
  KIND,
  normalizeSpec,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { rolloutSchema } from '@one-click/backstage-plugin-one-click-common/v1alpha1/schema';
import { UnacceptableError } from '../errors';

/** A spec as it came in a request, and the name it is for. */
export interface Draft {
  readonly name: string;
  readonly spec: RolloutSpecInput;
}

/**
 * The user's input, normalised, without defaults. Throws UnacceptableError,
 * which names each field that the schema refuses or that holds a secret. Names
 * of secrets without a value pass here: `requireKnownPlaintext` judges them.
 */
export function parseDraft(draft: Draft): RolloutSpecInput {
  const spec = normalizeSpec(draft.spec);
  const errors = [
    ...sizeErrors(spec),
    ...textErrors(spec),
    ...secretErrors(spec),
    ...schemaErrors({ ...draft, spec }),
  ];
  if (errors.length > 0) {
    throw new UnacceptableError(errors);
  }
  return spec;
}

/** What the cluster keeps of one object is 1.5 MB, its status and whose fields are whose included. */
const MAX_SPEC_BYTES = 1_000_000;

function sizeErrors(spec: RolloutSpecInput): FieldError[] {
  const bytes = Buffer.byteLength(JSON.stringify(spec));
  return bytes > MAX_SPEC_BYTES
    ? [
        {
          path: 'spec',
          message: `is ${bytes} bytes long, and ${MAX_SPEC_BYTES} are the most: move long values into a ConfigMap or Secret and name it in files or secretsFrom`,
        },
      ]
    : [];
}

const UNSENDABLE = /[\0\p{Surrogate}]/u;

/** The cluster takes neither half of a character, nor can a container be given a zero byte. */
function textErrors(
  value: unknown,
  path: readonly PropertyKey[] = ['spec'],
): FieldError[] {
  if (typeof value === 'string') {
    return UNSENDABLE.test(value)
      ? [
          {
            path: formatIssuePath(path),
            message:
              'holds a zero byte or half a character, which no container can be given: remove it',
          },
        ]
      : [];
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([field, child]) =>
        textErrors(child, [
          ...path,
          Array.isArray(value) ? Number(field) : field,
        ]),
      )
    : [];
}

const UNKEPT_PASSWORD =
  'is a password without the user that it is for: give the username as well, or a signIn in the secrets beside the spec';
const UNKEPT_VALUE =
  'is a secret in plain text, and cannot be kept as it is: give it one name, such as "API_KEY", and a text';

function secretErrors(spec: RolloutSpecInput): FieldError[] {
  return findPlaintextSecrets(spec).map(path => ({
    path: formatIssuePath(['spec', ...path]),
    message: path.at(-1) === 'password' ? UNKEPT_PASSWORD : UNKEPT_VALUE,
  }));
}

function schemaErrors({ name, spec }: Draft): FieldError[] {
  const parsed = rolloutSchema.safeParse({
    apiVersion: API_VERSION,
    kind: KIND,
    metadata: { name },
    spec: withPlaceholders(spec),
  });
  return (parsed.error?.issues ?? []).map(({ path, message }) => ({
    path: formatIssuePath(path),
    message,
  }));
}

type SecretsHolder = Pick<RolloutSpecInput, 'secrets'>;

/** Values that are in the cluster's Rollout only count as there. */
function withPlaceholders(spec: RolloutSpecInput): object {
  const { cronjobs } = spec;
  return {
    ...fillIn(spec),
    ...(Array.isArray(cronjobs) && { cronjobs: cronjobs.map(fillIn) }),
  };
}

function fillIn<H extends SecretsHolder>(holder: H): H {
  const secrets = holder?.secrets;
  return Array.isArray(secrets)
    ? {
        ...holder,
        secrets: secrets.map(secret =>
          typeof secret === 'object' ? { value: '', ...secret } : secret,
        ),
      }
    : holder;
}

/** A path of zod as people read it: `spec.interfaces[0].port`. */
export function formatIssuePath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') {
      return `${text}[${step}]`;
    }
    return text === '' ? String(step) : `${text}.${String(step)}`;
  }, '');
}
