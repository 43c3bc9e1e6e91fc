import type { ClusterEvent } from '@one-click/backstage-plugin-one-click-common';
import { toText, uidOf } from '../live/objects';
import type { KubeEvent } from '../live/objects';

/** An event as pages show it: once, with how often and when last. */
export function toClusterEvent(event: KubeEvent): ClusterEvent {
  const { involvedObject, series, metadata } = event;
  const madeAt = toText(event.eventTime ?? metadata.creationTimestamp) ?? '';
  const lastAt =
    toText(series?.lastObservedTime ?? event.lastTimestamp ?? undefined) ??
    madeAt;
  const container = /\{(.+)\}$/.exec(involvedObject.fieldPath ?? '')?.[1];
  return {
    id: uidOf(event),
    type: event.type ?? 'Normal',
    reason: event.reason ?? '',
    message: event.message ?? '',
    count: series?.count ?? event.count ?? 1,
    firstAt: toText(event.firstTimestamp ?? undefined) ?? madeAt,
    lastAt,
    object: {
      kind: involvedObject.kind ?? '',
      name: involvedObject.name ?? '',
      ...(container && { container }),
    },
    source: event.reportingComponent || event.source?.component || '',
  };
}
