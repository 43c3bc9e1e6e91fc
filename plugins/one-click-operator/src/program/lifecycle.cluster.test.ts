import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  makeNamespace,
  startFaultProxy,
  useCluster,
  waitFor,
} from '@one-click/devcluster';
import type { FaultProxy } from '@one-click/devcluster';
import {
  createKubeClient,
  loadKubeConnection,
  resources,
} from '@one-click/backstage-plugin-one-click-kube';
import type { KubeClient } from '@one-click/backstage-plugin-one-click-kube';
import { ProgramRun, buildProgram } from '../../test/ProgramRun';
import { OPERATOR_USER } from '../../test/useOperator';

jest.setTimeout(300_000);

const KNOWN = 'Everything there is to watch is known';
const LEADS = 'Leads from now on';
const LEASE = 'operator';
/** Whose writes the audit log can tell from those of the other replica. */
const OTHER_USER = 'admin';
const { deployments, leases, rollouts } = resources;

/** Takes a port and keeps it until it is closed. */
async function takePort(): Promise<Server & { readonly port: number }> {
  const server = createServer();
  await new Promise<void>(resolve => {
    server.listen(0, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return Object.assign(server, { port });
}

async function freePort(): Promise<number> {
  const server = await takePort();
  server.close();
  return server.port;
}

describe('the life of the operator program', () => {
  const shared = useCluster();
  let program: Awaited<ReturnType<typeof buildProgram>>;
  let namespace: string;
  let folder: string;
  let admin: KubeClient;
  let runs: ProgramRun[] = [];
  let proxy: FaultProxy | undefined;

  beforeAll(async () => {
    program = await buildProgram();
  });

  beforeEach(async () => {
    const { cluster } = shared;
    namespace = await makeNamespace(cluster, { prefix: 'life' });
    folder = await mkdtemp(join(tmpdir(), 'operator-life-'));
    const path = cluster.kubeconfig('admin');
    const connection = await loadKubeConnection({ type: 'kubeconfig', path });
    admin = createKubeClient({ connection, userAgent: 'life-test' });
    const verbs = '--verb=create,get,patch';
    const where = `--namespace=${namespace}`;
    await cluster.kubectl([
      'create',
      'role',
      'lease',
      verbs,
      '--resource=leases',
      where,
    ]);
    await cluster.kubectl([
      'create',
      'rolebinding',
      'lease',
      '--role=lease',
      `--user=${OPERATOR_USER}`,
      where,
    ]);
  });

  afterEach(async () => {
    runs.forEach(run => run.process.kill('SIGKILL'));
    await Promise.all(runs.map(run => run.ended));
    runs = [];
    await proxy?.stop();
    proxy = undefined;
    await admin.close();
    await rm(folder, { recursive: true });
  });

  afterAll(() => program?.remove());

  interface Start {
    readonly user?: string;
    readonly args?: readonly string[];
  }

  function start({ user = OPERATOR_USER, args = [] }: Start = {}): ProgramRun {
    const login = [
      '--kubeconfig',
      shared.cluster.kubeconfig(user),
      '--namespaces',
      namespace,
      '--lease',
      `${namespace}/${LEASE}`,
    ];
    const run = new ProgramRun(program.file, [...login, ...args]);
    runs.push(run);
    return run;
  }

  async function startBehindProxy(
    args: readonly string[] = [],
  ): Promise<ProgramRun> {
    const { cluster } = shared;
    proxy ??= await startFaultProxy(cluster);
    const run = new ProgramRun(program.file, [
      ...(await proxyLogin(proxy)),
      '--namespaces',
      namespace,
      '--lease',
      `${namespace}/${LEASE}`,
      ...args,
    ]);
    runs.push(run);
    return run;
  }

  /** Logs in by URL, since a kubeconfig names the cluster itself. */
  async function proxyLogin({ server, caData }: FaultProxy) {
    const [token, ca] = [join(folder, 'token'), join(folder, 'ca.crt')];
    await writeFile(token, shared.cluster.token(OPERATOR_USER));
    await writeFile(ca, Buffer.from(caData, 'base64'));
    return ['--server', server, '--token-file', token, '--ca-file', ca];
  }

  const holder = async () => {
    const lease = await admin.find(leases, { namespace, name: LEASE });
    return lease?.spec?.holderIdentity;
  };

  function ask(tag: string): Promise<unknown> {
    const image = {
      registry: 'docker.io',
      repository: 'library/nginx',
      tag,
    };
    const metadata = { name: 'web', namespace };
    return admin.apply(
      rollouts,
      { metadata, ...{ spec: { image } } },
      { fieldManager: 'one-click', force: true },
    );
  }

  function until(what: string, probe: () => Promise<boolean>) {
    return waitFor(probe, {
      what,
      explain: () =>
        runs.map(({ lines }) => lines.slice(-8).join(' | ')).join('\n'),
    });
  }

  function untilRuns(tag: string): Promise<boolean> {
    return until(`the Deployment to run '${tag}'`, async () => {
      const ref = { namespace, name: 'web' };
      const found = await admin.find(deployments, ref);
      const [container] = found?.spec?.template.spec?.containers ?? [];
      return container?.image === `docker.io/library/nginx:${tag}`;
    });
  }

  async function fetchFrom(port: number, path: string) {
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    return { status: response.status, body: await response.text() };
  }

  it('has one of two replicas work, and the other as soon as the first ends', async () => {
    const ports = [await freePort(), await freePort()];
    const [a, b] = ports.map(port =>
      start({ args: ['--health-port', String(port)] }),
    );
    await Promise.all([a!, b!].map(run => run.untilItSays(KNOWN)));
    const metric = 'leader_election_master_status{name="operator"}';
    const leaders = async () => {
      const bodies = await Promise.all(
        ports.map(async port => (await fetchFrom(port, '/metrics')).body),
      );
      return bodies.map(body => body.includes(`${metric} 1\n`));
    };
    await until('one to lead', async () => (await leaders()).includes(true));
    await ask('1.26');
    await untilRuns('1.26');

    const [isA, isB] = await leaders();
    expect([isA, isB].filter(Boolean)).toHaveLength(1);
    // Whoever stands by knows everything, and is ready as well.
    for (const port of ports) {
      expect(await fetchFrom(port, '/readyz')).toMatchObject({ status: 200 });
      expect(await fetchFrom(port, '/livez')).toMatchObject({ status: 200 });
    }

    const [first, second] = isA ? [a!, b!] : [b!, a!];
    first.process.kill('SIGTERM');
    expect(await first.ended).toEqual([0, null]);
    await second.untilItSays(LEADS);
    await ask('1.27');
    await untilRuns('1.27');
  });

  it('takes over from one that is frozen, which then ends without another write', async () => {
    const frozen = start({ user: OTHER_USER });
    await frozen.untilItSays(LEADS);
    const standby = start();
    await standby.untilItSays(KNOWN);
    await ask('1.26');
    await untilRuns('1.26');

    frozen.process.kill('SIGSTOP');
    await ask('1.27');
    await standby.untilItSays(LEADS);
    await untilRuns('1.27');
    const since = new Date();
    frozen.process.kill('SIGCONT');

    expect(await frozen.ended).toEqual([1, null]);
    expect(frozen.lines.join()).toMatch(/could not be renewed|was taken by/);
    const writes = await shared.cluster.audit.writes({
      user: OTHER_USER,
      since,
    });
    const ofChildren = writes.filter(
      each => each.namespace === namespace && each.resource !== 'leases',
    );
    expect(ofChildren).toEqual([]);
    // It may have been frozen halfway through sending a renewal; that comes to nothing.
    const renewals = writes.filter(
      each => each.namespace === namespace && each.status < 400,
    );
    expect(renewals).toEqual([]);
  });

  it('ends with 1 when its lease is stolen, for its supervisor to start it again', async () => {
    const operator = start();
    await operator.untilItSays(LEADS);

    await admin.patch(
      leases,
      { namespace, name: LEASE },
      { patch: { type: 'merge', body: { spec: { holderIdentity: 'thief' } } } },
    );

    expect(await operator.ended).toEqual([1, null]);
    expect(operator.lines.join()).toContain("taken by 'thief'");
    expect(await holder()).toBe('thief');
  });

  describe('asked to end', () => {
    it('during the initial list ends well, and has never touched the lease', async () => {
      proxy = await startFaultProxy(shared.cluster);
      proxy.set({ fault: 'latency', ms: 600_000, path: '/api' });
      const operator = await startBehindProxy();
      await until('a request', async () => proxy!.requests.length > 0);

      operator.process.kill('SIGTERM');

      expect(await operator.ended).toEqual([0, null]);
      expect(await holder()).toBeUndefined();
    });

    it('before it leads ends well, and leaves the lease to its holder', async () => {
      const leader = start();
      await leader.untilItSays(LEADS);
      const before = await holder();
      const standby = start();
      await standby.untilItSays('The lease is held by another');

      standby.process.kill('SIGTERM');

      expect(await standby.ended).toEqual([0, null]);
      expect(await holder()).toBe(before);
    });

    it('during a write that hangs ends well, is not ready meanwhile, and lets go of the lease', async () => {
      const port = await freePort();
      const operator = await startBehindProxy(['--health-port', String(port)]);
      await operator.untilItSays(LEADS);
      proxy!.set({
        fault: 'latency',
        ms: 600_000,
        method: 'PATCH',
        path: /deployments/,
      });
      await ask('1.27');
      await until('a write to hang', async () =>
        proxy!.requests.some(
          ({ method, target }) =>
            method === 'PATCH' && target.includes('/deployments/'),
        ),
      );

      operator.process.kill('SIGTERM');
      await operator.untilItSays('Ending');

      expect(await fetchFrom(port, '/readyz')).toMatchObject({ status: 503 });
      expect(await fetchFrom(port, '/livez')).toMatchObject({ status: 200 });
      expect((await fetchFrom(port, '/metrics')).body).toContain(
        'leader_election_master_status',
      );
      expect(await operator.ended).toEqual([0, null]);
      expect(await holder()).toBe('');
    });

    it('twice ends at once', async () => {
      const operator = await startBehindProxy();
      await operator.untilItSays(LEADS);
      proxy!.set({
        fault: 'latency',
        ms: 600_000,
        method: 'PATCH',
        path: /deployments/,
      });
      await ask('1.27');
      await until('a write to hang', async () =>
        proxy!.requests.some(
          ({ method, target }) =>
            method === 'PATCH' && target.includes('/deployments/'),
        ),
      );

      operator.process.kill('SIGTERM');
      await operator.untilItSays('Ending');
      operator.process.kill('SIGTERM');

      expect(await operator.ended).toEqual([1, null]);
      // There was no time to let go of it.
      expect(await holder()).not.toBe('');
    });

    it('while it waits to try again ends well', async () => {
      const operator = await startBehindProxy();
      await operator.untilItSays(LEADS);
      proxy!.set({
        fault: 'status',
        status: 500,
        method: 'PATCH',
        path: /deployments/,
      });
      await ask('1.27');
      await operator.untilItSays('Could not reconcile');

      operator.process.kill('SIGTERM');

      expect(await operator.ended).toEqual([0, null]);
      expect(await holder()).toBe('');
    });
  });

  it('says which port is in use, and ends with 1', async () => {
    const taken = await takePort();
    const operator = start({ args: ['--health-port', String(taken.port)] });

    expect(await operator.ended).toEqual([1, null]);
    expect(operator.lines.join()).toContain(
      `Cannot listen on port ${taken.port}: it is in use; choose another by '--health-port'`,
    );
    taken.close();
  });
});
