import type { V1Service } from '@kubernetes/client-node';
import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import {
  defineResource,
  resources,
} from '@one-click/backstage-plugin-one-click-kube';
import { useApplyBench } from '../../test/ApplyBench';

jest.setTimeout(300_000);

const { services } = resources;
const http = { interfaces: [{ name: 'http', port: 80 }] };
const PAUSE_MS = 61_000;
const WINDOW_MS = 10 * 60_000;

const portOf = ({ spec }: V1Service) => spec?.ports?.[0]?.targetPort;

describe('a child that somebody else touches', () => {
  const test = useApplyBench();

  /** A rollout with one Service, at rest. */
  async function atRest(name: string): Promise<Rollout> {
    const { bench } = test;
    const rollout = await bench.ask(name, http);
    await bench.look(rollout);
    await bench.caughtUp();
    return rollout;
  }

  /** Looks at a rollout once the watches have told of what was done to its Service. */
  async function lookAfterwards(rollout: Rollout, act: () => Promise<unknown>) {
    const { bench } = test;
    await act();
    await bench.knows('Service', `http-${rollout.metadata.name}-svc`);
    return bench.look(rollout);
  }

  const meddle = (name: string, body: Readonly<Record<string, unknown>>) =>
    test.bench.meddle(services, name, body);

  it('comes back when it is deleted', async () => {
    const { bench } = test;
    const rollout = await atRest('deleted');
    const name = 'http-deleted-svc';

    await lookAfterwards(rollout, () =>
      bench.admin.delete(services, { namespace: bench.namespace, name }),
    );

    expect(portOf(await bench.get(services, name))).toBe(80);
  });

  it.each([
    {
      how: 'is changed where it is ours',
      rolloutName: 'edited',
      body: { spec: { ports: [{ name: 'http', port: 80, targetPort: 9 }] } },
    },
    {
      how: 'loses the label that names its rollout',
      rolloutName: 'unlabelled',
      body: { metadata: { labels: { 'one-click.dev/deploymentId': null } } },
    },
    {
      how: 'gets the label of another rollout',
      rolloutName: 'relabelled',
      body: { metadata: { labels: { 'one-click.dev/deploymentId': 'x' } } },
    },
    {
      how: 'loses its owner',
      rolloutName: 'orphaned',
      body: { metadata: { ownerReferences: null } },
    },
    {
      how: 'loses the record of who owns what',
      rolloutName: 'stripped',
      body: { metadata: { managedFields: [{}] } },
    },
  ])('is put right once when it $how', async ({ rolloutName, body }) => {
    const { bench } = test;
    const rollout = await atRest(rolloutName);
    const name = `http-${rollout.metadata.name}-svc`;

    const { refusals } = await lookAfterwards(rollout, () =>
      meddle(name, body),
    );

    expect(refusals).toEqual([]);
    const { metadata, spec } = await bench.get(services, name);
    expect(metadata).toMatchObject({
      labels: { 'one-click.dev/deploymentId': rollout.metadata.name },
      ownerReferences: [{ uid: rollout.metadata.uid, controller: true }],
    });
    expect(spec?.ports?.[0]?.targetPort).toBe(80);
    await bench.caughtUp();
    expect(await bench.callsOf(() => bench.look(rollout))).toEqual([]);
  });

  it('keeps what others add (R04: cert-manager, external-dns)', async () => {
    const { bench } = test;
    const rollout = await atRest('adorned');
    const name = 'http-adorned-svc';
    const body = {
      metadata: {
        annotations: { 'external-dns.alpha.kubernetes.io/ttl': '60' },
      },
      spec: { sessionAffinity: 'ClientIP' },
    };

    await meddle(name, body);
    await bench.knows('Service', name);

    expect(await bench.callsOf(() => bench.look(rollout))).toEqual([]);
    expect(await bench.get(services, name)).toMatchObject(body);
  });

  it('is left alone when another controller has it, and the rollout says so', async () => {
    const { bench } = test;
    const { namespace } = bench;
    const name = 'http-claimed-svc';
    const owner = await bench.admin.create(resources.configMaps, {
      metadata: { name: 'owner', namespace },
    });
    const controller = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      name: 'owner',
      uid: owner.metadata?.uid ?? '',
      controller: true,
    };
    const made = await bench.admin.create(services, {
      metadata: { name, namespace, ...{ ownerReferences: [controller] } },
      ...{ spec: { ports: [{ port: 9 }] } },
    });

    const rollout = await bench.ask('claimed', http);
    const { refusals, retryAfterMs } = await bench.look(rollout);

    expect(refusals).toMatchObject([
      { kind: 'Service', name, ownedBy: 'ConfigMap owner' },
    ]);
    expect(retryAfterMs).toBeGreaterThan(0);
    expect(await bench.callsOf(() => bench.look(rollout))).toEqual([]);
    expect(await bench.get(services, name)).toEqual(
      expect.objectContaining({ metadata: made.metadata, spec: made.spec }),
    );
  });

  it('is left to the first of two rollouts whose names meet in one', async () => {
    const { bench } = test;
    const first = await bench.ask('c', {
      interfaces: [{ name: 'a-b', port: 80 }],
    });
    const second = await bench.ask('b-c', {
      interfaces: [{ name: 'a', port: 81 }],
    });
    await bench.look(first);

    const { refusals } = await bench.look(second);

    expect(refusals).toMatchObject([
      { name: 'a-b-c-svc', ownedBy: 'Rollout c' },
    ]);
    expect(await bench.callsOf(() => bench.look(first))).toEqual([]);
  });

  it('R03: a service account and the name of a job may be shared by two rollouts, and one may go', async () => {
    const { bench } = test;
    const shares = {
      serviceAccountName: 'shared',
      cronjobs: [{ name: 'nightly', schedule: '@daily' }],
    };
    const [one, two] = [
      await bench.ask('one', shares),
      await bench.ask('two', shares),
    ];
    await bench.look(one);
    await bench.look(two);
    await bench.caughtUp();

    expect(await bench.callsOf(() => bench.look(one))).toEqual([]);
    expect(await bench.callsOf(() => bench.look(two))).toEqual([]);
    const account = await bench.get(resources.serviceAccounts, 'shared');
    expect(account.metadata?.ownerReferences).toBeUndefined();

    const { namespace } = bench;
    await bench.admin.delete(resources.rollouts, { namespace, name: 'one' });
    await bench.until(
      'the first to be collected',
      async () =>
        (await bench.find(resources.cronJobs, 'one-nightly')) === undefined,
    );
    expect(await bench.callsOf(() => bench.look(two))).toEqual([]);
    expect(await bench.find(resources.cronJobs, 'two-nightly')).toBeDefined();
    expect(await bench.find(resources.serviceAccounts, 'shared')).toBeDefined();
  });

  it('waits for what a former rollout of the same name leaves behind', async () => {
    const { bench } = test;
    const { namespace } = bench;
    await atRest('again');
    const name = 'http-again-svc';
    await meddle(name, { metadata: { finalizers: ['example.com/slow'] } });
    await bench.admin.delete(resources.rollouts, { namespace, name: 'again' });
    await bench.until('the former Service to be going', async () => {
      const { metadata } = await bench.get(services, name);
      const known = bench.cache.children.Service.get(namespace, name);
      return (
        metadata?.deletionTimestamp !== undefined &&
        known?.metadata.deletionTimestamp !== undefined
      );
    });

    const rollout = await bench.ask('again', http);
    const { refusals, retryAfterMs } = await bench.look(rollout);
    expect(refusals).toEqual([]);
    expect(retryAfterMs).toBeGreaterThan(0);

    await meddle(name, { metadata: { finalizers: null } });
    const service = await bench.until('one of its own', async () => {
      await bench.look(rollout);
      const found = await bench.find(services, name);
      const [owner] = found?.metadata?.ownerReferences ?? [];
      return owner?.uid === rollout.metadata.uid && found;
    });
    expect(service.metadata?.deletionTimestamp).toBeUndefined();
  });

  it('is taken back when another manager forces its own value', async () => {
    const { bench } = test;
    const rollout = await atRest('forced');
    const name = 'http-forced-svc';

    await lookAfterwards(rollout, () =>
      bench.admin.apply(
        services,
        {
          metadata: { name, namespace: bench.namespace },
          ...{
            spec: { ports: [{ port: 80, protocol: 'TCP', targetPort: 9 }] },
          },
        },
        { fieldManager: 'rival', force: true },
      ),
    );

    expect(portOf(await bench.get(services, name))).toBe(80);
  });

  it('is put right when it was changed by an update in our own name', async () => {
    const { bench } = test;
    const rollout = await atRest('namesake');
    const name = 'http-namesake-svc';

    await lookAfterwards(rollout, () =>
      meddle(name, {
        as: 'one-click-operator',
        spec: { ports: [{ name: 'http', port: 80, targetPort: 9 }] },
      }),
    );

    expect(portOf(await bench.get(services, name))).toBe(80);
  });

  it('is applied once more, and no more, when we had applied it in an older version of its kind', async () => {
    const { bench } = test;
    const { namespace } = bench;
    const rollout = await bench.ask('older', {
      horizontalScale: { minReplicas: 1, maxReplicas: 3 },
    });
    const { uid = '' } = rollout.metadata;
    const older = defineResource({
      ...resources.horizontalPodAutoscalers,
      version: 'v1',
    });
    await bench.admin.apply(
      older,
      {
        metadata: {
          name: 'older',
          namespace,
          ...{
            labels: {
              'one-click.dev/projectId': namespace,
              'one-click.dev/deploymentId': 'older',
            },
            ownerReferences: [
              {
                apiVersion: 'one-click.dev/v1alpha1',
                kind: 'Rollout',
                name: 'older',
                uid,
                controller: true,
              },
            ],
          },
        },
        ...{
          spec: {
            scaleTargetRef: {
              apiVersion: 'apps/v1',
              kind: 'Deployment',
              name: 'older',
            },
            minReplicas: 1,
            maxReplicas: 2,
          },
        },
      },
      { fieldManager: 'one-click-operator', force: true },
    );
    await bench.until('the watch to tell', () =>
      bench.cache.children.HorizontalPodAutoscaler.get(namespace, 'older'),
    );

    const { applied } = await bench.look(rollout);
    expect(applied.map(({ kind }) => kind)).toContain(
      'HorizontalPodAutoscaler',
    );
    await bench.caughtUp();
    expect(await bench.callsOf(() => bench.look(rollout))).toEqual([]);
  });

  it('is put right ever less often when another controller keeps changing it, and at once when that is over', async () => {
    const { bench } = test;
    const rollout = await atRest('contested');
    const name = 'http-contested-svc';
    let port = 1_000;
    const fight = () =>
      lookAfterwards(rollout, () => {
        port += 1;
        return meddle(name, {
          as: 'rival',
          spec: { ports: [{ name: 'http', port: 80, targetPort: port }] },
        });
      });

    for (const _ of [1, 2, 3]) {
      expect((await fight()).refusals).toEqual([]);
    }
    const paused = await fight();
    expect(paused.applied).toEqual([]);
    expect(paused.refusals).toMatchObject([
      { kind: 'Service', name, message: expect.stringContaining('rival') },
    ]);
    expect(await bench.callsOf(() => bench.look(rollout))).toEqual([]);

    bench.clock.forward(PAUSE_MS);
    expect((await bench.look(rollout)).refusals).toEqual([]);
    bench.clock.forward(PAUSE_MS);
    // The second pause is twice as long.
    expect((await fight()).refusals).toHaveLength(1);

    bench.clock.forward(PAUSE_MS);
    expect((await bench.look(rollout)).refusals).toEqual([]);
    bench.clock.forward(PAUSE_MS * 4 + WINDOW_MS);
    expect((await fight()).refusals).toEqual([]);
    expect((await fight()).refusals).toEqual([]);
  });
});
