import type { RolloutSpecInput, VolumeInput } from '../types';
import type { FieldError } from './parse';
import { volumeTransitions } from './storage';

function checkVolume(
  next: VolumeInput,
  old: VolumeInput,
): readonly FieldError[] {
  const hasClaims = next.size !== undefined && old.size !== undefined;
  return volumeTransitions
    .filter(({ allows }) => hasClaims && !allows(next, old))
    .map(({ field, message }) => ({ path: [field], message }));
}

/**
 * What the API server would refuse in a change from one spec to another, though
 * each is good alone: claims neither shrink nor change their class or modes.
 */
export function checkSpecChange(
  old: RolloutSpecInput,
  next: RolloutSpecInput,
): readonly FieldError[] {
  return (next.volumes ?? []).flatMap((volume, index) => {
    const before = old.volumes?.find(({ name }) => name === volume.name);
    return before === undefined
      ? []
      : checkVolume(volume, before).map(({ path, message }) => ({
          path: ['volumes', index, ...path],
          message,
        }));
  });
}
