import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';

const image = {
  registry: 'docker.io',
  repository: 'library/nginx',
  tag: '1.27',
};

const probe = {
  httpGet: {
    path: '/',
    port: 80,
    scheme: 'HTTP' as const,
    httpHeaders: [{ name: 'X-Probe', value: '' }],
  },
  initialDelaySeconds: 0,
  periodSeconds: 7,
  timeoutSeconds: 2,
  successThreshold: 1,
  failureThreshold: 5,
};

const env = [
  { name: 'EMPTY', value: '' },
  { name: 'REFERS', value: '$(EMPTY)x=1\ny' },
  { name: 'NODE', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
  {
    name: 'LIMIT',
    valueFrom: {
      resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' },
    },
  },
  { name: 'CPU', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } },
  {
    name: 'KEY',
    valueFrom: { secretKeyRef: { name: 'nope', key: 'k', optional: true } },
  },
  {
    name: 'SETTING',
    valueFrom: { configMapKeyRef: { name: 'nope', key: 'k', optional: true } },
  },
];

const resources = {
  requests: { cpu: '0.01', memory: '1024Ki', 'ephemeral-storage': '1e6' },
  limits: { cpu: '0.5', memory: '100.5Mi', 'ephemeral-storage': '1G' },
};

const security = {
  runAsUser: 0,
  runAsGroup: 0,
  runAsNonRoot: false,
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: false,
  privileged: false,
  capabilities: { add: [], drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' as const },
};

/** A spec that uses every field there is, in the forms the API server rewrites. */
export const everyField: Partial<RolloutSpecInput> = {
  image: {
    ...image,
    pullPolicy: 'IfNotPresent',
    username: 'bot',
    password: 'tok',
  },
  command: ['nginx', ''],
  args: ['', '-g', 'daemon off;'],
  suspend: false,
  horizontalScale: {
    minReplicas: 1,
    maxReplicas: 3,
    targetCPUUtilizationPercentage: 80,
    targetMemoryUtilizationPercentage: 70,
  },
  resources,
  env,
  secrets: [
    { name: 'PLAIN', value: 'ü=\n' },
    { name: 'NONE', value: '' },
  ],
  secretsFrom: [
    { name: 'nope', prefix: '', optional: true },
    { name: 'nope-either', prefix: 'P_', optional: true },
  ],
  files: [
    { mountPath: '/etc/a.conf', content: 'a', mode: 256 },
    { mountPath: '/etc/empty.conf', content: '' },
    {
      mountPath: '/etc/b',
      secretRef: { name: 'nope', optional: true },
      mode: 0,
    },
    {
      mountPath: '/etc/c.conf',
      configMapRef: { name: 'nope', key: 'c', optional: true },
    },
  ],
  volumes: [
    {
      name: 'data',
      mountPath: '/data',
      size: '1024Mi',
      storageClass: '',
      readOnly: false,
      subPath: '',
    },
    {
      name: 'many',
      mountPath: '/many',
      size: 1_073_741_824,
      accessModes: ['ReadWriteMany'],
      onRemove: 'delete',
      subPath: 'x',
      readOnly: true,
    },
    { name: 'tmp', mountPath: '/tmp', emptyDir: {} },
    {
      name: 'ram',
      mountPath: '/ram',
      emptyDir: { medium: 'Memory', sizeLimit: '0.5Gi' },
    },
  ],
  interfaces: [
    {
      name: 'http',
      port: 80,
      targetPort: 8080,
      ingress: {
        ingressClass: '',
        annotations: { 'acme.io/empty': '', 'acme.io/some': 'x' },
        rules: [
          { host: '', path: '', pathType: 'Prefix', tls: true },
          { host: 'a.example.com', tls: true, tlsSecretName: '' },
          {
            host: 'a.example.com',
            path: '/api',
            pathType: 'Exact',
            tls: true,
            tlsSecretName: 'own',
          },
        ],
      },
    },
    { name: 'dns', port: 53, protocol: 'UDP', headless: true },
  ],
  probes: {
    liveness: { tcpSocket: { port: 80 }, terminationGracePeriodSeconds: 5 },
    readiness: probe,
    startup: { grpc: { port: 80, service: '' } },
  },
  lifecycle: {
    postStart: { exec: { command: ['true', ''] } },
    preStop: { sleep: { seconds: 0 } },
  },
  terminationGracePeriodSeconds: 0,
  initContainers: [
    {
      name: 'init',
      image,
      env,
      resources,
      securityContext: security,
      volumes: [{ name: 'tmp', mountPath: '/t' }],
      args: [],
    },
  ],
  sidecars: [
    {
      name: 'proxy',
      image: { ...image, pullSecretRef: { name: 'nope' } },
      probes: { readiness: { exec: { command: ['true'] } } },
      lifecycle: {},
    },
  ],
  cronjobs: [
    {
      name: 'full',
      schedule: '0 3 * * *',
      timeZone: 'Europe/Zurich',
      suspend: true,
      image: { ...image, username: 'bot', password: 'tok' },
      command: [],
      args: ['x'],
      env,
      secrets: [{ name: 'PLAIN', value: 'v' }],
      secretsFrom: [{ name: 'nope', optional: true }],
      volumes: [{ name: 'data', mountPath: '/d', readOnly: false }],
      resources,
      serviceAccountName: 'runner',
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 0,
      activeDeadlineSeconds: 60,
      ttlSecondsAfterFinished: 0,
      backoffLimit: 0,
      successfulJobsHistoryLimit: 0,
      failedJobsHistoryLimit: 0,
    },
    { name: 'bare', schedule: '@daily', suspend: true },
  ],
  rolloutStrategy: '',
  rollingUpdate: { maxSurge: '50%', maxUnavailable: 0 },
  podDisruptionBudget: { minAvailable: 0 },
  securityContext: { ...security, fsGroup: 0 },
  serviceAccountName: 'one-click',
  automountServiceAccountToken: false,
  podLabels: { tier: 'web', empty: '' },
  podAnnotations: { 'acme.io/empty': '', 'acme.io/some': 'x' },
  nodeSelector: { 'kubernetes.io/os': 'linux' },
  tolerations: [
    { key: '', operator: 'Exists', value: '', effect: '' },
    {
      key: 'dedicated',
      operator: '',
      value: 'web',
      effect: 'NoExecute',
      tolerationSeconds: 0,
    },
  ],
  affinity: {
    nodeAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        {
          weight: 1,
          preference: {
            matchExpressions: [{ key: 'disk', operator: 'Exists', values: [] }],
          },
        },
      ],
    },
    podAntiAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        {
          weight: 1,
          podAffinityTerm: {
            topologyKey: 'kubernetes.io/hostname',
            labelSelector: {},
            namespaceSelector: {},
            namespaces: [],
          },
        },
      ],
    },
  },
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey: 'kubernetes.io/hostname',
      whenUnsatisfiable: 'ScheduleAnyway',
    },
  ],
  hostAliases: [
    { ip: '10.0.0.1', hostnames: ['db.internal'] },
    { ip: '10.0.0.2', hostnames: [] },
  ],
};
