import { createUpdateRig, withTag } from '../../test/updateRig';
import { digestFor } from '../../test/FakeRegistryClient';
import { after } from '../../test/records';
import { ClusterAwayError } from '../errors';

const MINUTE = 60_000;
const SEMVER = { kind: 'semver', constraint: '^2' } as const;
const APPLY = { rule: SEMVER, mode: 'apply' } as const;

describe('an update policy', () => {
  it('M10 applies a newer image as a revision of its own, and says why', async () => {
    const rig = await createUpdateRig('ghcr.io/acme/web:2.4.0');
    rig.registry.push('ghcr.io/acme/web:2.4.0');
    rig.registry.push('ghcr.io/acme/web:2.5.0');
    rig.registry.push('ghcr.io/acme/web:3.0.0');

    await rig.follow(APPLY);

    await expect(rig.read()).resolves.toMatchObject({
      spec: { image: { tag: '2.5.0' } },
      revision: {
        number: 2,
        via: 'update',
        createdBy: 'auto-update',
        note: "'2.5.0' is newer than '2.4.0'",
      },
    });
    expect(rig.gateway.find(rig.ref)).toMatchObject({
      revision: 2,
      spec: { image: { tag: '2.5.0' } },
    });
    await expect(rig.decisions()).resolves.toMatchObject([
      {
        verdict: 'applied',
        trigger: 'person',
        from: { tag: '2.4.0' },
        to: { tag: '2.5.0' },
        revision: 2,
        looks: 1,
      },
    ]);
  });

  it('B09 says why it does nothing, and counts looks that come to the same', async () => {
    const rig = await createUpdateRig('ghcr.io/acme/web:2.4.0');
    rig.registry.push('ghcr.io/acme/web:3.0.0');
    rig.registry.push('ghcr.io/acme/web:2.5.0-rc1');
    rig.registry.push('ghcr.io/acme/web:2.3.0');
    await rig.follow({ ...APPLY, intervalMinutes: 10 });
    await rig.clock.advance(30 * MINUTE);

    await expect(rig.decisions()).resolves.toMatchObject([
      {
        verdict: 'nothingNewer',
        reason:
          'Nothing newer is there; 2.5.0-rc1 is a pre-release; 3.0.0 is not in ^2',
        looks: 4,
      },
    ]);

    rig.registry.push('ghcr.io/acme/web:2.4.1');
    await rig.clock.advance(10 * MINUTE);
    await expect(rig.decisions()).resolves.toMatchObject([
      { verdict: 'applied', trigger: 'poll', to: { tag: '2.4.1' } },
      { verdict: 'nothingNewer', looks: 4 },
    ]);
  });

  it('never goes back', async () => {
    const rig = await createUpdateRig('ghcr.io/acme/web:2.4.0');
    rig.registry.push('ghcr.io/acme/web:2.3.9');
    await rig.follow(APPLY);

    await expect(rig.tag()).resolves.toBe('2.4.0');
  });

  it('notifies and changes nothing, where that is its mode', async () => {
    const rig = await createUpdateRig('ghcr.io/acme/web:2.4.0');
    rig.registry.push('ghcr.io/acme/web:2.5.0');
    await rig.follow({ rule: SEMVER, mode: 'notify', intervalMinutes: 10 });
    await rig.clock.advance(20 * MINUTE);

    await expect(rig.tag()).resolves.toBe('2.4.0');
    await expect(rig.decisions()).resolves.toMatchObject([
      { verdict: 'notified', to: { tag: '2.5.0' }, looks: 3 },
    ]);
    const caller = { ...rig.access.caller, canAdminister: true };
    const list = () => rig.rollouts.list(caller, { hasNewerImage: true });
    await expect(list()).resolves.toMatchObject({
      items: [{ name: 'web', newerImage: { tag: '2.5.0' } }],
    });
    await rig.save(withTag('ghcr.io/acme/web:2.5.0'), 1);
    await expect(list()).resolves.toMatchObject({ items: [] });
    const { items } = await rig.state.stores.activity.list({
      projectId: rig.project.id,
      limit: 50,
    });
    const told = items.filter(({ act }) => act === 'update-available');
    expect(told).toMatchObject([
      { actor: 'auto-update', details: { tag: '2.5.0' } },
    ]);
  });

  it('keeps a digest pinned where the spec has one', async () => {
    const rig = await createUpdateRig('ghcr.io/acme/web:2.4.0');
    const digest = digestFor('old');
    const spec = withTag('ghcr.io/acme/web:2.4.0');
    await rig.save({ ...spec, image: { ...spec.image, digest } }, 1);
    const newer = rig.registry.push('ghcr.io/acme/web:2.5.0');
    await rig.follow(APPLY);

    await expect(rig.read()).resolves.toMatchObject({
      spec: { image: { tag: '2.5.0', digest: newer } },
    });
  });

  it('follows the content of a moving tag', async () => {
    const rig = await createUpdateRig('ghcr.io/acme/web:latest');
    rig.registry.push('ghcr.io/acme/web:latest', { content: 'one' });
    await rig.follow({
      rule: { kind: 'digest' },
      mode: 'apply',
      intervalMinutes: 10,
    });
    await rig.clock.advance(20 * MINUTE);
    await expect(rig.decisions()).resolves.toMatchObject([
      {
        verdict: 'nothingNewer',
        reason: expect.stringContaining('latest stands for the image'),
        looks: 2,
      },
      { verdict: 'firstLook' },
    ]);

    const two = rig.registry.push('ghcr.io/acme/web:latest', {
      content: 'two',
    });
    await rig.clock.advance(20 * MINUTE);

    await expect(rig.read()).resolves.toMatchObject({
      spec: { image: { tag: 'latest', digest: two } },
      revision: { number: 2, note: "'latest' stands for a new image" },
    });
    expect(rig.registry.asked).not.toContain('list ghcr.io/acme/web');
  });

  it('does not follow a moving tag back to an older image', async () => {
    const rig = await createUpdateRig('ghcr.io/acme/web:latest');
    const image = 'ghcr.io/acme/web:latest';
    const two = digestFor('two');
    const spec = withTag(image);
    await rig.save({ ...spec, image: { ...spec.image, digest: two } }, 1);
    rig.registry.push(image, { content: 'one' });
    // The registry still has what the digest names.
    jest
      .spyOn(rig.registry, 'inspect')
      .mockImplementation(async ({ reference }) => ({
        digest: reference,
        platforms: [],
        exposedPorts: [],
        volumes: [],
        createdAt: reference === two ? after(2) : after(1),
      }));
    await rig.follow({ rule: { kind: 'digest' }, mode: 'apply' });

    await expect(rig.read()).resolves.toMatchObject({
      spec: { image: { digest: two } },
    });
    await expect(rig.decisions()).resolves.toMatchObject([
      { reason: expect.stringContaining('an image made earlier') },
    ]);
  });

  it('holds what the portal does not take, and says so', async () => {
    const rig = await createUpdateRig('ghcr.io/acme/web:2.4.0', {
      rolloutRules: [
        {
          id: 'acme.even',
          check: async ({ spec }) =>
            spec.image.tag === '2.5.0'
              ? [
                  {
                    severity: 'refusal',
                    field: 'image.tag',
                    message: 'is odd',
                  },
                ]
              : [],
        },
      ],
    });
    rig.registry.push('ghcr.io/acme/web:2.5.0');
    await rig.follow(APPLY);

    await expect(rig.decisions()).resolves.toMatchObject([
      { verdict: 'held', reason: expect.stringContaining('is odd') },
    ]);
    await expect(rig.tag()).resolves.toBe('2.4.0');
  });

  it('follows the rollout to another registry', async () => {
    const rig = await createUpdateRig('ghcr.io/acme/web:2.4.0');
    await rig.follow({ ...APPLY, intervalMinutes: 10 });
    rig.registry.push('quay.io/acme/web:2.5.0');
    await rig.save(withTag('quay.io/acme/web:2.4.0'), 1);
    await rig.clock.advance(20 * MINUTE);

    await expect(rig.read()).resolves.toMatchObject({
      spec: { image: { registry: 'quay.io', tag: '2.5.0' } },
    });
  });

  it('previews what it would do, and changes nothing', async () => {
    const rig = await createUpdateRig('ghcr.io/acme/web:2.4.0');
    const digest = rig.registry.push('ghcr.io/acme/web:2.5.0');
    rig.registry.push('ghcr.io/acme/web:2.3.0');
    rig.registry.push('ghcr.io/acme/web:3.0.0');
    const settings = {
      rule: { ...SEMVER, preReleases: false },
      mode: 'apply',
      intervalMinutes: 15,
      minimumAgeMinutes: 0,
    } as const;

    await expect(rig.updates.preview(rig.web, settings)).resolves.toEqual({
      running: { tag: '2.4.0' },
      pick: { tag: '2.5.0', digest },
      skipped: [
        {
          tag: '3.0.0',
          reason: 'outsideConstraint',
          sentence: 'is not in ^2',
        },
        {
          tag: '2.3.0',
          reason: 'older',
          sentence: 'is older than what runs',
        },
      ],
      skippedCounts: { outsideConstraint: 1, older: 1 },
      warnings: [],
    });
    await expect(rig.tag()).resolves.toBe('2.4.0');
    await expect(
      rig.updates.preview(rig.web, {
        ...settings,
        rule: {
          kind: 'pattern',
          pattern: '^latest$',
          order: 'alphabetical',
          newest: 'highest',
        },
      }),
    ).resolves.toMatchObject({
      warnings: [
        expect.stringContaining("'2.4.0', is not"),
        expect.stringContaining('No tag matches'),
      ],
    });
  });

  it.each([
    { rule: { ...SEMVER, constraint: 'newest' }, path: 'rule.constraint' },
    { rule: { kind: 'pattern', pattern: '(' }, path: 'rule.pattern' },
    { rule: { kind: 'timestamp', pattern: '(?<!x)y' }, path: 'rule.pattern' },
  ] as const)('names what is wrong with $rule', async ({ rule, path }) => {
    const rig = await createUpdateRig('ghcr.io/acme/web:2.4.0');

    await expect(rig.follow({ rule, mode: 'apply' })).rejects.toMatchObject({
      fields: [{ path }],
    });
  });

  it('waits for a cluster that is away with the sign-in, and blames nobody', async () => {
    let isAway = true;
    const rig = await createUpdateRig('ghcr.io/acme/web:2.4.0', {
      pullSecrets: {
        async find() {
          if (isAway) {
            throw new ClusterAwayError('main');
          }
          return undefined;
        },
      },
    });
    const spec = withTag('ghcr.io/acme/web:2.4.0');
    const image = { ...spec.image, pullSecretRef: { name: 'pull' } };
    await rig.save({ ...spec, image }, 1);
    rig.registry.push('ghcr.io/acme/web:2.5.0');
    await rig.follow(APPLY);
    await rig.clock.advance(MINUTE);
    await expect(rig.decisions()).resolves.toEqual([]);

    isAway = false;
    await rig.clock.advance(MINUTE);
    await expect(rig.tag()).resolves.toBe('2.5.0');
  });

  it('asks with the sign-in that the pods pull with', async () => {
    const signIn = { username: 'ana', password: 'p' };
    const asked: unknown[] = [];
    const rig = await createUpdateRig('ghcr.io/acme/web:2.4.0', {
      pullSecrets: {
        async find(request) {
          asked.push(request);
          return signIn;
        },
      },
    });
    const spec = withTag('ghcr.io/acme/web:2.4.0');
    const image = { ...spec.image, pullSecretRef: { name: 'pull' } };
    await rig.save({ ...spec, image }, 1);
    await rig.follow(APPLY);

    expect(asked).toEqual([
      {
        cluster: 'main',
        namespace: rig.project.namespace,
        name: 'pull',
        ref: { registry: 'ghcr.io', repository: 'acme/web' },
      },
    ]);
    expect(rig.registry.signIns).toEqual([signIn]);
  });
});
