import {
  BACKEND_MANAGER,
  BINNED_LABEL,
  normalizeSpec,
  redact,
  REVISION_ANNOTATION,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  ManagedFieldsEntry,
  Rollout,
  RolloutSpecInput,
  RolloutStatus,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';

/** A CR cut down to what the backend looks at, without plaintext secrets. */
export interface LiveRollout {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly generation: number;
  /** The revision that we wrote on it. */
  readonly revision: number | undefined;
  /** With the server's defaults filled in. */
  readonly spec: RolloutSpecInput;
  readonly status: RolloutStatus | undefined;
  /** The field manager that last changed the spec, such as `kubectl-edit`. */
  readonly changedBy: string;
  /** When it did, or the CR was made. */
  readonly changedAt: string | undefined;
  readonly isDeleting: boolean;
  /** Whether it carries the label of what waits in the bin. */
  readonly isBinned: boolean;
}

/** Takes a CR in: what is a secret in plain text goes no further than here. */
export function toLiveRollout(rollout: Rollout): LiveRollout {
  const { metadata, spec, status } = redact(rollout);
  const change = lastSpecChange(metadata.managedFields ?? []);
  return {
    namespace: metadata.namespace,
    name: metadata.name,
    uid: metadata.uid ?? '',
    resourceVersion: metadata.resourceVersion ?? '',
    generation: metadata.generation ?? 0,
    revision: parseRevision(metadata.annotations?.[REVISION_ANNOTATION]),
    spec: normalizeSpec(spec),
    status,
    changedBy: change?.manager ?? 'unknown',
    changedAt: change?.time ?? metadata.creationTimestamp,
    isDeleting: metadata.deletionTimestamp !== undefined,
    isBinned: metadata.labels?.[BINNED_LABEL] !== undefined,
  };
}

/** The number of a revision in an annotation, or in the status, which has it as text. */
export function parseRevision(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,8}$/.test(text)
    ? Number(text)
    : undefined;
}

/** The entry of whoever changed the spec last; of two in the same second, the one that is not ours. */
function lastSpecChange(
  entries: readonly ManagedFieldsEntry[],
): ManagedFieldsEntry | undefined {
  const rank = (entry: ManagedFieldsEntry) =>
    `${entry.time ?? ''}${entry.manager === BACKEND_MANAGER ? '' : '~'}`;
  return entries
    .filter(
      ({ subresource, fieldsV1 }) =>
        subresource !== 'status' && fieldsV1 && 'f:spec' in fieldsV1,
    )
    .reduce<ManagedFieldsEntry | undefined>(
      (last, entry) => (!last || rank(entry) > rank(last) ? entry : last),
      undefined,
    );
}
