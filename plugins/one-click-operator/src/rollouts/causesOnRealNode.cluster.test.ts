import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  RolloutSpecInput,
  RolloutStatus,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { resources } from '@one-click/backstage-plugin-one-click-kube';
import {
  describeOnRealNode,
  pushNodeJsImage,
  realNodeOf,
  startCluster,
} from '@one-click/devcluster';
import type { RealNode, StartedCluster } from '@one-click/devcluster';
import { CauseTimes } from '../../test/CauseTimes';
import type { KnownBy } from '../../test/CauseTimes';
import { World } from '../../test/useOperator';

jest.setTimeout(300_000);

// The first start on a machine builds Kubernetes.
const FIRST_START_MS = 15 * 60_000;

/** Eats memory until somebody stops it. */
const GLUTTON =
  'const all = []; setInterval(() => all.push(Buffer.alloc(2e7, 1)), 50);';

interface Trouble {
  readonly cause: string;
  readonly state: RolloutStatus['state'];
  readonly spec: (images: Images) => Partial<RolloutSpecInput>;
  readonly known: KnownBy;
  readonly says: string;
  readonly then?: (world: World, name: string) => Promise<unknown>;
}

type Image = RolloutSpecInput['image'];

interface Images {
  readonly web: Image;
  readonly absent: Image;
  readonly forbidden: Image;
  readonly glutton: Image;
}

const exits = (code: number) => [{ name: 'EXIT_CODE', value: String(code) }];
const http = (path: string) => ({ httpGet: { path, port: 8080 } });
const crashed = { by: 'end' } as const;
const failed = { by: 'event', reason: /^Failed$/ } as const;

const TROUBLES: readonly Trouble[] = [
  {
    cause: 'ImageNotFound',
    state: 'Blocked',
    spec: ({ absent }) => ({ image: absent }),
    known: failed,
    says: 'has no tag nope for',
  },
  {
    cause: 'ImageForbidden',
    state: 'Blocked',
    spec: ({ forbidden }) => ({ image: forbidden }),
    known: failed,
    says: 'refused to hand out',
  },
  {
    cause: 'CrashLoop',
    state: 'Down',
    spec: ({ web }) => ({ image: web, env: exits(3) }),
    known: crashed,
    says: 'Container crash-loop exits with code 3 right after start',
  },
  {
    cause: 'CrashCommand',
    state: 'Down',
    spec: ({ web }) => ({ image: web, command: ['/no/such'] }),
    known: crashed,
    says: 'Container crash-command cannot run /no/such',
  },
  {
    cause: 'CleanExit',
    state: 'Down',
    spec: ({ web }) => ({ image: web, env: exits(0) }),
    known: crashed,
    says: 'Container clean-exit ends by itself with code 0',
  },
  {
    cause: 'OutOfMemory',
    state: 'Down',
    spec: ({ glutton }) => ({
      image: glutton,
      resources: { limits: { memory: '96Mi' } },
    }),
    known: crashed,
    says: 'used more than its limit of 96Mi',
  },
  {
    cause: 'InitFailed',
    state: 'Down',
    spec: ({ web }) => ({
      image: web,
      initContainers: [{ name: 'migrate', image: web, env: exits(4) }],
    }),
    known: crashed,
    says: 'Init container migrate failed with code 4',
  },
  {
    cause: 'ReadyProbe',
    state: 'Down',
    spec: ({ web }) => ({
      image: web,
      probes: { readiness: { ...http('/nope'), periodSeconds: 1 } },
    }),
    known: { by: 'condition', type: 'Progressing' },
    says: 'GET /nope on port 8080: status 404',
    then: hurry,
  },
  {
    cause: 'LiveProbe',
    state: 'Down',
    spec: ({ web }) => ({
      image: web,
      probes: {
        liveness: { ...http('/nope'), periodSeconds: 1, failureThreshold: 1 },
      },
    }),
    known: crashed,
    says: 'was restarted because GET /nope on port 8080 did not answer',
  },
  {
    cause: 'ConfigMissing',
    state: 'Blocked',
    spec: ({ web }) => ({
      image: web,
      env: [
        {
          name: 'A',
          valueFrom: { configMapKeyRef: { name: 'none-such', key: 'a' } },
        },
      ],
    }),
    known: failed,
    says: 'ConfigMap none-such has no key a, which config-missing needs.',
  },
  {
    cause: 'SecretMissing',
    state: 'Blocked',
    spec: ({ web }) => ({ image: web, secretsFrom: [{ name: 'none-such' }] }),
    known: failed,
    says: 'Secret none-such does not exist in',
  },
  {
    cause: 'Deadline',
    state: 'Down',
    // It serves, and never ends.
    spec: ({ web }) => ({
      image: web,
      initContainers: [{ name: 'migrate', image: web }],
    }),
    known: { by: 'condition', type: 'Progressing' },
    says: 'did not become ready within 10 s; 0 of 1 are ready.',
    then: hurry,
  },
];

/** Nobody waits ten minutes for a deadline; what a Deployment does not ask for, others may set. */
async function hurry(world: World, name: string): Promise<void> {
  const { admin, namespace } = world;
  await world.until('the Deployment', () =>
    world.find(resources.deployments, name),
  );
  await admin.patch(
    resources.deployments,
    { namespace, name },
    {
      fieldManager: 'test',
      patch: { type: 'merge', body: { spec: { progressDeadlineSeconds: 10 } } },
    },
  );
}

/** `VolumePending` asks for a rollout called `volume-pending`. */
function nameOf(cause: string): string {
  return cause.replace(/\B[A-Z]/g, letter => `-${letter}`).toLowerCase();
}

/** A registry that lets nobody in. */
async function startStrictRegistry(host: string): Promise<Server> {
  const server = createServer((_, response) => {
    response.writeHead(401, { 'content-type': 'application/json' });
    response.end('{"errors":[{"code":"UNAUTHORIZED"}]}');
  });
  await new Promise<void>(resolve => {
    server.listen(0, host, resolve);
  });
  return server;
}

/** Tells the node's container runtime that a registry speaks plain HTTP, as it is told of its own. */
async function trust(cluster: StartedCluster, registry: string): Promise<void> {
  const folder = join(cluster.dir, 'node', 'certs.d', registry);
  await mkdir(folder, { recursive: true });
  const text = `[host."http://${registry}"]\n  capabilities = ["pull", "resolve"]\n`;
  await writeFile(join(folder, 'hosts.toml'), text);
}

describeOnRealNode()('a cause on a real node (B03)', () => {
  let cluster: StartedCluster;
  let node: RealNode;
  let world: World;
  let strict: Server;
  let times: CauseTimes;
  let images: Images;

  beforeAll(async () => {
    cluster = await startCluster({ nodes: 'real' });
    node = realNodeOf(cluster);
    strict = await startStrictRegistry(node.network.hostAddress);
    const { port } = strict.address() as AddressInfo;
    const closed = `${node.network.hostAddress}:${port}`;
    await trust(cluster, closed);
    images = {
      web: { registry: node.registry, repository: 'web', tag: '1' },
      absent: { registry: node.registry, repository: 'web', tag: 'nope' },
      forbidden: { registry: closed, repository: 'web', tag: '1' },
      glutton: await pushGlutton(node),
    };
    world = await World.create(cluster);
    await world.startOperator();
    times = new CauseTimes(world);
  }, FIRST_START_MS);

  afterAll(async () => {
    process.stderr.write(times?.table() ?? '');
    await times?.stop();
    await world?.close();
    strict?.closeAllConnections();
    strict?.close();
    await cluster?.stop();
  });

  it.each(TROUBLES)('is told: $cause', async trouble => {
    const { cause, state, spec, known, says, then } = trouble;
    const name = nameOf(cause);
    await world.ask(name, { spec: spec(images) });
    await then?.(world, name);

    const status = await world.untilState(name, state, cause);

    expect(status.causes?.[0]?.message).toContain(says);
    expect(await times.measure(name, { state, cause }, known)).toBeLessThan(60);
    // Its instances would take room and time from the next.
    await world.ask(name, { spec: { ...spec(images), suspend: true } });
  });

  it('is told: Taint', async () => {
    const taint = `${node.name} only=others:NoSchedule`.split(' ');
    await cluster.kubectl(['taint', 'node', ...taint]);
    await world.ask('taint', { spec: { image: images.web } });

    const status = await world.untilState('taint', 'Blocked', 'Taint');

    expect(status.causes?.[0]?.message).toBe(
      'All fitting nodes are reserved (only=others).',
    );
    const known = { by: 'condition', type: 'PodScheduled' } as const;
    const told = { state: 'Blocked', cause: 'Taint' } as const;
    expect(await times.measure('taint', told, known)).toBeLessThan(60);
    await cluster.kubectl(['taint', 'node', node.name, 'only-']);
    await world.untilState('taint', 'Healthy');
  });
});

async function pushGlutton({ registry }: RealNode): Promise<Image> {
  const folder = await mkdtemp(join(tmpdir(), 'one-click-glutton-'));
  const file = join(folder, 'main.js');
  await writeFile(file, GLUTTON);
  const image = { registry, repository: 'glutton', tag: '1' };
  await pushNodeJsImage({ file, ...image });
  await rm(folder, { recursive: true });
  return image;
}
