import { resources } from '@one-click/backstage-plugin-one-click-kube';
import { useOperator } from '../../test/useOperator';

jest.setTimeout(300_000);

describe('a new rollout (M17)', () => {
  const test = useOperator();
  const kinds = [
    resources.deployments,
    resources.services,
    resources.ingresses,
    resources.secrets,
    resources.configMaps,
    resources.persistentVolumeClaims,
    resources.cronJobs,
    resources.podDisruptionBudgets,
    resources.horizontalPodAutoscalers,
  ];
  const namesOfAll = (rollout: string) =>
    Promise.all(kinds.map(kind => test.world.namesOf(kind, rollout)));

  it('gets its children and becomes healthy', async () => {
    const { world } = test;
    await world.ask('web', {
      annotations: { 'one-click.dev/revision': '1' },
      spec: {
        replicas: 2,
        serviceAccountName: 'one-click',
        env: [{ name: 'LINES', value: 'a=b\nc' }],
        secrets: [{ name: 'KEY', value: 's3cr3t' }],
        files: [{ mountPath: '/etc/app.conf', content: 'x' }],
        volumes: [{ name: 'data', mountPath: '/data', size: '1Gi' }],
        interfaces: [
          {
            name: 'http',
            port: 80,
            ingress: { rules: [{ host: 'web.example.com', tls: true }] },
          },
        ],
        cronjobs: [{ name: 'nightly', schedule: '0 3 * * *' }],
        podDisruptionBudget: { minAvailable: 1 },
      },
    });

    await world.untilHolds('all of it', async () => {
      expect(await world.statusOf('web')).toMatchObject({
        state: 'Healthy',
        observedRevision: 1,
        servingRevision: 1,
        wantedReplicas: 2,
        readyReplicas: 2,
        hosts: 'web.example.com',
        deployment: { status: 'OK', replicas: 2 },
        services: [{ name: 'http-web-svc', ports: [80], status: 'OK' }],
        volumes: [{ name: 'data-web', status: 'Bound' }],
      });
      expect(await namesOfAll('web')).toEqual([
        ['web'],
        ['http-web-svc'],
        ['http-web-ingress'],
        ['web-secrets'],
        ['web-files'],
        ['data-web'],
        ['web-nightly'],
        ['web'],
        [],
      ]);
    });
    const deployment = await world.get(resources.deployments, 'web');
    expect(deployment.spec?.template.spec?.containers[0]?.env).toEqual([
      { name: 'LINES', value: 'a=b\nc' },
    ]);
    const account = await world.get(resources.serviceAccounts, 'one-click');
    expect(account.metadata?.ownerReferences).toBeUndefined();
  });
});
