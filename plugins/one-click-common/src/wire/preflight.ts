import { z } from 'zod';
import { nameSchema, textSchema } from './shared';
import { specSchema } from './rollout';

/** Every check of a pre-flight, in the order pages list them; each runs on its own. */
export const PREFLIGHT_CHECKS = [
  'schema',
  'policy',
  'rollout',
  'children',
  'instance',
  'image',
  'hosts',
  'classes',
  'quota',
  'nodes',
  'volumes',
  'ports',
  'references',
] as const;
export const preflightCheckSchema = z.enum(PREFLIGHT_CHECKS);
export type PreflightCheck = z.infer<typeof preflightCheckSchema>;

/** Errors block the save; warnings want to be acknowledged; an info is worth knowing. */
export const findingSeveritySchema = z.enum(['error', 'warning', 'info']);
export type FindingSeverity = z.infer<typeof findingSeveritySchema>;

/** What a check has found out. */
export const findingSchema = z.object({
  /** The same for the same finding of another run, so that it can be acknowledged. */
  id: z.string(),
  check: preflightCheckSchema,
  /** The field at fault, as in `spec.image.tag`; absent where none is. */
  field: z.string().optional(),
  severity: findingSeveritySchema,
  /** What is so, in one sentence. */
  message: z.string(),
  /** What to do about it, in one sentence; absent where there is nothing to do. */
  remedy: z.string().optional(),
});
export type Finding = z.infer<typeof findingSchema>;

/**
 * How a check fares: `failed` found an error, `unknown` could not find out,
 * which holds up no save.
 */
export const checkStateSchema = z.enum(['started', 'ok', 'failed', 'unknown']);
export type CheckState = z.infer<typeof checkStateSchema>;

/** The `data` of each event of a pre-flight; its `event` is the `type`. */
export const preflightMessageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('check'),
    check: preflightCheckSchema,
    state: checkStateSchema,
    /** Why it could not find out. */
    reason: z.string().optional(),
  }),
  z.object({ type: z.literal('finding'), finding: findingSchema }),
  /** Every check has ended; sent last. */
  z.object({
    type: z.literal('done'),
    errors: z.number().int(),
    /** Ids of the warnings, which a save has to acknowledge. */
    warnings: z.array(z.string()),
    unknown: z.array(preflightCheckSchema),
  }),
]);
export type PreflightMessage = z.infer<typeof preflightMessageSchema>;

/** A rollout that does not exist yet, to be checked. */
export const newRolloutCheckSchema = z.object({
  name: nameSchema,
  spec: specSchema,
});
export type NewRolloutCheck = z.input<typeof newRolloutCheckSchema>;

/** A draft of a rollout that exists, to be checked. */
export const rolloutCheckSchema = z.object({ spec: specSchema });
export type RolloutCheck = z.input<typeof rolloutCheckSchema>;

/** An address to look for. */
export const hostCheckQuerySchema = z.object({
  host: textSchema.max(253),
  path: textSchema.max(1024).default('/'),
  pathType: z
    .enum(['Exact', 'Prefix', 'ImplementationSpecific'])
    .default('ImplementationSpecific'),
  /** The rollout that wants it: what it holds already is free for it. */
  rollout: nameSchema.optional(),
});
export type HostCheckQuery = z.output<typeof hostCheckQuerySchema>;

/** Who holds an address; told only to those who may see it. */
export const hostHolderSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('rollout'),
    project: nameSchema,
    projectTitle: z.string(),
    rollout: nameSchema,
    /** It waits in the bin, which keeps its addresses. */
    binned: z.boolean(),
  }),
  /** An Ingress that no rollout made. */
  z.object({ kind: z.literal('ingress'), namespace: z.string() }),
  /** Something that the caller may not see. */
  z.object({ kind: z.literal('hidden') }),
]);
export type HostHolder = z.infer<typeof hostHolderSchema>;

/** Whether an address is free in the project's cluster. */
export const hostCheckSchema = z.object({
  /** `unknown`: nobody of ours holds it, and the cluster could not be asked about others. */
  state: z.enum(['free', 'taken', 'unknown']),
  holder: hostHolderSchema.optional(),
  /** As a page may show it, such as `Used by rollout web2 in Shop.` */
  sentence: z.string(),
});
export type HostCheck = z.infer<typeof hostCheckSchema>;
