import type { V1Pod } from '@kubernetes/client-node';
import {
  addQuantities,
  formatQuantity,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { FreeRoom } from './Observed';
import { aProblem, otherProblem } from './Problem';
import type { Problem } from './Problem';

/** Stands for an amount that could not be looked up. */
const NOT_KNOWN = 'not known';

function requested(pod: V1Pod, resource: 'cpu' | 'memory'): string {
  const amounts = (pod.spec?.containers ?? []).flatMap(
    ({ resources }) => resources?.requests?.[resource] ?? [],
  );
  return formatQuantity(addQuantities(0, ...amounts));
}

function selectorText({ spec }: V1Pod): string {
  const pairs = Object.entries(spec?.nodeSelector ?? {});
  if (pairs.length > 0) {
    return pairs.map(([key, value]) => `${key}=${value}`).join(', ');
  }
  const required =
    spec?.affinity?.nodeAffinity
      ?.requiredDuringSchedulingIgnoredDuringExecution;
  const expressions = (required?.nodeSelectorTerms ?? []).flatMap(
    ({ matchExpressions }) => matchExpressions ?? [],
  );
  return expressions
    .map(({ key, values = [] }) =>
      values.length > 0 ? `${key}=${values.join('|')}` : key,
    )
    .join(', ');
}

function claimNames({ spec }: V1Pod): string[] {
  return (spec?.volumes ?? []).flatMap(
    ({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? [],
  );
}

/** `key: value` of the scheduler as everybody else writes it. */
function toTaint(named: string): string {
  const [key = '', value = ''] = named.split(/:\s*/);
  return value === '' ? key : `${key}=${value}`;
}

interface Scheduling {
  readonly pod: V1Pod;
  readonly message: string;
  readonly largestFree: FreeRoom | undefined;
}

type Reading = (
  found: RegExpExecArray,
  scheduling: Scheduling,
) => readonly Problem[];

/** The volume in words of the pod; whether it may still bind is for the claim itself to say. */
function volumeProblem(volume: string, why: string): Problem {
  return aProblem('VolumePending', { volume, why }, { firm: false });
}

// The scheduler lists a reason for each node. Room comes first, since it is what
// a request can change; then placement, then what others did to the nodes.
const READINGS: readonly (readonly [RegExp, Reading])[] = [
  [
    /persistentvolumeclaim "([^"]+)" not found/,
    found => [
      aProblem('VolumePending', {
        volume: found[1] ?? '',
        why: 'its claim does not exist',
      }),
    ],
  ],
  [
    /unbound immediate PersistentVolumeClaims/,
    (_, { pod }) =>
      claimNames(pod).map(name => volumeProblem(name, 'it is not bound yet')),
  ],
  [
    /Insufficient cpu/,
    (_, { pod, largestFree }) => [
      aProblem('NoCpu', {
        need: requested(pod, 'cpu'),
        free: largestFree?.cpu ?? NOT_KNOWN,
      }),
    ],
  ],
  [
    /Insufficient memory/,
    (_, { pod, largestFree }) => [
      aProblem('NoMemory', {
        need: requested(pod, 'memory'),
        free: largestFree?.memory ?? NOT_KNOWN,
      }),
    ],
  ],
  [
    /volume node affinity conflict/,
    (_, { pod }) =>
      claimNames(pod)
        .slice(0, 1)
        .map(volume =>
          aProblem('VolumeZone', { volume, zone: 'another zone' }),
        ),
  ],
  [
    /didn't match Pod's node affinity\/selector/,
    (_, { pod }) => [aProblem('NodeSelector', { label: selectorText(pod) })],
  ],
  [
    /didn't match pod topology spread constraints/,
    (_, { pod }) => [
      aProblem('Spread', {
        rule: (pod.spec?.topologySpreadConstraints ?? [])
          .map(({ topologyKey }) => topologyKey)
          .join(', '),
      }),
    ],
  ],
  [
    // Kubernetes 1.36 no longer says which.
    /had untolerated taint(?:\(s\)|s)?(?: \{([^}]*)\})?/,
    ([, named], { largestFree }) => [
      aProblem('Taint', {
        taint: named ? toTaint(named) : largestFree?.taints || NOT_KNOWN,
      }),
    ],
  ],
];

/** What it means that no node takes a pod. */
export function readUnschedulable(scheduling: Scheduling): readonly Problem[] {
  // What preemption could do repeats the reasons.
  const [reasons = ''] = scheduling.message.split('preemption:');
  for (const [pattern, read] of READINGS) {
    const found = pattern.exec(reasons);
    if (found) {
      return read(found, scheduling);
    }
  }
  return [otherProblem(scheduling.message)];
}
