import { z } from 'zod';
import { problemSchema } from './health';
import { instantSchema, nameSchema, textSchema } from './shared';

/**
 * How good the state of an object is, for its colour: `ok` as asked, `moving`
 * within its time, `warning` not as asked, `error` does not work, `off` wants
 * nothing, `unknown` says nothing of itself.
 */
export const nodeLevelSchema = z.enum([
  'error',
  'warning',
  'moving',
  'unknown',
  'off',
  'ok',
]);
export type NodeLevel = z.infer<typeof nodeLevelSchema>;

/** A container of a pod, as the map and the log's list of sources show it. */
export const liveContainerSchema = z.object({
  name: z.string(),
  type: z.enum(['main', 'init', 'sidecar']),
  image: z.string(),
  state: z.enum(['waiting', 'running', 'ended']),
  /** Kubernetes' word, such as `CrashLoopBackOff` or `Completed`. */
  reason: z.string().optional(),
  ready: z.boolean(),
  restarts: z.number().int(),
  /** The run before, where there was one: its log can be read as `previous`. */
  lastEnd: z
    .object({
      code: z.number().int(),
      reason: z.string().optional(),
      at: z.string().optional(),
    })
    .optional(),
});
export type LiveContainer = z.infer<typeof liveContainerSchema>;

/** A true relation: by owner reference, selector, backend, scale target, or mention in a pod's spec. */
export const mapEdgeSchema = z.object({
  type: z.enum(['owns', 'selects', 'routes', 'scales', 'mounts']),
  /** Id of the other node. */
  to: z.string(),
});
export type MapEdge = z.infer<typeof mapEdgeSchema>;

/** One object of a rollout. */
export const mapNodeSchema = z.object({
  /** The object's uid. */
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  level: nodeLevelSchema,
  /** The state in a word, such as `Ready` or `CrashLoopBackOff`. */
  state: z.string(),
  /** By kind, such as `ready`, `wanted`, `revision`, `ports`, `capacity`, `schedule`. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  createdAt: z.string().optional(),
  containers: z.array(liveContainerSchema).optional(),
  edges: z.array(mapEdgeSchema),
});
export type MapNode = z.infer<typeof mapNodeSchema>;

/** The objects of a rollout, as they are now. */
export const rolloutMapSchema = z.object({
  nodes: z.array(mapNodeSchema),
  /** Kinds that the caller may not see. */
  hidden: z.array(z.string()),
  /** What is not known right now, and why: a cluster that is away, a kind that may not be read. */
  problems: z.array(problemSchema),
});
export type RolloutMap = z.infer<typeof rolloutMapSchema>;

/** Something that Kubernetes tells of one object. */
export const clusterEventSchema = z.object({
  id: z.string(),
  type: z.string(),
  reason: z.string(),
  message: z.string(),
  count: z.number().int(),
  firstAt: z.string(),
  lastAt: z.string(),
  object: z.object({
    kind: z.string(),
    name: z.string(),
    /** The container, where it is about one. */
    container: z.string().optional(),
  }),
  source: z.string(),
});
export type ClusterEvent = z.infer<typeof clusterEventSchema>;

/** What all pods of a rollout used at a moment. */
export const usageSampleSchema = z.object({
  at: instantSchema,
  /** Cores. */
  cpu: z.number(),
  /** Bytes. */
  memory: z.number(),
  /** Pods that were measured. */
  pods: z.number().int(),
});
export type UsageSample = z.infer<typeof usageSampleSchema>;

/** What one pod uses now. */
export const podUsageSchema = z.object({
  pod: z.string(),
  /** Cores. */
  cpu: z.number(),
  /** Bytes. */
  memory: z.number(),
});
export type PodUsage = z.infer<typeof podUsageSchema>;

/**
 * Use of CPU and memory: samples 15 s apart of at most the last hour, oldest
 * first. There are gaps where nobody looked or the cluster was away.
 */
export const usageSchema = z.object({
  samples: z.array(usageSampleSchema),
  pods: z.array(podUsageSchema),
  problems: z.array(problemSchema),
});
export type Usage = z.infer<typeof usageSchema>;

/** Where reading a container's log ended: `count` lines of the moment `at` were read. */
export const logPositionSchema = z.object({
  pod: textSchema.min(1).max(253),
  container: textSchema.min(1).max(63),
  /** RFC 3339, with all digits that the line had. */
  at: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/),
  count: z.number().int().min(1).max(1_000_000),
});
export type LogPosition = z.infer<typeof logPositionSchema>;

/** One line of a log; a very long one ends with how many bytes were left out. */
export const logLineSchema = z.object({
  pod: z.string(),
  container: z.string(),
  at: z.string(),
  text: z.string(),
});
export type LogLine = z.infer<typeof logLineSchema>;

/** A container whose log is read, and how far that got. */
export const logSourceSchema = z.object({
  pod: z.string(),
  container: z.string(),
  type: z.enum(['main', 'init', 'sidecar']),
  /** The job, where the pod is a run of one. */
  job: z.string().optional(),
  /** `waiting` has not started, `refused` says why in `message`. */
  state: z.enum(['waiting', 'reading', 'following', 'ended', 'refused']),
  message: z.string().optional(),
  restarts: z.number().int(),
  lastEnd: liveContainerSchema.shape.lastEnd,
});
export type LogSource = z.infer<typeof logSourceSchema>;

/** Lines that were left out, since reader or limit could not keep up. */
export const logGapSchema = z.object({
  pod: z.string(),
  container: z.string(),
  /** Absent where nobody counted. */
  lines: z.number().int().optional(),
});
export type LogGap = z.infer<typeof logGapSchema>;

/** The live YAML of one object; values of Secrets read `(hidden)`. */
export const manifestSchema = z.object({
  kind: z.string(),
  name: z.string(),
  yaml: z.string(),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** Kinds that a map may hold. */
export const MAP_KINDS = [
  'Rollout',
  'Deployment',
  'ReplicaSet',
  'Pod',
  'Service',
  'Ingress',
  'HorizontalPodAutoscaler',
  'PersistentVolumeClaim',
  'Secret',
  'ConfigMap',
  'CronJob',
  'Job',
] as const;
export const mapKindSchema = z.enum(MAP_KINDS);
export type MapKind = z.infer<typeof mapKindSchema>;

/** Which logs: of all pods and containers unless narrowed. */
export const logQuerySchema = z.object({
  pod: textSchema.min(1).max(253).optional(),
  container: textSchema.min(1).max(63).optional(),
  /** The run before the present one; it is read once and not followed. */
  previous: z.stringbool().optional(),
  /** Only what is at most so many seconds old. */
  since: z.coerce.number().int().min(1).max(31_536_000).optional(),
  /** Last lines of each container; 500 by default, all containers together at most 5,000. */
  tail: z.coerce.number().int().min(0).max(5_000).optional(),
  /** Goes on with what comes; true by default. */
  follow: z.stringbool().optional(),
});
export type LogQuery = z.output<typeof logQuerySchema>;

/** Messages of live topics; each names the topic it answers, as it was asked for. */
export const liveMessageSchemas = [
  /** Whether a topic tells the truth right now; told when that changes. */
  z.object({
    type: z.literal('topic'),
    topic: z.string(),
    /** `partial`: parts are missing, as `problems` say. */
    state: z.enum(['loading', 'live', 'partial', 'away']),
    problems: z.array(problemSchema),
  }),
  /** `whole`: these are all the nodes; else they are new or changed, and `gone` names ids. */
  z.object({
    type: z.literal('map'),
    topic: z.string(),
    whole: z.boolean(),
    nodes: z.array(mapNodeSchema),
    gone: z.array(z.string()),
    hidden: z.array(z.string()),
  }),
  z.object({
    type: z.literal('events'),
    topic: z.string(),
    whole: z.boolean(),
    events: z.array(clusterEventSchema),
    gone: z.array(z.string()),
  }),
  /** `whole`: all that is kept; else one more sample. */
  z.object({
    type: z.literal('metrics'),
    topic: z.string(),
    whole: z.boolean(),
    samples: z.array(usageSampleSchema),
    pods: z.array(podUsageSchema),
  }),
  /** Lines by time; gaps lie before them. */
  z.object({
    type: z.literal('logs'),
    topic: z.string(),
    lines: z.array(logLineSchema),
    skipped: z.array(logGapSchema),
  }),
  z.object({
    type: z.literal('logSources'),
    topic: z.string(),
    sources: z.array(logSourceSchema),
  }),
] as const;

/** How many rollouts are in each state. */
export const stateCountsSchema = z.object({
  total: z.number().int(),
  counts: z.record(z.string(), z.number().int()),
});
export type StateCounts = z.infer<typeof stateCountsSchema>;

/** How the plugin itself fares. */
export const backendHealthSchema = z.object({
  /** `down` without its database; `degraded` where something lags or is away. */
  status: z.enum(['ok', 'degraded', 'down']),
  database: z.enum(['ok', 'down']),
  /** Messages between replicas: `none` where the database knows no others. */
  replicas: z.enum(['ok', 'down', 'none']),
  clusters: z.array(
    z.object({
      name: nameSchema,
      state: z.enum(['reachable', 'away', 'unknown']),
      /** Saves that wait to be told. */
      waiting: z.number().int(),
      /** Since when the oldest of them waits. */
      waitingSince: instantSchema.optional(),
    }),
  ),
});
export type BackendHealth = z.infer<typeof backendHealthSchema>;
