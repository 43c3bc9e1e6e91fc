import { z } from 'zod';
import { ROLLOUT_STATES } from '../v1alpha1/states';
import { instantSchema } from './shared';

export { ROLLOUT_STATES };

/** A rollout's one state. */
export const rolloutStateSchema = z.enum(ROLLOUT_STATES);
export type { RolloutState } from '../v1alpha1/states';

/** One link of a problem's chain, from the Rollout down to the container, event, quota, claim or probe. */
export const chainLinkSchema = z.object({
  kind: z.string(),
  name: z.string(),
  /** The cluster's own words, never translated. */
  message: z.string().optional(),
});

/** A machine cause: pages translate `id` with `params`, and fall back to `sentence`. */
export const problemSchema = z.object({
  id: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  sentence: z.string(),
  chain: z.array(chainLinkSchema),
});
export type Problem = z.infer<typeof problemSchema>;

/** The one health state of a rollout, as last seen. */
export const healthSchema = z.object({
  state: rolloutStateSchema,
  since: instantSchema,
  wanted: z.number().int(),
  ready: z.number().int(),
  /** The revision that the cluster was last told to run. */
  revision: z.number().int().optional(),
  /** The older revision that still serves while `revision` cannot. */
  servingRevision: z.number().int().optional(),
  /** The state before it became Unknown. */
  lastKnown: rolloutStateSchema.optional(),
  /** Worst first; the first one explains the state. */
  problems: z.array(problemSchema),
  /** When the cluster last told; absent before it ever did. */
  seenAt: instantSchema.optional(),
});
export type Health = z.infer<typeof healthSchema>;
