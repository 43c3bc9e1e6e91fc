import { specWith, type BadManifest } from './ManifestCase';

const LONG = 'x'.repeat(131_073);

const environments: readonly BadManifest[] = [
  {
    does: 'has a variable with neither value nor source',
    reason: 'the original required a value; empty ones are written ""',
    spec: specWith({ env: [{ name: 'A' }] }),
    field: 'env[0].value',
    says: [
      'either value or valueFrom is needed',
      'an empty value is written ""',
    ],
  },
  {
    does: 'has a variable with both value and source',
    reason: 'they might contradict each other',
    spec: specWith({
      env: [
        {
          name: 'A',
          value: 'x',
          valueFrom: { fieldRef: { fieldPath: 'metadata.name' } },
        },
      ],
    }),
    field: 'env[0].value',
    says: ['keep exactly one'],
  },
  {
    does: 'has a variable with two sources',
    reason: 'they might contradict each other',
    spec: specWith({
      env: [
        {
          name: 'A',
          valueFrom: {
            fieldRef: { fieldPath: 'metadata.name' },
            secretKeyRef: { name: 'a', key: 'b' },
          },
        },
      ],
    }),
    field: 'env[0].valueFrom',
    says: ['exactly one of secretKeyRef, configMapKeyRef'],
  },
  {
    does: 'has an equals sign in the name of a variable',
    reason: 'the program would see another name',
    spec: specWith({ env: [{ name: 'A=B', value: '' }] }),
    field: 'env[0].name',
    says: ['hold no "=": rename it, for example "LOG_LEVEL"'],
  },
  {
    does: 'has a number for value',
    reason: 'values are texts',
    spec: specWith({ env: [{ name: 'A', value: 1 }] }),
    field: 'env[0].value',
    says: ['must be a text: put it in quotes'],
    serverSays: ['must be of type string'],
  },
  {
    does: 'has the same variable twice',
    reason: 'the second one would win silently',
    spec: specWith({
      env: [
        { name: 'A', value: '1' },
        { name: 'A', value: '2' },
      ],
    }),
    field: 'env[1].name',
    serverField: 'env[1]',
    says: ['name "A" is used twice'],
    serverSays: ['Duplicate value'],
  },
  {
    does: 'has a value no process can take',
    reason: 'Linux takes at most 128 KiB',
    spec: specWith({ env: [{ name: 'A', value: LONG }] }),
    field: 'env[0].value',
    says: ['is longer than 131072 characters: shorten it'],
    serverSays: ['may not be more than 131072 bytes'],
  },
  {
    does: 'has a secret without value',
    reason: 'redacted specs look like that and must not be applied',
    spec: specWith({ secrets: [{ name: 'A' }] }),
    field: 'secrets[0].value',
    says: ['the value is missing', 'name that in secretsFrom'],
  },
  {
    does: 'has a space in the name of a secret',
    reason: 'it is a key of a Secret',
    spec: specWith({ secrets: [{ name: 'A B', value: 'x' }] }),
    field: 'secrets[0].name',
    says: ['rename it, for example "API_KEY"'],
  },
  {
    does: 'takes variables from a Secret that cannot exist',
    reason: 'object names are in lower case',
    spec: specWith({ secretsFrom: [{ name: 'My_Secret' }] }),
    field: 'secretsFrom[0].name',
    says: ['must be the name of an object', 'for example "my-secret"'],
  },
  {
    does: 'mounts a file from nowhere',
    reason: 'one source is needed',
    spec: specWith({ files: [{ mountPath: '/etc/a' }] }),
    field: 'files[0]',
    says: ['exactly one of content, secretRef, configMapRef is needed'],
  },
  {
    does: 'gives a file impossible permissions',
    reason: 'they end at 0777',
    spec: specWith({
      files: [{ mountPath: '/etc/a', content: '', mode: 512 }],
    }),
    field: 'files[0].mode',
    says: ['must be a whole number from 0 to 511'],
  },
];

const storages: readonly BadManifest[] = [
  {
    does: 'has a volume of neither size nor claim',
    reason: 'it says nothing about where the data is',
    spec: specWith({ volumes: [{ name: 'a', mountPath: '/a' }] }),
    field: 'volumes[0]',
    says: ['exactly one of size, existingClaim, emptyDir is needed'],
  },
  {
    does: 'has a volume of no size',
    reason: 'no storage class binds it',
    spec: specWith({ volumes: [{ name: 'a', mountPath: '/a', size: '0Gi' }] }),
    field: 'volumes[0].size',
    says: ['must be more than 0: give a size such as "1Gi"'],
  },
  {
    does: 'has a size in a unit that does not exist',
    reason: 'it stopped the whole Go operator',
    spec: specWith({ volumes: [{ name: 'a', mountPath: '/a', size: '2GB' }] }),
    field: 'volumes[0].size',
    says: ['must be a quantity', 'correct the number or the unit'],
  },
  {
    does: 'mounts a volume at a relative path',
    reason: 'nobody could say where that is',
    spec: specWith({ volumes: [{ name: 'a', mountPath: 'a', size: '1Gi' }] }),
    field: 'volumes[0].mountPath',
    says: ['must be an absolute path', 'start it with "/"'],
  },
  {
    does: 'mounts a volume and a file at one path',
    reason: 'one would hide the other',
    spec: specWith({
      volumes: [{ name: 'a', mountPath: '/a', size: '1Gi' }],
      files: [{ mountPath: '/a', content: '' }],
    }),
    field: 'volumes',
    says: ['have the same mountPath: give each a path of its own'],
  },
  {
    does: 'has a volume whose claim does not fit',
    reason: 'it names a volume of the pod too, which has at most 63 characters',
    name: 'r'.repeat(60),
    spec: specWith({
      volumes: [{ name: 'abc', mountPath: '/a', size: '1Gi' }],
    }),
    field: 'volumes',
    says: ['the name of a volume has room for 2 characters: shorten ["abc"]'],
  },
  {
    does: 'wants its data to be archived',
    reason: 'there is retain and delete',
    spec: specWith({
      volumes: [
        { name: 'a', mountPath: '/a', size: '1Gi', onRemove: 'archive' },
      ],
    }),
    field: 'volumes[0].onRemove',
    says: ['must be one of retain, delete: choose one'],
    serverSays: ['supported values: "retain", "delete"'],
  },
];

const containers: readonly BadManifest[] = [
  {
    does: 'checks health in two ways at once',
    reason: 'Kubernetes takes one action a probe',
    spec: specWith({
      probes: {
        readiness: { tcpSocket: { port: 80 }, httpGet: { port: 80 } },
      },
    }),
    field: 'probes.readiness',
    says: ['exactly one of httpGet, tcpSocket, grpc, exec is needed'],
  },
  {
    does: 'wants to be alive twice in a row',
    reason: 'Kubernetes takes only 1 here',
    spec: specWith({
      probes: { liveness: { tcpSocket: { port: 80 }, successThreshold: 2 } },
    }),
    field: 'probes.liveness.successThreshold',
    says: ['must be 1 for this check: leave successThreshold out'],
  },
  {
    does: 'checks without pause',
    reason: 'the shortest period is a second',
    spec: specWith({
      probes: { liveness: { tcpSocket: { port: 80 }, periodSeconds: 0 } },
    }),
    field: 'probes.liveness.periodSeconds',
    says: ['must be a whole number of 1 or more'],
  },
  {
    does: 'has a sidecar called like the rollout',
    reason: 'the container of the program has that name',
    name: 'web',
    spec: specWith({
      sidecars: [
        {
          name: 'web',
          image: { registry: 'docker.io', repository: 'x', tag: '1' },
        },
      ],
    }),
    field: 'sidecars',
    says: ['may not be called like the rollout', 'rename it'],
  },
  {
    does: 'mounts a volume nobody has into a job',
    reason: 'jobs share the volumes of the rollout',
    spec: specWith({
      cronjobs: [
        {
          name: 'a',
          schedule: '@daily',
          volumes: [{ name: 'data', mountPath: '/data' }],
        },
      ],
    }),
    field: 'volumes',
    says: ['mounts a volume the rollout does not have', 'correct the name'],
  },
  {
    does: 'has a schedule of four fields',
    reason: 'cron has five',
    spec: specWith({ cronjobs: [{ name: 'a', schedule: '0 3 * *' }] }),
    field: 'cronjobs[0].schedule',
    says: ['must be five fields such as "0 3 * * *"'],
  },
  {
    does: 'has the time zone in the schedule',
    reason: 'Kubernetes refuses it; there is a field for it',
    spec: specWith({
      cronjobs: [{ name: 'a', schedule: 'TZ=UTC 0 3 * * *' }],
    }),
    field: 'cronjobs[0].schedule',
    says: ['must be five fields'],
  },
  {
    does: 'has a job whose CronJob does not fit',
    reason: 'Kubernetes appends 11 characters for each run',
    name: 'r'.repeat(45),
    spec: specWith({ cronjobs: [{ name: 'nightly', schedule: '@daily' }] }),
    field: 'cronjobs',
    says: ['the name of a job has room for 6 characters: shorten ["nightly"]'],
  },
  {
    does: 'has a job with a negative deadline',
    reason: 'Kubernetes refuses it',
    spec: specWith({
      cronjobs: [{ name: 'a', schedule: '@daily', activeDeadlineSeconds: 0 }],
    }),
    field: 'cronjobs[0].activeDeadlineSeconds',
    says: ['must be a whole number of 1 or more'],
  },
];

const placements: readonly BadManifest[] = [
  {
    does: 'tolerates an empty key with a value',
    reason: 'Kubernetes takes it only with Exists',
    spec: specWith({ tolerations: [{ key: '', value: 'x' }] }),
    field: 'tolerations[0].operator',
    says: ['set operator to Exists or name the key'],
  },
  {
    does: 'tolerates an effect nobody knows',
    reason: 'Kubernetes has three',
    spec: specWith({ tolerations: [{ key: 'a', effect: 'Never' }] }),
    field: 'tolerations[0].effect',
    says: ['must be one of', 'NoSchedule'],
    serverSays: ['supported values', 'NoSchedule'],
  },
  {
    does: 'gives a name to no address',
    reason: 'a line of /etc/hosts starts with one',
    spec: specWith({ hostAliases: [{ ip: '10.0.0', hostnames: ['a'] }] }),
    field: 'hostAliases[0].ip',
    says: ['must be an address such as "10.0.0.1"'],
  },
  {
    does: 'gives a name to an IPv4 address written as IPv6',
    reason: 'resolvers read it differently',
    spec: specWith({ hostAliases: [{ ip: '::ffff:10.0.0.1' }] }),
    field: 'hostAliases[0].ip',
    says: ['must be an address such as "10.0.0.1"'],
  },
  {
    does: 'labels instances as the operator does',
    reason: 'the selector would break',
    spec: specWith({ podLabels: { 'one-click.dev/deploymentId': 'x' } }),
    field: 'podLabels',
    says: ['belong to the operator: choose another prefix'],
  },
  {
    does: 'runs as a negative user',
    reason: 'there is no such user',
    spec: specWith({ securityContext: { runAsUser: -1 } }),
    field: 'securityContext.runAsUser',
    says: ['must be a whole number of 0 or more'],
  },
  {
    does: 'has a service account with spaces',
    reason: 'it is the name of an object',
    spec: specWith({ serviceAccountName: 'my account' }),
    field: 'serviceAccountName',
    says: ['must be the name of an object', 'correct it or leave it out'],
  },
  {
    does: 'has a name with dots',
    reason: 'the Service and the container are named after it',
    name: 'web.shop',
    spec: specWith(),
    field: '',
    says: [
      'the name of a rollout must be at most 63',
      'without dots: rename it',
    ],
  },
];

/** Manifests whose program, storage, jobs or placement both judges must refuse. */
export const badPrograms: readonly BadManifest[] = [
  ...environments,
  ...storages,
  ...containers,
  ...placements,
];
