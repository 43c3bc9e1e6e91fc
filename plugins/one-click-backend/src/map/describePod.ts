import { conditionOf, aState, isGoing } from './NodeState';
import type { NodeState } from './NodeState';
import { toContainers } from './toContainers';
import type { Pod } from '../live/objects';

/** Words of a kubelet for what passes by itself, unlike all others. */
const PASSING = new Set(['ContainerCreating', 'PodInitializing']);

/** How a pod is, as `kubectl get pods` says it. */
export function describePod(pod: Pod): NodeState {
  const containers = toContainers(pod);
  const restarts = containers.reduce((sum, each) => sum + each.restarts, 0);
  const facts = {
    node: pod.spec?.nodeName,
    restarts,
    phase: pod.status?.phase,
  };
  const [level, state] = stateOf(pod, containers);
  return aState(level, state, facts);
}

type State = readonly [level: NodeState['level'], state: string];

function stateOf(pod: Pod, containers: ReturnType<typeof toContainers>): State {
  const { phase, reason } = pod.status ?? {};
  if (isGoing(pod)) {
    return ['moving', 'Terminating'];
  }
  if (phase === 'Succeeded') {
    return ['ok', 'Completed'];
  }
  if (phase === 'Failed') {
    return ['error', reason ?? 'Failed'];
  }
  if (reason === 'NodeLost') {
    return ['unknown', reason];
  }
  return stuckState(containers) ?? runningState(pod);
}

function stuckState(
  containers: ReturnType<typeof toContainers>,
): State | undefined {
  const stuck = containers.find(
    ({ state, reason = '' }) =>
      state === 'waiting' && reason !== '' && !PASSING.has(reason),
  );
  if (stuck?.reason) {
    return ['error', stuck.reason];
  }
  const failed = containers.find(
    ({ state, reason, type }) =>
      state === 'ended' && type !== 'init' && reason !== 'Completed',
  );
  return failed && ['error', failed.reason ?? 'Error'];
}

function runningState({ status }: Pod): State {
  if (conditionOf(status?.conditions, 'Ready')) {
    return ['ok', 'Ready'];
  }
  if (status?.phase === 'Running') {
    return ['warning', 'NotReady'];
  }
  const unscheduled = conditionOf(status?.conditions, 'PodScheduled', 'False');
  return unscheduled?.reason === 'Unschedulable'
    ? ['error', 'Unschedulable']
    : ['moving', 'Starting'];
}
