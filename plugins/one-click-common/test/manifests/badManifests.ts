import { badPrograms } from './badPrograms';
import { badWords } from './badWords';
import { imageWith, specWith, type BadManifest } from './ManifestCase';

const images: readonly BadManifest[] = [
  {
    does: 'has no image',
    reason: 'there would be nothing to run',
    spec: {},
    field: 'image',
    says: ['is required: add it'],
    serverSays: ['Required value'],
  },
  {
    does: 'has no tag',
    reason: 'the original required it, and update policies need it',
    spec: { image: { registry: 'docker.io', repository: 'x' } },
    field: 'image.tag',
    says: ['is required: add it'],
    serverSays: ['Required value'],
  },
  {
    does: 'has a URL for registry',
    reason: 'https:// is what people paste',
    spec: imageWith({ registry: 'https://ghcr.io' }),
    field: 'image.registry',
    says: ['must be a registry host such as "docker.io"', 'correct it'],
  },
  {
    does: 'has no registry',
    reason: 'the image would be /library/nginx:1.27, which nothing can pull',
    spec: imageWith({ registry: '' }),
    field: 'image.registry',
    says: ['must be a registry host'],
  },
  {
    does: 'has upper case in its repository',
    reason: 'no registry takes it',
    spec: imageWith({ repository: 'Library/Nginx' }),
    field: 'image.repository',
    says: ['in lower case and without tag', 'correct it'],
  },
  {
    does: 'has the tag in its repository',
    reason: 'the image would have two tags',
    spec: imageWith({ repository: 'library/nginx:1.27' }),
    field: 'image.repository',
    says: ['without tag: correct it'],
  },
  {
    does: 'has a space in its tag',
    reason: 'no tag has one',
    spec: imageWith({ tag: '1.27 ' }),
    field: 'image.tag',
    says: ['must be a tag such as "1.27"'],
  },
  {
    does: 'has a short digest',
    reason: 'a digest has 64 digits',
    spec: imageWith({ digest: 'sha256:abc' }),
    field: 'image.digest',
    says: ['64 hexadecimal digits', 'copy it from the registry'],
  },
  {
    does: 'has two digests',
    reason: 'they might contradict each other',
    spec: imageWith({
      tag: `1@sha256:${'a'.repeat(64)}`,
      digest: `sha256:${'b'.repeat(64)}`,
    }),
    field: 'image.digest',
    says: ['already holds a digest', 'keep the digest in the field digest'],
  },
  {
    does: 'has a pull policy nobody knows',
    reason: 'Kubernetes has three',
    spec: imageWith({ pullPolicy: 'Sometimes' }),
    field: 'image.pullPolicy',
    says: ['must be one of Always, IfNotPresent, Never: choose one'],
    serverSays: ['supported values: "Always", "IfNotPresent", "Never"'],
  },
  {
    does: 'has a typing error in a field',
    reason: 'it would be dropped silently',
    spec: specWith({ imagee: {} }),
    field: 'imagee',
    says: ['is not a known field here: check its spelling'],
    serverSays: ['unknown field "spec.imagee"'],
  },
  {
    does: 'has a typing error deep inside',
    reason: 'affinity is typed all the way, so that none passes',
    spec: specWith({ affinity: { nodeAffinityy: {} } }),
    field: 'affinity.nodeAffinityy',
    says: ['is not a known field here'],
    serverSays: ['unknown field "spec.affinity.nodeAffinityy"'],
  },
];

const scales: readonly BadManifest[] = [
  {
    does: 'wants a negative number of instances',
    reason: 'there is no such thing',
    spec: specWith({ replicas: -1 }),
    field: 'replicas',
    says: ['must be a whole number of 0 or more: change it'],
    serverSays: ['should be a non-negative integer'],
  },
  {
    does: 'wants half an instance',
    reason: 'there is no such thing',
    spec: specWith({ replicas: 1.5 }),
    field: 'replicas',
    says: ['must be a whole number'],
    serverSays: ['must be of type integer'],
  },
  {
    does: 'has a lower bound above the upper one',
    reason: 'no number lies between them',
    spec: specWith({ horizontalScale: { minReplicas: 5, maxReplicas: 2 } }),
    field: 'horizontalScale.minReplicas',
    says: ['minReplicas 5 is above maxReplicas 2', 'raise maxReplicas'],
  },
  {
    does: 'scales to zero',
    reason: 'Kubernetes refuses such an autoscaler',
    spec: specWith({ horizontalScale: { minReplicas: 0, maxReplicas: 2 } }),
    field: 'horizontalScale.minReplicas',
    says: ['at least 1 instance', 'or suspend the rollout'],
  },
  {
    does: 'has only one bound',
    reason: 'the original required both',
    spec: specWith({ horizontalScale: { minReplicas: 1 } }),
    field: 'horizontalScale.maxReplicas',
    says: ['is required: add it'],
    serverSays: ['Required value'],
  },
  {
    does: 'aims at no use at all',
    reason: 'Kubernetes refuses such an autoscaler',
    spec: specWith({
      horizontalScale: {
        minReplicas: 1,
        maxReplicas: 2,
        targetCPUUtilizationPercentage: 0,
      },
    }),
    field: 'horizontalScale.targetCPUUtilizationPercentage',
    says: ['must be a whole number of 1 or more: change it'],
  },
  {
    does: 'writes megabytes with two letters',
    reason: 'it stopped the whole Go operator',
    spec: specWith({ resources: { requests: { memory: '256MB' } } }),
    field: 'resources.requests.memory',
    serverField: 'resources.requests[memory]',
    says: [
      'must be a quantity such as "500m"',
      'correct the number or the unit',
    ],
  },
  {
    does: 'writes an absurd exponent',
    reason: 'computing its power kept the API server busy for minutes',
    spec: specWith({ resources: { requests: { cpu: '1e99999999' } } }),
    field: 'resources.requests.cpu',
    serverField: 'resources.requests[cpu]',
    says: ['must be a quantity such as "500m"', 'correct the number'],
  },
  {
    does: 'asks for a negative amount',
    reason: 'there is no such thing',
    spec: specWith({ resources: { limits: { cpu: -1 } } }),
    field: 'resources.limits.cpu',
    serverField: 'resources.limits[cpu]',
    says: ['not negative: correct the number'],
  },
  {
    does: 'writes half a core without quotes',
    reason: 'YAML makes it a number with a fraction, which the server refuses',
    spec: specWith({ resources: { limits: { cpu: 0.5 } } }),
    field: 'resources.limits.cpu',
    says: ['write it in quotes'],
    serverSays: ['spec.resources.limits.cpu'],
  },
  {
    does: 'asks for more than its limit',
    reason: 'Kubernetes would refuse the pods',
    spec: specWith({
      resources: {
        requests: { cpu: '2', memory: '1Gi' },
        limits: { cpu: '200m', memory: '1Gi' },
      },
    }),
    field: 'resources.requests',
    says: ['the request of ["cpu"] is above the limit', 'raise the limit'],
  },
  {
    does: 'lets no update start',
    reason: 'neither a new instance nor a missing one is allowed',
    spec: specWith({ rollingUpdate: { maxSurge: 0, maxUnavailable: '0%' } }),
    field: 'rollingUpdate.maxUnavailable',
    says: ['are both 0', 'raise one'],
  },
  {
    does: 'allows a surge of more than everything',
    reason: 'a typing error of 1000%',
    spec: specWith({ rollingUpdate: { maxSurge: '1000%' } }),
    field: 'rollingUpdate.maxSurge',
    says: ['a percentage from "0%" to "100%": correct it'],
  },
  {
    does: 'bounds an update that replaces all at once',
    reason: 'Kubernetes refuses both together',
    spec: specWith({
      rolloutStrategy: 'recreate',
      rollingUpdate: { maxSurge: 1 },
    }),
    field: 'rollingUpdate',
    says: ['no meaning where rolloutStrategy is recreate', 'remove one'],
  },
  {
    does: 'has a disruption budget of two kinds',
    reason: 'Kubernetes takes one',
    spec: specWith({
      podDisruptionBudget: { minAvailable: 1, maxUnavailable: 1 },
    }),
    field: 'podDisruptionBudget',
    says: ['exactly one of minAvailable, maxUnavailable is needed'],
  },
];

const networks: readonly BadManifest[] = [
  {
    does: 'has a port in quotes',
    reason: 'YAML makes it a text',
    spec: specWith({ interfaces: [{ name: 'http', port: '80' }] }),
    field: 'interfaces[0].port',
    says: ['must be a port number: write digits without quotes'],
    serverSays: ['must be of type integer'],
  },
  {
    does: 'has a port that does not exist',
    reason: 'ports end at 65535',
    spec: specWith({ interfaces: [{ name: 'http', port: 70000 }] }),
    field: 'interfaces[0].port',
    says: ['must be a port from 1 to 65535: change it'],
  },
  {
    does: 'has an interface that starts with a digit',
    reason: 'a Service is named after it',
    spec: specWith({ interfaces: [{ name: '80', port: 80 }] }),
    field: 'interfaces[0].name',
    says: ['must start with a letter', 'rename it, for example "http"'],
  },
  {
    does: 'has two interfaces of one name',
    reason: 'they would be one Service; the one break with the original',
    spec: specWith({
      interfaces: [
        { name: 'http', port: 80 },
        { name: 'http', port: 81 },
      ],
    }),
    field: 'interfaces[1].name',
    serverField: 'interfaces[1]',
    says: ['name "http" is used twice: give each its own'],
    serverSays: ['Duplicate value'],
  },
  {
    does: 'has an interface whose Service does not fit',
    reason: '54 + 5 + 5 are more than 63 characters',
    name: 'r'.repeat(54),
    spec: specWith({ interfaces: [{ name: 'https', port: 443 }] }),
    field: 'interfaces',
    says: ['has room for 4 characters: shorten ["https"]'],
  },
  {
    does: 'has a URL for host',
    reason: 'https:// is what people paste',
    spec: specWith({
      interfaces: [
        {
          name: 'http',
          port: 80,
          ingress: { rules: [{ host: 'https://a.example.com/x' }] },
        },
      ],
    }),
    field: 'interfaces[0].ingress.rules[0].host',
    says: ['must be a DNS name such as "app.example.com"', 'without https://'],
  },
  {
    does: 'has a path without a slash',
    reason: 'Kubernetes refuses it',
    spec: specWith({
      interfaces: [
        {
          name: 'http',
          port: 80,
          ingress: { rules: [{ host: 'a.example.com', path: 'api' }] },
        },
      ],
    }),
    field: 'interfaces[0].ingress.rules[0].path',
    says: ['must start with "/"', 'write for example'],
  },
  {
    does: 'has an IP address for host',
    reason: 'an ingress goes by the name that was asked for',
    spec: specWith({
      interfaces: [
        {
          name: 'http',
          port: 80,
          ingress: { rules: [{ host: '10.0.0.1' }] },
        },
      ],
    }),
    field: 'interfaces[0].ingress.rules[0].host',
    says: ['is an IP address: give a DNS name'],
  },
  {
    does: 'has a path with two slashes to compare literally',
    reason: 'Kubernetes refuses it for Exact and Prefix',
    spec: specWith({
      interfaces: [
        {
          name: 'http',
          port: 80,
          ingress: {
            rules: [{ host: '', path: '/a//b', pathType: 'Prefix' }],
          },
        },
      ],
    }),
    field: 'interfaces[0].ingress.rules[0].path',
    says: ['compared as Exact or Prefix holds no "//"', 'write it plainly'],
  },
  {
    does: 'offers UDP by an ingress',
    reason: 'an ingress speaks HTTP',
    spec: specWith({
      interfaces: [
        { name: 'dns', port: 53, protocol: 'UDP', ingress: { rules: [] } },
      ],
    }),
    field: 'interfaces[0].protocol',
    says: ['an ingress serves only TCP', 'or remove the ingress'],
  },
];

/** Manifests both judges must refuse. */
export const badManifests: readonly BadManifest[] = [
  ...images,
  ...scales,
  ...networks,
  ...badPrograms,
  ...badWords,
];
