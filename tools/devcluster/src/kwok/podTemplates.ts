import {
  CONTAINER_STATES,
  FAILING_REGISTRY,
  IDENTITY,
} from './containerStates';
import type { ContainerState, Failure } from './containerStates';

/** What a pod's status should say. */
export interface PodStatusOptions {
  readonly phase: 'Pending' | 'Running' | 'Failed';
  readonly ready?: boolean;
  readonly failing?: Failure;
}

// Go templates are sensitive to nothing but their own braces; the YAML they
// give is. Hence every piece starts at column 0 and nests by full lines only.

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

// Each rendering draws new addresses, so a pod that has some keeps them.
const ADDRESSES = `
{{ if not .status.podIP }}
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
{{ end }}
{{ end }}`;

/** Builds the template of a pod's whole status. */
export function podStatus(options: PodStatusOptions): string {
  const { phase, ready = false, failing } = options;
  return [
    '{{ $now := Now }}',
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
export function containerStatuses(state: ContainerState): string {
  const lines =
    state === 'running' || state === 'completed'
      ? CONTAINER_STATES[state]
      : [
          `{{ if hasPrefix "${FAILING_REGISTRY}/" .image }}`,
          ...CONTAINER_STATES[state],
          '{{ else }}',
          ...CONTAINER_STATES.running,
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
