import { mockServices } from '@backstage/backend-test-utils';
import { settle } from '../../test/ManualClock';
import { aSpec } from '../../test/records';
import { createRunningRig } from '../../test/rig';
import { KEPT_MS } from './listReferred';
import { SecretCollector } from './SecretCollector';

const DAY_MS = 24 * 60 * 60 * 1000;

async function createCollectingRig() {
  const rig = await createRunningRig();
  const { access, project, vault } = rig;
  const collector = new SecretCollector({
    ...rig,
    logger: mockServices.logger.mock(),
  });
  const save = async (value: string) => {
    const { spec, revision } = await rig.read();
    const saved = await rig.saves.save({
      access,
      rollout: 'web',
      spec,
      secrets: { set: [{ name: 'TOKEN', value }] },
      baseRevision: revision.number,
    });
    return saved.rollout.spec.secretsFrom?.[0]?.name ?? '';
  };
  const isThere = (name: string) => vault.has({ project, name });
  /** Time goes by in jumps, without a tick of all that runs. */
  const wait = async (ms: number) => {
    rig.clock.jump(ms);
    await collector.collect();
  };
  return { ...rig, collector, save, isThere, wait };
}

describe('collecting secrets', () => {
  it('B06 keeps 90 days and 20 revisions, and not more', async () => {
    const rig = await createCollectingRig();
    const first = await rig.save('first');
    for (let count = 0; count < 19; count += 1) {
      await rig.save(`value ${count}`);
    }
    await rig.wait(KEPT_MS + 2 * DAY_MS);
    await expect(rig.isThere(first)).resolves.toBe(true);

    await rig.save('one more');
    await rig.wait(KEPT_MS + 2 * DAY_MS);

    await expect(rig.isThere(first)).resolves.toBe(false);
    await expect(
      rig.saves.rollBack({ ...rig.web, to: { revision: 2 } }),
    ).rejects.toMatchObject({
      fields: [
        {
          path: 'revision',
          message: expect.stringContaining('since nothing had used it'),
        },
      ],
    });
  });

  it('keeps what the Rollout in the cluster refers to', async () => {
    const rig = await createCollectingRig();
    const first = await rig.save('first');
    for (let count = 0; count < 20; count += 1) {
      await rig.save(`value ${count}`);
    }
    rig.vault.rollouts.set('oc-shop/other', {
      spec: { ...aSpec(), secretsFrom: [{ name: first }] },
    } as never);

    await rig.wait(KEPT_MS + 2 * DAY_MS);

    await expect(rig.isThere(first)).resolves.toBe(true);
  });

  it('makes a Secret anew whose values come back', async () => {
    const rig = await createCollectingRig();
    const first = await rig.save('first');
    for (let count = 0; count < 20; count += 1) {
      await rig.save(`value ${count}`);
    }
    await rig.wait(KEPT_MS + 2 * DAY_MS);
    await expect(rig.isThere(first)).resolves.toBe(false);

    await expect(rig.save('first')).resolves.toBe(first);
    await rig.wait(DAY_MS + 1);

    await expect(rig.isThere(first)).resolves.toBe(true);
  });

  it('makes a Secret anew that is given up while a save finds it there', async () => {
    const rig = await createCollectingRig();
    const first = await rig.save('first');
    await rig.save('second');
    const writes = rig.vault.writes.length;
    const has = rig.vault.has.bind(rig.vault);
    rig.vault.has = async ref => {
      rig.vault.has = has;
      const isThere = await has(ref);
      await rig.state.transact(async ({ rollouts, secrets }) => {
        const web = await rollouts.find(rig.project.id, 'web');
        const secret = { rolloutId: web!.id, name: first };
        await secrets.markCollected(secret, '2026-03-04T05:06:08.000Z');
      });
      return isThere;
    };

    await expect(rig.save('first')).resolves.toBe(first);

    expect(rig.vault.writes.slice(writes)).toEqual([`oc-shop/${first}`]);
  });

  it('takes what another hand put into the cluster, though it names a Secret that is gone', async () => {
    const rig = await createCollectingRig();
    const first = await rig.save('first');
    const { spec } = await rig.read();
    await rig.save('second');
    await settle();
    await rig.state.transact(async ({ rollouts, secrets }) => {
      const web = await rollouts.find(rig.project.id, 'web');
      const secret = { rolloutId: web!.id, name: first };
      await secrets.markCollected(secret, '2026-03-04T05:06:08.000Z');
    });
    await rig.gateway.changeByHand(rig.ref, spec);
    await settle();

    await rig.saves.rollBack({ ...rig.web, to: { revision: 1 } });

    const { items } = await rig.rollouts.listRevisions(rig.web, { limit: 2 });
    expect(items.map(({ number, via }) => [number, via])).toEqual([
      [5, 'rollback'],
      [4, 'cluster'],
    ]);
  });

  it('goes on where it cannot look at one', async () => {
    const rig = await createCollectingRig();
    await rig.save('first');
    await rig.save('second');
    await settle();
    rig.clock.jump(2 * DAY_MS);
    const { secrets } = rig.state.stores;
    const now = new Date(rig.clock.now()).toISOString();
    await expect(secrets.listDue(now, 10)).resolves.toHaveLength(2);
    const mentions = rig.vault.mentions.bind(rig.vault);
    rig.vault.mentions = async () => {
      rig.vault.mentions = mentions;
      throw new Error('forbidden');
    };

    await rig.collector.collect();

    await expect(secrets.listDue(now, 10)).resolves.toEqual([]);
  });

  it('leaves alone what only bears our labels', async () => {
    const rig = await createCollectingRig();
    const { project } = rig;
    await rig.state.stores.projects.update(project.id, { namespaceUid: 'uid' });
    const name = 'made-by-hand';
    await rig.vault.write({
      ...{ project, name, rollout: 'web', kind: 'values' },
      values: new Map([['A', '1']]),
    });

    await rig.wait(9 * DAY_MS);

    await expect(rig.isThere(name)).resolves.toBe(true);
  });

  it('takes away what no save was made of, but not at once', async () => {
    const rig = await createCollectingRig();
    const { project } = rig;
    await rig.state.stores.projects.update(project.id, { namespaceUid: 'uid' });
    const name = 'web-secrets-0123456789abcdef';
    await rig.vault.write({
      ...{ project, name, rollout: 'web', kind: 'values' },
      values: new Map([['A', '1']]),
    });

    await rig.wait(DAY_MS - 1);
    await expect(rig.isThere(name)).resolves.toBe(true);
    await rig.wait(2);
    await expect(rig.isThere(name)).resolves.toBe(false);
  });
});
