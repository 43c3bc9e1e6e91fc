import { LAST_APPLIED_ANNOTATION } from './names';

type Json = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function without(value: Json, key: string): Json {
  const { [key]: _, ...rest } = value;
  return rest;
}

function objectsIn(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

// `image` and `secrets` hold the plain text, in the rollout as in each of its
// jobs. What is malformed there may be a secret all the same, so it goes as well.
function redactOwner(owner: Json): Json {
  const { image, secrets } = owner;
  return {
    ...owner,
    ...(image !== undefined && {
      image: isObject(image) ? without(image, 'password') : {},
    }),
    ...(secrets !== undefined && {
      secrets: objectsIn(secrets).map(secret => without(secret, 'value')),
    }),
  };
}

function redactFields(spec: Json): Json {
  const redacted = redactOwner(spec);
  return redacted.cronjobs === undefined
    ? redacted
    : { ...redacted, cronjobs: objectsIn(redacted.cronjobs).map(redactOwner) };
}

function redactMetadata(metadata: Json): Json {
  const { annotations } = metadata;
  return isObject(annotations) && LAST_APPLIED_ANNOTATION in annotations
    ? {
        ...metadata,
        annotations: without(annotations, LAST_APPLIED_ANNOTATION),
      }
    : metadata;
}

/**
 * A spec without any plaintext secret: names stay, values are gone. The schema
 * refuses the result where a value is needed, so it cannot be applied by mistake.
 */
export function redactSpec<S extends object>(spec: S): S {
  return redactFields({ ...spec } as Json) as S;
}

/**
 * A Rollout without any plaintext secret: `secrets[].value`, `image.password`,
 * the same of every job, and kubectl's last-applied annotation are gone. Runs
 * before any store, answer, diff or log; malformed objects are taken as they are.
 */
export function redact<R extends object>(rollout: R): R {
  const { metadata, spec } = rollout as Json;
  return {
    ...rollout,
    ...(isObject(metadata) && { metadata: redactMetadata(metadata) }),
    ...(isObject(spec) && { spec: redactFields(spec) }),
  };
}

/** Where a plaintext secret stands, as a path into the spec. */
export type SecretPath = readonly (string | number)[];

function pathsIn(owner: Json, at: SecretPath): readonly SecretPath[] {
  const { image, secrets } = owner;
  const hasPassword = isObject(image) && Boolean(image.password);
  const values = Array.isArray(secrets) ? secrets : [];
  return [
    ...(hasPassword ? [[...at, 'image', 'password']] : []),
    ...values.flatMap((secret: unknown, index) =>
      isObject(secret) && secret.value !== undefined
        ? [[...at, 'secrets', index, 'value']]
        : [],
    ),
  ];
}

/** The paths of all plaintext secrets in a spec; an empty password is none. */
export function findPlaintextSecrets(spec: object): readonly SecretPath[] {
  const { cronjobs } = spec as Json;
  const jobs = Array.isArray(cronjobs) ? cronjobs : [];
  return [
    ...pathsIn({ ...spec }, []),
    ...jobs.flatMap((job: unknown, index) =>
      isObject(job) ? pathsIn(job, ['cronjobs', index]) : [],
    ),
  ];
}
