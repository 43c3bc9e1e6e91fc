import { waiting } from './clusterObjects';
import type { RecordedPod } from './RecordedPod';

/** Pods that found no place, or not what they need. Kubernetes 1.36's own words. */
export const recordedObstacles: readonly RecordedPod[] = [
  {
    case: 'ConfigMap missing (env)',
    pod: {
      state: waiting(
        'CreateContainerConfigError',
        'configmap "nope" not found',
      ),
      container: {
        env: [
          {
            name: 'A',
            valueFrom: { configMapKeyRef: { name: 'nope', key: 'a' } },
          },
        ],
      },
    },
    id: 'ConfigMissing',
    params: {
      kind: 'ConfigMap',
      name: 'nope',
      key: 'a',
      container: 'node-red',
    },
  },
  {
    case: 'ConfigMap key missing',
    pod: {
      state: waiting(
        'CreateContainerConfigError',
        "couldn't find key nokey in ConfigMap home/settings",
      ),
    },
    id: 'ConfigMissing',
    params: {
      kind: 'ConfigMap',
      name: 'settings',
      key: 'nokey',
      container: 'node-red',
    },
  },
  {
    case: 'Secret missing (env)',
    pod: {
      state: waiting('CreateContainerConfigError', 'secret "x" not found'),
    },
    id: 'SecretMissing',
    params: { name: 'x', namespace: 'home' },
  },
  {
    case: 'ConfigMap volume missing, which only an event tells',
    pod: { state: waiting('ContainerCreating') },
    events: [
      [
        'FailedMount',
        'MountVolume.SetUp failed for volume "v" : configmap "nope" not found',
      ],
    ],
    id: 'ConfigMissing',
    params: {
      kind: 'ConfigMap',
      name: 'nope',
      key: 'at all',
      container: 'node-red',
    },
  },
  {
    case: 'volume attached elsewhere, which only an event tells',
    pod: { state: waiting('ContainerCreating') },
    events: [
      [
        'FailedAttachVolume',
        'Multi-Attach error for volume "pvc-1" Volume is already exclusively attached to one node and can\'t be attached to another',
      ],
    ],
    id: 'VolumeBusy',
    params: { volume: 'pvc-1', node: 'another node' },
  },
  {
    case: 'runAsNonRoot, root image',
    pod: {
      state: waiting(
        'CreateContainerConfigError',
        'container has runAsNonRoot and image will run as root (pod: "x", container: main)',
      ),
    },
    id: 'SpecInvalid',
    params: {
      field: 'spec.securityContext.runAsNonRoot',
      why: 'forbids root, and the image runs as root',
    },
  },
  {
    case: 'cpu 100',
    pod: {
      unschedulable:
        '0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.',
      container: { resources: { requests: { cpu: '100' } } },
    },
    id: 'NoCpu',
    params: { need: '100', free: '1500m' },
  },
  {
    case: 'memory 1Ti, beside a reserved node',
    pod: {
      unschedulable:
        '0/2 nodes are available: 1 Insufficient memory, 1 node(s) had untolerated taint {node-kind: real}. preemption: …',
      container: { resources: { requests: { memory: '1Ti' } } },
    },
    id: 'NoMemory',
    params: { need: '1Ti', free: '2Gi' },
  },
  {
    case: 'selector matches nothing',
    pod: {
      unschedulable:
        "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector. preemption: …",
      spec: { nodeSelector: { disk: 'ssd' } },
    },
    id: 'NodeSelector',
    params: { label: 'disk=ssd' },
  },
  {
    case: 'taint',
    pod: {
      unschedulable:
        '0/1 nodes are available: 1 node(s) had untolerated taint {node-kind: real}. preemption: …',
    },
    id: 'Taint',
    params: { taint: 'node-kind=real' },
  },
  {
    case: 'taint that Kubernetes 1.36 does not name',
    pod: {
      unschedulable:
        '0/1 nodes are available: 1 node(s) had untolerated taint(s). no new claims to deallocate, preemption: …',
    },
    id: 'Taint',
    params: { taint: 'only=others' },
    sentence: 'All fitting nodes are reserved (only=others).',
  },
  {
    case: 'PVC missing',
    pod: {
      unschedulable:
        '0/1 nodes are available: persistentvolumeclaim "nope" not found. not found',
    },
    id: 'VolumePending',
    params: { volume: 'nope', why: 'its claim does not exist' },
  },
];
