import type {
  CoreV1Event,
  V1Container,
  V1ContainerState,
  V1ContainerStatus,
  V1Deployment,
  V1DeploymentCondition,
  V1PersistentVolumeClaim,
  V1Pod,
  V1PodSpec,
  V1PodTemplateSpec,
  V1ReplicaSet,
} from '@kubernetes/client-node';
import type { Observed } from '../health';

// The objects come as JSON, where client-node's types say Date.
const at = (time: string) => time as unknown as Date;

const owner = (kind: string, uid: string) => ({
  apiVersion: 'apps/v1',
  kind,
  name: uid,
  uid,
  controller: true,
});

const template = (number: string, hash?: string): V1PodTemplateSpec => ({
  metadata: { labels: { number, ...(hash && { 'pod-template-hash': hash }) } },
});

/** What a test says about its Deployment. */
export interface DeploymentTraits {
  /** Kubernetes' number of the ReplicaSet that makes what it asks for. */
  readonly newest?: string;
  readonly replicas?: number;
  readonly conditions?: readonly V1DeploymentCondition[];
}

/** A Deployment `node-red`. */
export function aDeployment(traits: DeploymentTraits = {}): V1Deployment {
  const { newest = '1', replicas = 1, conditions = [] } = traits;
  return {
    metadata: {
      name: 'node-red',
      namespace: 'home',
      uid: 'deployment',
    },
    spec: { replicas, selector: {}, template: template(newest) },
    status: { conditions: [...conditions] },
  };
}

/** A ReplicaSet of it, with Kubernetes' number and ours. */
export function aReplicaSet(
  number: string,
  revision?: number,
  conditions: NonNullable<V1ReplicaSet['status']>['conditions'] = [],
): V1ReplicaSet {
  return {
    metadata: {
      name: `node-red-${number}`,
      uid: `set-${number}`,
      ...(revision !== undefined && {
        annotations: { 'one-click.dev/revision': String(revision) },
      }),
      ownerReferences: [owner('Deployment', 'deployment')],
    },
    spec: { selector: {}, template: template(number, `hash-${number}`) },
    status: { replicas: 0, conditions },
  };
}

/** What a test says about its pod. */
export interface PodTraits {
  readonly name?: string;
  /** Kubernetes' number of the ReplicaSet that made it. */
  readonly of?: string;
  readonly ready?: boolean;
  readonly phase?: string;
  readonly container?: Partial<V1Container>;
  readonly spec?: Partial<V1PodSpec>;
  readonly state?: V1ContainerState;
  readonly lastState?: V1ContainerState;
  readonly restarts?: number;
  readonly initStatuses?: readonly V1ContainerStatus[];
  readonly unschedulable?: string;
  readonly deleted?: boolean;
  readonly startTime?: Date;
}

const running = { running: { startedAt: at('2026-11-25T08:00:00Z') } };

function containerStatus(traits: PodTraits): V1ContainerStatus {
  const { ready = true, state = running, lastState, restarts = 0 } = traits;
  return {
    name: 'node-red',
    image: 'docker.io/nodered/node-red:4.0.8',
    imageID: '',
    ready,
    started: state.running !== undefined,
    restartCount: restarts,
    state,
    ...(lastState && { lastState }),
  };
}

/** A pod of it that serves, unless traits say otherwise. */
export function aPod(traits: PodTraits = {}): V1Pod {
  const { name = 'node-red-1-aaaaa', of = '1', ready = true } = traits;
  const { unschedulable, initStatuses, spec, container } = traits;
  return {
    metadata: {
      name,
      namespace: 'home',
      uid: `pod-${name}`,
      ownerReferences: [owner('ReplicaSet', `set-${of}`)],
      ...(traits.deleted && { deletionTimestamp: at('2026-11-25T08:00:00Z') }),
    },
    spec: {
      ...spec,
      containers: [
        {
          name: 'node-red',
          image: 'docker.io/nodered/node-red:4.0.8',
          ...container,
        },
      ],
    },
    status: {
      phase: traits.phase ?? 'Running',
      ...(traits.startTime && { startTime: traits.startTime }),
      conditions: [
        { type: 'Ready', status: ready ? 'True' : 'False' },
        ...(unschedulable === undefined
          ? []
          : [
              {
                type: 'PodScheduled',
                status: 'False',
                reason: 'Unschedulable',
                message: unschedulable,
              },
            ]),
      ],
      ...(unschedulable === undefined && {
        containerStatuses: [containerStatus({ ...traits, ready })],
      }),
      ...(initStatuses && { initContainerStatuses: [...initStatuses] }),
    },
  };
}

/** What ended a container. */
export function ended(
  exitCode: number,
  reason: string,
  message?: string,
): V1ContainerState {
  return {
    terminated: { exitCode, reason, ...(message !== undefined && { message }) },
  };
}

/** What a container waits for. */
export function waiting(reason: string, message?: string): V1ContainerState {
  return { waiting: { reason, ...(message !== undefined && { message }) } };
}

/** An event about an object. */
export function anEvent(
  about: {
    readonly kind: string;
    readonly name: string;
    readonly uid?: string;
  },
  reason: string,
  message: string,
): CoreV1Event {
  return {
    metadata: {},
    involvedObject: { uid: `pod-${about.name}`, ...about },
    reason,
    message,
    lastTimestamp: at('2026-11-25T08:00:00Z'),
  };
}

/** A claim of a volume of `node-red`. */
export function aClaim(
  phase: string,
  name = 'data-node-red',
): V1PersistentVolumeClaim {
  return {
    metadata: {
      name,
      uid: `claim-${name}`,
      creationTimestamp: at('2026-11-25T08:00:00Z'),
    },
    status: { phase },
  };
}

/** What the operator knows of a rollout with one healthy instance, unless parts say otherwise. */
export function observe(parts: Partial<Observed> = {}): Observed {
  return {
    deployment: aDeployment(),
    replicaSets: [aReplicaSet('1')],
    pods: [aPod()],
    services: [],
    ingresses: [],
    claims: [],
    events: [],
    refusals: [],
    ...parts,
  };
}
