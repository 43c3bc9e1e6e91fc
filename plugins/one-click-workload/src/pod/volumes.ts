import type {
  V1EmptyDirVolumeSource,
  V1Volume,
  V1VolumeMount,
} from '@kubernetes/client-node';
import { claimName } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  EmptyDir,
  Rollout,
  Volume,
  VolumeMount,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { compact } from '../compact';
import { storedQuantity } from '../storedQuantity';

function toEmptyDir({ medium, sizeLimit }: EmptyDir): V1EmptyDirVolumeSource {
  return compact<V1EmptyDirVolumeSource>({
    medium,
    sizeLimit: sizeLimit === undefined ? undefined : storedQuantity(sizeLimit),
  });
}

/** The pod's volume behind one of a rollout's volumes. The original names it like the claim. */
export function toPodVolume(rollout: Rollout, volume: Volume): V1Volume {
  const name = claimName(rollout.metadata.name, volume.name);
  if (volume.emptyDir) {
    return { name, emptyDir: toEmptyDir(volume.emptyDir) };
  }
  return {
    name,
    persistentVolumeClaim: { claimName: volume.existingClaim ?? name },
  };
}

/** Where a container sees the rollout's volumes. */
export function toMounts(
  rollout: Rollout,
  mounts: readonly VolumeMount[] = [],
): V1VolumeMount[] {
  return mounts.map(({ name, mountPath, subPath, readOnly }) =>
    compact<V1VolumeMount>({
      name: claimName(rollout.metadata.name, name),
      mountPath,
      subPath,
      // `false` is the default, and stored as absent.
      readOnly: readOnly || undefined,
    }),
  );
}
