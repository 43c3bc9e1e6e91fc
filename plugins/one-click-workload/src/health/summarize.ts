import { selectorLabels } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  Cause,
  Rollout,
  RolloutStatus,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { isRecreated } from '../children/deployment';
import { compact } from '../compact';
import { buildConditions } from './conditions';
import { describeEffect } from './effects';
import { countInstances } from './figures';
import type { Figures } from './figures';
import { findProblems } from './findProblems';
import { findInstances } from './instances';
import type { Instances } from './instances';
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
import { decideState, holdState } from './state';
import type { Lasting } from './state';

/** What a summary is made from. */
export interface SummarizeOptions {
  readonly rollout: Rollout;
  readonly observed: Observed;
  /** Epoch milliseconds. */
  readonly now: number;
  /** The status as last written; the Rollout's own by default. */
  readonly previous?: RolloutStatus | undefined;
  /** Name of the cluster in sentences. @defaultValue 'this cluster' */
  readonly cluster?: string;
}

/** How a rollout fares. */
export interface Summary {
  readonly status: RolloutStatus;
  /** When time alone may change it; epoch milliseconds. */
  readonly lookAgainAt: number | undefined;
}

const NOT_KNOWN = 'not known';

/** Free room changes by the second; what was told with a problem stays for as long as the problem. */
function rememberFreeRoom(
  previous: RolloutStatus | undefined,
  sampled: FreeRoom | undefined,
): FreeRoom | undefined {
  const told = (id: string) => {
    const free = previous?.causes?.find(each => each.id === id)?.params?.free;
    return free === NOT_KNOWN ? undefined : free;
  };
  const cpu = told('NoCpu') ?? sampled?.cpu;
  const memory = told('NoMemory') ?? sampled?.memory;
  return cpu === undefined && memory === undefined
    ? undefined
    : { cpu: cpu ?? NOT_KNOWN, memory: memory ?? NOT_KNOWN };
}

/** Whether a summary would say more with `largestFree` sampled. */
export function wantsFreeRoom({ causes = [] }: RolloutStatus): boolean {
  return causes.some(({ params }) => params?.free === NOT_KNOWN);
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
  readonly lasting: Lasting;
  readonly problems: readonly Problem[];
}

/** While a state is held, so is what explains it. */
function causesOf(
  { lasting, problems }: Findings,
  previous: RolloutStatus | undefined,
): readonly Cause[] {
  if (lasting.held) {
    return previous?.causes ?? [];
  }
  return lasting.state === 'Healthy' ? [] : problems.map(({ cause }) => cause);
}

function toStatus(
  options: SummarizeOptions,
  findings: Findings,
): RolloutStatus {
  const { rollout, observed, now, previous } = options;
  const { figures, instances, lasting } = findings;
  const { state, since } = lasting;
  const causes = causesOf(findings, previous);
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
  });
}

/**
 * Says how a rollout fares: its one state, why, and the conditions.
 *
 * Pure, and the same for the same input, so that a rollout at rest is never
 * written: lists are sorted, counters go in steps, and elapsed time is nowhere.
 */
export function summarize(options: SummarizeOptions): Summary {
  const { rollout, observed, now, cluster = 'this cluster' } = options;
  const previous = options.previous ?? rollout.status;
  const { deployment } = observed;
  const instances = findInstances(observed);
  const figures = countInstances(rollout, observed, instances);
  const progress = judgeProgress({
    rollout,
    deployment,
    instances,
    figures,
    previous,
    now,
  });
  const suspended = rollout.spec.suspend === true;
  const problems = findProblems({
    suspended,
    observed,
    instances,
    figures,
    settled: !progress.moving,
    overdue: progress.overdue,
    largestFree: rememberFreeRoom(previous, observed.largestFree),
    revisionName: String(figures.revision ?? rollout.metadata.generation ?? 1),
    cluster,
    now,
  });
  const decided = decideState({
    ...figures,
    suspended,
    older: instances.older.length,
    stale: instances.stale,
    refused: observed.refusals.some(({ kind }) => kind === 'Deployment'),
    recreated: isRecreated(rollout.spec),
    moving: progress.moving,
    previous: previous?.state,
    problems,
  });
  const asksAnew =
    decided === 'Paused' ||
    previous?.observedGeneration !== rollout.metadata.generation;
  const lasting = holdState(decided, lastState(previous), { now, asksAnew });
  const findings = { figures, instances, lasting, problems };
  return {
    status: toStatus({ ...options, previous }, findings),
    lookAgainAt: nextLook({ lasting, observed, progress, now }),
  };
}
