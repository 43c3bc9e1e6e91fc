import type { Claim } from '../live/objects';
import { aState, conditionOf, isGoing } from './NodeState';
import type { NodeState } from './NodeState';

/** Whether a claim has its storage. */
export function describeClaim(claim: Claim): NodeState {
  const { spec, status } = claim;
  const facts = {
    asked: spec?.resources?.requests?.storage,
    capacity: status?.capacity?.storage,
    class: spec?.storageClassName,
    volume: spec?.volumeName,
    modes: (spec?.accessModes ?? []).join(' '),
  };
  if (isGoing(claim)) {
    return aState('moving', 'Terminating', facts);
  }
  if (status?.phase === 'Lost') {
    return aState('error', 'Lost', facts);
  }
  if (status?.phase !== 'Bound') {
    return aState('moving', 'Pending', facts);
  }
  const isGrowing =
    conditionOf(status.conditions, 'Resizing') ??
    conditionOf(status.conditions, 'FileSystemResizePending');
  return isGrowing
    ? aState('moving', 'Growing', facts)
    : aState('ok', 'Bound', facts);
}
