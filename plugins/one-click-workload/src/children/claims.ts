import { claimName } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  Rollout,
  Volume,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { V1PersistentVolumeClaimSpec } from '@kubernetes/client-node';
import { ON_REMOVE_ANNOTATION } from '../annotations';
import { compact } from '../compact';
import { storedQuantity } from '../storedQuantity';
import type { ChildObject } from './Child';
import { keptMetadata } from './childMetadata';

function buildClaim(
  rollout: Rollout,
  volume: Volume,
): ChildObject<'PersistentVolumeClaim'> | undefined {
  const { name, size, storageClass, accessModes = [], onRemove } = volume;
  if (size === undefined) {
    return undefined;
  }
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      ...keptMetadata(rollout, claimName(rollout.metadata.name, name)),
      ...(onRemove === 'delete' && {
        annotations: { [ON_REMOVE_ANNOTATION]: onRemove },
      }),
    },
    spec: compact<V1PersistentVolumeClaimSpec>({
      accessModes: accessModes.length > 0 ? accessModes : ['ReadWriteOnce'],
      // An empty class would mean "none" to Kubernetes; here it means "the default one".
      storageClassName: storageClass,
      resources: { requests: { storage: storedQuantity(size) } },
    }),
  };
}

/**
 * Builds the claims of a rollout's volumes.
 *
 * They name no owner: the data outlives the rollout, and a rollout of the same
 * name finds it again. One to be deleted with its volume carries an annotation
 * that says so, since by then the volume is no longer in the spec.
 */
export function buildClaims(
  rollout: Rollout,
): ChildObject<'PersistentVolumeClaim'>[] {
  const { volumes = [] } = rollout.spec;
  return volumes.flatMap(volume => buildClaim(rollout, volume) ?? []);
}
