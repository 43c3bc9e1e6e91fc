import { z } from 'zod';
import { clusterSchema } from './cluster';
import { liveMessageSchemas, logPositionSchema } from './live';
import { revisionSchema } from './revision';
import { rolloutSummarySchema } from './rollout';
import { nameSchema, textSchema } from './shared';

/**
 * Topics of the one stream a browser tab: `rollouts` (all that the caller may
 * see), `project:<project>`, `rollout:<project>/<rollout>`,
 * `entity:<entityRef>` and `clusters`; `projects`, `bin` and
 * `activity:<project>` tell when to read these again; and what the cluster tells of one
 * rollout: `map:<project>/<rollout>`, `events:…`, `metrics:…` and `logs:…`, the
 * last one with the query of `logQuerySchema`, as in
 * `logs:shop/web?pod=web-1&tail=100`.
 */
export const streamRequestSchema = z.object({
  topics: z.array(textSchema.min(1).max(600)).min(1).max(50),
  /** By topic: where reading its logs ended, so that it goes on from there. */
  resume: z.record(textSchema, z.array(logPositionSchema).max(500)).optional(),
});
export type StreamRequest = z.input<typeof streamRequestSchema>;

/**
 * The `data` of each server-sent event; its `event` is the `type`. Ids are
 * `<epoch>-<n>`; a reopened stream sends its last one as `Last-Event-ID` and
 * gets what it missed, or `reset`.
 */
export const streamMessageSchema = z.discriminatedUnion('type', [
  /** The stream is open; sent first. */
  z.object({ type: z.literal('hello') }),
  /** Every 15 s, so that a dead connection is noticed: reopen after 45 s without any. */
  z.object({ type: z.literal('beat') }),
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
  /** Something was done in a project, as its timeline has it: read again what shows that. */
  z.object({ type: z.literal('acted'), project: nameSchema }),
  ...liveMessageSchemas,
  /** Messages are missing: read again what is shown. */
  z.object({ type: z.literal('reset') }),
  /** The server ends the stream: `token` and `shutdown` mean reopen, `revoked` means stop. */
  z.object({
    type: z.literal('bye'),
    reason: z.enum(['token', 'revoked', 'shutdown']),
  }),
]);
export type StreamMessage = z.infer<typeof streamMessageSchema>;

/** A message with its id; messages without one (`hello`, `beat`, `bye`) cannot be resumed from. */
export interface StreamEvent {
  readonly id?: string | undefined;
  readonly message: StreamMessage;
}
