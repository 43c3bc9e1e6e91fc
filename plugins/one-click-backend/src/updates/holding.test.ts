import { digestFor } from '../../test/FakeRegistryClient';
import { createUpdateRig, withTag } from '../../test/updateRig';
import { settle } from '../../test/ManualClock';
import { DAWN } from '../../test/records';
import { pin } from '../pinning/holding';

const MINUTE = 60_000;
const SEMVER = { kind: 'semver', constraint: '^2' } as const;
const APPLY = { rule: SEMVER, mode: 'apply' } as const;

describe('an update policy', () => {
  describe('with a minimum age', () => {
    const policy = { ...APPLY, minimumAgeMinutes: 60, intervalMinutes: 10 };

    it('waits until the image has been there for so long', async () => {
      const rig = await createUpdateRig('ghcr.io/acme/web:2.4.0');
      await rig.follow(policy);
      // It claims to be old; only what was there before we looked is believed.
      rig.registry.push('ghcr.io/acme/web:2.5.0', {
        createdAt: '2020-01-01T00:00:00Z',
      });
      await rig.clock.advance(60 * MINUTE);
      await expect(rig.tag()).resolves.toBe('2.4.0');
      await expect(rig.decisions()).resolves.toMatchObject([
        {
          verdict: 'nothingNewer',
          reason: expect.stringContaining('2.5.0 is known for less than'),
        },
        {},
      ]);

      await rig.clock.advance(20 * MINUTE);
      await expect(rig.tag()).resolves.toBe('2.5.0');
    });

    it('believes what was there before the first look', async () => {
      const rig = await createUpdateRig('ghcr.io/acme/web:2.4.0');
      rig.registry.push('ghcr.io/acme/web:2.5.0', {
        createdAt: '2026-03-04T00:00:00Z',
      });
      rig.registry.push('ghcr.io/acme/web:2.6.0', { createdAt: DAWN });
      await rig.follow(policy);

      await expect(rig.tag()).resolves.toBe('2.5.0');
    });

    it('starts anew for a tag that was pushed again', async () => {
      const rig = await createUpdateRig('ghcr.io/acme/web:2.4.0');
      await rig.follow(policy);
      rig.registry.push('ghcr.io/acme/web:2.5.0');
      await rig.clock.advance(50 * MINUTE);
      rig.registry.push('ghcr.io/acme/web:2.5.0', { content: 'again' });
      await rig.clock.advance(40 * MINUTE);

      await expect(rig.tag()).resolves.toBe('2.4.0');
    });
  });

  describe('after a rollback', () => {
    async function rolledBack(digests?: ReadonlyMap<string, string>) {
      const rig = await createUpdateRig(
        'ghcr.io/acme/web:2.4.0',
        digests && { digests },
      );
      rig.registry.push('ghcr.io/acme/web:2.4.0');
      rig.registry.push('ghcr.io/acme/web:2.5.0');
      await rig.follow({ ...APPLY, intervalMinutes: 10 });
      await rig.saves.rollBack({ ...rig.web, to: { revision: 1 } });
      await settle();
      return rig;
    }

    it('B01 leaves it alone, ten looks later as well', async () => {
      const rig = await rolledBack();
      await rig.clock.advance(100 * MINUTE);

      await expect(rig.read()).resolves.toMatchObject({
        spec: { image: { tag: '2.4.0' } },
        revision: { number: 3 },
        notes: ['pinned'],
      });
      await expect(rig.decisions()).resolves.toMatchObject([
        {
          verdict: 'held',
          reason: expect.stringContaining('Pinned by the rollback'),
          looks: 10,
        },
        { verdict: 'applied' },
      ]);
      await expect(rig.updates.get(rig.web)).resolves.toMatchObject({
        hold: 'pinned',
      });
    });

    it('B01 takes nothing between what runs and what was bad', async () => {
      const rig = await rolledBack();
      rig.registry.push('ghcr.io/acme/web:2.4.1');
      await rig.clock.advance(20 * MINUTE);

      await expect(rig.tag()).resolves.toBe('2.4.0');
    });

    it('B01 takes the bad tag again once it stands for another image', async () => {
      const bad = 'ghcr.io/acme/web:2.5.0';
      const rig = await rolledBack(new Map([[bad, digestFor(`${bad} `)]]));
      await rig.clock.advance(20 * MINUTE);
      await expect(rig.tag()).resolves.toBe('2.4.0');

      rig.registry.push(bad, { content: 'mended' });
      await rig.clock.advance(20 * MINUTE);
      await expect(rig.read()).resolves.toMatchObject({
        spec: { image: { tag: '2.5.0' } },
        notes: [],
      });
    });

    it('B01 knows the bad image as a part of what the tag stands for, too', async () => {
      const bad = 'ghcr.io/acme/web:2.5.0';
      const digest = digestFor('for amd64 alone');
      const rig = await rolledBack(new Map([[bad, digest]]));
      rig.registry.platforms = [{ os: 'linux', architecture: 'amd64', digest }];
      await rig.clock.advance(20 * MINUTE);

      await expect(rig.tag()).resolves.toBe('2.4.0');
    });

    it('B01 goes on by itself with something newer than what was bad', async () => {
      const rig = await rolledBack();
      rig.registry.push('ghcr.io/acme/web:2.6.0');
      await rig.clock.advance(20 * MINUTE);

      await expect(rig.read()).resolves.toMatchObject({
        spec: { image: { tag: '2.6.0' } },
        notes: [],
      });
    });
  });

  describe('that proposes', () => {
    const policy = {
      rule: SEMVER,
      mode: 'propose',
      intervalMinutes: 10,
    } as const;
    async function proposed() {
      const rig = await createUpdateRig('ghcr.io/acme/web:2.4.0');
      rig.registry.push('ghcr.io/acme/web:2.5.0');
      await rig.follow(policy);
      const page = await rig.proposals.list(rig.web, { limit: 10 });
      return { ...rig, proposal: page.items[0]! };
    }

    it('waits for a person, who makes the revision', async () => {
      const rig = await proposed();
      await expect(rig.tag()).resolves.toBe('2.4.0');
      expect(rig.proposal).toMatchObject({
        state: 'open',
        baseRevision: 1,
        actor: 'auto-update',
        patch: { image: { tag: '2.5.0' } },
      });

      await expect(
        rig.proposals.accept(rig.web, rig.proposal.id),
      ).resolves.toMatchObject({
        state: 'accepted',
        decidedBy: 'user:default/ana',
        revision: 2,
      });
      await expect(rig.read()).resolves.toMatchObject({
        spec: { image: { tag: '2.5.0' } },
        revision: { number: 2, via: 'update', createdBy: 'user:default/ana' },
      });
      await expect(
        rig.proposals.decline(rig.web, rig.proposal.id),
      ).rejects.toThrow('accepted already');
    });

    it('leaves the pin where accepting clashes with what was changed in the cluster', async () => {
      const rig = await proposed();
      const { rollouts } = rig.state.stores;
      const web = await rollouts.find(rig.project.id, 'web');
      const deed = { rollout: web!, by: 'user:default/ana', at: DAWN };
      await rig.state.transact(stores => pin(stores, { ...deed, revision: 1 }));
      const byHand = withTag('ghcr.io/acme/web:2.4.1');
      await rig.gateway.changeByHand(rig.ref, byHand);
      await settle();

      await expect(
        rig.proposals.accept(rig.web, rig.proposal.id),
      ).rejects.toMatchObject({
        conflict: { clashes: [{ path: 'image.tag' }] },
      });

      await expect(
        rig.state.stores.pins.findPin(web!.id),
      ).resolves.toMatchObject({ revision: 1 });
    });

    it('does not propose twice, nor again what was declined', async () => {
      const rig = await proposed();
      await rig.clock.advance(20 * MINUTE);
      await rig.proposals.decline(rig.web, rig.proposal.id);
      await rig.clock.advance(20 * MINUTE);

      await expect(
        rig.proposals.list(rig.web, { limit: 10 }),
      ).resolves.toMatchObject({ totalItems: 1 });
      await expect(rig.decisions()).resolves.toMatchObject([
        {
          verdict: 'nothingNewer',
          reason: expect.stringContaining('2.5.0 was proposed, and declined'),
        },
        { verdict: 'proposed', proposal: rig.proposal.id, looks: 3 },
      ]);
    });

    it('lets a newer proposal take the place of an older one', async () => {
      const rig = await proposed();
      rig.registry.push('ghcr.io/acme/web:2.6.0');
      await rig.clock.advance(11 * MINUTE);

      const { items } = await rig.proposals.list(rig.web, { limit: 10 });
      expect(items.map(({ state, patch }) => [patch.image.tag, state])).toEqual(
        [
          ['2.6.0', 'open'],
          ['2.5.0', 'expired'],
        ],
      );
    });

    it('refuses one that time has passed by', async () => {
      const rig = await proposed();
      await rig.save(withTag('ghcr.io/acme/web:2.4.9'), 1);

      await expect(
        rig.proposals.accept(rig.web, rig.proposal.id),
      ).rejects.toThrow('The image was changed since revision 1');
    });
  });
});
