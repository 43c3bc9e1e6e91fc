import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cleanLeftovers, clustersFolder } from './clusterFolder';
import { describeOnRealNode } from './describeOnRealNode';
import { pushNodeJsImage } from './nodeJsImage';
import { cleanUpNodes } from './nodeProviders';
import { realNodeOf } from './realNode';
import type { RealNode } from './realNode';
import { runCommand } from './realNodeCommand';
import { groupsOfSlot } from './realNodeGroups';
import type { NodeNetwork } from './realNodeNetwork';
import { nodeStates } from './realNodeState';
import { startCluster } from './startCluster';
import type { StartedCluster } from './startCluster';
import { untilHolds, waitFor } from './waitFor';

jest.setTimeout(300_000);

const FIRST_START_MS = 15 * 60_000;

const describeReal = describeOnRealNode();

interface Pod {
  readonly metadata: { readonly name: string };
  readonly status: {
    readonly podIP?: string;
    readonly conditions?: readonly {
      readonly type: string;
      readonly status: string;
    }[];
    readonly containerStatuses?: readonly {
      readonly state: {
        readonly waiting?: {
          readonly reason: string;
          readonly message?: string;
        };
      };
    }[];
  };
}

function deploymentOf(name: string, image: string): object {
  const labels = { app: name };
  const env = [{ name: 'GREETING', value: `hello from ${name}` }];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'default' },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'main', image, env }] },
      },
    },
  };
}

/** Asks for the cluster's version, as pods do. */
const CALLS_API_SERVER = `
const folder = '/var/run/secrets/kubernetes.io/serviceaccount/';
const read = name => require('fs').readFileSync(folder + name, 'utf8');
const call = () => require('https').get({
  host: process.env.KUBERNETES_SERVICE_HOST,
  port: process.env.KUBERNETES_SERVICE_PORT,
  path: '/version',
  ca: read('ca.crt'),
  headers: { authorization: 'Bearer ' + read('token') },
}, ({ statusCode }) => console.log('status', statusCode))
  .on('error', error => { console.log(error.message); setTimeout(call, 500); });
call();
setInterval(() => {}, 1000);
`;

const SETTINGS = [
  'vm/overcommit_memory',
  'kernel/panic',
  'kernel/panic_on_oops',
  'fs/inotify/max_user_instances',
];

/** An answer at once takes less, the way out of the machine much more. */
const AT_ONCE_MS = 1_000;

/** What a connection comes to at once: `connected`, `nothing`, or an error's code. */
function dial(host: string, port: number): Promise<string> {
  return new Promise(resolve => {
    const socket = connect({ host, port });
    socket.setTimeout(AT_ONCE_MS, () => {
      socket.destroy();
      resolve('nothing');
    });
    socket.once('connect', () => {
      socket.destroy();
      resolve('connected');
    });
    socket.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code ?? error.message),
    );
  });
}

/** All that a node leaves outside its folder while it is there. */
async function traces(network: NodeNetwork): Promise<string[]> {
  const { nodeRange, serviceCidr, hostAddress, hostLink, slot } = network;
  const routes = await runCommand('ip', ['-4', 'route']);
  const addresses = await runCommand('ip', ['-4', 'addr']);
  const links = await runCommand('ip', ['-o', 'link']);
  const { podRoot } = groupsOfSlot(slot);
  const groups = readdirSync('/sys/fs/cgroup').flatMap(hierarchy =>
    ['', '-own']
      .map(end => join('/sys/fs/cgroup', hierarchy, `${podRoot}${end}`))
      .filter(existsSync),
  );
  return [
    ...[nodeRange, serviceCidr].filter(range => routes.includes(range)),
    ...(addresses.includes(`${hostAddress}/`) ? [hostAddress] : []),
    ...(links.includes(hostLink) ? [hostLink] : []),
    ...groups,
  ];
}

describeReal('a real node', () => {
  let cluster: StartedCluster;
  let node: RealNode;
  let mounts: string;
  let sysctls: string[];

  const readSettings = () =>
    SETTINGS.map(name => readFileSync(join('/proc/sys', name), 'utf8').trim());

  /** As they are without any node; one of another test has changed them already. */
  function ordinarySettings(): string[] {
    const known = nodeStates()[0]?.sysctls;
    return known ? SETTINGS.map(name => known[name] ?? '') : readSettings();
  }

  beforeAll(async () => {
    mounts = readFileSync('/proc/self/mounts', 'utf8');
    sysctls = ordinarySettings();
    cluster = await startCluster({ nodes: 'real', crds: false });
    node = realNodeOf(cluster);
  }, FIRST_START_MS);

  afterAll(() => cluster?.stop());

  async function deploy(name: string, image: string): Promise<void> {
    await cluster.kubectl(['apply', '-f', '-'], {
      input: JSON.stringify(deploymentOf(name, image)),
    });
  }

  async function podOf(
    name: string,
    isThere: (pod: Pod) => boolean,
  ): Promise<Pod> {
    let seen = 'no pod';
    return waitFor(
      async () => {
        const args = ['get', 'pods', '-l', `app=${name}`, '-o', 'json'];
        const { stdout } = await cluster.kubectl(args);
        seen = stdout;
        const [pod] = (JSON.parse(stdout) as { items: Pod[] }).items;
        return pod && isThere(pod) && pod;
      },
      {
        what: `the pod of '${name}'`,
        explain: () => seen,
      },
    );
  }

  const isReady = ({ status }: Pod) =>
    status.conditions?.some(
      condition => condition.type === 'Ready' && condition.status === 'True',
    ) ?? false;

  const waiting = ({ status }: Pod) =>
    status.containerStatuses?.[0]?.state.waiting;

  it('is a node of the cluster', async () => {
    expect(cluster.nodes).toEqual(['real-0']);
    const { stdout } = await cluster.kubectl(['get', 'nodes']);
    expect(stdout).toMatch(/^real-0\s+Ready/m);
  });

  it('runs an image that was built here, reachable by its pod address, with its log', async () => {
    await deploy('web', node.images.web);
    const pod = await podOf('web', isReady);
    const answer = await fetch(`http://${pod.status.podIP}:8080/`);
    expect(await answer.text()).toBe('hello from web\n');

    await untilHolds(
      async () => {
        const { stdout } = await cluster.kubectl(['logs', pod.metadata.name]);
        expect(stdout.split('\n')).toEqual([
          'listening on port 8080',
          'GET /',
          '',
        ]);
      },
      { what: 'what it printed to be in the log' },
    );
  });

  it('leads to the pods behind a Service', async () => {
    await cluster.kubectl([
      'expose',
      'deployment/web',
      '--port=80',
      '--target-port=8080',
    ]);
    const { stdout: address } = await cluster.kubectl([
      'get',
      'service/web',
      '--output=jsonpath={.spec.clusterIP}',
    ]);
    await untilHolds(
      async () => {
        const signal = AbortSignal.timeout(AT_ONCE_MS);
        const answer = await fetch(`http://${address}/`, { signal });
        expect(await answer.text()).toBe('hello from web\n');
      },
      { what: 'the Service to answer' },
    );
  });

  it('lets a program of Node.js call the API server by its Service', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'one-click-program-'));
    const file = join(folder, 'main.js');
    await writeFile(file, CALLS_API_SERVER);
    const image = await pushNodeJsImage({
      file,
      registry: node.registry,
      repository: 'caller',
      tag: '1',
    });
    await rm(folder, { recursive: true });
    await deploy('caller', image);
    await untilHolds(
      async () => {
        const { stdout } = await cluster.kubectl(['logs', 'deployment/caller']);
        expect(stdout).toContain('status 200');
      },
      { what: 'its call to be answered' },
    );
  });

  it('says so when its registry does not have an image', async () => {
    const image = `${node.registry}/web:nope`;
    await deploy('missing', image);
    const pod = await podOf('missing', each =>
      /^(ErrImagePull|ImagePullBackOff)$/.test(waiting(each)?.reason ?? ''),
    );
    expect(waiting(pod)?.message).toContain(`${image}`);
    expect(waiting(pod)?.message).toContain('not found');
  });

  it('knows no way out but to its own host', async () => {
    const pid = readFileSync(join(cluster.dir, 'node', 'node.pid'), 'utf8');
    const inside = ['-t', pid.trim(), '-n', 'ip', 'route', 'get'];
    await expect(
      runCommand('nsenter', [...inside, node.network.hostAddress]),
    ).resolves.toContain('dev host0');
    await expect(
      runCommand('nsenter', [...inside, '198.51.100.1']),
    ).rejects.toThrow('No route to host');
  });

  it('once it is down, is not looked for outside this machine', async () => {
    const { status } = await podOf('web', isReady);
    const address = status.podIP ?? '';
    expect(await dial(address, 8080)).toBe('connected');

    node.crash();
    await waitFor(async () => (await dial(address, 8080)) === 'EHOSTUNREACH', {
      what: 'the way to the pod to end',
    });
    const service = node.network.serviceCidr.replace('.0/16', '.1');
    expect(await dial(service, 443)).toBe('EHOSTUNREACH');
    expect(await dial(node.network.nodeAddress, 10250)).toBe('EHOSTUNREACH');
  });

  it('leaves nothing behind', async () => {
    expect(await traces(node.network)).not.toEqual([]);
    await cluster.stop();
    expect(await traces(node.network)).toEqual([]);
    expect(readFileSync('/proc/self/mounts', 'utf8')).toBe(mounts);
    expect(readSettings()).toEqual(sysctls);
    expect(existsSync(cluster.dir)).toBe(false);
  });
});

describeReal('a real node whose launcher is killed', () => {
  it('ends with it, and the next start removes the rest', async () => {
    const before = new Set(readdirSync(clustersFolder()));
    const launcher = spawn(
      process.execPath,
      [
        '--import',
        'tsx',
        join(__dirname, 'cli.ts'),
        '--nodes=real',
        '--no-crds',
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const dir = await waitFor(
      () => {
        const name = readdirSync(clustersFolder()).find(
          each =>
            !before.has(each) &&
            each.endsWith(`-${launcher.pid}`) &&
            existsSync(join(clustersFolder(), each, 'cluster.json')),
        );
        return name && join(clustersFolder(), name);
      },
      { what: 'the cluster of the launcher' },
    );
    const node = realNodeOf({ dir });
    launcher.kill('SIGKILL');
    await waitFor(
      async () =>
        (await dial(node.network.nodeAddress, 10250)) === 'EHOSTUNREACH',
      { what: 'the node to end' },
    );

    expect(await traces(node.network)).not.toEqual([]);
    expect(await cleanLeftovers({ cleanUp: cleanUpNodes })).toContain(dir);
    expect(await traces(node.network)).toEqual([]);
  });
});
