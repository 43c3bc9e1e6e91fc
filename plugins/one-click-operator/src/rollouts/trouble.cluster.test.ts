import { resources } from '@one-click/backstage-plugin-one-click-kube';
import { useOperator } from '../../test/useOperator';

jest.setTimeout(300_000);

const asks = (cpu: string) => ({
  resources: { requests: { cpu, memory: '16Mi' } },
});

describe('trouble', () => {
  const test = useOperator();

  it('says how much processor is asked for and how much there is', async () => {
    const { world } = test;
    await world.ask('greedy', { spec: asks('100k') });

    const { causes } = await world.untilState('greedy', 'Blocked', 'NoCpu');
    expect(causes?.[0]?.params).toEqual({
      need: '100k',
      free: expect.stringMatching(/^\d+m?$/),
    });
  });

  it('says which limit of the project is reached', async () => {
    const { world } = test;
    const quota = { name: 'small', namespace: world.namespace };
    await world.ask('bound', { spec: { replicas: 1, ...asks('10m') } });
    await world.untilState('bound', 'Healthy');
    const pods = await world.admin.list(resources.pods, {
      namespace: world.namespace,
    });
    await world.admin.create(resources.resourceQuotas, {
      metadata: quota,
      ...{ spec: { hard: { pods: String(pods.items.length + 1) } } },
    });
    await world.until('the quota to be counted', async () => {
      const { status } = await world.get(resources.resourceQuotas, 'small');
      return status?.used?.pods === String(pods.items.length);
    });

    await world.ask('bound', { spec: { replicas: 5, ...asks('10m') } });
    const { causes } = await world.untilState('bound', 'Degraded', 'QuotaUsed');
    await world.admin.delete(resources.resourceQuotas, quota);

    expect(causes?.[0]?.params).toEqual({
      need: '1',
      resource: 'pods',
      free: '0',
    });
    expect(causes?.[0]?.chain).toContainEqual({
      kind: 'ResourceQuota',
      name: 'small',
    });
    await world.ask('bound', { spec: { replicas: 2, ...asks('10m') } });
    await world.untilState('bound', 'Healthy');
  });

  it('of one rollout is no trouble for others', async () => {
    const { world } = test;
    // The schema takes these; Kubernetes does not.
    await world.ask('broken', {
      spec: {
        env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'no.such' } } }],
      },
    });
    await world.ask('fine');

    await world.untilState('fine', 'Healthy');
    const { causes, conditions } = await world.untilState(
      'broken',
      'Blocked',
      'SpecInvalid',
    );
    expect(causes?.[0]?.params?.field).toMatch(
      /^spec\.template\.spec\.containers/,
    );
    expect(conditions).toMatchObject([
      { type: 'Ready', status: 'False', reason: 'SpecInvalid' },
      { type: 'Stalled', status: 'True' },
    ]);
  });
});
