import { createUpdater, createUpdateRig, withTag } from '../../test/updateRig';
import { digestFor, FakeRegistryClient } from '../../test/FakeRegistryClient';
import { RegistryError } from '../registry/RegistryError';

const MINUTE = 60_000;
const SEMVER = { kind: 'semver', constraint: '^2' } as const;
const APPLY = { rule: SEMVER, mode: 'apply' } as const;

describe('a registry that does not answer', () => {
  const limited = new RegistryError('limited', 'too often (429)', {
    retryAfterMs: 30 * MINUTE,
  });

  it('R10 is named, recorded and left alone for as long as it asks for', async () => {
    const rig = await createUpdateRig('ghcr.io/acme/web:2.4.0');
    rig.registry.push('ghcr.io/acme/web:2.5.0');
    rig.registry.fail('ghcr.io', limited);
    await rig.follow({ ...APPLY, intervalMinutes: 1 });
    await rig.clock.advance(30 * MINUTE);

    await expect(rig.decisions()).resolves.toMatchObject([
      {
        verdict: 'failed',
        problem: { id: 'limited', sentence: 'too often (429)' },
        looks: 1,
      },
    ]);
    expect(rig.registry.asked).toHaveLength(1);

    rig.registry.fail('ghcr.io', undefined);
    await rig.clock.advance(5 * MINUTE);
    await expect(rig.tag()).resolves.toBe('2.5.0');
  });

  it('R10 waits longer each time', async () => {
    const rig = await createUpdateRig('ghcr.io/acme/web:2.4.0');
    rig.registry.fail('ghcr.io', new RegistryError('away', 'gone'));
    await rig.follow({ ...APPLY, intervalMinutes: 1 });
    await rig.clock.advance(10 * MINUTE);
    const early = rig.registry.asked.length;
    await rig.clock.advance(60 * MINUTE);

    expect(early).toBeLessThanOrEqual(6);
    expect(rig.registry.asked.length - early).toBeLessThanOrEqual(4);
  });

  it('R10 holds up no other, though it hangs', async () => {
    const rig = await createUpdateRig('slow.example/acme/web:2.4.0');
    rig.registry.fail('slow.example', 'hang');
    rig.registry.push('ghcr.io/acme/api:2.5.0');
    const { access } = rig;
    await rig.saves.create({
      access,
      rollout: { name: 'api', spec: withTag('ghcr.io/acme/api:2.4.0') },
    });
    await rig.follow(APPLY);
    await rig.updates.put(
      { access, rollout: 'api' },
      {
        ...APPLY,
        rule: { ...SEMVER, preReleases: false },
        intervalMinutes: 15,
        minimumAgeMinutes: 0,
      },
    );
    await rig.clock.advance(5_000);

    await expect(
      rig.rollouts.get({ access, rollout: 'api' }),
    ).resolves.toMatchObject({ spec: { image: { tag: '2.5.0' } } });
    expect(rig.registry.asked).toContain('list slow.example/acme/web');
    await rig.ticker.stop();
  });

  it('R10 with a wrong sign-in is asked less and less, and rests for nobody else', async () => {
    const rig = await createUpdateRig('ghcr.io/acme/web:2.4.0');
    rig.registry.fail('ghcr.io', new RegistryError('signInRefused', 'no'));
    await rig.follow({ ...APPLY, intervalMinutes: 10 });
    await rig.clock.advance(120 * MINUTE);

    expect(rig.registry.asked.length).toBeLessThanOrEqual(5);
    await expect(rig.decisions()).resolves.toMatchObject([
      { verdict: 'failed', problem: { id: 'signInRefused' } },
    ]);
    await expect(
      rig.state.stores.registryStates.find('ghcr.io'),
    ).resolves.toBeUndefined();
  });
});

describe('several replicas', () => {
  it('R15 look once, and a restart forgets nothing', async () => {
    const rig = await createUpdateRig('ghcr.io/acme/web:2.4.0');
    const client = new FakeRegistryClient();
    const others = [1, 2].map(() => createUpdater(rig, { client }));
    others.forEach(({ ticker }) => ticker.start());
    await rig.follow({ ...APPLY, intervalMinutes: 10 });
    expect([...rig.registry.asked, ...client.asked]).toHaveLength(1);

    for (const { ticker } of [rig, ...others]) {
      await ticker.stop();
    }
    // Nobody is there when it falls due.
    await rig.clock.advance(60 * MINUTE);
    client.asked.length = 0;
    client.push('ghcr.io/acme/web:2.5.0');
    const restarted = [1, 2, 3].map(() => createUpdater(rig, { client }));
    restarted.forEach(({ ticker }) => ticker.start());
    await rig.clock.advance(0);

    expect(client.asked.filter(each => each.startsWith('list'))).toHaveLength(
      1,
    );
    await expect(rig.tag()).resolves.toBe('2.5.0');
    await expect(rig.decisions()).resolves.toHaveLength(2);
  });

  it('R15 take over from one that is gone in the middle of a look', async () => {
    const rig = await createUpdateRig('ghcr.io/acme/web:2.4.0');
    rig.registry.fail('ghcr.io', 'hang');
    await rig.follow(APPLY);
    await rig.ticker.stop();
    const client = new FakeRegistryClient();
    client.push('ghcr.io/acme/web:2.5.0');
    createUpdater(rig, { client }).ticker.start();
    await rig.clock.advance(3 * MINUTE);

    await expect(rig.tag()).resolves.toBe('2.5.0');
  });
});

describe('a tag source of a module', () => {
  it('is asked in place of the registry', async () => {
    const rig = await createUpdateRig('ecr.example/acme/web:2.4.0', {
      sources: [
        {
          id: 'acme.ecr',
          answersFor: ({ registry }) => registry === 'ecr.example',
          listTags: async () => ['2.4.0', '2.5.0', '9.0.0/../x', ''],
          findDigest: async ({ tag }) => digestFor(tag),
        },
      ],
    });
    await rig.follow(APPLY);

    await expect(rig.tag()).resolves.toBe('2.5.0');
    expect(rig.registry.asked).toEqual([]);
  });

  it('that throws counts as a registry that is away', async () => {
    const rig = await createUpdateRig('ecr.example/acme/web:2.4.0', {
      sources: [
        {
          id: 'acme.ecr',
          answersFor: () => true,
          listTags: async () => {
            throw new Error('marker-secret');
          },
          findDigest: async () => undefined,
        },
      ],
    });
    await rig.follow(APPLY);

    await expect(rig.decisions()).resolves.toMatchObject([
      {
        verdict: 'failed',
        problem: {
          id: 'away',
          sentence: "The tag source 'acme.ecr' failed",
        },
      },
    ]);
  });
});
