import { setTimeout as sleep } from 'node:timers/promises';
import { resources } from '@one-click/backstage-plugin-one-click-kube';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import {
  readGoOperatorRollouts,
  readOriginalSamples,
} from '@one-click/fixtures';
import type { RolloutFixture } from '@one-click/fixtures';
import { everyField } from '../../test/everyField';
import { useOperator } from '../../test/useOperator';

/**
 * Their cluster had nodes and a storage class that this one has not. Each run of
 * a job is news for the status, so that none is due here.
 */
function fit(spec: RolloutFixture['spec']): Partial<RolloutSpecInput> {
  const {
    volumes = [],
    cronjobs = [],
    ...rest
  } = spec as Partial<RolloutSpecInput>;
  return {
    ...rest,
    nodeSelector: {},
    cronjobs: cronjobs.map(job => ({ ...job, schedule: '@yearly' })),
    volumes: volumes.map(({ storageClass: _, ...volume }) => volume),
  };
}

const IDLE_MS = 60_000;

jest.setTimeout(300_000);

describe('rollouts of the original, and one that uses every field (M19)', () => {
  const test = useOperator();
  const fixtures = [...readGoOperatorRollouts(), ...readOriginalSamples()];
  const samples = fixtures.map((_, index) => `sample-${index}`);
  const names = [...samples, 'everything'];
  const keys = () => names.map(name => `${test.world.namespace}/${name}`);

  beforeAll(async () => {
    const { world } = test;
    for (const [index, { spec }] of fixtures.entries()) {
      await world.ask(samples[index]!, { spec: fit(spec) });
    }
    await world.ask('everything', { spec: everyField });
  });

  it('all become healthy', async () => {
    const { world } = test;
    for (const name of names) {
      const { wantedReplicas, readyReplicas } = await world.untilState(
        name,
        'Healthy',
      );
      expect(readyReplicas).toBe(wantedReplicas);
    }
  });

  it('are not written to at rest, when looked at again, nor after a restart of the operator', async () => {
    const { world } = test;
    const rests = async () => {
      const since = new Date(Date.now() - 3_000);
      return (await world.writesSince(since)).length === 0;
    };
    await world.until('the operator to come to rest', rests);

    const idle = new Date();
    await sleep(IDLE_MS);
    expect(await world.writesSince(idle)).toEqual([]);

    const requeued = new Date();
    keys().forEach(key => world.operator.requeue(key));
    const deployment = await world.get(resources.deployments, names[0]!);
    await world.admin.patch(
      resources.deployments,
      { namespace: world.namespace, name: deployment.metadata!.name! },
      {
        patch: {
          type: 'merge',
          body: { metadata: { annotations: { 'example.com/touched': 'yes' } } },
        },
      },
    );
    await sleep(3_000);
    expect(await world.writesSince(requeued)).toEqual([]);

    const restarted = new Date();
    await world.stopOperator();
    await world.startOperator();
    await sleep(10_000);
    expect(await world.writesSince(restarted)).toEqual([]);
  });
});
