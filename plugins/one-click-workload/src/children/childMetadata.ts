import type { V1ObjectMeta, V1OwnerReference } from '@kubernetes/client-node';
import {
  API_VERSION,
  KIND,
  selectorLabels,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';

/** Metadata of an object that has both names. */
export type ChildMetadata = V1ObjectMeta & {
  readonly name: string;
  readonly namespace: string;
};

function ownerReference(rollout: Rollout): V1OwnerReference | undefined {
  const { name, uid } = rollout.metadata;
  return uid !== undefined && uid !== ''
    ? {
        apiVersion: API_VERSION,
        kind: KIND,
        name,
        uid,
        controller: true,
        blockOwnerDeletion: true,
      }
    : undefined;
}

/** The labels every child carries. */
export function childLabels(rollout: Rollout): Record<string, string> {
  return { ...selectorLabels(rollout.metadata) };
}

/**
 * Metadata of a child that lives and dies with its rollout.
 *
 * A rollout that was never stored has no uid; its children then name no owner,
 * which suits a dry run.
 */
export function ownedMetadata(rollout: Rollout, name: string): ChildMetadata {
  const owner = ownerReference(rollout);
  return {
    ...keptMetadata(rollout, name),
    ...(owner && { ownerReferences: [owner] }),
  };
}

/** Metadata of a child that outlives its rollout. */
export function keptMetadata(rollout: Rollout, name: string): ChildMetadata {
  return {
    name,
    namespace: rollout.metadata.namespace,
    labels: childLabels(rollout),
  };
}
