import { z } from 'zod';
import { clusterSchema } from './cluster';
import { revisionSchema } from './revision';
import { rolloutSummarySchema } from './rollout';
import { nameSchema } from './shared';

/**
 * Topics of the one stream a browser tab: `rollouts` (all that the caller may
 * see), `project:<project>`, `rollout:<project>/<rollout>`,
 * `entity:<entityRef>` and `clusters`.
 */
export const streamQuerySchema = z.object({
  /** Comma-separated, at most 50. */
  topics: z.string().min(1).max(8000),
});

/** The `data` of each server-sent event; its `event` is the `type`. */
export const streamMessageSchema = z.discriminatedUnion('type', [
  /** First of all; a new epoch means that earlier ids are void. */
  z.object({ type: z.literal('hello'), epoch: z.string() }),
  z.object({ type: z.literal('rollout'), rollout: rolloutSummarySchema }),
  z.object({
    type: z.literal('gone'),
    project: nameSchema,
    rollout: nameSchema,
  }),
  z.object({
    type: z.literal('revision'),
    project: nameSchema,
    rollout: nameSchema,
    revision: revisionSchema,
  }),
  z.object({ type: z.literal('cluster'), cluster: clusterSchema }),
  /** Messages were dropped; read again what is shown. */
  z.object({ type: z.literal('resync') }),
]);
export type StreamMessage = z.infer<typeof streamMessageSchema>;
