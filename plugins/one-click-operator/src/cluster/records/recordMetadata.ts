import type { V1ObjectMeta, V1OwnerReference } from '@kubernetes/client-node';
import { Pool, share } from './share';

/** What is kept of an object's metadata. */
export type RecordMetadata = Pick<
  V1ObjectMeta,
  'annotations' | 'creationTimestamp' | 'deletionTimestamp' | 'labels'
> & {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  readonly resourceVersion: string;
  /** The controller alone, if there is one. */
  readonly ownerReferences?: V1OwnerReference[];
};

/** What of it is worth keeping beyond identity and controller. */
export interface MetadataKeep {
  readonly annotations?: readonly string[];
  readonly labels?: readonly string[];
  readonly created?: boolean;
}

// Children of one rollout have the same labels and the same controller.
const maps = new Pool<Record<string, string>>();
const controllers = new Pool<V1OwnerReference[]>();

/** The entries of a map that have one of these names; `undefined` if there are none. */
function pickTexts(
  all: Readonly<Record<string, string>> | undefined,
  names: readonly string[] = [],
): Record<string, string> | undefined {
  const picked = names.flatMap(name => {
    const value = all?.[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return picked.length === 0
    ? undefined
    : maps.get(JSON.stringify(picked), () => Object.fromEntries(picked));
}

function controllersOf(metadata: V1ObjectMeta): V1OwnerReference[] | undefined {
  const found = metadata.ownerReferences?.find(each => each.controller);
  if (!found) {
    return undefined;
  }
  const { apiVersion, kind, name, uid } = found;
  return controllers.get([uid, apiVersion, kind, name].join(' '), () => [
    { apiVersion, kind, name, uid, controller: true },
  ]);
}

/** An object's metadata, cut down to what is kept. */
export function toRecordMetadata(
  metadata: V1ObjectMeta = {},
  keep: MetadataKeep = {},
): RecordMetadata {
  const { name = '', namespace = '', uid = '' } = metadata;
  const { resourceVersion = '', deletionTimestamp } = metadata;
  const { creationTimestamp } = metadata;
  const ownerReferences = controllersOf(metadata);
  const annotations = pickTexts(metadata.annotations, keep.annotations);
  const labels = pickTexts(metadata.labels, keep.labels);
  return {
    name,
    namespace: share(namespace),
    uid,
    resourceVersion,
    ...(deletionTimestamp && { deletionTimestamp }),
    ...(keep.created && creationTimestamp && { creationTimestamp }),
    ...(annotations && { annotations }),
    ...(labels && { labels }),
    ...(ownerReferences && { ownerReferences }),
  };
}
