import { resources } from '@one-click/backstage-plugin-one-click-kube';
import { useOperator } from '../../test/useOperator';

jest.setTimeout(300_000);

const http = {
  name: 'http',
  port: 80,
  ingress: { rules: [{ host: 'a.example.com' }] },
};
const volume = { name: 'data', mountPath: '/data', size: '1Gi' };

describe('children', () => {
  const test = useOperator();
  const kinds = [
    resources.services,
    resources.ingresses,
    resources.secrets,
    resources.cronJobs,
  ];
  const namesOfAll = (rollout: string) =>
    Promise.all(kinds.map(kind => test.world.namesOf(kind, rollout)));

  it('go when the rollout no longer asks for them, and fields with them', async () => {
    const { world } = test;
    await world.ask('shrinks', {
      spec: {
        interfaces: [http, { name: 'metrics', port: 9090 }],
        secrets: [{ name: 'KEY', value: 'v' }],
        env: [{ name: 'A', value: '1' }],
        nodeSelector: { 'kubernetes.io/os': 'linux' },
        cronjobs: [{ name: 'job', schedule: '@daily' }],
      },
    });
    await world.untilHolds('all children', async () => {
      expect(await namesOfAll('shrinks')).toEqual([
        ['http-shrinks-svc', 'metrics-shrinks-svc'],
        ['http-shrinks-ingress'],
        ['shrinks-secrets'],
        ['shrinks-job'],
      ]);
    });

    await world.ask('shrinks', {
      spec: { interfaces: [{ name: 'http', port: 80 }] },
    });
    await world.untilHolds('children and fields to go', async () => {
      expect(await namesOfAll('shrinks')).toEqual([
        ['http-shrinks-svc'],
        [],
        [],
        [],
      ]);
      const { spec } = await world.get(resources.deployments, 'shrinks');
      const pod = spec?.template.spec;
      expect(pod).toMatchObject({ containers: [{ name: 'shrinks' }] });
      expect(pod?.nodeSelector).toBeUndefined();
      expect(pod?.containers[0]?.env).toBeUndefined();
      expect(pod?.containers[0]?.envFrom).toBeUndefined();
    });
  });

  it('that hold data stay when their volume leaves, and when the rollout does (R02)', async () => {
    const { world } = test;
    await world.ask('keeps', {
      spec: {
        volumes: [
          volume,
          { ...volume, name: 'tmp', mountPath: '/tmp', onRemove: 'delete' },
        ],
      },
    });
    await world.untilState('keeps', 'Healthy');
    const claim = await world.get(
      resources.persistentVolumeClaims,
      'data-keeps',
    );

    await world.ask('keeps', { spec: {} });
    await world.untilHolds('the claim that may go, to go', async () => {
      expect(
        await world.namesOf(resources.persistentVolumeClaims, 'keeps'),
      ).toEqual(['data-keeps']);
    });
    await world.admin.delete(resources.rollouts, {
      namespace: world.namespace,
      name: 'keeps',
    });
    await world.until(
      'the Deployment to be collected',
      async () =>
        (await world.find(resources.deployments, 'keeps')) === undefined,
    );

    // A rollout of the same name finds its data again.
    await world.ask('keeps', { spec: { volumes: [volume] } });
    await world.untilState('keeps', 'Healthy');
    const found = await world.get(
      resources.persistentVolumeClaims,
      'data-keeps',
    );
    expect(found.metadata?.uid).toBe(claim.metadata?.uid);
  });

  it('are put right when somebody changes or deletes them, and keep what others add', async () => {
    const { world } = test;
    await world.ask('drifts', { spec: { interfaces: [http] } });
    await world.untilState('drifts', 'Healthy');
    const { namespace } = world;

    await world.admin.delete(resources.services, {
      namespace,
      name: 'http-drifts-svc',
    });
    await world.admin.patch(
      resources.ingresses,
      { namespace, name: 'http-drifts-ingress' },
      {
        patch: {
          type: 'merge',
          body: {
            metadata: { annotations: { 'acme.io/challenge': 'x' } },
            spec: { rules: [{ host: 'stolen.example.com' }] },
          },
        },
      },
    );

    await world.until('the Service', () =>
      world.find(resources.services, 'http-drifts-svc'),
    );
    const ingress = await world.until('the host', async () => {
      const found = await world.get(resources.ingresses, 'http-drifts-ingress');
      return found.spec?.rules?.[0]?.host === 'a.example.com' && found;
    });
    expect(ingress.metadata?.annotations).toEqual({ 'acme.io/challenge': 'x' });
  });

  it('that belong to somebody else are left alone, and the rollout says so', async () => {
    const { world } = test;
    const { namespace } = world;
    await world.admin.create(resources.services, {
      metadata: { name: 'http-guest-svc', namespace },
      ...{ spec: { ports: [{ port: 1234 }] } },
    });

    await world.ask('guest', {
      spec: { interfaces: [{ name: 'http', port: 80 }] },
    });
    const status = await world.untilState('guest', 'Degraded', 'NotOurs');

    expect(status.causes?.[0]?.params).toMatchObject({
      kind: 'Service',
      name: 'http-guest-svc',
    });
    const { spec } = await world.get(resources.services, 'http-guest-svc');
    expect(spec?.ports?.[0]?.port).toBe(1234);
  });
});
