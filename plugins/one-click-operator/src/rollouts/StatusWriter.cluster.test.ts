import { resources } from '@one-click/backstage-plugin-one-click-kube';
import { useOperator } from '../../test/useOperator';
import { StatusWriter } from './StatusWriter';

jest.setTimeout(300_000);

describe('StatusWriter', () => {
  const test = useOperator();
  // The writer alone is to write here.
  beforeAll(() => test.world.stopOperator());

  it('replaces the whole status, and writes nothing where it is the same', async () => {
    const { world } = test;
    const writer = new StatusWriter(world.admin);
    const rollout = await world.ask('told');

    const first = await writer.write(rollout, {
      state: 'Down',
      causes: [{ id: 'CrashLoop', message: 'It crashes' }],
    });
    expect(first?.status).toEqual({
      state: 'Down',
      causes: [{ id: 'CrashLoop', message: 'It crashes' }],
    });

    const second = await writer.write(first!, { state: 'Healthy' });
    expect(second?.status).toEqual({ state: 'Healthy' });
    expect(await writer.write(second!, { state: 'Healthy' })).toBeUndefined();
    const stored = await world.get(resources.rollouts, 'told');
    expect(stored.metadata.resourceVersion).toBe(
      second?.metadata.resourceVersion,
    );
  });

  it('leaves a rollout alone that took the place of the one it was told of', async () => {
    const { world } = test;
    const writer = new StatusWriter(world.admin);
    const former = await world.ask('again');
    const ref = { namespace: world.namespace, name: 'again' };
    await world.admin.delete(resources.rollouts, ref);
    expect(await writer.write(former, { state: 'Down' })).toBeUndefined();

    await world.ask('again');
    expect(await writer.write(former, { state: 'Down' })).toBeUndefined();

    const now = await world.get(resources.rollouts, 'again');
    expect(now.status).toBeUndefined();
  });

  it('says so when the status does not fit the CRD', async () => {
    const { world } = test;
    const writer = new StatusWriter(world.admin);
    const rollout = await world.ask('odd');

    const odd = { state: 7 } as unknown as { state: 'Down' };
    await expect(writer.write(rollout, odd)).rejects.toThrow(/state/);
  });
});
