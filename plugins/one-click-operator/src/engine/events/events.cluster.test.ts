import { makeNamespace, useCluster, waitFor } from '@one-click/devcluster';
import {
  createKubeClient,
  loadKubeConnection,
  resources,
  systemClock,
} from '@one-click/backstage-plugin-one-click-kube';
import type { KubeClient } from '@one-click/backstage-plugin-one-click-kube';
import { EventRecorder } from './EventRecorder';
import type { EventSubject } from './EventCorrelator';

jest.setTimeout(300_000);

const { configMaps, events, namespaces } = resources;

describe('events in the cluster', () => {
  const shared = useCluster({ crds: false });
  let namespace: string;
  let client: KubeClient;
  let recorder: EventRecorder;
  let about: EventSubject;
  let outcomes: string[];

  beforeEach(async () => {
    const { cluster } = shared;
    const path = cluster.kubeconfig('admin');
    const connection = await loadKubeConnection({ type: 'kubeconfig', path });
    client = createKubeClient({ connection, userAgent: 'events-test' });
    namespace = await makeNamespace(cluster, { prefix: 'events' });
    outcomes = [];
    recorder = new EventRecorder({
      client,
      component: 'one-click-operator',
      instance: 'operator-0',
      clock: systemClock,
      observers: [
        {
          written: ({ how }) => outcomes.push(how),
          dropped: ({ why }) => outcomes.push(why),
        },
      ],
    });
    const map = { metadata: { name: 'web', namespace } };
    const { metadata } = await client.create(configMaps, map);
    const { uid } = metadata ?? {};
    about = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      name: 'web',
      namespace,
      uid,
    };
  });

  afterEach(async () => {
    await recorder.stop(1_000);
    await client.close();
  });

  function record(message: string): void {
    recorder.record({ about, type: 'Warning', reason: 'NotOurs', message });
  }

  /** What became of the events so far, once there are as many. */
  async function outcomesOf(count: number): Promise<readonly string[]> {
    await waitFor(() => outcomes.length >= count, {
      what: `${count} outcomes`,
      explain: () => `they were ${outcomes}`,
    });
    return outcomes;
  }

  it('are what kubectl shows of an object, with how often', async () => {
    record("Service 'web' belongs to somebody else");
    await outcomesOf(1);
    record("Service 'web' belongs to somebody else");
    expect(await outcomesOf(2)).toEqual(['created', 'counted']);

    const { items } = await client.list(events, { namespace });
    expect(items).toMatchObject([
      {
        count: 2,
        reason: 'NotOurs',
        reportingComponent: 'one-click-operator',
      },
    ]);
    const { stdout } = await shared.cluster.kubectl([
      'describe',
      'configmap',
      'web',
      `--namespace=${namespace}`,
    ]);
    expect(stdout).toMatch(
      /Warning\s+NotOurs\s+.*x2 over.*one-click-operator\s+Service 'web' belongs/,
    );
  });

  it('are made anew where the cluster has forgotten them', async () => {
    record('It happened');
    await outcomesOf(1);
    const { items } = await client.list(events, { namespace });
    const [first] = items;
    await client.delete(events, {
      namespace,
      name: first?.metadata.name ?? '',
    });

    record('It happened');
    expect(await outcomesOf(2)).toEqual(['created', 'created']);

    expect((await client.list(events, { namespace })).items).toMatchObject([
      { count: 2, message: 'It happened' },
    ]);
  });

  it('may be about what is gone', async () => {
    await client.delete(configMaps, { namespace, name: 'web' });

    record('It was deleted');

    expect(await outcomesOf(1)).toEqual(['created']);
  });

  it('are dropped with the namespace they would be in', async () => {
    await client.delete(namespaces, { name: namespace });
    await waitFor(
      async () => !(await client.find(namespaces, { name: namespace })),
      { what: 'the namespace to be gone' },
    );

    record('Too late');

    expect(await outcomesOf(1)).toEqual(['refused']);
  });

  it('take a message of more than 1 KB', async () => {
    record('é'.repeat(5_000));

    expect(await outcomesOf(1)).toEqual(['created']);
  });
});
