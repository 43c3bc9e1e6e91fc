import { waiting } from './clusterObjects';
import type { RecordedPod } from './RecordedPod';

const pulling = (message: string) => waiting('ErrImagePull', message);
const image = (text: string) => ({ container: { image: text } });
const FAILED_TO_RESOLVE =
  'rpc error: code = NotFound desc = failed to pull and unpack image "reg.io/app:nope": failed to resolve reference "reg.io/app:nope": ';

/** Images that did not arrive. Kubernetes 1.36's own words. */
export const recordedPulls: readonly RecordedPod[] = [
  {
    case: 'tag or repo missing',
    pod: {
      ...image('reg.io/app:nope'),
      state: pulling(`${FAILED_TO_RESOLVE}not found`),
    },
    id: 'ImageNotFound',
    params: { image: 'reg.io/app', tag: 'nope' },
    sentence: 'The registry has no tag nope for reg.io/app.',
  },
  {
    case: 'tag missing, backing off',
    pod: {
      ...image('reg.io/app:nope'),
      state: waiting(
        'ImagePullBackOff',
        `Back-off pulling image "reg.io/app:nope": ErrImagePull: ${FAILED_TO_RESOLVE}not found`,
      ),
    },
    id: 'ImageNotFound',
    params: { image: 'reg.io/app', tag: 'nope' },
  },
  {
    case: 'tag missing, on a kubelet whose back-off does not say why',
    pod: {
      ...image('reg.io/app:nope'),
      state: waiting(
        'ImagePullBackOff',
        'Back-off pulling image "reg.io/app:nope"',
      ),
    },
    events: [
      [
        'Failed',
        `Failed to pull image "reg.io/app:nope": ${FAILED_TO_RESOLVE}not found`,
      ],
    ],
    id: 'ImageNotFound',
  },
  {
    case: 'no or wrong password',
    pod: {
      ...image('reg.io:5000/not-found/app:1'),
      state: pulling(
        'rpc error: code = Unknown desc = failed to pull and unpack image "reg.io:5000/not-found/app:1": pulling from host reg.io:5000 failed with status code [manifests 1]: 401 Unauthorized',
      ),
    },
    id: 'ImageForbidden',
    params: { registry: 'reg.io:5000', image: 'reg.io:5000/not-found/app' },
  },
  {
    case: 'Docker Hub, which does not tell missing from forbidden',
    pod: {
      ...image('docker.io/acme/app:1'),
      state: pulling(
        'failed to resolve reference "docker.io/acme/app:1": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
      ),
    },
    id: 'ImageForbidden',
  },
  {
    case: 'registry down',
    pod: {
      ...image('reg.io/app:1'),
      state: pulling(
        'failed to do request: Head "https://reg.io/v2/app/manifests/1": dial tcp 10.1.2.3:443: connect: connection refused',
      ),
    },
    id: 'RegistryAway',
    params: { registry: 'reg.io', count: '1' },
  },
  {
    case: 'registry limits',
    pod: {
      state: pulling(
        '429 Too Many Requests: toomanyrequests: You have reached your pull rate limit',
      ),
    },
    id: 'RegistryLimited',
    params: { registry: 'docker.io' },
  },
  {
    case: 'platform',
    pod: {
      state: pulling(
        'no matching manifest for linux/arm64/v8 in the manifest list entries: not found',
      ),
    },
    id: 'WrongPlatform',
    params: {
      image: 'docker.io/nodered/node-red:4.0.8',
      have: 'another platform',
      need: 'linux/arm64/v8',
    },
  },
  {
    case: 'bad image name',
    pod: {
      ...image('Bad_NAME::x'),
      state: waiting('InvalidImageName', "couldn't parse image name"),
    },
    id: 'ImageNameInvalid',
    params: { image: 'Bad_NAME::x' },
  },
  {
    case: 'policy Never, absent',
    pod: {
      state: waiting(
        'ErrImageNeverPull',
        'Container image "x" is not present with pull policy of Never',
      ),
    },
    id: 'Other',
    sentence: '«Container image "x" is not present with pull policy of Never»',
  },
];
