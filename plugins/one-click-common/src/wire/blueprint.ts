import { z } from 'zod';
import {
  blueprintParametersSchema,
  blueprintVersionNumberSchema,
  parameterValuesSchema,
} from './blueprintParameter';
import { specSchema } from './rollout';
import {
  entityRefSchema,
  instantSchema,
  nameSchema,
  pageQuerySchema,
  textSchema,
} from './shared';

/** `private`: its owners and subscribers; `portal`: everybody who is signed in. */
export const blueprintVisibilitySchema = z.enum(['private', 'portal']);
export type BlueprintVisibility = z.infer<typeof blueprintVisibilitySchema>;

/** A ready-made rollout: its spec starts a draft, whose hosts and secrets are still to be given. */
export const blueprintSchema = z.object({
  /** Stable, for links; nobody chooses it, so that it tells nothing of others. */
  name: nameSchema,
  title: z.string(),
  summary: z.string(),
  /** Number of the newest version. */
  version: z.number().int(),
  /** The newest version's spec as the defaults fill it. */
  spec: specSchema,
  parameters: blueprintParametersSchema,
  visibility: blueprintVisibilitySchema,
  /** Absent where it comes from a source and nobody here can change it. */
  owner: entityRefSchema.optional(),
  /** What it comes from, such as `shipped`; absent where it was made here. */
  source: z.string().optional(),
  /** Whether the caller may change it. */
  isMine: z.boolean(),
  isSubscribed: z.boolean(),
  changedAt: instantSchema.optional(),
});
export type Blueprint = z.infer<typeof blueprintSchema>;

/** An immutable version of a blueprint, without what it makes. */
export const blueprintVersionSchema = z.object({
  number: z.number().int(),
  notes: z.string(),
  createdAt: instantSchema.optional(),
  createdBy: z.string().optional(),
});
export type BlueprintVersion = z.infer<typeof blueprintVersionSchema>;

/** A version with its questions and its template, in which `${{ parameters.size }}` stands for an answer. */
export const blueprintVersionDetailSchema = blueprintVersionSchema.extend({
  parameters: blueprintParametersSchema,
  template: specSchema,
  /** JSON Schema of the answers, for forms. */
  schema: z.record(z.string(), z.unknown()),
});
export type BlueprintVersionDetail = z.infer<
  typeof blueprintVersionDetailSchema
>;

/** One blueprint with its newest version. */
export const blueprintDetailSchema = blueprintSchema.extend({
  readme: z.string(),
  newest: blueprintVersionDetailSchema,
  /** How many rollouts were made from it, those that the caller may not see included; for owners only. */
  uses: z.number().int().optional(),
});
export type BlueprintDetail = z.infer<typeof blueprintDetailSchema>;

const titleSchema = textSchema.trim().min(1).max(63);
const summarySchema = textSchema.max(200);
const readmeSchema = textSchema.max(20_000);

/** What becomes a version; it never changes again. */
export const blueprintPublishSchema = z.object({
  parameters: blueprintParametersSchema.default([]),
  template: specSchema,
  notes: textSchema.max(2_000).default(''),
});
export type BlueprintPublish = z.input<typeof blueprintPublishSchema>;

/** A new blueprint with its first version. */
export const blueprintCreateSchema = blueprintPublishSchema.extend({
  title: titleSchema,
  summary: summarySchema.default(''),
  readme: readmeSchema.default(''),
  /** Oneself or one of one's groups. */
  owner: entityRefSchema,
  visibility: blueprintVisibilitySchema.default('private'),
});
export type BlueprintCreate = z.input<typeof blueprintCreateSchema>;

/** The parts of a blueprint that may change without a version; absent ones stay. */
export const blueprintUpdateSchema = z
  .object({
    title: titleSchema,
    summary: summarySchema,
    readme: readmeSchema,
    owner: entityRefSchema,
    visibility: blueprintVisibilitySchema,
  })
  .partial();
export type BlueprintUpdate = z.infer<typeof blueprintUpdateSchema>;

/** A next version, on top of the newest one that its author saw. */
export const blueprintVersionCreateSchema = blueprintPublishSchema.extend({
  baseVersion: blueprintVersionNumberSchema,
});

/** Answers to try, or to deploy with. */
export const blueprintRenderSchema = z.object({
  /** The newest where absent. */
  version: blueprintVersionNumberSchema.optional(),
  parameters: parameterValuesSchema.default({}),
});
export type BlueprintRender = z.input<typeof blueprintRenderSchema>;

/** The spec that a version and some answers make; secrets are named, never told. */
export const renderedBlueprintSchema = z.object({
  version: z.number().int(),
  spec: specSchema,
  /** Secret variables that a creation is to bring values for. */
  secretKeys: z.array(
    z.object({
      parameter: z.string(),
      key: z.string(),
      required: z.boolean(),
      given: z.boolean(),
    }),
  ),
});
export type RenderedBlueprint = z.infer<typeof renderedBlueprintSchema>;

/** The blueprint that a rollout came from, and whether there is something newer. */
export const rolloutOriginSchema = z.object({
  name: nameSchema,
  /** Absent where the caller may not see the blueprint, or it is gone. */
  title: z.string().optional(),
  version: z.number().int(),
  parameters: parameterValuesSchema,
  /** Number of the newest version; absent as the title is. */
  newest: z.number().int().optional(),
  isNewerAvailable: z.boolean(),
});
export type RolloutOrigin = z.infer<typeof rolloutOriginSchema>;

/** Narrows the catalogue; all conditions have to hold. */
export const blueprintListQuerySchema = pageQuerySchema.extend({
  q: textSchema.max(200).optional(),
  filter: z.enum(['all', 'mine', 'subscribed']).optional(),
});
export type BlueprintListQuery = z.output<typeof blueprintListQuerySchema>;

/** A rollout made from a blueprint. */
export const blueprintUseSchema = z.object({
  project: nameSchema,
  rollout: nameSchema,
  version: z.number().int(),
  /** How many versions came after that one. */
  behind: z.number().int(),
});
export type BlueprintUse = z.infer<typeof blueprintUseSchema>;

/** A blueprint made of a rollout, to be looked through and then created. */
export const blueprintDraftSchema = z.object({
  template: specSchema,
  /** One question for each secret, without its value. */
  parameters: blueprintParametersSchema,
  /** Fields of the rollout that are not in it, such as `interfaces[http].ingress`. */
  leftOut: z.array(z.string()),
});
export type BlueprintDraft = z.infer<typeof blueprintDraftSchema>;

/** Who a blueprint is shared with, beside its owners. */
export const blueprintSubscriberSchema = z.object({
  principal: entityRefSchema,
  since: instantSchema,
  /** By themselves, by the link, or by an owner. */
  by: z.string(),
});
export type BlueprintSubscriber = z.infer<typeof blueprintSubscriberSchema>;

const MAX_SHARE_DAYS = 365;

/** A new link; the one before stops working. */
export const shareLinkCreateSchema = z.object({
  days: z.number().int().min(1).max(MAX_SHARE_DAYS).default(30),
});

/** The link as owners see it later: without its token. */
export const shareLinkSchema = z.object({
  createdAt: instantSchema,
  createdBy: z.string(),
  expiresAt: instantSchema,
});
export type ShareLink = z.infer<typeof shareLinkSchema>;

/** The token is told this once. */
export const shareLinkMadeSchema = shareLinkSchema.extend({
  token: z.string(),
});

/** A token of a link, as it came. */
export const shareTokenSchema = z.string().max(128);

/** What whoever holds a link sees before they take it. */
export const sharedBlueprintSchema = blueprintSchema.pick({
  name: true,
  title: true,
  summary: true,
  version: true,
  owner: true,
  isMine: true,
  isSubscribed: true,
});
export type SharedBlueprint = z.infer<typeof sharedBlueprintSchema>;
