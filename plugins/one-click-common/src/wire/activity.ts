import { z } from 'zod';
import {
  instantSchema,
  nameSchema,
  pageQuerySchema,
  textSchema,
} from './shared';

/** What the timeline can be narrowed to. */
export const ACTIVITY_KINDS = [
  'project',
  'save',
  'act',
  'outcome',
  'drift',
  'update',
  'bin',
  'access',
  'blueprint',
] as const;
export const activityKindSchema = z.enum(ACTIVITY_KINDS);
export type ActivityKind = z.infer<typeof activityKindSchema>;

/** Every act that the timeline tells of, with its kind: a new one is one line here. */
export const ACTS = {
  'project-create': 'project',
  'project-update': 'project',
  'project-adopt': 'project',

  // Who may do what.
  'member-set': 'access',
  'member-remove': 'access',

  // A revision was made; the second half is its `via`.
  'rollout-create': 'save',
  'rollout-edit': 'save',
  'rollout-rollback': 'save',
  'rollout-template': 'save',
  'rollout-cluster': 'save',
  'rollout-update': 'update',
  'rollout-pipeline': 'save',

  // A revision was made by an act with a name of its own.
  'rollout-pause': 'act',
  'rollout-resume': 'act',
  'rollout-scale': 'act',
  'volume-grow': 'act',
  'secrets-move': 'act',
  'job-suspend': 'act',
  'job-resume': 'act',

  // Update policies, what they found, and what people made of it.
  'update-policy-set': 'update',
  'update-policy-remove': 'update',
  'update-available': 'update',
  'update-proposed': 'update',
  'update-held': 'update',
  'update-failed': 'update',
  'proposal-accept': 'update',
  'proposal-decline': 'update',
  'webhook-set': 'access',
  'webhook-remove': 'access',
  'deploy-token-make': 'access',
  'deploy-token-revoke': 'access',

  // Acts without a revision.
  'rollout-restart': 'act',
  'job-run': 'act',
  'pod-delete': 'act',
  'run-delete': 'act',
  'revision-hide': 'act',
  'revision-unhide': 'act',
  'rollout-unpin': 'act',
  'image-quarantine': 'act',
  'image-release': 'act',

  // Into the bin, out of it, and gone for good.
  'rollout-bin': 'bin',
  'rollout-unbin': 'bin',
  'rollout-purge': 'bin',
  'project-bin': 'bin',
  'project-unbin': 'bin',
  'project-purge': 'bin',

  // What became of a revision.
  'revision-healthy': 'outcome',
  'revision-failed': 'outcome',
  'revision-refused': 'outcome',

  // What other hands did in the cluster, and what people made of it.
  'drift-seen': 'drift',
  'drift-keep': 'drift',
  'drift-adopt': 'drift',
  'drift-revert': 'drift',
  'rollout-deleted-in-cluster': 'drift',
  'rollout-restore': 'drift',
} as const satisfies Record<string, ActivityKind>;
export type Act = keyof typeof ACTS;

/** Who is named where nobody in particular acted: what was seen in the cluster. */
export const CLUSTER_ACTOR = 'cluster';

/** How an act ended, where it can end in more than one way. */
export const activityOutcomeSchema = z.enum(['done', 'failed', 'refused']);
export type ActivityOutcome = z.infer<typeof activityOutcomeSchema>;

/** What an entry is about, beside the rollout: names, numbers and moments, never a secret. */
export const activityDetailsSchema = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]),
);
export type ActivityDetails = z.infer<typeof activityDetailsSchema>;

/** One entry of the timeline: who did what, to what, when, and how it ended. */
export const activitySchema = z.object({
  /** For links: stable, and larger in newer entries. */
  id: z.number().int(),
  at: instantSchema,
  /** An entity reference; a mechanism such as `auto-update`; a field manager such as `kubectl-edit`; or `cluster`. */
  actor: z.string(),
  act: z.enum(Object.keys(ACTS) as [Act, ...Act[]]),
  kind: activityKindSchema,
  /** Absent where the project itself is meant. */
  rollout: nameSchema.optional(),
  revision: z.number().int().optional(),
  outcome: activityOutcomeSchema,
  details: activityDetailsSchema,
});
export type Activity = z.infer<typeof activitySchema>;

export const activityQuerySchema = pageQuerySchema.extend({
  kind: activityKindSchema.optional(),
  actor: textSchema.max(255).optional(),
  /** Only what failed or was refused. */
  failed: z.stringbool().optional(),
});
export type ActivityQuery = z.output<typeof activityQuerySchema>;
