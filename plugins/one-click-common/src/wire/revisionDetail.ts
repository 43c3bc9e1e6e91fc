import type { z } from 'zod';
import { revisionSchema } from './revision';
import { specSchema } from './rollout';

/** A revision with the spec it snapshots. */
export const revisionDetailSchema = revisionSchema.extend({ spec: specSchema });
export type RevisionDetail = z.infer<typeof revisionDetailSchema>;
