/** Registry whose images fail on simulated nodes; the name never resolves. */
export const FAILING_REGISTRY = 'fail.invalid';

/** What may be wrong with a container of the failing registry. */
export type Failure =
  | 'errImagePull'
  | 'imagePullBackOff'
  | 'crashLoop'
  | 'exited'
  | 'unready';

/** What a pod's status should say. */
export interface PodStatusOptions {
  readonly phase: 'Pending' | 'Running' | 'Failed';
  readonly ready?: boolean;
  readonly failing?: Failure;
}

/** Events a kubelet would write about a pod that fails. */
export type PodEventName =
  | 'pull-failed'
  | 'pull-error'
  | 'pull-back-off'
  | 'back-off'
  | 'unready';

// Go templates are sensitive to nothing but their own braces; the YAML they
// give is. Hence every piece starts at column 0 and nests by full lines only.

/** Builds the template of a pod's whole status. */
export function podStatus(options: PodStatusOptions): string {
  const { phase, ready = false, failing } = options;
  return [
    PREAMBLE,
    conditions({ ready }),
    containerStatuses(failing ?? 'running'),
    INIT_CONTAINER_STATUSES,
    ADDRESSES,
    `phase: ${phase}`,
    'startTime: {{ or .status.startTime $now | Quote }}',
  ].join('\n');
}

/** Builds the template of a later failure; all else stays as it was. */
export function failsAgain(failure: Failure): string {
  return ['{{ $since := Now }}', containerStatuses(failure)].join('\n');
}

/** Builds the conditions a kubelet keeps. */
export function conditions(options: {
  readonly ready: boolean;
  readonly reason?: string;
}): string {
  const { ready, reason = 'ContainersNotReady' } = options;
  const readiness = ready
    ? ['status: "True"']
    : ['status: "False"', `reason: ${reason}`, unreadyMessage(reason)];
  const initialized =
    reason === 'PodCompleted'
      ? ['status: "True"', `reason: ${reason}`]
      : ['status: "True"'];
  return [
    '{{ $since := Now }}',
    'conditions:',
    ...condition('PodReadyToStartContainers', ['status: "True"']),
    ...condition('Initialized', initialized),
    ...condition('ContainersReady', readiness),
    ...condition('Ready', readiness),
    '{{ range .spec.readinessGates }}',
    ...condition('{{ .conditionType }}', [
      `status: "${ready ? 'True' : 'False'}"`,
    ]),
    '{{ end }}',
  ].join('\n');
}

/**
 * Builds the containers' states. A failure befalls only containers whose image
 * is of the failing registry; the pod's other containers run.
 */
export function containerStatuses(
  state: Failure | 'running' | 'completed',
): string {
  const lines =
    state === 'running' || state === 'completed'
      ? STATES[state]
      : [
          `{{ if hasPrefix "${FAILING_REGISTRY}/" .image }}`,
          ...STATES[state],
          '{{ else }}',
          ...STATES.running,
          '{{ end }}',
        ];
  return [
    '{{ $root := . }}',
    'containerStatuses:',
    '{{ range $index, $container := .spec.containers }}',
    '{{ with $container }}',
    '- name: {{ .name | Quote }}',
    '  image: {{ .image | Quote }}',
    ...lines,
    '{{ end }}',
    '{{ end }}',
  ].join('\n');
}

/** Builds the step that writes a Warning event about the failing container. */
export function podEvent(name: PodEventName): object {
  const { reason, message } = EVENTS[name];
  return {
    apply: {
      template: [
        FIND_FAILING,
        'apiVersion: v1',
        'kind: Event',
        'metadata:',
        `  name: {{ printf "%s.%s" (.metadata.name | trunc 200) "${name}" | Quote }}`,
        '  namespace: {{ .metadata.namespace | Quote }}',
        'type: Warning',
        `reason: ${reason}`,
        `message: {{ ${message} | Quote }}`,
        'count: 1',
        'firstTimestamp: {{ Now | substr 0 19 | printf "%sZ" | Quote }}',
        'lastTimestamp: {{ Now | substr 0 19 | printf "%sZ" | Quote }}',
        'source: { component: kubelet, host: {{ .spec.nodeName | Quote }} }',
        'reportingComponent: kubelet',
        'reportingInstance: {{ .spec.nodeName | Quote }}',
        'involvedObject:',
        '  apiVersion: v1',
        '  kind: Pod',
        '  name: {{ .metadata.name | Quote }}',
        '  namespace: {{ .metadata.namespace | Quote }}',
        '  uid: {{ .metadata.uid | Quote }}',
        '  fieldPath: {{ printf "spec.containers{%s}" $failing.name | Quote }}',
      ].join('\n'),
    },
  };
}

const PREAMBLE = '{{ $now := Now }}';

const FIND_FAILING = [
  '{{ $failing := dict }}',
  '{{ range .spec.containers }}',
  `{{ if hasPrefix "${FAILING_REGISTRY}/" .image }}{{ $failing = . }}{{ end }}`,
  '{{ end }}',
].join('\n');

const PULL_ERROR = `(ternary (printf "failed to pull and unpack image %q: failed to resolve reference %q: pulling from host ${FAILING_REGISTRY} failed with status code [manifests 1]: 401 Unauthorized" $image $image) (printf "rpc error: code = NotFound desc = failed to pull and unpack image %q: failed to resolve reference %q: %s: not found" $image $image $image) (contains "denied" $image))`;
const CRASH_MESSAGE =
  '(printf "back-off %s restarting failed container=%s pod=%s_%s(%s)" $delay .name $root.metadata.name $root.metadata.namespace $root.metadata.uid)';

const TERMINATED_BY_FAILURE = [
  '      exitCode: {{ ternary 137 1 (contains "oom" .image) }}',
  '      reason: {{ ternary "OOMKilled" "Error" (contains "oom" .image) }}',
  '      startedAt: {{ $since | Quote }}',
  '      finishedAt: {{ $since | Quote }}',
  '      containerID: {{ printf "containerd://%s" (sha256sum (printf "%s/%s" $root.metadata.uid .name)) | Quote }}',
];

const IDENTITY = [
  '  imageID: {{ printf "%s@sha256:%s" (regexReplaceAll "(@.*|:[^/:@]+)$" .image "") (sha256sum .image) | Quote }}',
  '  containerID: {{ printf "containerd://%s" (sha256sum (printf "%s/%s" $root.metadata.uid .name)) | Quote }}',
];

const NOT_STARTED = [
  '  imageID: ""',
  '  ready: false',
  '  started: false',
  '  restartCount: 0',
];

const STATES: Readonly<
  Record<Failure | 'running' | 'completed', readonly string[]>
> = {
  running: [
    ...IDENTITY,
    '  ready: true',
    '  started: true',
    '  restartCount: 0',
    '  state:',
    '    running:',
    '      startedAt: {{ $since | Quote }}',
  ],
  completed: [
    ...IDENTITY,
    '  ready: false',
    '  started: false',
    '  restartCount: 0',
    '  state:',
    '    running: null',
    '    terminated:',
    '      exitCode: 0',
    '      reason: Completed',
    '      startedAt: {{ (index $root.status.containerStatuses $index).state.running.startedAt | Quote }}',
    '      finishedAt: {{ $since | Quote }}',
  ],
  errImagePull: [
    '  {{ $image := .image }}',
    ...NOT_STARTED,
    '  state:',
    '    waiting:',
    '      reason: ErrImagePull',
    `      message: {{ ${PULL_ERROR} | Quote }}`,
  ],
  imagePullBackOff: [
    '  {{ $image := .image }}',
    ...NOT_STARTED,
    '  state:',
    '    waiting:',
    '      reason: ImagePullBackOff',
    `      message: {{ printf "Back-off pulling image %q: ErrImagePull: %s" $image ${PULL_ERROR} | Quote }}`,
  ],
  crashLoop: [
    '  {{ $before := 0 }}',
    '  {{ range $root.status.containerStatuses }}{{ if eq .name $container.name }}{{ $before = int .restartCount }}{{ end }}{{ end }}',
    '  {{ $delay := index (list "10s" "20s" "40s" "1m20s" "2m40s" "5m0s") (min $before 5 | int) }}',
    ...IDENTITY,
    '  ready: false',
    '  started: false',
    '  restartCount: {{ add $before 1 }}',
    '  state:',
    '    waiting:',
    '      reason: CrashLoopBackOff',
    `      message: {{ ${CRASH_MESSAGE} | Quote }}`,
    '  lastState:',
    '    terminated:',
    ...TERMINATED_BY_FAILURE,
  ],
  exited: [
    ...IDENTITY,
    '  ready: false',
    '  started: false',
    '  restartCount: 0',
    '  state:',
    '    terminated:',
    ...TERMINATED_BY_FAILURE,
  ],
  unready: [
    ...IDENTITY,
    '  ready: false',
    '  started: true',
    '  restartCount: 0',
    '  state:',
    '    running:',
    '      startedAt: {{ $since | Quote }}',
  ],
};

const EVENTS: Readonly<
  Record<PodEventName, { readonly reason: string; readonly message: string }>
> = {
  'pull-failed': {
    reason: 'Failed',
    message: `printf "Failed to pull image %q: %s" $failing.image ${PULL_ERROR.replaceAll(
      '$image',
      '$failing.image',
    )}`,
  },
  'pull-error': { reason: 'Failed', message: '"Error: ErrImagePull"' },
  'pull-back-off': { reason: 'Failed', message: '"Error: ImagePullBackOff"' },
  'back-off': {
    reason: 'BackOff',
    message:
      'printf "Back-off restarting failed container %s in pod %s_%s(%s)" $failing.name .metadata.name .metadata.namespace .metadata.uid',
  },
  unready: {
    reason: 'Unhealthy',
    message: '"Readiness probe failed: HTTP probe failed with statuscode: 503"',
  },
};

const INIT_CONTAINER_STATUSES = `
{{ if .spec.initContainers }}
initContainerStatuses:
{{ range .spec.initContainers }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
${IDENTITY.join('\n')}
  ready: true
  restartCount: 0
{{ if eq (or .restartPolicy "") "Always" }}
  started: true
  state:
    running:
      startedAt: {{ $now | Quote }}
{{ else }}
  started: false
  state:
    terminated:
      exitCode: 0
      reason: Completed
      startedAt: {{ $now | Quote }}
      finishedAt: {{ $now | Quote }}
{{ end }}
{{ end }}
{{ end }}`;

const ADDRESSES = `
{{ with NodeIPsWith .spec.nodeName }}
hostIP: {{ index . 0 | Quote }}
hostIPs:
{{ range . }}
- ip: {{ . | Quote }}
{{ end }}
{{ end }}
{{ with PodIPsWith .spec.nodeName ( or .spec.hostNetwork false ) ( or .metadata.uid "" ) ( or .metadata.name "" ) ( or .metadata.namespace "" ) }}
podIP: {{ index . 0 | Quote }}
podIPs:
{{ range . }}
- ip: {{ . | Quote }}
{{ end }}
{{ end }}`;

function condition(type: string, fields: readonly string[]): string[] {
  const [first, ...rest] = [
    `type: ${type}`,
    'lastProbeTime: null',
    'lastTransitionTime: {{ $since | Quote }}',
    ...fields,
  ];
  return [`- ${first}`, ...rest.map(field => `  ${field}`)];
}

function unreadyMessage(reason: string): string {
  if (reason === 'PodCompleted') {
    return 'message: ""';
  }
  return [
    'message: "containers with unready status: [',
    '{{- $separator := "" -}}',
    `{{- range .spec.containers -}}{{- if hasPrefix "${FAILING_REGISTRY}/" .image -}}`,
    '{{- $separator -}}{{- .name -}}{{- $separator = " " -}}',
    '{{- end -}}{{- end -}}',
    ']"',
  ].join('');
}
