import {
  isRecreated,
  selectorLabels,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  Cause,
  Rollout,
  RolloutStatus,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { compact } from '../compact';
import { buildConditions } from './conditions';
import { describeEffect } from './effects';
import { countInstances } from './figures';
import type { Figures } from './figures';
import { findProblems } from './findProblems';
import { findInstances } from './instances';
import type { Instances } from './instances';
import { judgeJobs } from './jobStatuses';
import type { JobFindings, KnownJobs } from './jobStatuses';
import { toMillis, toTimestamp } from './moments';
import { nextLook } from './nextLook';
import type { FreeRoom, Observed } from './Observed';
import {
  toDeploymentStatus,
  toIngressStatuses,
  toServiceStatuses,
  toVolumeStatuses,
} from './originalStatus';
import type { Problem } from './Problem';
import { judgeProgress } from './progress';
import type { Progress } from './progress';
import { lastSeenRestart, noteRestarts } from './restarts';
import type { KnownRestarts } from './restarts';
import { decideState, holdState } from './state';
import type { Improvement, Lasting } from './state';

/** What a summary is made from. */
export interface SummarizeOptions {
  readonly rollout: Rollout;
  readonly observed: Observed;
  /** Epoch milliseconds. */
  readonly now: number;
  /** The status as last written; the Rollout's own by default. */
  readonly previous?: RolloutStatus | undefined;
  /** What the summary before this one gave. @defaultValue nothing */
  readonly memory?: Memory | undefined;
  /** Name of the cluster in sentences. @defaultValue 'this cluster' */
  readonly cluster?: string;
}

/** What the next summary goes by beside the status; without it, the next merely takes longer to tell better news. */
export interface Memory {
  readonly restarts: KnownRestarts;
  readonly jobs: KnownJobs;
  readonly improvement?: Improvement | undefined;
}

/** How a rollout fares. */
export interface Summary {
  readonly status: RolloutStatus;
  /** For the next summary of this rollout. */
  readonly memory: Memory;
  /** When time alone may change it; epoch milliseconds. */
  readonly lookAgainAt: number | undefined;
}

const NOT_KNOWN = 'not known';

/** Kinds without which the newest spec does not run; guard rails refuse the Rollout itself. */
const DECISIVE: ReadonlySet<string> = new Set(['Deployment', 'Rollout']);

/** Free room changes by the second; what was told with a problem stays for as long as the problem. */
function rememberFreeRoom(
  previous: RolloutStatus | undefined,
  sampled: FreeRoom | undefined,
): FreeRoom | undefined {
  const told = (id: string, param: string) => {
    const cause = previous?.causes?.find(each => each.id === id);
    const value = cause?.params?.[param];
    return value === NOT_KNOWN ? undefined : value;
  };
  const cpu = told('NoCpu', 'free') ?? sampled?.cpu;
  const memory = told('NoMemory', 'free') ?? sampled?.memory;
  const taints = told('Taint', 'taint') ?? sampled?.taints;
  return [cpu, memory, taints].every(value => value === undefined)
    ? undefined
    : {
        cpu: cpu ?? NOT_KNOWN,
        memory: memory ?? NOT_KNOWN,
        ...(taints !== undefined && { taints }),
      };
}

/** Whether a summary would say more with `largestFree` sampled. */
export function wantsFreeRoom({ causes = [] }: RolloutStatus): boolean {
  return causes.some(
    ({ params }) => params?.free === NOT_KNOWN || params?.taint === NOT_KNOWN,
  );
}

function lastState(previous: RolloutStatus | undefined) {
  const since = toMillis(previous?.stateSince);
  return previous?.state !== undefined && since !== undefined
    ? { state: previous.state, since }
    : undefined;
}

function selectorText(rollout: Rollout): string {
  return Object.entries(selectorLabels(rollout.metadata))
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(',');
}

function hostsText({ spec }: Rollout): string {
  const hosts = (spec.interfaces ?? [])
    .flatMap(({ ingress }) => ingress?.rules ?? [])
    .map(({ host }) => host)
    .filter(host => host !== '');
  return [...new Set(hosts)].join(',');
}

interface Findings {
  readonly figures: Figures;
  readonly instances: Instances;
  readonly restarts: KnownRestarts;
  readonly progress: Progress;
  readonly problems: readonly Problem[];
  readonly jobs: JobFindings;
}

interface Judgement extends Findings {
  readonly lasting: Lasting;
}

/** While a state is held, so is what explains it. */
function causesOf(
  { lasting, problems }: Judgement,
  previous: RolloutStatus | undefined,
): readonly Cause[] {
  if (lasting.heldUntil !== undefined) {
    return previous?.causes ?? [];
  }
  return lasting.state === 'Healthy' ? [] : problems.map(({ cause }) => cause);
}

function toStatus(
  options: SummarizeOptions,
  judgement: Judgement,
): RolloutStatus {
  const { rollout, observed, now, previous } = options;
  const { figures, instances, lasting } = judgement;
  const { state, since } = lasting;
  const causes = causesOf(judgement, previous);
  const effect = describeEffect(state, figures);
  const [chief] = causes;
  const observedGeneration = rollout.metadata.generation ?? 0;
  return compact<RolloutStatus>({
    observedGeneration,
    observedRevision: figures.revision,
    state,
    stateSince: new Date(since).toISOString(),
    message: chief ? `${effect} ${chief.message}` : effect,
    causes,
    conditions: buildConditions({
      state,
      effect,
      chief,
      observedGeneration,
      previous: previous?.conditions ?? [],
      now: toTimestamp(now),
    }),
    replicas: figures.replicas,
    wantedReplicas: figures.wanted,
    readyReplicas: figures.ready,
    updatedReplicas: figures.updated,
    updatedReadyReplicas: figures.updatedReady,
    servingRevision: figures.servingRevision,
    selector: selectorText(rollout),
    hosts: hostsText(rollout),
    deployment: toDeploymentStatus(state, [
      ...instances.updated,
      ...instances.older,
    ]),
    services: toServiceStatuses(observed.services),
    ingresses: toIngressStatuses(observed.ingresses),
    volumes: toVolumeStatuses(rollout, observed.claims),
    jobs: [...judgement.jobs.statuses],
  });
}

function investigate(options: SummarizeOptions): Findings {
  const { rollout, observed, now, previous, memory } = options;
  const { cluster = 'this cluster' } = options;
  const { deployment, largestFree } = observed;
  const { spec, metadata } = rollout;
  const instances = findInstances(observed);
  const figures = countInstances(rollout, observed, instances);
  const facts = { rollout, deployment, instances, figures, previous, now };
  const progress = judgeProgress(facts);
  const known = memory?.restarts ?? new Map();
  const restarts = noteRestarts(instances.updated, known, now);
  const problems = findProblems({
    rollout,
    suspended: spec.suspend === true,
    observed,
    instances,
    figures,
    restarts,
    settled: !progress.moving,
    overdue: progress.overdue,
    largestFree: rememberFreeRoom(previous, largestFree),
    revisionName: String(figures.revision ?? metadata.generation ?? 1),
    cluster,
    now,
  });
  const jobs = judgeJobs({
    ...{ rollout, observed, now },
    known: memory?.jobs ?? new Map(),
  });
  return { figures, instances, restarts, progress, problems, jobs };
}

function judge(options: SummarizeOptions, findings: Findings): Lasting {
  const { rollout, observed, now, previous, memory } = options;
  const { figures, instances, restarts, progress, problems } = findings;
  const decided = decideState({
    ...figures,
    suspended: rollout.spec.suspend === true,
    older: instances.older.length,
    stale: instances.stale,
    refused: observed.refusals.some(({ kind }) => DECISIVE.has(kind)),
    recreated: isRecreated(rollout.spec),
    moving: progress.moving,
    previous: previous?.state,
    problems,
  });
  const asksAnew =
    decided === 'Paused' ||
    previous?.observedGeneration !== rollout.metadata.generation;
  return holdState(decided, lastState(previous), {
    now,
    asksAnew,
    improvement: memory?.improvement,
    restartedAt: lastSeenRestart(instances.updated, restarts),
  });
}

/**
 * Says how a rollout fares: its one state, why, and the conditions.
 *
 * Pure, and the same for the same input, so that a rollout at rest is never
 * written: lists are sorted, counters go in steps, and elapsed time is nowhere.
 */
export function summarize(given: SummarizeOptions): Summary {
  const { rollout, observed, now, previous = rollout.status } = given;
  const options = { ...given, previous };
  const findings = investigate(options);
  const { restarts, progress, instances, jobs } = findings;
  const { evicted } = instances;
  const lasting = judge(options, findings);
  const status = toStatus(options, { ...findings, lasting });
  const lookAgainAt = nextLook({
    ...{ lasting, observed, progress, restarts },
    ...{ evicted, now },
    jobMoments: jobs.moments,
  });
  return {
    status,
    memory: { restarts, jobs: jobs.known, improvement: lasting.improvement },
    lookAgainAt,
  };
}
