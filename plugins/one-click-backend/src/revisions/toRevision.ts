import type {
  FieldChange,
  Revision,
  RevisionDetail,
} from '@one-click/backstage-plugin-one-click-common';
import { diffSpecs } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { RevisionRecord } from './RevisionRecord';

/** What lists know of a revision beside it. */
export interface RevisionMarks {
  readonly hidden: boolean;
}

/** A revision as answers tell it, without its spec. */
export function toRevision(
  record: RevisionRecord,
  marks?: RevisionMarks,
): Revision {
  const { rollbackOf, note, acknowledged, outcomeAt, problem } = record;
  return {
    number: record.number,
    createdAt: record.createdAt,
    createdBy: record.createdBy,
    via: record.via,
    ...(rollbackOf !== undefined && { rollbackOf }),
    ...(note !== undefined && { note }),
    ...(acknowledged?.length && { acknowledged: [...acknowledged] }),
    outcome: record.outcome,
    ...(outcomeAt !== undefined && { outcomeAt }),
    ...(problem !== undefined && { problem }),
    changes: [...record.changes],
    ...(marks?.hidden && { hidden: true }),
  };
}

/** A revision as answers tell it, with its spec. */
export function toRevisionDetail(
  record: RevisionRecord,
  marks?: RevisionMarks,
): RevisionDetail {
  return { ...toRevision(record, marks), spec: record.spec };
}

/** What differs between two specs, field by field. */
export function toFieldChanges(
  from: RolloutSpecInput,
  to: RolloutSpecInput,
): readonly FieldChange[] {
  return diffSpecs(from, to).map(change => ({
    path: change.path,
    section: change.section,
    kind: change.kind,
    ...(change.from !== undefined && { from: change.from }),
    ...(change.to !== undefined && { to: change.to }),
    ...(change.secret && { secret: true }),
  }));
}
