import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accessCluster } from './clusterAccess';
import type { ClusterDescription } from './clusterAccess';
import { isRunning } from './processIdentity';
import type { ProcessIdentity } from './processIdentity';
import { startCluster } from './startCluster';
import type { StartedCluster } from './startCluster';
import { waitFor } from './waitFor';

// The first start builds the programs.
const START_TIMEOUT_MS = 15 * 60_000;

jest.setTimeout(START_TIMEOUT_MS);

async function processesOf(dir: string): Promise<ProcessIdentity[]> {
  const content = await readFile(join(dir, 'processes.jsonl'), 'utf8');
  return content
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as ProcessIdentity);
}

/** Starts a cluster that another process owns. */
async function startElsewhere(): Promise<{
  readonly owner: ChildProcess;
  readonly description: ClusterDescription;
}> {
  const owner = spawn(
    process.execPath,
    ['--import', 'tsx', join(__dirname, 'ownedCluster.fixture.ts')],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [line] = (await once(owner.stdout, 'data')) as [Buffer];
  return { owner, description: JSON.parse(line.toString('utf8')) };
}

const configMap = (name: string) => ({
  method: 'POST',
  path: '/api/v1/namespaces/default/configmaps',
  body: { metadata: { name } },
});

describe('clusters', () => {
  let dataDir: string;
  let kept: StartedCluster;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'kept-cluster-'));
    kept = await startCluster({ crds: false, dataDir, nodes: 1 });
  });

  afterAll(async () => {
    await kept?.stop();
    await rm(dataDir, { recursive: true });
  });

  it('run side by side, and vanish when their owner is killed', async () => {
    const { owner, description } = await startElsewhere();
    const other = accessCluster(description);

    const { stdout } = await other.kubectl(['get', 'nodes', '-o', 'name']);
    expect(stdout).toBe('node/sim-0\n');
    expect(other.server).not.toBe(kept.server);
    const processes = await processesOf(other.dir);
    expect(processes).toHaveLength(6);

    owner.kill('SIGKILL');

    await waitFor(() => !processes.some(isRunning), {
      what: 'all processes of the killed owner to end',
    });
    const next = await startCluster({ crds: false, nodes: 0 });
    expect(existsSync(other.dir)).toBe(false);
    expect(existsSync(kept.dir)).toBe(true);

    const ours = await processesOf(next.dir);
    await next.stop();
    expect(ours.some(isRunning)).toBe(false);
    expect(existsSync(next.dir)).toBe(false);
  });

  it('can lose their API server and get it back where it was', async () => {
    const admin = kept.client('admin');
    await admin.call(configMap('before'));

    await kept.stopApiServer();
    await expect(admin.send({ method: 'GET', path: '/' })).rejects.toThrow();
    await kept.startApiServer();

    const path = '/api/v1/namespaces/default';
    const found = await admin.send({
      method: 'GET',
      path: `${path}/configmaps/before`,
    });
    expect(found.status).toBe(200);
    // Controllers, scheduler and kwok have found it again as well.
    await kept.kubectl(['create', 'deployment', 'web', '--image=web:1']);
    await kept.kubectl([
      ...['rollout', 'status', 'deployment/web', '--timeout=300s'],
    ]);
    admin.close();
  });

  it('keep what they hold for the next start, if asked to', async () => {
    const admin = kept.client('admin');
    await admin.call(configMap('kept'));
    admin.close();
    await kept.stop();

    kept = await startCluster({ crds: false, dataDir, nodes: 1 });

    const { stdout } = await kept.kubectl([
      'get',
      'configmap',
      'kept',
      '-oname',
    ]);
    expect(stdout).toBe('configmap/kept\n');
    await kept.kubectl(['create', 'deployment', 'after', '--image=web:1']);
    await kept.kubectl([
      ...['rollout', 'status', 'deployment/after', '--timeout=300s'],
    ]);
  });

  it('do not share a folder of kept data', async () => {
    await expect(startCluster({ crds: false, dataDir })).rejects.toThrow(
      `Process ${process.pid} runs a cluster on '${dataDir}'; stop it first`,
    );
  });
});
