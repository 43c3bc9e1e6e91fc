import type { ClusterEvent } from '@one-click/backstage-plugin-one-click-common';
import { toText, uidOf } from '../live/objects';
import type { KubeEvent } from '../live/objects';

/** An event as pages show it: once, with how often and when last. */
export function toClusterEvent(event: KubeEvent): ClusterEvent {
  const { type = 'Normal', reason = '', message = '' } = event;
  return {
    id: uidOf(event),
    type,
    reason,
    message,
    ...toTimes(event),
    object: toObject(event),
    source: event.reportingComponent || (event.source?.component ?? ''),
  };
}

/** Old events count themselves, newer ones have a series; a moment that is not known is null. */
function toTimes({
  series,
  count = 1,
  metadata,
  ...times
}: KubeEvent): Pick<ClusterEvent, 'count' | 'firstAt' | 'lastAt'> {
  const madeAt = firstOf(times.eventTime, metadata.creationTimestamp);
  return {
    count: series?.count ?? count,
    firstAt: firstOf(times.firstTimestamp, madeAt),
    lastAt: firstOf(
      series?.lastObservedTime,
      times.lastTimestamp,
      times.eventTime,
      madeAt,
    ),
  };
}

type Moment = Date | string | null | undefined;

function firstOf(...moments: readonly Moment[]): string {
  return toText(moments.find(each => each) ?? undefined) ?? '';
}

function toObject({ involvedObject }: KubeEvent): ClusterEvent['object'] {
  const { kind = '', name = '', fieldPath = '' } = involvedObject;
  const container = /\{(.+)\}$/.exec(fieldPath)?.[1];
  return { kind, name, ...(container && { container }) };
}
