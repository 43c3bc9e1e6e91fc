import type {
  Job,
  Rollout,
  RolloutSpec,
  Volume,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import fc from 'fast-check';
import { aRollout } from '../src/testing/aRollout';

type Given<T> = {
  readonly [K in keyof T]-?: fc.Arbitrary<Exclude<T[K], undefined>>;
};

/** Any subset of optional fields. */
function some<T extends object>(fields: Given<T>): fc.Arbitrary<Partial<T>> {
  return fc.record(fields, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>;
}

const label = fc.stringMatching(/^[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,4})?$/);
const text = fc.string({ maxLength: 12 });
const emptyOrText = fc.oneof(fc.constant(''), text);
const count = fc.nat({ max: 9 });
const positive = fc.integer({ min: 1, max: 9 });
const port = fc.integer({ min: 1, max: 65_535 });
const bool = fc.boolean();
const words = fc.array(emptyOrText, { maxLength: 3 });
const amount = fc.constantFrom<string | number>(
  '0',
  1,
  '0.5',
  '100m',
  '0.0001',
  '1e3',
  '1024Mi',
  '1.5Gi',
  1_000_000_000,
);
const resources = some({
  limits: fc.dictionary(fc.constantFrom('cpu', 'memory'), amount),
});

function uniqueList<T>(item: fc.Arbitrary<T>, key: (item: T) => string) {
  return fc.uniqueArray(item, { maxLength: 3, selector: key });
}
const named = <T extends { readonly name: string }>(item: fc.Arbitrary<T>) =>
  uniqueList(item, ({ name }) => name);

const env = named(
  fc.oneof(
    fc.record({ name: label, value: emptyOrText }),
    fc.record({
      name: label,
      valueFrom: fc.oneof(
        fc.record({
          secretKeyRef: fc.record({ name: label, key: label, optional: bool }),
        }),
        fc.record({
          fieldRef: fc.record({ fieldPath: fc.constant('metadata.name') }),
        }),
        fc.record({
          resourceFieldRef: fc.record({
            resource: fc.constant('limits.cpu'),
            divisor: fc.constantFrom<string | number>(0, '1m', '1'),
          }),
        }),
      ),
    }),
  ),
);
const secrets = named(fc.record({ name: label, value: emptyOrText }));
const secretsFrom = named(
  fc
    .tuple(label, some({ prefix: emptyOrText, optional: bool }))
    .map(([name, rest]) => ({ name, ...rest })),
);

const containerImage = fc.record({
  registry: fc.constantFrom('docker.io', 'ghcr.io'),
  repository: fc.constant('acme/app'),
  tag: fc.constant('1.0'),
});
const image = fc
  .tuple(
    containerImage,
    some({
      digest: fc.constant(`sha256:${'a'.repeat(64)}`),
      pullPolicy: fc.constantFrom('Always' as const, 'Never' as const),
      pullSecretRef: fc.record({ name: label }),
      username: emptyOrText,
      password: emptyOrText,
    }),
  )
  .map(([shape, rest]) => ({ ...shape, ...rest }));

const exec = fc.record({
  exec: fc.record({ command: fc.constant(['true']) }),
});
const httpGet = fc.record({
  httpGet: fc
    .tuple(
      fc.record({ port }),
      some({ path: emptyOrText, httpHeaders: fc.constant([]) }),
    )
    .map(([shape, rest]) => ({ ...shape, ...rest })),
});
const probe = fc
  .tuple(
    fc.oneof(
      exec,
      httpGet,
      fc.record({ grpc: fc.record({ port, service: emptyOrText }) }),
    ),
    some({ initialDelaySeconds: count, periodSeconds: positive }),
  )
  .map(([action, rest]) => ({ ...action, ...rest }));
const probes = some({ liveness: probe, readiness: probe, startup: probe });
const hook = fc.oneof(
  exec,
  httpGet,
  fc.record({ sleep: fc.record({ seconds: count }) }),
);
const lifecycle = some({ postStart: hook, preStop: hook });

const volume: fc.Arbitrary<Volume> = fc
  .tuple(
    label,
    fc.oneof(
      fc.record({
        size: fc.constantFrom<string | number>('1Gi', '1024Mi', 1_073_741_824),
      }),
      fc.record({ existingClaim: label }),
      fc.record({
        emptyDir: some({
          medium: fc.constantFrom('' as const, 'Memory' as const),
          sizeLimit: amount,
        }),
      }),
    ),
    some({
      storageClass: fc.constantFrom('', 'fast'),
      subPath: emptyOrText,
      readOnly: bool,
    }),
    fc.constantFrom('retain' as const, 'delete' as const),
  )
  .map(([name, source, rest, onRemove]) => ({
    name,
    mountPath: `/volumes/${name}`,
    ...source,
    ...rest,
    onRemove,
  }));

const file = fc
  .tuple(
    label,
    fc.oneof(
      fc.record({ content: text }),
      fc.record({ secretRef: fc.record({ name: label, key: label }) }),
      fc.record({ configMapRef: fc.record({ name: label }) }),
    ),
    some({ mode: fc.integer({ min: 0, max: 0o777 }) }),
  )
  .map(([name, source, rest]) => ({
    mountPath: `/files/${name}`,
    ...source,
    ...rest,
  }));

const ingressRule = fc
  .tuple(
    fc.record({ host: fc.constantFrom('', 'a.example.com', 'b.example.com') }),
    some({
      path: fc.constantFrom('', '/', '/api'),
      tls: bool,
      tlsSecretName: fc.constantFrom('', 'own-tls'),
    }),
  )
  .map(([shape, rest]) => ({ ...shape, ...rest }));
const iface = fc
  .tuple(
    fc.record({ name: label, port }),
    some({
      targetPort: port,
      headless: bool,
      ingress: fc.record({
        ingressClass: fc.constantFrom('', 'nginx'),
        annotations: fc.dictionary(label, text, { maxKeys: 2 }),
        rules: fc.array(ingressRule, { maxLength: 3 }),
      }),
    }),
  )
  .map(([shape, rest]) => ({ ...shape, ...rest }));

const containerSecurity = some({
  runAsUser: count,
  runAsNonRoot: bool,
  privileged: bool,
  readOnlyRootFilesystem: bool,
  capabilities: some({
    add: fc.constantFrom([], ['CHOWN']),
    drop: fc.constant(['ALL']),
  }),
});

const podSecurity = fc
  .tuple(containerSecurity, some({ fsGroup: count }))
  .map(([shape, rest]) => ({ ...shape, ...rest }));

const scale = fc
  .tuple(
    positive,
    count,
    some({
      targetCPUUtilizationPercentage: positive,
      targetMemoryUtilizationPercentage: positive,
    }),
  )
  .map(([least, more, targets]) => ({
    minReplicas: least,
    maxReplicas: least + more,
    ...targets,
  }));

const job: fc.Arbitrary<Job> = fc
  .tuple(
    fc.record({ name: label, schedule: fc.constant('0 3 * * *') }),
    some({
      suspend: bool,
      image,
      command: words,
      env,
      secrets,
      secretsFrom,
      resources,
      serviceAccountName: fc.constantFrom('', 'runner'),
      backoffLimit: count,
      maxRetries: count,
      successfulJobsHistoryLimit: count,
      startingDeadlineSeconds: count,
      ttlSecondsAfterFinished: count,
    }),
  )
  .map(([shape, rest]) => ({ ...shape, ...rest }));

const selector = fc.oneof(
  fc.constant({}),
  fc.record({ matchLabels: fc.constant({ tier: 'web' }) }),
);
const affinity = some({
  podAntiAffinity: some({
    requiredDuringSchedulingIgnoredDuringExecution: fc.array(
      fc.record({
        topologyKey: fc.constant('zone'),
        labelSelector: selector,
        namespaceSelector: selector,
      }),
      { maxLength: 2 },
    ),
  }),
});

const beside = fc
  .tuple(
    fc.record({ name: label.map(name => `${name}-x`), image: containerImage }),
    some({
      args: words,
      env,
      secretsFrom,
      resources,
      securityContext: containerSecurity,
    }),
  )
  .map(([shape, rest]) => ({ ...shape, ...rest }));

const optional = some<Omit<RolloutSpec, 'image' | 'replicas'>>({
  command: words,
  args: words,
  suspend: bool,
  horizontalScale: scale,
  resources,
  env,
  secrets,
  secretsFrom,
  files: uniqueList(file, ({ mountPath }) => mountPath),
  volumes: named(volume),
  interfaces: named(iface),
  probes,
  lifecycle,
  terminationGracePeriodSeconds: fc.nat({ max: 60 }),
  initContainers: named(beside),
  sidecars: named(beside),
  cronjobs: named(job),
  rolloutStrategy: fc.constantFrom('', 'rollingUpdate', 'recreate', 'Recreate'),
  rollingUpdate: fc.constantFrom({}, { maxSurge: 0, maxUnavailable: 1 }),
  podDisruptionBudget: fc.constantFrom(
    { minAvailable: 0 },
    { maxUnavailable: '50%' },
  ),
  securityContext: podSecurity,
  serviceAccountName: fc.constantFrom('', 'default', 'one-click'),
  automountServiceAccountToken: bool,
  priorityClassName: fc.constant('high'),
  podLabels: fc.dictionary(label, label, { maxKeys: 2 }),
  podAnnotations: fc.dictionary(label, text, { maxKeys: 2 }),
  nodeSelector: fc.dictionary(label, label, { maxKeys: 2 }),
  tolerations: fc.array(
    some({
      key: fc.constant('dedicated'),
      operator: fc.constantFrom('' as const, 'Exists' as const),
      value: fc.constantFrom('', 'web'),
      effect: fc.constantFrom('' as const, 'NoSchedule' as const),
    }).filter(({ key }) => key !== undefined),
    { maxLength: 2 },
  ),
  affinity,
  topologySpreadConstraints: fc.constantFrom(
    [],
    [
      {
        maxSkew: 1,
        topologyKey: 'zone',
        whenUnsatisfiable: 'DoNotSchedule' as const,
      },
    ],
  ),
  hostAliases: fc.constantFrom([], [{ ip: '10.0.0.1', hostnames: [] }]),
});

/** Rules between fields that no single arbitrary can keep. */
function isConsistent(spec: Partial<RolloutSpec>): boolean {
  const recreate = spec.rolloutStrategy?.toLowerCase() === 'recreate';
  return !(recreate && spec.rollingUpdate);
}

/** Any rollout the schema takes; a test holds it to that. */
export const anyRollout: fc.Arbitrary<Rollout> = fc
  .tuple(
    fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,6})?$/),
    fc.record({ image, replicas: count }),
    optional.filter(isConsistent),
    fc.dictionary(
      fc.constantFrom('one-click.dev/revision', 'one-click.dev/restarted-at'),
      fc.constantFrom('7', '8'),
    ),
  )
  .map(([name, required, rest, annotations]) =>
    aRollout({
      metadata: { name, annotations },
      spec: { ...required, ...rest },
    }),
  );
