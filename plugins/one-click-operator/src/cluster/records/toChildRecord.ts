import type { V1ObjectMeta } from '@kubernetes/client-node';
import {
  ADOPTED_GENERATION_ANNOTATION,
  PROJECT_LABEL,
  REVISION_ANNOTATION,
  ROLLOUT_LABEL,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import {
  ON_REMOVE_ANNOTATION,
  PAUSED_REPLICAS_ANNOTATION,
} from '@one-click/backstage-plugin-one-click-workload';
import type {
  ChildKind,
  ChildTypes,
} from '@one-click/backstage-plugin-one-click-workload';
import { liveFingerprint } from '../../apply/fingerprint';
import { findOwnedFields, ownsField } from '../../apply/ownedFields';
import { isOriginals } from '../../takeover/originals';
import type { ChildFacts, ChildRecord } from './ChildRecord';
import { CHILD_VIEWS } from './childViews';
import { toRecordMetadata } from './recordMetadata';
import { share } from './share';

/** Kinds whose age the status tells by. */
const AGING: ReadonlySet<ChildKind> = new Set([
  'PersistentVolumeClaim',
  'Ingress',
  'CronJob',
] as const);

const KEEP = {
  annotations: [
    ADOPTED_GENERATION_ANNOTATION,
    ON_REMOVE_ANNOTATION,
    PAUSED_REPLICAS_ANNOTATION,
    REVISION_ANNOTATION,
  ],
  labels: [PROJECT_LABEL, ROLLOUT_LABEL],
};

const MANAGED_BY_LABEL = 'app.kubernetes.io/managed-by';

type Whole = {
  readonly apiVersion?: string | undefined;
  readonly metadata?: V1ObjectMeta | undefined;
};

function toFacts(live: Whole): ChildFacts {
  const owned = findOwnedFields(live);
  const { metadata = {} } = live;
  const { labels, managedFields } = metadata;
  const writer = labels?.[MANAGED_BY_LABEL] ?? managedFields?.[0]?.manager;
  return {
    fingerprint: liveFingerprint(live),
    ...(ownsField(owned, 'spec', 'replicas') && {
      ownsReplicas: true as const,
    }),
    ...(isOriginals(metadata) && { isOriginals: true as const }),
    ...(writer !== undefined && { writer: share(writer) }),
  };
}

/** Cuts a live object of a kind down to its record. */
export function toChildRecord<K extends ChildKind>(
  kind: K,
  live: ChildTypes[K] & Whole,
): ChildRecord<K> {
  const record = {
    metadata: toRecordMetadata(live.metadata, {
      ...KEEP,
      created: AGING.has(kind),
    }),
    facts: toFacts(live),
    ...CHILD_VIEWS[kind](live),
  };
  // The view is made of the kind's own fields, which the compiler cannot follow through K.
  return record as unknown as ChildRecord<K>;
}
