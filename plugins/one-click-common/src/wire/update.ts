import { z } from 'zod';
import { digestSchema, registryProblemSchema, tagSchema } from './image';
import { instantSchema, textSchema } from './shared';

/**
 * Which part of a tag counts: an RE2 expression that has to match; where it
 * has a group, the group's text alone is read, as in `^web-(.*)$`.
 */
const tagPatternSchema = textSchema.min(1).max(200);

/** Which tags are newer than the one that runs. */
export const updateRuleSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('semver'),
    /** As in `^2` or `>=1.4 <3`; absent means any. */
    constraint: textSchema.max(100).optional(),
    preReleases: z.boolean().default(false),
    pattern: tagPatternSchema.optional(),
  }),
  /** By a time in the tag: Unix seconds, or a date with or without time. */
  z.object({
    kind: z.literal('timestamp'),
    pattern: tagPatternSchema.optional(),
  }),
  z.object({
    kind: z.literal('pattern'),
    pattern: tagPatternSchema,
    order: z.enum(['alphabetical', 'numeric']).default('numeric'),
    /** Which end of the order is the newest. */
    newest: z.enum(['highest', 'lowest']).default('highest'),
  }),
  /** The tag stays; what it stands for is new. */
  z.object({ kind: z.literal('digest') }),
]);
export type UpdateRule = z.output<typeof updateRuleSchema>;

/** What happens to a newer image: people are told, asked, or it is rolled out. */
export const updateModeSchema = z.enum(['notify', 'propose', 'apply']);
export type UpdateMode = z.infer<typeof updateModeSchema>;

const WEEK_MINUTES = 7 * 24 * 60;

/** Which newer images to take, and how. */
export const updatePolicyInputSchema = z.object({
  rule: updateRuleSchema,
  mode: updateModeSchema,
  /** Minutes between looks, give or take a tenth. */
  intervalMinutes: z.number().int().min(1).max(WEEK_MINUTES).default(15),
  /** Minutes that an image must have been there. */
  minimumAgeMinutes: z
    .number()
    .int()
    .min(0)
    .max(8 * WEEK_MINUTES)
    .default(0),
});
export type UpdatePolicyInput = z.input<typeof updatePolicyInputSchema>;
export type UpdatePolicySettings = z.output<typeof updatePolicyInputSchema>;

/** One image of a rollout's repository. */
export const updateImageSchema = z.object({
  tag: z.string(),
  digest: digestSchema.optional(),
});
export type UpdateImage = z.infer<typeof updateImageSchema>;

/** Why a tag is not taken. */
export const SKIP_REASONS = [
  'declined',
  'filtered',
  'inTheFuture',
  'missing',
  'moving',
  'notReadable',
  'older',
  'outsideConstraint',
  'preRelease',
  'quarantined',
  'running',
  'sameContent',
  'sameVersion',
  'tooYoung',
] as const;
export const skippedTagSchema = z.object({
  tag: z.string(),
  reason: z.enum(SKIP_REASONS),
  sentence: z.string(),
});
export type SkippedTag = z.infer<typeof skippedTagSchema>;
export type SkipReason = SkippedTag['reason'];

/** What a look came to. */
export const UPDATE_VERDICTS = [
  'applied',
  'failed',
  'firstLook',
  'held',
  'notified',
  'nothingNewer',
  'proposed',
] as const;

/** One decision of an update policy; looks that come to the same are counted, not repeated. */
export const updateDecisionSchema = z.object({
  at: instantSchema,
  trigger: z.enum(['poll', 'webhook', 'person']),
  verdict: z.enum(UPDATE_VERDICTS),
  /** One sentence: why. */
  reason: z.string(),
  from: updateImageSchema,
  to: updateImageSchema.optional(),
  /** The revision that was made. */
  revision: z.number().int().optional(),
  /** The proposal that was made. */
  proposal: z.string().optional(),
  problem: registryProblemSchema.optional(),
  /** How many looks came to this. */
  looks: z.number().int(),
});
export type UpdateDecision = z.infer<typeof updateDecisionSchema>;
export type UpdateVerdict = UpdateDecision['verdict'];

/** An update policy as it stands. */
export const updatePolicySchema = z.object({
  ...updatePolicyInputSchema.shape,
  changedAt: instantSchema,
  changedBy: z.string(),
  nextLookAt: instantSchema,
  lastLookAt: instantSchema.optional(),
  /** What the last look came to. */
  lastDecision: updateDecisionSchema.optional(),
  /** Why nothing is taken for now, as in `pinned`. */
  hold: z.string().optional(),
});
export type UpdatePolicy = z.output<typeof updatePolicySchema>;

/** What a policy would do now, and why. */
export const updatePreviewSchema = z.object({
  running: updateImageSchema,
  pick: updateImageSchema.optional(),
  /** The telling ones first; `skippedCounts` has them all. */
  skipped: z.array(skippedTagSchema),
  skippedCounts: z.partialRecord(z.enum(SKIP_REASONS), z.number().int()),
  warnings: z.array(z.string()),
  problem: registryProblemSchema.optional(),
});
export type UpdatePreview = z.infer<typeof updatePreviewSchema>;

/** A change that waits for a person. */
export const proposalSchema = z.object({
  id: z.string(),
  baseRevision: z.number().int(),
  /** What would change. */
  patch: z.object({ image: updateImageSchema }),
  actor: z.string(),
  source: z.enum(['update']),
  state: z.enum(['open', 'accepted', 'declined', 'expired']),
  createdAt: instantSchema,
  decidedAt: instantSchema.optional(),
  decidedBy: z.string().optional(),
  /** The revision that accepting it made. */
  revision: z.number().int().optional(),
});
export type Proposal = z.infer<typeof proposalSchema>;

/** Who calls a webhook; it decides how calls are proved. */
export const WEBHOOK_SENDERS = [
  'dockerHub',
  'generic',
  'github',
  'harbor',
  'quay',
] as const;
export const webhookInputSchema = z.object({
  sender: z.enum(WEBHOOK_SENDERS),
});
export type WebhookSender = z.infer<typeof webhookInputSchema>['sender'];

/** What became of a call of a webhook. */
export const WEBHOOK_RESULTS = [
  'accepted',
  'limited',
  'replayed',
  'tooLarge',
  'tooOld',
  'wrongSignature',
] as const;

/** A rollout's webhook; the URL and the secret are shown when it is made, and never again. */
export const webhookSchema = z.object({
  sender: z.enum(WEBHOOK_SENDERS),
  createdAt: instantSchema,
  createdBy: z.string(),
  lastCallAt: instantSchema.optional(),
  lastResult: z.enum(WEBHOOK_RESULTS).optional(),
});
export type Webhook = z.infer<typeof webhookSchema>;
export type WebhookResult = NonNullable<Webhook['lastResult']>;

/** A webhook just made. */
export const webhookMadeSchema = webhookSchema.extend({
  url: z.string(),
  /** Signs calls; absent for senders that sign none. */
  secret: z.string().optional(),
});
export type WebhookMade = z.infer<typeof webhookMadeSchema>;

export const deployTokenInputSchema = z.object({
  name: textSchema.trim().min(1).max(63),
  /** Days until it expires. */
  days: z.number().int().min(1).max(366).default(90),
});
export type DeployTokenInput = z.input<typeof deployTokenInputSchema>;

/** A rollout's token for pipelines: it may change tag and digest, and nothing else. */
export const deployTokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: instantSchema,
  createdBy: z.string(),
  expiresAt: instantSchema,
  lastUsedAt: instantSchema.optional(),
  revokedAt: instantSchema.optional(),
  revokedBy: z.string().optional(),
});
export type DeployToken = z.infer<typeof deployTokenSchema>;

/** A token just made; it is never shown again. */
export const deployTokenMadeSchema = deployTokenSchema.extend({
  token: z.string(),
});
export type DeployTokenMade = z.infer<typeof deployTokenMadeSchema>;

/** What a pipeline asks for. A tag without digest drops the digest that was pinned. */
export const deploySchema = z
  .object({
    tag: tagSchema.optional(),
    digest: digestSchema.optional(),
    note: textSchema.max(500).optional(),
  })
  .refine(({ tag, digest }) => tag !== undefined || digest !== undefined, {
    message: 'needs a tag, a digest or both',
  });
export type Deploy = z.infer<typeof deploySchema>;

/** What came of it. */
export const deployedSchema = z.object({
  project: z.string(),
  rollout: z.string(),
  /** The newest revision, which runs this image. */
  revision: z.number().int(),
  /** False where that image was saved already. */
  changed: z.boolean(),
});
export type Deployed = z.infer<typeof deployedSchema>;
