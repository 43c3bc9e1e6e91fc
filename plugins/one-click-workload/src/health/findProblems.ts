import type { CauseLink } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import {
  deadlineOf,
  deadlineProblem,
  findCreationProblems,
} from './deploymentCauses';
import type { Figures } from './figures';
import type { Instances } from './instances';
import type { FreeRoom, Observed } from './Observed';
import { findPodProblems } from './podCauses';
import { aProblem, rankProblems, within } from './Problem';
import type { Problem } from './Problem';
import { findRefusalProblems } from './refusalCauses';
import type { KnownRestarts } from './restarts';
import { findScalingProblems } from './scalingCauses';
import { findVolumeProblems } from './volumeCauses';

/** All that problems are read from. */
export interface Inquiry {
  readonly observed: Observed;
  readonly instances: Instances;
  readonly figures: Figures;
  /** Nothing is to run, so nothing can be wrong with what does. */
  readonly suspended: boolean;
  /** Whether an instance that runs has had its time to become ready. */
  readonly settled: boolean;
  readonly overdue: boolean;
  readonly largestFree: FreeRoom | undefined;
  readonly restarts: KnownRestarts;
  /** What a sentence calls the newest revision. */
  readonly revisionName: string;
  readonly cluster: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

function link(kind: string, name: string | undefined): CauseLink[] {
  return name === undefined ? [] : [{ kind, name }];
}

/** Only the newest instances count: what older ones suffer from is on its way out. */
function findInstanceProblems(inquiry: Inquiry): Problem[] {
  const { observed, instances, settled, largestFree, restarts, now } = inquiry;
  const { deployment, events, claims } = observed;
  const context = { events, largestFree, settled, restarts, now };
  const ofPods = instances.updated.flatMap(pod =>
    findPodProblems(pod, context),
  );
  const pending = new Set(claims.map(({ metadata }) => metadata?.name));
  const chain = [
    ...link('Deployment', deployment?.metadata?.name),
    ...link('ReplicaSet', instances.newest?.metadata?.name),
  ];
  return [
    ...findCreationProblems({ deployment, newest: instances.newest }),
    // The claim itself knows more about what it waits for.
    ...ofPods.filter(
      ({ cause }) =>
        cause.id !== 'VolumePending' || !pending.has(cause.params?.volume),
    ),
  ].map(problem => within(chain, problem));
}

function findDeadlineProblem(inquiry: Inquiry): Problem[] {
  const { overdue, figures, observed, revisionName: revision } = inquiry;
  const { updatedReady: ready, wanted } = figures;
  const deadline = deadlineOf(observed.deployment);
  return overdue && ready < wanted
    ? [deadlineProblem({ revision, ready, wanted, deadline })]
    : [];
}

/** How many instances share a readiness problem; each pod speaks only for itself. */
function countUnready(problems: readonly Problem[]): readonly Problem[] {
  const unready = problems.filter(({ cause }) => cause.id === 'ReadyProbe');
  return unready.length < 2
    ? problems
    : problems.map(problem => withCount(problem, unready.length));
}

function withCount(problem: Problem, count: number): Problem {
  const { cause } = problem;
  if (cause.id !== 'ReadyProbe') {
    return problem;
  }
  const { check = '', result = '' } = cause.params ?? {};
  const counted = aProblem('ReadyProbe', { count, check, result });
  return {
    ...problem,
    cause: { ...counted.cause, ...(cause.chain && { chain: cause.chain }) },
  };
}

/** Everything that is wrong with a rollout, the chief problem first. */
export function findProblems(inquiry: Inquiry): Problem[] {
  const { observed, suspended, cluster, now } = inquiry;
  const { claims, events, autoscaler } = observed;
  const refused = findRefusalProblems(observed.refusals);
  if (suspended) {
    return rankProblems(refused);
  }
  return rankProblems([
    ...refused,
    ...findVolumeProblems({ claims, events, cluster, now }),
    ...countUnready(findInstanceProblems(inquiry)),
    ...findScalingProblems(autoscaler, now),
    ...findDeadlineProblem(inquiry),
  ]);
}
