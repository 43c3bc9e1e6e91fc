/**
 * Simulated nodes: what becomes of pods and claims on them.
 *
 * kwok plays stages: a stage picks objects by an expression and patches them by
 * a template. Pods become ready or, in a Job, complete. Pods with an image of
 * registry `fail.invalid` fail the way the tag says, with the words a kubelet
 * and containerd use, so that failure paths run where no real node can:
 *
 * | tag contains | what happens |
 * | --- | --- |
 * | `crash` | exits with 1 at once: CrashLoopBackOff; in a Job that never restarts: Failed |
 * | `oom` | as `crash`, killed for its memory (137) |
 * | `unready` | runs, and its readiness probe never passes |
 * | `denied` | the registry asks for a password: ErrImagePull, ImagePullBackOff |
 * | none of these | the registry has no such image: ErrImagePull, ImagePullBackOff |
 */
import { FAILING_REGISTRY } from './containerStates';
import type { KwokDocument } from './KwokDocument';
import { podEvent } from './podEvents';
import {
  conditions,
  containerStatuses,
  failsAgain,
  podStatus,
} from './podTemplates';

// Expressions of jq that give something if, and only if, the pod is like that.
const FAILING_IMAGE = tagged('');
const CRASHES = tagged('(crash|oom)');
const UNREADY = tagged('unready');
const ALIVE = not('.metadata.deletionTimestamp');
const OWNED_BY_JOB = '.metadata.ownerReferences[]? | select(.kind == "Job")';

// Enough for every branch that tells a first restart from a loop; after that a
// cluster left alone comes to rest.
const LAST_RESTART = 6;

/** Builds the stages of nodes and pods. */
export function buildPodStages(): KwokDocument[] {
  return [
    ...healthyStages(),
    ...pullFailureStages(),
    ...crashStages(),
    unreadyStage(),
  ];
}

function healthyStages(): KwokDocument[] {
  return [
    podStage('pod-ready', {
      when: [ALIVE, phaseIs('Pending'), not(FAILING_IMAGE)],
      delay: [200, 700],
      steps: [status(podStatus({ phase: 'Running', ready: true }))],
    }),
    podStage('pod-complete', {
      when: [ALIVE, phaseIs('Running'), has(OWNED_BY_JOB), not(FAILING_IMAGE)],
      delay: [1000, 1500],
      steps: [
        status(
          [
            conditions({ ready: false, reason: 'PodCompleted' }),
            containerStatuses('completed'),
            'phase: Succeeded',
          ].join('\n'),
        ),
      ],
    }),
    podStage('pod-delete', {
      when: [has('.metadata.deletionTimestamp')],
      steps: [{ delete: true }],
    }),
  ];
}

function pullFailureStages(): KwokDocument[] {
  const failing = [
    ALIVE,
    phaseIs('Pending'),
    has(FAILING_IMAGE),
    not(CRASHES),
    not(UNREADY),
  ];
  const failed = podStatus({ phase: 'Pending', failing: 'errImagePull' });
  return [
    podStage('pod-pull-fails', {
      when: [...failing, not('.status.containerStatuses[]?')],
      delay: [200, 700],
      steps: [status(failed), podEvent('pull-failed'), podEvent('pull-error')],
    }),
    podStage('pod-pull-backs-off', {
      when: [...failing, waitingFor('ErrImagePull')],
      delay: [2000, 3000],
      steps: [
        status(failsAgain('imagePullBackOff')),
        podEvent('pull-back-off'),
      ],
    }),
    // A kubelet swings between the two for as long as the pod lives.
    podStage('pod-pull-fails-again', {
      when: [...failing, waitingFor('ImagePullBackOff')],
      delay: [15_000, 20_000],
      steps: [status(failsAgain('errImagePull'))],
    }),
  ];
}

function crashStages(): KwokDocument[] {
  const neverRestarts = '.spec | select(.restartPolicy == "Never")';
  const crashing = [ALIVE, has(CRASHES)];
  const loops = podStatus({ phase: 'Running', failing: 'crashLoop' });
  return [
    podStage('pod-crashes', {
      when: [...crashing, phaseIs('Pending'), not(neverRestarts)],
      delay: [200, 700],
      steps: [status(loops), podEvent('back-off')],
    }),
    podStage('pod-crashes-again', {
      when: [
        ...crashing,
        phaseIs('Running'),
        has(
          `.status.containerStatuses[]? | select(.state.waiting and .restartCount < ${LAST_RESTART})`,
        ),
      ],
      delay: [20_000, 25_000],
      steps: [status(failsAgain('crashLoop')), podEvent('back-off')],
    }),
    podStage('pod-fails', {
      when: [...crashing, phaseIs('Pending'), has(neverRestarts)],
      delay: [200, 700],
      steps: [status(podStatus({ phase: 'Failed', failing: 'exited' }))],
    }),
  ];
}

function unreadyStage(): KwokDocument {
  return podStage('pod-stays-unready', {
    when: [ALIVE, phaseIs('Pending'), has(UNREADY), not(CRASHES)],
    delay: [200, 700],
    steps: [
      status(podStatus({ phase: 'Running', failing: 'unready' })),
      podEvent('unready'),
    ],
  });
}

interface PodStage {
  /** All of these must hold. */
  readonly when: readonly Requirement[];
  /** Milliseconds, from and to. */
  readonly delay?: readonly [number, number];
  readonly steps: readonly object[];
}

function podStage(name: string, stage: PodStage): KwokDocument {
  const [from, to] = stage.delay ?? [0, 0];
  return {
    apiVersion: 'kwok.x-k8s.io/v1alpha1',
    kind: 'Stage',
    metadata: { name },
    spec: {
      resourceRef: { apiGroup: 'v1', kind: 'Pod' },
      selector: {
        matchExpressions: stage.when.map(jq => ({ jq })),
      },
      delay: { durationMilliseconds: from, jitterDurationMilliseconds: to },
      steps: stage.steps,
    },
  };
}

function status(template: string): object {
  return { patch: { subresource: 'status', root: 'status', template } };
}

interface Requirement {
  readonly key: string;
  readonly operator: 'Exists' | 'DoesNotExist';
}

function has(key: string): Requirement {
  return { key, operator: 'Exists' };
}

function not(key: string): Requirement {
  return { key, operator: 'DoesNotExist' };
}

function phaseIs(phase: string): Requirement {
  return has(`.status | select(.phase == "${phase}")`);
}

function waitingFor(reason: string): Requirement {
  return has(
    `.status.containerStatuses[]? | select(.state.waiting.reason == "${reason}")`,
  );
}

function tagged(words: string): string {
  return `.spec.containers[].image | select(test("^${FAILING_REGISTRY}/.*${
    words && `:[^/]*${words}`
  }"))`;
}
