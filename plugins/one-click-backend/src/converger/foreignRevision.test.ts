import { settle } from '../../test/ManualClock';
import { aSpec } from '../../test/records';
import { createRunningRig } from '../../test/rig';

describe('a CR that is the copy of another one, with its number of a revision', () => {
  it('is told what is saved, though the number is higher', async () => {
    const rig = await createRunningRig();
    await rig.gateway.copyByHand(rig.ref, { spec: aSpec(), revision: 40 });

    await rig.save(aSpec({ replicas: 3 }), 1);
    await settle();

    expect(rig.gateway.find(rig.ref)).toMatchObject({
      revision: 2,
      spec: { replicas: 3 },
    });
    await expect(rig.read()).resolves.toMatchObject({
      revision: { number: 2, outcome: 'applied' },
      notes: [],
    });
  });

  it('shows as drift where its spec is another one', async () => {
    const rig = await createRunningRig();
    const spec = aSpec({ replicas: 7 });
    await rig.gateway.copyByHand(rig.ref, { spec, revision: 40 });
    await settle();

    await expect(rig.read()).resolves.toMatchObject({
      notes: ['changedInCluster'],
    });

    await rig.save(aSpec({ args: ['-v'] }), 1);
    await settle();

    expect(rig.gateway.find(rig.ref)).toMatchObject({
      spec: { replicas: 7, args: ['-v'] },
    });
  });
});
