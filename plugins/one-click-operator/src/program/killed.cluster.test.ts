import {
  makeNamespace,
  untilHolds,
  useCluster,
  waitFor,
} from '@one-click/devcluster';
import type { AuditEvent } from '@one-click/devcluster';
import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import {
  createKubeClient,
  loadKubeConnection,
  resources,
} from '@one-click/backstage-plugin-one-click-kube';
import type { KubeClient } from '@one-click/backstage-plugin-one-click-kube';
import {
  CHILD_KINDS,
  buildChildren,
} from '@one-click/backstage-plugin-one-click-workload';
import { CHILD_RESOURCES } from '../cluster/childResources';
import { ProgramRun, buildProgram } from '../../test/ProgramRun';
import { OPERATOR_USER } from '../../test/useOperator';

jest.setTimeout(600_000);

const ROLLOUTS = 30;
/** Well within the storm: less than a third of what is to be made. */
const KILLED_AFTER = 60;
const QUIET_MS = 5_000;

const PLURALS: ReadonlySet<string> = new Set(
  CHILD_KINDS.map(kind => CHILD_RESOURCES[kind].plural),
);

describe('R13 an operator that is killed during a storm', () => {
  const shared = useCluster();
  const runs: ProgramRun[] = [];
  let program: Awaited<ReturnType<typeof buildProgram>>;
  let client: KubeClient;
  let namespace: string;

  beforeAll(async () => {
    const path = shared.cluster.kubeconfig('admin');
    const connection = await loadKubeConnection({ type: 'kubeconfig', path });
    client = createKubeClient({ connection, userAgent: 'storm' });
    [program, namespace] = await Promise.all([
      buildProgram(),
      makeNamespace(shared.cluster, { prefix: 'storm' }),
    ]);
    await mayHoldLease();
  });

  afterAll(async () => {
    runs.forEach(run => run.process.kill('SIGKILL'));
    await program?.remove();
    await client?.delete(resources.namespaces, { name: namespace });
    await client?.close();
  });

  it('leaves nothing undone and nothing twice: its successor finishes', async () => {
    const leader = start();
    await leader.untilItSays('Leads from now on');
    const successor = start();
    await successor.untilItSays('Everything there is to watch is known');

    await Promise.all(names().map(ask));
    // Not by the audit log, which takes longer to read than the storm may last.
    await waitFor(async () => (await present()).length >= KILLED_AFTER, {
      what: `${KILLED_AFTER} children`,
      explain: said,
    });
    leader.process.kill('SIGKILL');
    await leader.ended;
    const madeByFirst = (await created()).length;

    await untilHolds(
      async () => {
        const { items } = await client.list(resources.rollouts, { namespace });
        expect(items.map(({ status }) => status?.state)).toEqual(
          items.map(() => 'Healthy'),
        );
        expect(await present()).toEqual(items.flatMap(wanted).sort());
      },
      { what: 'all that was asked for', explain: said },
    );
    await waitFor(
      async () => (await writesSince(Date.now() - QUIET_MS)).length === 0,
      { what: 'the successor to come to rest', explain: said },
    );

    const made = (await created()).map(
      ({ resource, name }) => `${resource} ${name}`,
    );
    // The rest was left to the successor.
    expect(made.length).toBeGreaterThan(madeByFirst);
    expect(made.sort()).toEqual([...new Set(made)]);
  });

  function names(): string[] {
    return Array.from({ length: ROLLOUTS }, (_, index) => `storm-${index}`);
  }

  function start(): ProgramRun {
    const run = new ProgramRun(program.file, [
      '--kubeconfig',
      shared.cluster.kubeconfig(OPERATOR_USER),
      '--namespaces',
      namespace,
      '--lease',
      `${namespace}/one-click-operator`,
    ]);
    runs.push(run);
    return run;
  }

  function said(): string {
    return runs.map(({ lines }) => lines.slice(-5).join(' | ')).join(' || ');
  }

  async function mayHoldLease(): Promise<void> {
    const { cluster } = shared;
    await cluster.kubectl([
      'create',
      'role',
      'lease',
      '--verb=create,get,patch',
      '--resource=leases.coordination.k8s.io',
      `--namespace=${namespace}`,
    ]);
    await cluster.kubectl([
      'create',
      'rolebinding',
      'lease',
      '--role=lease',
      `--user=${OPERATOR_USER}`,
      `--namespace=${namespace}`,
    ]);
  }

  function ask(name: string): Promise<Rollout> {
    return client.apply(
      resources.rollouts,
      {
        metadata: { name, namespace },
        ...{
          spec: {
            image: {
              registry: 'docker.io',
              repository: 'library/nginx',
              tag: '1.27',
            },
            secrets: [{ name: 'KEY', value: name }],
            volumes: [{ name: 'data', mountPath: '/data', size: '1Gi' }],
            interfaces: [{ name: 'http', port: 80 }],
            cronjobs: [{ name: 'nightly', schedule: '0 3 * * *' }],
            horizontalScale: { minReplicas: 1, maxReplicas: 2 },
          },
        },
      },
      { fieldManager: 'one-click', force: true },
    );
  }

  function wanted(rollout: Rollout): string[] {
    return buildChildren(rollout).map(
      ({ kind, metadata }) =>
        `${CHILD_RESOURCES[kind].plural} ${metadata.name}`,
    );
  }

  /** All children there are, as `<plural> <name>`. */
  async function present(): Promise<string[]> {
    const perKind = await Promise.all(
      CHILD_KINDS.map(async kind => {
        const { items } = await client.list(CHILD_RESOURCES[kind], {
          namespace,
          labelSelector: 'one-click.dev/deploymentId',
        });
        return items.map(
          ({ metadata }) => `${CHILD_RESOURCES[kind].plural} ${metadata?.name}`,
        );
      }),
    );
    return perKind.flat().sort();
  }

  async function writesSince(since: number): Promise<AuditEvent[]> {
    const events = await shared.cluster.audit.writes({
      user: OPERATOR_USER,
      since: new Date(since),
    });
    return events.filter(
      each => each.namespace === namespace && each.resource !== 'leases',
    );
  }

  /** Requests by which a child came to be. */
  async function created(): Promise<AuditEvent[]> {
    const writes = await writesSince(0);
    return writes.filter(
      ({ resource, status }) => PLURALS.has(resource) && status === 201,
    );
  }
});
