import { FAILING_REGISTRY, PULL_ERROR } from './containerStates';

/** Events a kubelet would write about a pod that fails. */
export type PodEventName =
  | 'pull-failed'
  | 'pull-error'
  | 'pull-back-off'
  | 'back-off'
  | 'unready';

const FIND_FAILING = [
  '{{ $failing := dict }}',
  '{{ range .spec.containers }}',
  `{{ if hasPrefix "${FAILING_REGISTRY}/" .image }}{{ $failing = . }}{{ end }}`,
  '{{ end }}',
].join('\n');

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
