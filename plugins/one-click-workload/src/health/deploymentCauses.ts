import type { V1Deployment, V1ReplicaSet } from '@kubernetes/client-node';
import { readAdmission } from './admissionCauses';
import { aProblem, otherProblem, within } from './Problem';
import type { Problem } from './Problem';

/** Kubernetes' own default for how long an update may make no progress. */
export const DEFAULT_DEADLINE_SECONDS = 600;

/** How long an update of a Deployment may make no progress, in seconds. */
export function deadlineOf(deployment: V1Deployment | undefined): number {
  return deployment?.spec?.progressDeadlineSeconds ?? DEFAULT_DEADLINE_SECONDS;
}

/** Whether Kubernetes has given up waiting for an update. */
export function isPastDeadline(deployment: V1Deployment | undefined): boolean {
  const progressing = deployment?.status?.conditions?.find(
    ({ type }) => type === 'Progressing',
  );
  return progressing?.reason === 'ProgressDeadlineExceeded';
}

interface Set {
  readonly deployment: V1Deployment | undefined;
  readonly newest: V1ReplicaSet | undefined;
}

/** Why instances cannot even be made. The ReplicaSet knows it a second before its Deployment does. */
export function findCreationProblems({ deployment, newest }: Set): Problem[] {
  const conditions = [
    ...(newest?.status?.conditions ?? []),
    ...(deployment?.status?.conditions ?? []),
  ];
  const failure = conditions.find(
    ({ type, status }) => type === 'ReplicaFailure' && status === 'True',
  );
  if (!failure) {
    return [];
  }
  const { message = '' } = failure;
  const refused = { kind: 'Pod', name: deployment?.metadata?.name ?? '' };
  const quota = /exceeded quota: ([^,]+),/.exec(message)?.[1];
  const problem = readAdmission(message, refused) ?? otherProblem(message);
  return [
    quota === undefined
      ? problem
      : within([{ kind: 'ResourceQuota', name: quota }], problem),
  ];
}

interface Progress {
  /** What the sentence calls the revision. */
  readonly revision: string;
  readonly ready: number;
  readonly wanted: number;
  /** Seconds. */
  readonly deadline: number;
}

/** That an update, or a start, took longer than it may. */
export function deadlineProblem(progress: Progress): Problem {
  const { revision, ready, wanted, deadline } = progress;
  return aProblem('Deadline', { revision, within: deadline, ready, wanted });
}
