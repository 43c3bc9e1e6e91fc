import { ended, waiting } from './clusterObjects';
import type { RecordedPod } from './RecordedPod';

const backOff = waiting(
  'CrashLoopBackOff',
  'back-off 20s restarting failed container=main pod=…',
);

const NO_SUCH =
  'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/no/such": stat /no/such: no such file or directory: unknown';

/** Programs that ran, or tried to. Kubernetes 1.36's own words. */
export const recordedCrashes: readonly RecordedPod[] = [
  {
    case: 'exit 1',
    pod: { state: backOff, lastState: ended(1, 'Error'), restarts: 4 },
    id: 'CrashLoop',
    params: { container: 'node-red', code: '1', count: '3' },
    sentence:
      'Container node-red exits with code 1 right after start (3 times).',
  },
  {
    case: 'exit 1, between two restarts',
    pod: { state: ended(1, 'Error'), restarts: 4 },
    id: 'CrashLoop',
    params: { container: 'node-red', code: '1', count: '3' },
  },
  {
    case: 'exit 0 again and again',
    pod: { state: backOff, lastState: ended(0, 'Completed'), restarts: 2 },
    id: 'CleanExit',
    params: { container: 'node-red' },
  },
  {
    case: 'a program for another processor',
    pod: {
      state: backOff,
      lastState: ended(
        128,
        'StartError',
        'failed to create containerd task: exec /app: exec format error',
      ),
      container: { image: 'reg.io/app:1' },
    },
    id: 'WrongPlatform',
    params: {
      image: 'reg.io/app:1',
      have: 'another platform',
      need: 'of their own',
    },
  },
  {
    case: 'no room left, where the program says so',
    pod: {
      state: backOff,
      lastState: ended(
        1,
        'Error',
        "Error: ENOSPC: no space left on device, write '/data/db'",
      ),
      container: {
        volumeMounts: [
          { name: 'cache-node-red', mountPath: '/cache' },
          { name: 'data-node-red', mountPath: '/data' },
        ],
      },
    },
    id: 'VolumeFull',
    params: { volume: 'data-node-red', used: 'all', size: 'its size' },
    sentence: 'Volume data-node-red is full (all of its size).',
  },
  {
    case: 'out of memory before it started',
    pod: {
      state: backOff,
      lastState: ended(
        128,
        'StartError',
        'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: container init was OOM-killed (memory limit too low?): unknown',
      ),
      container: { resources: { limits: { memory: '1Mi' } } },
    },
    id: 'OutOfMemory',
    params: { container: 'node-red', limit: '1Mi' },
  },
  {
    case: 'out of memory',
    pod: {
      state: backOff,
      lastState: ended(137, 'OOMKilled'),
      container: { resources: { limits: { memory: '64Mi' } } },
    },
    id: 'OutOfMemory',
    params: { container: 'node-red', limit: '64Mi' },
  },
  {
    case: 'liveness fails',
    pod: {
      state: backOff,
      lastState: ended(0, 'Completed'),
      container: { livenessProbe: { httpGet: { path: '/live', port: 80 } } },
    },
    events: [
      [
        'Unhealthy',
        'Liveness probe failed: HTTP probe failed with statuscode: 503',
      ],
      ['Killing', 'Container main failed liveness probe, will be restarted'],
    ],
    id: 'LiveProbe',
    params: {
      container: 'node-red',
      check: 'GET /live on port 80',
      count: '1',
    },
  },
  {
    case: 'startup fails',
    pod: {
      state: backOff,
      lastState: ended(0, 'Completed'),
      container: {
        startupProbe: { tcpSocket: { port: 80 }, periodSeconds: 5 },
      },
    },
    events: [
      ['Killing', 'Container main failed startup probe, will be restarted'],
    ],
    id: 'StartProbe',
    params: { container: 'node-red', within: '15' },
  },
  {
    case: 'readiness fails',
    pod: {
      container: { readinessProbe: { httpGet: { port: 80 } } },
    },
    events: [
      [
        'Unhealthy',
        'Readiness probe failed: HTTP probe failed with statuscode: 503',
      ],
    ],
    id: 'ReadyProbe',
    params: { count: '1', check: 'GET / on port 80', result: 'status 503' },
  },
  {
    case: 'probe on wrong port',
    pod: {
      container: { readinessProbe: { httpGet: { port: 9999 } } },
    },
    events: [
      [
        'Unhealthy',
        'Readiness probe failed: Get "http://10.0.0.7:9999/": dial tcp 10.0.0.7:9999: connect: connection refused',
      ],
    ],
    id: 'PortClosed',
    params: { port: '9999', container: 'node-red' },
  },
  {
    case: 'command not found',
    pod: {
      state: backOff,
      lastState: ended(
        128,
        'StartError',
        'failed to create containerd task: … exec: "/no/such": stat /no/such: no such file or directory',
      ),
    },
    id: 'CrashCommand',
    params: { container: 'node-red', command: '/no/such', code: '128' },
  },
  {
    case: 'command not found, before the first back-off',
    pod: {
      state: waiting('RunContainerError', NO_SUCH),
      lastState: ended(128, 'StartError', NO_SUCH),
    },
    id: 'CrashCommand',
    params: { container: 'node-red', command: '/no/such', code: '128' },
  },
  {
    case: 'command not found by a shell',
    pod: {
      state: backOff,
      lastState: ended(127, 'Error'),
      container: { command: ['sh', '-c', 'nope'] },
    },
    id: 'CrashCommand',
    params: { container: 'node-red', command: 'sh', code: '127' },
  },
];
