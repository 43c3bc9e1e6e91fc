import { z } from 'zod';
import { specSchema } from './rollout';
import { nameSchema } from './shared';

/** A ready-made rollout: its spec starts a draft, whose hosts and secrets are still to be given. */
export const blueprintSchema = z.object({
  name: nameSchema,
  title: z.string(),
  summary: z.string(),
  version: z.number().int(),
  spec: specSchema,
});
export type Blueprint = z.infer<typeof blueprintSchema>;
