import { claimName } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  RolloutSpecInput,
  VolumeInput,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { UnacceptableError } from '../errors';

/** Who asks for a change, and which loss they take. */
export interface LossTaker {
  readonly name: string;
  readonly loseVolumes?: readonly string[] | undefined;
}

/**
 * Throws UnacceptableError where volumes leave the spec that say `onRemove:
 * delete`, unless they are named: their claims would be deleted with all data.
 * Volumes that say nothing only detach, so that they need no word.
 */
export function requireLossTaken(
  { name: rollout, loseVolumes: taken = [] }: LossTaker,
  change: {
    readonly previous: RolloutSpecInput;
    readonly next: RolloutSpecInput;
  },
): void {
  const { previous, next } = change;
  const kept = new Set((next.volumes ?? []).filter(hasClaim).map(nameOf));
  const lost = (previous.volumes ?? []).filter(
    volume =>
      hasClaim(volume) &&
      volume.onRemove === 'delete' &&
      !kept.has(volume.name) &&
      !taken.includes(volume.name),
  );
  if (lost.length > 0) {
    throw new UnacceptableError(
      lost.map(({ name, size }) => ({
        path: `spec.volumes[${name}]`,
        message: `goes with its data, claim '${claimName(
          rollout,
          name,
        )}' of ${size}: name it in loseVolumes, or keep the volume or its onRemove: retain`,
      })),
    );
  }
}

function hasClaim({ size }: VolumeInput): boolean {
  return size !== undefined;
}

function nameOf({ name }: VolumeInput): string {
  return name;
}
