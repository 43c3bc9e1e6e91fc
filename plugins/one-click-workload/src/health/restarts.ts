import type { V1ContainerStatus, V1Pod } from '@kubernetes/client-node';
import { isServing } from './instances';
import { toMillis } from './moments';

/** A container that restarted no more than this long ago is not over it; milliseconds. */
export const RESTART_WINDOW_MS = 10 * 60_000;
/** So many restarts within the window are a trouble of their own. */
export const MANY_RESTARTS = 3;

/** What is known of the restarts of one container. */
export interface ContainerRestarts {
  /** As Kubernetes counts them. */
  readonly count: number;
  /** The newest ones, the last of them last; none is later than it says. Epoch milliseconds. */
  readonly moments: readonly number[];
  /** When we saw the last one come; absent for those before our time. */
  readonly seenAt?: number;
}

/** What is known of the restarts of a rollout's containers, by `keyOfContainer`. */
export type KnownRestarts = ReadonlyMap<string, ContainerRestarts>;

/** Names a container of a pod. */
export function keyOfContainer(pod: V1Pod, container: string): string {
  return `${pod.metadata?.uid ?? ''}/${container}`;
}

const MOST_MOMENTS = 50;

/** When the present run began, and the one before; a container that waits has none at present. */
function startsOf({ state, lastState }: V1ContainerStatus) {
  const present = toMillis((state?.running ?? state?.terminated)?.startedAt);
  const former = toMillis(lastState?.terminated?.startedAt);
  return present === undefined
    ? { last: former, former: undefined }
    : { last: present, former };
}

/** Kubernetes tells when the last two runs began; earlier ones began after what was known before. */
function newMoments(
  status: V1ContainerStatus,
  before: ContainerRestarts | undefined,
  floor: number,
): number[] {
  const { last = floor, former = floor } = startsOf(status);
  const fresh = status.restartCount - (before?.count ?? 0);
  const unknown = Math.min(Math.max(fresh - 2, 0), MOST_MOMENTS);
  return [...Array<number>(unknown).fill(floor), former, last].slice(-fresh);
}

function noteContainer(
  status: V1ContainerStatus,
  before: ContainerRestarts | undefined,
  context: { readonly podStart: number; readonly now: number },
): ContainerRestarts {
  const { restartCount: count } = status;
  if (before !== undefined && count <= before.count) {
    return before;
  }
  if (count === 0) {
    return { count, moments: [] };
  }
  const { podStart, now } = context;
  const known = before?.moments ?? [];
  const fresh = newMoments(status, before, known.at(-1) ?? podStart);
  return {
    count,
    moments: [...known, ...fresh].slice(-MOST_MOMENTS),
    ...(before !== undefined && { seenAt: now }),
  };
}

/** Adds what pods now tell of restarts to what was known; forgets pods that are gone. */
export function noteRestarts(
  pods: readonly V1Pod[],
  before: KnownRestarts,
  now: number,
): KnownRestarts {
  const noted = pods.flatMap(pod => {
    const { initContainerStatuses = [], containerStatuses = [] } =
      pod.status ?? {};
    const podStart = toMillis(pod.status?.startTime) ?? 0;
    return [...initContainerStatuses, ...containerStatuses].map(status => {
      const key = keyOfContainer(pod, status.name);
      const context = { podStart, now };
      return [key, noteContainer(status, before.get(key), context)] as const;
    });
  });
  return new Map(noted);
}

/** Whether a container has yet to show that it is over its last restart. */
export function isRelapsing(
  restarts: ContainerRestarts | undefined,
  now: number,
): boolean {
  const last = restarts?.moments.at(-1);
  return last !== undefined && now < last + RESTART_WINDOW_MS;
}

/**
 * How often a container restarted within one window, where that was often and
 * of late. Counted back from its last restart, so that it changes only with one.
 */
export function countManyRestarts(
  restarts: ContainerRestarts | undefined,
  now: number,
): number | undefined {
  const { moments } = restarts ?? { moments: [] };
  const last = moments.at(-1);
  const decisive = moments.at(-MANY_RESTARTS);
  if (
    last === undefined ||
    decisive === undefined ||
    now >= decisive + RESTART_WINDOW_MS
  ) {
    return undefined;
  }
  return moments.filter(moment => moment > last - RESTART_WINDOW_MS).length;
}

/** When restarts cease to matter, if none comes; epoch milliseconds. */
export function endsOfRestarts(known: KnownRestarts): number[] {
  return [...known.values()].flatMap(({ moments }) =>
    [moments.at(-1), moments.at(-MANY_RESTARTS)].flatMap(moment =>
      moment === undefined ? [] : moment + RESTART_WINDOW_MS,
    ),
  );
}

/** When a container of an instance that serves was last seen to restart; epoch milliseconds. */
export function lastSeenRestart(
  pods: readonly V1Pod[],
  known: KnownRestarts,
): number | undefined {
  const seen = pods
    .filter(isServing)
    .flatMap(
      pod =>
        pod.status?.containerStatuses?.map(({ name }) =>
          keyOfContainer(pod, name),
        ) ?? [],
    )
    .flatMap(key => known.get(key)?.seenAt ?? []);
  return seen.length > 0 ? Math.max(...seen) : undefined;
}
