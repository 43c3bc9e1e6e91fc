import {
  LAST_APPLIED_ANNOTATION,
  redact,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';

/** What stands in for a value; the same for all, so that not even lengths are told. */
export const HIDDEN = '(hidden)';

type Json = Readonly<Record<string, unknown>>;

/** An object without secrets: values of a Secret, plaintext in a Rollout, and kubectl's copy of either. */
export function maskSecrets(kind: string, object: object): object {
  const bare = withoutCopy({ ...object });
  if (kind === 'Rollout') {
    return redact(bare);
  }
  return kind === 'Secret' ? withHiddenValues(bare) : bare;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withHiddenValues(secret: Json): Json {
  const { data, stringData } = secret;
  return {
    ...secret,
    ...(isObject(data) && { data: hide(data) }),
    ...(isObject(stringData) && { stringData: hide(stringData) }),
  };
}

function hide(values: Json): Json {
  return Object.fromEntries(Object.keys(values).map(key => [key, HIDDEN]));
}

function withoutCopy(object: Json): Json {
  const { metadata } = object;
  if (!isObject(metadata) || !isObject(metadata.annotations)) {
    return object;
  }
  const { [LAST_APPLIED_ANNOTATION]: _, ...annotations } = metadata.annotations;
  return { ...object, metadata: { ...metadata, annotations } };
}
