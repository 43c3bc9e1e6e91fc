import { z } from 'zod';
import {
  accessSchema,
  entityRefSchema,
  instantSchema,
  nameSchema,
  ownerRefSchema,
  pageQuerySchema,
  textSchema,
} from './shared';
import { binnedSchema } from './bin';
import { rolloutStateSchema } from './health';

/** A project: a namespace in one cluster with an owner. */
export const projectSchema = z.object({
  name: nameSchema,
  title: z.string(),
  description: z.string(),
  tags: z.array(z.string()),
  owner: entityRefSchema,
  cluster: nameSchema,
  namespace: nameSchema,
  /** How many rollouts are in each state; states without any are absent. */
  counts: z.partialRecord(rolloutStateSchema, z.number().int()),
  createdAt: instantSchema,
  createdBy: z.string(),
  lastChange: z.object({ at: instantSchema, by: z.string() }),
  access: accessSchema,
  /** Where it waits in the bin. */
  binned: binnedSchema.optional(),
  /** Whether its namespace was there before it, and so is never deleted. */
  adopted: z.boolean().optional(),
  /** Version of its picture; absent where it has none. */
  avatar: z.string().optional(),
});
export type Project = z.infer<typeof projectSchema>;

/** A project called so would be mistaken for a part of the cluster, though its namespace has another name. */
const SYSTEM_NAME = /^(default|kube-.*|openshift(-.*)?)$/;

/** Whether a project may not be called so. */
export function isSystemName(name: string): boolean {
  return SYSTEM_NAME.test(name);
}

/** What a new project needs. `cluster` may be left out where there is only one. */
export const projectCreateSchema = z.object({
  name: nameSchema
    .max(40, {
      message:
        'must have at most 40 characters, so that its namespace and the names made from it fit',
    })
    .refine(name => !isSystemName(name), {
      message:
        'is what a namespace of the cluster itself is called: choose another name',
    }),
  title: textSchema.trim().min(1).max(63).optional(),
  description: textSchema.max(1000).optional(),
  tags: z.array(textSchema.trim().min(1).max(40)).max(20).optional(),
  owner: ownerRefSchema,
  cluster: nameSchema.optional(),
});
export type ProjectCreate = z.infer<typeof projectCreateSchema>;

/** The parts of a project that may change; absent ones stay. */
export const projectUpdateSchema = projectCreateSchema
  .pick({ title: true, description: true, tags: true, owner: true })
  .partial();
export type ProjectUpdate = z.infer<typeof projectUpdateSchema>;

export const projectListQuerySchema = pageQuerySchema.extend({
  q: textSchema.max(200).optional(),
  tag: textSchema.max(40).optional(),
  /** Only projects that belong to me or my groups. */
  mine: z.stringbool().optional(),
  /** Only projects in the bin; those that are not where absent. */
  bin: z.stringbool().optional(),
});
export type ProjectListQuery = Partial<
  Omit<z.output<typeof projectListQuerySchema>, 'mine' | 'bin'>
> & { mine?: boolean | undefined; bin?: boolean | undefined };

/** A project on a namespace that exists already. For platform engineers. */
export const projectAdoptSchema = projectCreateSchema.extend({
  /** Not one of the cluster's own, nor another project's. */
  namespace: nameSchema,
});
export type ProjectAdopt = z.infer<typeof projectAdoptSchema>;
