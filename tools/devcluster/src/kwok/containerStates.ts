/** Registry whose images fail on simulated nodes; the name never resolves. */
export const FAILING_REGISTRY = 'fail.invalid';

/** What may be wrong with a container of the failing registry. */
export type Failure =
  | 'errImagePull'
  | 'imagePullBackOff'
  | 'crashLoop'
  | 'exited'
  | 'unready';

/** What state a container may be put in. */
export type ContainerState = Failure | 'running' | 'completed';

/** Expression of what a kubelet says when it cannot pull `$image`. */
export const PULL_ERROR = `(ternary (printf "failed to pull and unpack image %q: failed to resolve reference %q: pulling from host ${FAILING_REGISTRY} failed with status code [manifests 1]: 401 Unauthorized" $image $image) (printf "rpc error: code = NotFound desc = failed to pull and unpack image %q: failed to resolve reference %q: %s: not found" $image $image $image) (contains "denied" $image))`;
const CRASH_MESSAGE =
  '(printf "back-off %s restarting failed container=%s pod=%s_%s(%s)" $delay .name $root.metadata.name $root.metadata.namespace $root.metadata.uid)';

const TERMINATED_BY_FAILURE = [
  '      exitCode: {{ ternary 137 1 (contains "oom" .image) }}',
  '      reason: {{ ternary "OOMKilled" "Error" (contains "oom" .image) }}',
  '      startedAt: {{ $since | Quote }}',
  '      finishedAt: {{ $since | Quote }}',
  '      containerID: {{ printf "containerd://%s" (sha256sum (printf "%s/%s" $root.metadata.uid .name)) | Quote }}',
];

/** Lines of a container that has an image and an id; `.` is the container. */
export const IDENTITY = [
  '  imageID: {{ printf "%s@sha256:%s" (regexReplaceAll "(@.*|:[^/:@]+)$" .image "") (sha256sum .image) | Quote }}',
  '  containerID: {{ printf "containerd://%s" (sha256sum (printf "%s/%s" $root.metadata.uid .name)) | Quote }}',
];

const NOT_STARTED = [
  '  imageID: ""',
  '  ready: false',
  '  started: false',
  '  restartCount: 0',
];

/**
 * Lines of each state. They see `$since`, the time of the change, `$root`, the
 * pod, and `.`, the container.
 */
export const CONTAINER_STATES: Readonly<
  Record<ContainerState, readonly string[]>
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
