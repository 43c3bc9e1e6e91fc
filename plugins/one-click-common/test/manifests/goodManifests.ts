import { goodWords } from './goodWords';
import { imageWith, specWith, type ManifestCase } from './ManifestCase';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

const images: readonly ManifestCase[] = [
  {
    does: 'runs an image and says nothing else',
    reason: 'everything but the image has a default or may be absent',
    spec: specWith(),
  },
  {
    does: 'pins a digest and names a pull secret',
    reason: 'additions to the image are optional fields',
    spec: imageWith({
      digest: DIGEST,
      pullPolicy: 'Always',
      pullSecretRef: { name: 'registry-sign-in' },
    }),
  },
  {
    does: 'has a digest in its tag',
    reason: 'the original glued tag to image, so people wrote it that way',
    spec: imageWith({ tag: `1.27@${DIGEST}` }),
  },
  {
    does: 'comes from a registry with a port and a path',
    reason: 'the original glued registry and repository with a slash',
    spec: imageWith({
      registry: 'registry.example.com:5000/team',
      repository: 'a/b__c/d-e.f',
    }),
  },
  {
    does: 'comes from a registry with an IPv6 address',
    reason: 'container runtimes take it',
    spec: imageWith({ registry: '[fd00::1]:5000' }),
  },
  {
    does: 'signs in with empty texts',
    reason: 'the pages of the original write them always',
    spec: imageWith({ username: '', password: '' }),
  },
];

const scales: readonly ManifestCase[] = [
  {
    does: 'runs no instance',
    reason: '0 is a number of instances',
    spec: specWith({ replicas: 0 }),
  },
  {
    does: 'is paused',
    reason: 'suspend keeps everything but the instances',
    spec: specWith({ suspend: true, replicas: 3 }),
  },
  {
    does: 'scales by memory',
    reason: 'the target for the processor became optional',
    spec: specWith({
      horizontalScale: {
        minReplicas: 2,
        maxReplicas: 6,
        targetMemoryUtilizationPercentage: 70,
      },
    }),
  },
  {
    does: 'has equal bounds of 0',
    reason: 'equal bounds mean that many instances, without an autoscaler',
    spec: specWith({ horizontalScale: { minReplicas: 0, maxReplicas: 0 } }),
  },
  {
    does: 'asks for resources of every kind, as numbers and texts',
    reason: 'quantities may be whole numbers',
    spec: specWith({
      resources: {
        requests: { cpu: 1, memory: '1.5Gi', 'ephemeral-storage': '1G' },
        limits: { cpu: '2', memory: 2147483648, 'nvidia.com/gpu': 1 },
      },
    }),
  },
  {
    does: 'asks for as much as its limit, written differently',
    reason: '0.5 and 500m are the same amount',
    spec: specWith({
      resources: { requests: { cpu: '0.5' }, limits: { cpu: '500m' } },
    }),
  },
  {
    does: 'bounds its update in percent and count',
    reason: 'rollingUpdate stands beside the strategy of the original',
    spec: specWith({
      rolloutStrategy: 'rollingUpdate',
      rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 },
      podDisruptionBudget: { maxUnavailable: 1 },
    }),
  },
  {
    does: 'names a strategy nobody knows',
    reason: 'the original took any text and meant rollingUpdate',
    spec: specWith({ rolloutStrategy: 'whatever' }),
  },
];

const environments: readonly ManifestCase[] = [
  {
    does: 'has values with equals signs, line breaks and emptiness',
    reason: 'values are taken exactly as they are',
    spec: specWith({
      env: [
        { name: 'OPTIONS', value: 'a=b\nc=d' },
        { name: 'EMPTY', value: '' },
        { name: 'my.odd name', value: '日本 😀' },
      ],
    }),
  },
  {
    does: 'takes values from elsewhere',
    reason: 'valueFrom has four sources',
    spec: specWith({
      env: [
        {
          name: 'A',
          valueFrom: { secretKeyRef: { name: 's', key: 'k', optional: true } },
        },
        {
          name: 'B',
          valueFrom: { configMapKeyRef: { name: 'c.d', key: 'k' } },
        },
        { name: 'C', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
        {
          name: 'D',
          valueFrom: {
            resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' },
          },
        },
      ],
    }),
  },
  {
    does: 'has secrets in plain text and from Secrets',
    reason: 'the plain text of the original still works',
    spec: specWith({
      secrets: [{ name: 'API_KEY', value: 'x==' }],
      secretsFrom: [{ name: 'web-secrets-1a2b', prefix: 'APP_' }],
    }),
  },
  {
    does: 'mounts files from three sources',
    reason: 'a whole Secret and a single key are both files',
    spec: specWith({
      files: [
        { mountPath: '/etc/app.conf', content: 'a: 1\n', mode: 256 },
        { mountPath: '/etc/tls', secretRef: { name: 'tls' } },
        { mountPath: '/etc/x', configMapRef: { name: 'c', key: 'x' } },
      ],
    }),
  },
];

const storages: readonly ManifestCase[] = [
  {
    does: 'has volumes of every kind',
    reason: 'a claim of its own, an existing one, and scratch space',
    spec: specWith({
      volumes: [
        {
          name: 'data',
          mountPath: '/data',
          size: '1Gi',
          storageClass: '',
          accessModes: ['ReadWriteMany'],
          onRemove: 'delete',
        },
        { name: 'old', mountPath: '/old', existingClaim: 'old.claim' },
        {
          name: '0tmp',
          mountPath: '/tmp',
          emptyDir: { medium: 'Memory', sizeLimit: '64Mi' },
        },
        { name: 'empty', mountPath: '/empty', emptyDir: {} },
      ],
    }),
  },
];

const networks: readonly ManifestCase[] = [
  {
    does: 'has an interface without an address',
    reason: 'a Service alone is enough inside the cluster',
    spec: specWith({ interfaces: [{ name: 'http', port: 80 }] }),
  },
  {
    does: 'has addresses of every kind',
    reason: 'any host, a wildcard, and the same rule twice as in a sample',
    spec: specWith({
      interfaces: [
        {
          name: 'http',
          port: 80,
          targetPort: 8080,
          protocol: 'TCP',
          ingress: {
            ingressClass: '',
            annotations: { 'cert-manager.io/cluster-issuer': 'x' },
            rules: [
              { host: '', path: '/', tls: false },
              { host: '', path: '/', tls: false },
              { host: '*.example.com', path: '/a(/|$)(.*)', tls: true },
              {
                host: 'a-1.example.com',
                pathType: 'Prefix',
                tls: true,
                tlsSecretName: 'a-tls',
              },
            ],
          },
        },
        { name: 'dns', port: 53, protocol: 'UDP', headless: true },
      ],
    }),
  },
  {
    does: 'has a name so long that its Service just fits',
    reason: '63 characters are allowed: 53 + 5 + 5',
    name: 'r'.repeat(53),
    spec: specWith({ interfaces: [{ name: 'https', port: 443 }] }),
  },
  {
    does: 'has a name that starts with a digit',
    reason: 'the original gives 15-character ids that may',
    name: '0k3x9q0vbn2m7wp',
    spec: specWith({ interfaces: [{ name: 'http', port: 80 }] }),
  },
];

const containers: readonly ManifestCase[] = [
  {
    does: 'checks health in every way',
    reason: 'each of the four actions is one way',
    spec: specWith({
      probes: {
        liveness: { tcpSocket: { port: 80 }, periodSeconds: 5 },
        readiness: {
          httpGet: { path: '/healthz', port: 80, scheme: 'HTTPS' },
          successThreshold: 2,
        },
        startup: { exec: { command: ['true'] }, failureThreshold: 30 },
      },
      lifecycle: {
        postStart: { exec: { command: ['sh', '-c', ''] } },
        preStop: { sleep: { seconds: 0 } },
      },
      terminationGracePeriodSeconds: 0,
    }),
  },
  {
    does: 'has containers beside and before the program that share its volume',
    reason: 'mounts name a volume of the rollout',
    spec: specWith({
      volumes: [{ name: 'data', mountPath: '/data', size: '1Gi' }],
      initContainers: [
        {
          name: 'migrate',
          image: { registry: 'ghcr.io', repository: 'acme/app', tag: '1' },
          volumes: [{ name: 'data', mountPath: '/data' }],
        },
      ],
      sidecars: [
        {
          name: 'logs',
          image: { registry: 'ghcr.io', repository: 'acme/logs', tag: '1' },
          probes: { readiness: { grpc: { port: 9000, service: 'x' } } },
          volumes: [
            { name: 'data', mountPath: '/a', readOnly: true },
            { name: 'data', mountPath: '/b', subPath: 'b' },
          ],
        },
      ],
    }),
  },
  {
    does: 'has jobs, one with nothing but a schedule',
    reason: 'a job may run the image of the rollout',
    spec: specWith({
      cronjobs: [
        { name: 'nightly', schedule: '@daily' },
        {
          name: 'odd',
          schedule: '*/5 8-18 * JAN-JUN MON,?',
          timeZone: 'America/Port-au-Prince',
          suspend: true,
          concurrencyPolicy: 'Forbid',
          backoffLimit: 0,
          successfulJobsHistoryLimit: 0,
          activeDeadlineSeconds: 60,
          startingDeadlineSeconds: 0,
          secrets: [{ name: 'K', value: 'v' }],
          serviceAccountName: 'jobs',
        },
      ],
    }),
  },
  {
    does: 'has a job whose CronJob just fits',
    reason: '52 characters are allowed: 40 + 1 + 11',
    name: 'r'.repeat(40),
    spec: specWith({
      cronjobs: [{ name: 'j'.repeat(11), schedule: '@hourly' }],
    }),
  },
];

const placements: readonly ManifestCase[] = [
  {
    does: 'says where instances run',
    reason: 'placement is as in Kubernetes',
    spec: specWith({
      nodeSelector: { 'kubernetes.io/arch': 'amd64' },
      tolerations: [
        { key: 'dedicated', operator: 'Equal', value: 'web' },
        { operator: 'Exists', effect: 'NoExecute', tolerationSeconds: -1 },
        { key: '', operator: 'Exists' },
      ],
      affinity: {
        nodeAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            {
              weight: 1,
              preference: {
                matchExpressions: [
                  { key: 'disk', operator: 'In', values: ['a'] },
                ],
              },
            },
          ],
        },
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            {
              topologyKey: 'kubernetes.io/hostname',
              labelSelector: { matchLabels: { app: 'db' } },
            },
          ],
        },
      },
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: 'topology.kubernetes.io/zone',
          whenUnsatisfiable: 'ScheduleAnyway',
        },
      ],
      hostAliases: [
        { ip: '10.0.0.1', hostnames: ['db'] },
        { ip: 'fd00::1', hostnames: ['db6'] },
      ],
    }),
  },
  {
    does: 'sets one security option',
    reason: 'each is optional; the original forced root on the others',
    spec: specWith({
      securityContext: { fsGroup: 1000 },
      serviceAccountName: '',
      automountServiceAccountToken: false,
      priorityClassName: 'high',
      podLabels: { team: 'web' },
      podAnnotations: { 'prometheus.io/scrape': 'true' },
    }),
  },
  {
    does: 'passes the restricted security level',
    reason: 'every option that level asks for has a field',
    spec: specWith({
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 1000,
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        seccompProfile: { type: 'RuntimeDefault' },
      },
    }),
  },
];

/** Manifests both judges must accept. */
export const goodManifests: readonly ManifestCase[] = [
  ...images,
  ...scales,
  ...environments,
  ...storages,
  ...networks,
  ...containers,
  ...placements,
  ...goodWords,
];
