import fc from 'fast-check';
import type { RolloutSpecInput } from '../src/v1alpha1';

/** Names as people choose them; few, so that two specs share some. */
const name = fc.constantFrom('a', 'b', 'web', 'db-1', 'env', 'volumes');
const path = fc.constantFrom('/a', '/b', '/etc/x.conf', '/data');
const quantity = fc.oneof(
  fc.integer({ min: 1, max: 9 }),
  fc.constantFrom('100m', '0.1', '1', '1Gi', '1024Mi', '2Gi', '1e3', '1k'),
);
const word = fc.constantFrom('', 'x', 'y z', '$(A)', '{"a":1}', 'ü€');
const flag = fc.boolean();

/** A record whose fields may each be absent, never undefined. */
function some<T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) {
  return fc.record(model, { requiredKeys: [] });
}

const image = fc.record(
  {
    registry: fc.constantFrom('docker.io', 'ghcr.io'),
    repository: fc.constantFrom('library/nginx', 'acme/app'),
    tag: fc.constantFrom('1', '2'),
    digest: fc.constantFrom(`sha256:${'a'.repeat(64)}`),
    username: fc.constantFrom('', 'bot'),
    password: fc.constantFrom('', 'tok-1', 'tok-2'),
  },
  { requiredKeys: ['registry', 'repository', 'tag'] },
);

const variable = fc.oneof(
  fc.record({ name, value: word }),
  fc.record({
    name,
    valueFrom: fc.record({
      secretKeyRef: fc.record({ name, key: name }),
    }),
  }),
);

const secret = fc.record({ name, value: fc.constantFrom('s-1', 's-2') });

function byKey<T>(item: fc.Arbitrary<T>, key: (each: T) => string) {
  return fc.uniqueArray(item, { selector: key, maxLength: 4 });
}

const env = byKey(variable, each => each.name);
const secrets = byKey(secret, each => each.name);

const amounts = fc.dictionary(fc.constantFrom('cpu', 'memory'), quantity);
const resources = some({ requests: amounts, limits: amounts });
const textMap = fc.dictionary(
  fc.constantFrom('app', 'tls', 'size', 'kubernetes.io/os', '__proto__'),
  fc.constantFrom('', 'x', '1Gi', '1024Mi'),
);

const volume = fc.oneof(
  fc.record(
    {
      name,
      mountPath: path,
      size: quantity,
      storageClass: fc.constantFrom('', 'fast'),
      onRemove: fc.constantFrom('retain' as const, 'delete' as const),
      readOnly: flag,
    },
    { requiredKeys: ['name', 'mountPath', 'size'] },
  ),
  fc.record({
    name,
    mountPath: path,
    emptyDir: some({ sizeLimit: quantity }),
  }),
);

const rule = fc.record(
  {
    host: fc.constantFrom('', 'a.example.com', 'b.example.com'),
    path: fc.constantFrom('/', '/api'),
    tls: flag,
  },
  { requiredKeys: ['host'] },
);

const exposed = fc.record(
  {
    name,
    port: fc.integer({ min: 1, max: 3 }),
    protocol: fc.constantFrom('TCP' as const, 'UDP' as const),
    headless: flag,
    ingress: fc.record(
      { annotations: textMap, rules: fc.array(rule, { maxLength: 2 }) },
      { requiredKeys: ['rules'] },
    ),
  },
  { requiredKeys: ['name', 'port'] },
);

const mount = fc.record({ name, mountPath: path });

const job = fc.record(
  {
    name,
    schedule: fc.constantFrom('@daily', '0 3 * * *'),
    suspend: flag,
    image,
    env,
    secrets,
    volumes: byKey(mount, each => each.mountPath),
    command: fc.array(word, { maxLength: 2 }),
  },
  { requiredKeys: ['name', 'schedule'] },
);

const sidecar = fc.record(
  {
    name,
    image: fc.constant({ registry: 'r', repository: 'x', tag: '1' }),
    env,
  },
  { requiredKeys: ['name', 'image'] },
);

/**
 * Specs that differ in every way a diff must tell apart. They need not pass the
 * cross-field rules: diff, merge and normaliser see drafts as well.
 */
export const anySpec: fc.Arbitrary<RolloutSpecInput> = fc.record(
  {
    image,
    replicas: fc.integer({ min: 0, max: 3 }),
    suspend: flag,
    horizontalScale: fc.record({
      minReplicas: fc.integer({ min: 1, max: 2 }),
      maxReplicas: fc.integer({ min: 2, max: 3 }),
    }),
    resources,
    env,
    secrets,
    volumes: byKey(volume, each => each.name),
    interfaces: byKey(exposed, each => each.name),
    cronjobs: byKey(job, each => each.name),
    sidecars: byKey(sidecar, each => each.name),
    podLabels: textMap,
    nodeSelector: textMap,
    command: fc.array(word, { maxLength: 2 }),
    serviceAccountName: fc.constantFrom('', 'one-click'),
    securityContext: some({ runAsUser: fc.nat(2), runAsNonRoot: flag }),
  },
  { requiredKeys: ['image'] },
);
