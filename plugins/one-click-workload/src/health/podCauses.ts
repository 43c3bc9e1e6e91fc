import type {
  CoreV1Event,
  V1Container,
  V1ContainerStatus,
  V1Pod,
} from '@kubernetes/client-node';
import { steppedCount } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { CauseLink } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { readConfigFailure } from './configCauses';
import { readCrash } from './crashCauses';
import { findEvent } from './events';
import { readPullFailure } from './imageCauses';
import { isServing } from './instances';
import { isNodeLost, lostNodeProblem } from './nodeCauses';
import type { FreeRoom } from './Observed';
import { aProblem, otherProblem, within } from './Problem';
import type { Problem } from './Problem';
import { readProbeRestart, readUnready } from './probeCauses';
import {
  RESTART_WINDOW_MS,
  countManyRestarts,
  isRelapsing,
  keyOfContainer,
} from './restarts';
import type { KnownRestarts } from './restarts';
import { readUnschedulable } from './schedulingCauses';

/** What is known around a pod. */
export interface PodContext {
  readonly events: readonly CoreV1Event[];
  readonly largestFree: FreeRoom | undefined;
  /** Whether an instance that runs has had its time to become ready. */
  readonly settled: boolean;
  readonly restarts: KnownRestarts;
  /** Epoch milliseconds. */
  readonly now: number;
}

interface ContainerView {
  readonly pod: V1Pod;
  readonly status: V1ContainerStatus;
  readonly spec: V1Container | undefined;
  readonly context: PodContext;
}

type Explain = (view: ContainerView) => Problem | undefined;

function podEvent(pod: V1Pod, context: PodContext, pattern: RegExp) {
  const { uid, name } = pod.metadata ?? {};
  return findEvent(context.events, { kind: 'Pod', uid, name }, pattern);
}

function imageOf({ status, spec }: ContainerView): string {
  return spec?.image ?? status.image;
}

function pullProblem(view: ContainerView): Problem {
  const { pod, status, context } = view;
  const { message = '' } = status.state?.waiting ?? {};
  // An older kubelet's back-off only says that it backs off; the event says why.
  const isBare = /^Back-off pulling image "[^"]*"$/.test(message);
  const event = isBare && podEvent(pod, context, /Failed to pull image/);
  return readPullFailure(imageOf(view), (event && event.message) || message);
}

function crashProblem(view: ContainerView): Problem | undefined {
  const { pod, status, spec, context } = view;
  const ended = status.state?.terminated ?? status.lastState?.terminated;
  if (!ended) {
    return undefined;
  }
  const { uid: podUid, name: podName } = pod.metadata ?? {};
  const restarted =
    spec &&
    readProbeRestart({
      container: spec,
      podUid,
      podName,
      events: context.events,
    });
  if (restarted) {
    return restarted;
  }
  const { name: container, restartCount: restarts } = status;
  return readCrash({ container, spec, ended, restarts });
}

function configProblem({ pod, status, spec }: ContainerView): Problem {
  return readConfigFailure(status.state?.waiting?.message ?? '', {
    container: status.name,
    namespace: pod.metadata?.namespace ?? '',
    spec,
  });
}

const WAITING_FOR: Readonly<Record<string, Explain>> = {
  ErrImagePull: pullProblem,
  ImagePullBackOff: pullProblem,
  CrashLoopBackOff: crashProblem,
  // The runtime could not start it; what it said stands with the last end.
  RunContainerError: view =>
    crashProblem(view) ??
    otherProblem(view.status.state?.waiting?.message ?? 'RunContainerError'),
  InvalidImageName: view =>
    aProblem('ImageNameInvalid', { image: imageOf(view) }),
  CreateContainerConfigError: configProblem,
  ContainerCreating: () => undefined,
  PodInitializing: () => undefined,
};

function waitingProblem(view: ContainerView): Problem | undefined {
  const { waiting } = view.status.state ?? {};
  if (!waiting?.reason) {
    return undefined;
  }
  const { reason, message = '' } = waiting;
  const explain = WAITING_FOR[reason];
  return explain
    ? explain(view)
    : otherProblem(message === '' ? reason : message);
}

/**
 * Between two restarts a container is neither waiting nor running. Only a second
 * end is more than a stumble, unless the program could not even be started.
 */
function endedProblem(view: ContainerView): Problem | undefined {
  const { state, restartCount } = view.status;
  const problem = state?.terminated ? crashProblem(view) : undefined;
  const isHopeless = state?.terminated?.reason === 'StartError';
  return problem && { ...problem, firm: restartCount > 0 || isHopeless };
}

function restartsOf({ pod, status, context }: ContainerView) {
  return context.restarts.get(keyOfContainer(pod, status.name));
}

/** A container that runs again tells no more of its failure, and has yet to show that it is over it. */
function relapseProblem(view: ContainerView): Problem | undefined {
  const { status, context } = view;
  if (
    status.state?.running === undefined ||
    status.ready ||
    !isRelapsing(restartsOf(view), context.now)
  ) {
    return undefined;
  }
  const problem = crashProblem(view);
  return problem && { ...problem, firm: status.restartCount > 1 };
}

/** A container that serves, but not for long. */
function restartProblem(view: ContainerView): Problem | undefined {
  const count = countManyRestarts(restartsOf(view), view.context.now);
  return count === undefined
    ? undefined
    : aProblem('Restarting', {
        container: view.status.name,
        count: steppedCount(count),
        window: RESTART_WINDOW_MS / 1000,
      });
}

function unreadyProblem(view: ContainerView): Problem | undefined {
  const { pod, status, spec, context } = view;
  const isRunning = status.state?.running !== undefined;
  if (!isRunning || status.ready || status.started === false || !spec) {
    return undefined;
  }
  const { uid: podUid, name: podName } = pod.metadata ?? {};
  const checked = { container: spec, podUid, podName, events: context.events };
  return within(
    [{ kind: 'probe', name: 'readiness' }],
    readUnready(checked, context.settled),
  );
}

function containerProblem(view: ContainerView): Problem | undefined {
  return (
    waitingProblem(view) ??
    endedProblem(view) ??
    relapseProblem(view) ??
    unreadyProblem(view)
  );
}

function isInitFailing(view: ContainerView): boolean {
  const { state, lastState } = view.status;
  const ended = state?.terminated ?? lastState?.terminated;
  const isBad = ended !== undefined && ended.exitCode !== 0;
  const isTriedAgain =
    state?.running !== undefined &&
    isRelapsing(restartsOf(view), view.context.now);
  const isOver =
    state?.terminated !== undefined ||
    state?.waiting?.reason === 'CrashLoopBackOff';
  return isBad && (isOver || isTriedAgain);
}

/** An init container that failed stands in the way whatever it failed of. */
function initProblem(view: ContainerView): Problem | undefined {
  const { status } = view;
  const ended = status.state?.terminated ?? status.lastState?.terminated;
  if (isInitFailing(view) && ended) {
    return aProblem('InitFailed', {
      container: status.name,
      code: ended.exitCode,
    });
  }
  return waitingProblem(view);
}

interface Group {
  readonly statuses: readonly V1ContainerStatus[] | undefined;
  readonly specs: readonly V1Container[] | undefined;
  readonly explain: Explain;
}

function groupProblems(
  pod: V1Pod,
  context: PodContext,
  group: Group,
): Problem[] {
  return (group.statuses ?? []).flatMap(status => {
    const spec = group.specs?.find(({ name }) => name === status.name);
    const problem = group.explain({ pod, status, spec, context });
    const link: CauseLink = { kind: 'Container', name: status.name };
    return problem ? [within([link], problem)] : [];
  });
}

function placementProblems(
  pod: V1Pod,
  context: PodContext,
): readonly Problem[] {
  const scheduled = pod.status?.conditions?.find(
    ({ type }) => type === 'PodScheduled',
  );
  if (scheduled?.status !== 'False' || scheduled.reason !== 'Unschedulable') {
    return [];
  }
  const { message = '' } = scheduled;
  return readUnschedulable({ pod, message, largestFree: context.largestFree });
}

/** A pod that waits for its volumes says nothing itself; only events do. */
function mountProblem(pod: V1Pod, context: PodContext): readonly Problem[] {
  const busy = podEvent(pod, context, /FailedAttachVolume/);
  if (busy) {
    const volume = /volume "([^"]+)"/.exec(busy.message ?? '')?.[1] ?? '';
    const node = /node\(s\)? ([^\s.,]+)/.exec(busy.message ?? '')?.[1];
    return [aProblem('VolumeBusy', { volume, node: node ?? 'another node' })];
  }
  const failed = podEvent(pod, context, /FailedMount/);
  if (!failed?.message) {
    return [];
  }
  const container = pod.spec?.containers[0];
  return [
    readConfigFailure(failed.message, {
      container: container?.name ?? '',
      namespace: pod.metadata?.namespace ?? '',
      spec: container,
    }),
  ];
}

function isBeingCreated({ status }: V1Pod): boolean {
  return (status?.containerStatuses ?? []).some(
    ({ state }) => state?.waiting?.reason === 'ContainerCreating',
  );
}

function startProblems(pod: V1Pod, context: PodContext): Problem[] {
  const { spec, status } = pod;
  const ofInit = groupProblems(pod, context, {
    statuses: status?.initContainerStatuses,
    specs: spec?.initContainers,
    explain: initProblem,
  });
  const ofContainers = groupProblems(pod, context, {
    statuses: status?.containerStatuses,
    specs: spec?.containers,
    explain: containerProblem,
  });
  return [
    ...placementProblems(pod, context),
    ...(isBeingCreated(pod) ? mountProblem(pod, context) : []),
    ...ofInit,
    ...ofContainers,
  ];
}

function restartProblems(pod: V1Pod, context: PodContext): Problem[] {
  return groupProblems(pod, context, {
    statuses: pod.status?.containerStatuses,
    specs: pod.spec?.containers,
    explain: restartProblem,
  });
}

function problemsOf(pod: V1Pod, context: PodContext): Problem[] {
  if (isServing(pod)) {
    return restartProblems(pod, context);
  }
  return isNodeLost(pod) ? [lostNodeProblem(pod)] : startProblems(pod, context);
}

/** What keeps one instance from serving; for one that serves, what will not let it for long. */
export function findPodProblems(pod: V1Pod, context: PodContext): Problem[] {
  const found = problemsOf(pod, context);
  const link: CauseLink = { kind: 'Pod', name: pod.metadata?.name ?? '' };
  return found.map(problem => within([link], problem));
}
