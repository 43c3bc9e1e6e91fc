import type {
  Rollout,
  RolloutSpecInput,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { settle } from '../../test/ManualClock';
import { aSpec } from '../../test/records';
import { createSecretsRig, OURS, setting } from '../../test/secretsRig';

describe('secrets that are readable in the Rollout', () => {
  const LEGACY: RolloutSpecInput = {
    ...aSpec(),
    secrets: [{ name: 'TOKEN' }],
  };

  async function createLegacyRig() {
    const rig = await createSecretsRig();
    await rig.gateway.changeByHand(rig.ref, LEGACY);
    const cr = {
      metadata: {
        ...rig.ref,
        annotations: {
          'kubectl.kubernetes.io/last-applied-configuration': 'marker-6',
        },
      },
      spec: { ...LEGACY, secrets: [{ name: 'TOKEN', value: 'marker-6' }] },
    };
    rig.vault.rollouts.set('oc-shop/web', cr as unknown as Rollout);
    return rig;
  }

  it('stay where they are while something else is saved', async () => {
    const rig = await createLegacyRig();

    const saved = await rig.put({ ...aSpec(), replicas: 3 }, undefined, 1);

    expect(saved.rollout.spec).toEqual({ ...LEGACY, replicas: 3 });
    await expect(rig.setOf()).resolves.toMatchObject({ plaintext: ['TOKEN'] });
  });

  it('B06 move into a Secret with one act, kubectl’s copy included', async () => {
    const rig = await createLegacyRig();
    await rig.put({ ...aSpec(), replicas: 3 }, undefined, 1);
    await settle();

    const moved = await rig.secrets.move(rig.web);
    await settle();

    expect(moved.rollout.spec).toEqual({
      ...aSpec(),
      replicas: 3,
      secretsFrom: [{ name: expect.stringMatching(OURS) }],
    });
    await expect(rig.valuesOf(moved.rollout.spec)).resolves.toEqual({
      TOKEN: 'marker-6',
    });
    expect(moved.rollout.revision.changes).toEqual([
      expect.objectContaining({ path: 'secrets[TOKEN]', kind: 'changed' }),
    ]);
    expect(rig.vault.rollouts.get('oc-shop/web')?.metadata.annotations).toEqual(
      {},
    );
    await expect(
      rig.saves.rollBack({ ...rig.web, to: { revision: 2 } }),
    ).rejects.toMatchObject({ fields: [{ path: 'spec.secrets[0].value' }] });
  });

  it('leave kubectl’s copy where the save fails', async () => {
    const rig = await createLegacyRig();
    rig.vault.beforeWrite = async () => {
      throw new Error('full');
    };
    const annotations = () =>
      rig.vault.rollouts.get('oc-shop/web')?.metadata.annotations;
    const before = annotations();

    await expect(rig.secrets.move(rig.web)).rejects.toThrow('full');

    expect(Object.keys(before ?? {})).not.toEqual([]);
    expect(annotations()).toEqual(before);
  });

  it('are replaced by a new value of the same name', async () => {
    const rig = await createLegacyRig();

    const saved = await rig.put(LEGACY, setting({ TOKEN: 'new' }), 1);

    expect(saved.rollout.spec.secrets ?? []).toEqual([]);
    await expect(rig.valuesOf(saved.rollout.spec)).resolves.toEqual({
      TOKEN: 'new',
    });
  });
});
