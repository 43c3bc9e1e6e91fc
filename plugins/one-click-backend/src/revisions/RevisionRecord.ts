import type {
  Acknowledgement,
  FieldChange,
  Outcome,
  Problem,
  Revision,
} from '@one-click/backstage-plugin-one-click-common';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Instant } from '../storage/Instant';

export interface RevisionRecord {
  readonly rolloutId: string;
  readonly number: number;
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly via: Revision['via'];
  readonly rollbackOf: number | undefined;
  readonly note: string | undefined;
  readonly acknowledged?: readonly Acknowledgement[] | undefined;
  readonly spec: RolloutSpecInput;
  readonly changes: readonly FieldChange[];
  readonly outcome: Outcome;
  readonly outcomeAt: Instant | undefined;
  readonly problem: Problem | undefined;
}

/** What became of a revision. */
export interface OutcomePatch {
  readonly outcome: Outcome;
  readonly outcomeAt: Instant;
  readonly problem?: Problem | undefined;
}
