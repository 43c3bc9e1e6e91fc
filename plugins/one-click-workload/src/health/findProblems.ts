import type {
  CauseLink,
  Rollout,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { findAddressProblems, findDeadEnds } from './addressCauses';
import { findCertificateProblems } from './certificateCauses';
import {
  deadlineOf,
  deadlineProblem,
  findCreationProblems,
} from './deploymentCauses';
import type { Figures } from './figures';
import type { Instances } from './instances';
import { findEvictionProblems } from './nodeCauses';
import type { FreeRoom, Observed } from './Observed';
import { findPodProblems } from './podCauses';
import { rankProblems, withCount, within } from './Problem';
import type { Problem } from './Problem';
import { findRefusalProblems } from './refusalCauses';
import type { KnownRestarts } from './restarts';
import { findScalingProblems } from './scalingCauses';
import { findVolumeProblems } from './volumeCauses';

/** All that problems are read from. */
export interface Inquiry {
  readonly rollout: Rollout;
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
  const { evicted } = instances;
  const isShort = inquiry.figures.updatedReady < inquiry.figures.wanted;
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
    ...countAlike(
      ofPods.filter(
        ({ cause }) =>
          cause.id !== 'VolumePending' || !pending.has(cause.params?.volume),
      ),
    ),
    ...(isShort ? countAlike(findEvictionProblems(evicted, now)) : []),
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

// Each pod speaks only for itself; these are told by how many suffer alike.
const COUNTED: ReadonlySet<string> = new Set([
  'ReadyProbe',
  'NodeLost',
  'Evicted',
]);

function likenessOf({ cause }: Problem): string {
  const { id, params = {} } = cause;
  const { count, ...alike } = params;
  return JSON.stringify([id, alike]);
}

/** Says of problems that come in numbers how many instances have them. */
function countAlike(problems: readonly Problem[]): readonly Problem[] {
  const keys = problems.map(likenessOf);
  return problems.map((problem, index) => {
    const count = keys.filter(key => key === keys[index]).length;
    return COUNTED.has(problem.cause.id) && count > 1
      ? withCount(problem, count)
      : problem;
  });
}

/** Where nobody serves and none is about to, every interface leads nowhere. */
function findDeadEndsOf(
  { rollout, figures, settled }: Inquiry,
  others: readonly Problem[],
): Problem[] {
  const isStuck =
    settled || others.some(({ firm, bearing }) => firm && bearing !== 'part');
  const isSilent = figures.ready === 0 && figures.wanted > 0;
  return isSilent && isStuck ? findDeadEnds(rollout) : [];
}

/** Everything that is wrong with a rollout, the chief problem first. */
export function findProblems(inquiry: Inquiry): Problem[] {
  const { observed, rollout, suspended, cluster, now } = inquiry;
  const { claims, events, autoscaler } = observed;
  const promised = { rollout, observed, now };
  const refused = findRefusalProblems(observed.refusals);
  if (suspended) {
    return rankProblems(refused);
  }
  const found = [
    ...refused,
    ...findVolumeProblems({ claims, events, cluster, now }),
    ...findInstanceProblems(inquiry),
    ...findScalingProblems(autoscaler, now),
    ...findAddressProblems(promised),
    ...findCertificateProblems(promised),
    ...findDeadlineProblem(inquiry),
  ];
  return rankProblems([...found, ...findDeadEndsOf(inquiry, found)]);
}
