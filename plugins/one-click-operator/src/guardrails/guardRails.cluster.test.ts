import { resources } from '@one-click/backstage-plugin-one-click-kube';
import { useCluster } from '@one-click/devcluster';
import { World } from '../../test/useOperator';
import { startOperator } from '../program/startOperator';
import type { Operator } from '../program/startOperator';

jest.setTimeout(120_000);

// Outside, so that it is stopped last.
const shared = useCluster();

describe('an operator with guard rails', () => {
  let world: World;
  let operator: Operator;

  beforeAll(async () => {
    world = await World.create(shared.cluster);
    const silent = () => undefined;
    operator = startOperator({
      client: world.operatorClient,
      namespaces: [world.namespace],
      guardRails: { registries: ['docker.io/library'] },
      log: { debug: silent, info: silent, warn: silent },
    });
    await operator.ready;
  });

  afterAll(async () => {
    await operator?.stop();
    await world?.close();
  });

  const foreign = { registry: 'quay.io', repository: 'acme/web', tag: '1' };

  it('makes nothing of a rollout that asks for too much, and says what is allowed', async () => {
    await world.ask('greedy', { spec: { image: foreign } });
    const { causes, conditions } = await world.untilState(
      'greedy',
      'Blocked',
      'SpecInvalid',
    );

    expect(causes?.[0]?.params).toEqual({
      field: 'spec.image',
      why: "may not be 'quay.io/acme/web': use an image of 'docker.io/library'",
    });
    expect(conditions).toContainEqual(
      expect.objectContaining({ type: 'Stalled', status: 'True' }),
    );
    expect(await world.find(resources.deployments, 'greedy')).toBeUndefined();
  });

  it('leaves what runs as it is until the rollout asks for less', async () => {
    const interfaces = [{ name: 'http', port: 80 }];
    await world.ask('web', { spec: { interfaces } });
    await world.untilState('web', 'Healthy');
    const before = await world.get(resources.deployments, 'web');

    await world.ask('web', { spec: { image: foreign } });
    await world.untilState('web', 'Blocked', 'SpecInvalid');
    const { metadata, status } = await world.get(resources.deployments, 'web');
    expect(metadata?.generation).toBe(before.metadata?.generation);
    expect(status?.readyReplicas).toBe(1);
    expect(await world.namesOf(resources.services, 'web')).toEqual([
      'http-web-svc',
    ]);

    await world.ask('web');
    await world.untilState('web', 'Healthy');
    await world.untilHolds('what it no longer asks for to go', async () =>
      expect(await world.namesOf(resources.services, 'web')).toEqual([]),
    );
  });
});
