import type { CoreV1Event } from '@kubernetes/client-node';
import { toMillis } from './moments';

interface Target {
  readonly kind: string;
  readonly uid?: string | undefined;
  readonly name?: string | undefined;
}

function lastSeen({ lastTimestamp, eventTime, metadata }: CoreV1Event): number {
  return (
    toMillis(lastTimestamp ?? undefined) ??
    toMillis(eventTime ?? undefined) ??
    toMillis(metadata?.creationTimestamp) ??
    0
  );
}

/** The newest event of an object that a pattern fits, by its `reason: message`. */
export function findEvent(
  events: readonly CoreV1Event[],
  target: Target,
  pattern: RegExp,
): CoreV1Event | undefined {
  return events
    .filter(({ involvedObject: { kind, uid, name } }) =>
      kind === target.kind && target.uid !== undefined && uid !== undefined
        ? uid === target.uid
        : kind === target.kind && name === target.name,
    )
    .filter(({ reason, message }) => pattern.test(`${reason}: ${message}`))
    .sort((left, right) => lastSeen(right) - lastSeen(left))[0];
}
