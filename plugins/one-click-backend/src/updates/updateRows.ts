import type { UpdateVerdict } from '@one-click/backstage-plugin-one-click-common';
import {
  fromColumn,
  fromJson,
  fromNullableJson,
  toColumn,
  toJson,
} from '../storage/rows';
import type { Nullable } from '../storage/rows';
import type {
  StoredDecision,
  UpdateDecisionRecord,
  UpdatePolicyRecord,
  UpdateTrigger,
} from './UpdateStore';

/** A row of update_policies. */
export interface PolicyRow {
  rollout_id: string;
  registry: string;
  settings: string;
  changed_at: string;
  changed_by: string;
  due_at: string;
  due_by: string;
  failures: number;
  looks: number;
  looked_at: Nullable<string>;
  seen: Nullable<string>;
  leased_until: Nullable<string>;
  leased_by: Nullable<string>;
}

/** A row of update_decisions. */
export interface DecisionRow {
  id: number;
  rollout_id: string;
  at: string;
  due_by: string;
  verdict: string;
  reason: string;
  source_image: string;
  target_image: Nullable<string>;
  revision: Nullable<number>;
  proposal_id: Nullable<string>;
  problem: Nullable<string>;
  looks_before: number;
}

/** The row of a policy, without its lease. */
export function toPolicyRow(
  policy: UpdatePolicyRecord,
): Omit<PolicyRow, 'leased_until' | 'leased_by'> {
  return {
    rollout_id: policy.rolloutId,
    registry: policy.registry,
    settings: JSON.stringify(policy.settings),
    changed_at: policy.changedAt,
    changed_by: policy.changedBy,
    due_at: policy.dueAt,
    due_by: policy.dueBy,
    failures: policy.failures,
    looks: policy.looks,
    looked_at: toColumn(policy.lookedAt),
    seen: toJson(policy.seen),
  };
}

/** The policy of a row. */
export function toPolicy(row: PolicyRow): UpdatePolicyRecord {
  return {
    rolloutId: row.rollout_id,
    registry: row.registry,
    settings: fromJson(row.settings),
    changedAt: row.changed_at,
    changedBy: row.changed_by,
    dueAt: row.due_at,
    dueBy: row.due_by as UpdateTrigger,
    failures: row.failures,
    looks: row.looks,
    lookedAt: fromColumn(row.looked_at),
    seen: fromNullableJson(row.seen),
  };
}

/** The row of a decision that has no number yet. */
export function toDecisionRow(
  decision: UpdateDecisionRecord,
): Omit<DecisionRow, 'id'> {
  return {
    rollout_id: decision.rolloutId,
    at: decision.at,
    due_by: decision.trigger,
    verdict: decision.verdict,
    reason: decision.reason,
    source_image: JSON.stringify(decision.from),
    target_image: toJson(decision.to),
    revision: toColumn(decision.revision),
    proposal_id: toColumn(decision.proposal),
    problem: toJson(decision.problem),
    looks_before: decision.looksBefore,
  };
}

/** The decision of a row. */
export function toDecision(row: DecisionRow): StoredDecision {
  return {
    id: row.id,
    rolloutId: row.rollout_id,
    at: row.at,
    trigger: row.due_by as UpdateTrigger,
    verdict: row.verdict as UpdateVerdict,
    reason: row.reason,
    from: fromJson(row.source_image),
    to: fromNullableJson(row.target_image),
    revision: fromColumn(row.revision),
    proposal: fromColumn(row.proposal_id),
    problem: fromNullableJson(row.problem),
    looksBefore: row.looks_before,
  };
}
