import { resources } from '@one-click/backstage-plugin-one-click-kube';
import { startFaultProxy, useCluster } from '@one-click/devcluster';
import type { FaultProxy } from '@one-click/devcluster';
import { ApplyBench } from '../../test/ApplyBench';

jest.setTimeout(300_000);

const WATCHES = /[?&]watch=true/;
const http = (port: number) => ({ interfaces: [{ name: 'http', port }] });

describe('a watch that lags behind our own writes', () => {
  const shared = useCluster();
  let proxy: FaultProxy;
  let bench: ApplyBench;

  beforeAll(async () => {
    proxy = await startFaultProxy(shared.cluster);
    bench = await ApplyBench.create(shared.cluster, proxy);
  });

  beforeEach(() => proxy.set({ path: WATCHES, fault: 'stall' }));

  afterEach(async () => {
    proxy.clear();
    // A client that is told to go away opens its watches anew.
    proxy.goAway();
    await bench.caughtUp();
  });

  afterAll(async () => {
    await bench?.close();
    await proxy?.stop();
  });

  it('makes nothing twice and sees no drift that is not there', async () => {
    const rollout = await bench.ask('behind', {
      ...http(80),
      volumes: [{ name: 'data', mountPath: '/data', size: '1Gi' }],
      horizontalScale: { minReplicas: 1, maxReplicas: 3 },
      serviceAccountName: 'behind',
      secrets: [{ name: 'KEY', value: 'v' }],
    });
    const changes = bench.changes.length;

    const first = await bench.callsOf(() => bench.look(rollout));
    expect(first.length).toBe(6);
    expect(bench.cache.unseenWrites.get('Service')).toBe(1);
    expect(await bench.callsOf(() => bench.look(rollout))).toEqual([]);

    const changed = await bench.ask('behind', {
      ...http(81),
      serviceAccountName: 'behind',
    });
    const calls = await bench.callsOf(() => bench.look(changed));
    expect([...calls].sort()).toEqual([
      'apply Deployment behind',
      'apply Service http-behind-svc',
      'delete HorizontalPodAutoscaler behind',
      'delete Secret behind-secrets',
    ]);
    expect(await bench.callsOf(() => bench.look(changed))).toEqual([]);
    expect(bench.changes.length).toBe(changes);
  });

  it('leads to no error and no second object when ours is gone', async () => {
    const rollout = await bench.ask('vanished', http(80));
    await bench.look(rollout);
    const { namespace } = bench;
    const name = 'http-vanished-svc';
    await bench.admin.delete(resources.services, { namespace, name });

    const changed = await bench.ask('vanished', http(81));
    const { applied, refusals } = await bench.look(changed);

    expect(refusals).toEqual([]);
    expect(applied.map(child => child.name)).toContain(name);
    expect(bench.told).toContain('outdated Service');
    const service = await bench.get(resources.services, name);
    expect(service.spec?.ports?.[0]?.port).toBe(81);
  });

  it('never takes over what somebody else has put in the place of ours', async () => {
    const rollout = await bench.ask('replaced', http(80));
    await bench.look(rollout);
    const { namespace } = bench;
    const name = 'http-replaced-svc';
    await bench.admin.delete(resources.services, { namespace, name });
    const foreign = await bench.admin.create(resources.services, {
      metadata: { name, namespace },
      ...{ spec: { ports: [{ name: 'other', port: 9 }] } },
    });

    const changed = await bench.ask('replaced', http(81));
    const { refusals } = await bench.look(changed);

    expect(refusals).toMatchObject([{ kind: 'Service', name }]);
    expect((await bench.get(resources.services, name)).metadata).toEqual(
      foreign.metadata,
    );
  });
});
