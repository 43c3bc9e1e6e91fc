import { z } from 'zod';
import { platformSchema } from './image';
import { instantSchema, nameSchema } from './shared';

/** A configured cluster as pages see it. Facts are absent while it was never reached. */
export const clusterSchema = z.object({
  name: nameSchema,
  title: z.string(),
  state: z.enum(['reachable', 'away', 'unknown']),
  /** Since when `state` holds. */
  since: instantSchema,
  operator: z.enum(['running', 'away', 'unknown']),
  ingressClasses: z
    .array(z.object({ name: z.string(), isDefault: z.boolean() }))
    .optional(),
  storageClasses: z
    .array(
      z.object({
        name: z.string(),
        isDefault: z.boolean(),
        canGrow: z.boolean(),
      }),
    )
    .optional(),
});
export type Cluster = z.infer<typeof clusterSchema>;

/** Kubernetes quantities, as in `7800m` and `31Gi`. */
const roomSchema = z.object({
  cpu: z.string(),
  memory: z.string(),
  pods: z.string(),
});

/** What a cluster's nodes can hold. */
export const clusterNodesSchema = z.object({
  total: z.number().int(),
  /** Ready, and open to new instances. */
  ready: z.number().int(),
  platforms: z.array(platformSchema),
  /** Of all nodes. */
  capacity: roomSchema,
  /** What rollouts may ask for on the ready ones, taken or not. */
  allocatable: roomSchema,
  /** The most that one instance can ask for. */
  largest: z.object({ cpu: z.string(), memory: z.string() }),
});
export type ClusterNodes = z.infer<typeof clusterNodesSchema>;

/** A cluster with all that is known of it, however old. */
export const clusterDetailSchema = clusterSchema.extend({
  /** As in `v1.36.3`. */
  version: z.string().optional(),
  nodes: clusterNodesSchema.optional(),
  /** Whether it has a metrics service. */
  hasMetrics: z.boolean().optional(),
  /** When the facts were read. */
  factsAt: instantSchema.optional(),
  /** Facts that the portal may not read, such as `nodes`: what is shown of them is from before. */
  gaps: z.array(z.string()),
  /** When the cluster was last heard of. */
  contactAt: instantSchema.optional(),
});
export type ClusterDetail = z.infer<typeof clusterDetailSchema>;

/** Who asks, and what they may do outside of any project. */
export const meSchema = z.object({
  userEntityRef: z.string(),
  ownershipEntityRefs: z.array(z.string()),
  canCreateProjects: z.boolean(),
  canAdminister: z.boolean(),
});
export type Me = z.infer<typeof meSchema>;
