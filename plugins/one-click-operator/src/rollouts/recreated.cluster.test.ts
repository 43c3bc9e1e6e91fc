import { resources } from '@one-click/backstage-plugin-one-click-kube';
import { useOperator } from '../../test/useOperator';

jest.setTimeout(300_000);

const HOLD = 'example.com/hold';

describe('a rollout that is deleted and made anew under its name', () => {
  const test = useOperator();

  it('waits for children of the old one that are still there, touches none, and then makes its own', async () => {
    const { world } = test;
    const { namespace, admin } = world;
    const ref = { namespace, name: 'again' };
    const volumes = [{ name: 'data', mountPath: '/data', size: '1Gi' }];
    const interfaces = [{ name: 'http', port: 80 }];
    await world.ask('again', { spec: { volumes, interfaces } });
    await world.untilState('again', 'Healthy');
    const claim = await world.get(
      resources.persistentVolumeClaims,
      'data-again',
    );
    const hold = (finalizers: readonly string[] | null) =>
      admin.patch(resources.deployments, ref, {
        patch: { type: 'merge', body: { metadata: { finalizers } } },
      });
    await hold([HOLD]);
    const former = await world.get(resources.deployments, 'again');

    await admin.delete(resources.rollouts, ref);
    const { metadata } = await world.until('the new rollout', () =>
      world.ask('again', { spec: { volumes, interfaces } }),
    );
    // Its Service has no finalizer, so that the old one goes and a new one comes.
    await world.until('the new Service', async () => {
      const service = await world.find(resources.services, 'http-again-svc');
      return (
        service?.metadata?.ownerReferences?.[0]?.uid === metadata.uid && service
      );
    });
    const held = await world.get(resources.deployments, 'again');

    expect(held.metadata?.uid).toBe(former.metadata?.uid);
    expect(held.metadata?.ownerReferences).toEqual(
      former.metadata?.ownerReferences,
    );
    expect(held.spec).toEqual(former.spec);

    await hold(null);
    await world.untilHolds('the new Deployment', async () => {
      const made = await world.get(resources.deployments, 'again');
      expect(made.metadata?.uid).not.toBe(former.metadata?.uid);
      expect(made.metadata?.ownerReferences?.[0]?.uid).toBe(metadata.uid);
    });
    await world.untilState('again', 'Healthy');

    // The data is where it was.
    expect(
      (await world.get(resources.persistentVolumeClaims, 'data-again')).metadata
        ?.uid,
    ).toBe(claim.metadata?.uid);
  });
});
