import { KubeInvalidError } from '../errors';
import type { ObjectRef } from './KubeClient';
import type { Resource } from './Resource';

/** The path of a collection; of all namespaces' objects without a namespace. */
export function collectionPath(
  resource: Resource,
  namespace: string | undefined,
): string {
  const { group, version, plural } = resource;
  const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  return namespace === undefined || !resource.namespaced
    ? `${root}/${plural}`
    : `${root}/namespaces/${segment(
        namespace,
        'metadata.namespace',
      )}/${plural}`;
}

/** The path of one object, or of a subresource of it. */
export function objectPath(
  resource: Resource,
  ref: ObjectRef,
  subresource?: string,
): string {
  const path = `${ownCollectionPath(resource, ref.namespace)}/${segment(
    ref.name,
    'metadata.name',
  )}`;
  return subresource === undefined ? path : `${path}/${subresource}`;
}

/** The collection an object is created in. Throws if its namespace is missing. */
export function ownCollectionPath(
  resource: Resource,
  namespace: string | undefined,
): string {
  if (resource.namespaced && !namespace) {
    throw invalid(
      'metadata.namespace',
      `A ${resource.kind} lives in a namespace: name it`,
    );
  }
  return collectionPath(resource, namespace);
}

/** Names come from people: one must not lead to another path than its own. */
function segment(name: string, field: string): string {
  if (name === '' || name === '.' || name === '..') {
    throw invalid(field, `'${name}' is no name for a Kubernetes object`);
  }
  return encodeURIComponent(name);
}

function invalid(field: string, message: string): KubeInvalidError {
  const causes = [{ field, reason: 'FieldValueInvalid', message }];
  return new KubeInvalidError(message, { causes });
}
