import type { SecretsEdit } from '@one-click/backstage-plugin-one-click-common';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { createIdempotencyKey } from '../idempotency/IdempotencyKey';
import { settle } from '../../test/ManualClock';
import { aSpec } from '../../test/records';
import { createSecretsRig, OURS, setting } from '../../test/secretsRig';

const AWKWARD = {
  EQUALS: 'a=b==',
  QUOTES: `"it's" \`quoted\``,
  LINES: 'one\ntwo\r\n\n',
  EMPTY: '',
  UNICODE: 'pässwörd ✓ 𝄞',
};

describe('saving secrets', () => {
  it('B06 puts values into the cluster only, under the name of their content', async () => {
    const rig = await createSecretsRig();

    const saved = await rig.put(aSpec(), setting({ TOKEN: 'marker-1' }), 1);
    await settle();

    const [ref] = saved.rollout.spec.secretsFrom ?? [];
    expect(ref?.name).toMatch(OURS);
    expect(saved.rollout.revision).toMatchObject({
      number: 2,
      changes: [{ path: 'secrets[TOKEN]', kind: 'added', secret: true }],
    });
    await expect(rig.valuesOf(saved.rollout.spec)).resolves.toEqual({
      TOKEN: 'marker-1',
    });
    expect(rig.gateway.find(rig.ref)?.spec.secretsFrom).toEqual([ref]);
    const revisions = await rig.state.stores.revisions.scan({
      rolloutId: saved.rollout.name,
      limit: 50,
    });
    expect(JSON.stringify([saved, revisions])).not.toContain('marker');
  });

  it('M14 keeps every value exactly as it is', async () => {
    const rig = await createSecretsRig();

    const saved = await rig.put(aSpec(), setting(AWKWARD), 1);

    await expect(rig.valuesOf(saved.rollout.spec)).resolves.toEqual(AWKWARD);
  });

  it('B06 changes one value and keeps the others, unseen', async () => {
    const rig = await createSecretsRig();
    const first = await rig.put(
      aSpec(),
      setting({ ONE: '1', TWO: '2', THREE: '3' }),
      1,
    );
    await rig.clock.advance(60_000);

    const { spec } = first.rollout;
    const saved = await rig.put(
      spec,
      { ...setting({ TWO: 'two' }), remove: ['THREE'] },
      2,
    );

    await expect(rig.valuesOf(saved.rollout.spec)).resolves.toEqual({
      ONE: '1',
      TWO: 'two',
    });
    expect(saved.rollout.revision.changes).toEqual([
      expect.objectContaining({ path: 'secrets[THREE]', kind: 'removed' }),
      expect.objectContaining({ path: 'secrets[TWO]', kind: 'changed' }),
    ]);
    const before = await rig.setOf(2);
    await expect(rig.setOf()).resolves.toMatchObject({
      keys: [
        { name: 'ONE', at: before?.keys[0]?.at },
        { name: 'TWO', by: 'user:default/ana' },
      ],
    });
  });

  it('takes the reference away with the last value', async () => {
    const rig = await createSecretsRig();
    const { rollout } = await rig.put(aSpec(), setting({ ONE: '1' }), 1);

    const saved = await rig.put(rollout.spec, { remove: ['ONE'] }, 2);

    expect(saved.rollout.spec).toEqual(aSpec());
  });

  it('makes no revision of the same values', async () => {
    const rig = await createSecretsRig();
    const { rollout } = await rig.put(aSpec(), setting({ ONE: '1' }), 1);

    await expect(
      rig.put(rollout.spec, setting({ ONE: '1' }), 2),
    ).resolves.toMatchObject({ changed: false });
    expect(rig.vault.writes).toHaveLength(1);
  });

  it('M09 gives a new rollout its sign-in from the start, which nobody reads again', async () => {
    const rig = await createSecretsRig();
    const { access } = rig;

    const saved = await rig.saves.create({
      access,
      rollout: {
        name: 'api',
        spec: aSpec(),
        secrets: { signIn: { username: 'bot', password: 'marker-2' } },
      },
    });

    const pull = saved.rollout.spec.image.pullSecretRef?.name ?? '';
    expect(pull).toMatch(/^api-registry-[0-9a-f]{16}$/);
    const values = await rig.vault.read({ project: rig.project, name: pull });
    expect(JSON.parse(values?.get('.dockerconfigjson') ?? '')).toMatchObject({
      auths: {
        'https://index.docker.io/v1/': {
          username: 'bot',
          password: 'marker-2',
        },
      },
    });
    await expect(
      rig.secrets.get({ access, rollout: 'api' }),
    ).resolves.toMatchObject({
      sets: [{ signIn: { registry: 'docker.io', username: 'bot' } }],
    });
  });

  it('drops no secrets of a job that somebody took away meanwhile', async () => {
    const rig = await createSecretsRig();
    const cronjobs = [{ name: 'nightly', schedule: '@daily' }];
    await rig.put(aSpec({ cronjobs }), undefined, 1);
    await rig.put(aSpec(), undefined, 2);

    await expect(
      rig.put(
        aSpec({ cronjobs }),
        { jobs: { nightly: setting({ KEY: 'marker-6' }) } },
        2,
      ),
    ).rejects.toMatchObject({ statusCode: 422 });
  });

  it('B06 lifts what stands in the spec in plain text, of jobs as well', async () => {
    const rig = await createSecretsRig();
    const image = { ...aSpec().image, username: 'bot', password: 'marker-3' };
    const job = { name: 'nightly', schedule: '@daily' };

    const saved = await rig.put(
      {
        image,
        secrets: [{ name: 'TOKEN', value: 'marker-4' }],
        cronjobs: [{ ...job, secrets: [{ name: 'KEY', value: 'marker-5' }] }],
      },
      undefined,
      1,
    );

    expect(saved.rollout.spec).toEqual({
      image: {
        ...aSpec().image,
        pullSecretRef: { name: expect.stringMatching(/^web-registry-/) },
      },
      secretsFrom: [{ name: expect.stringMatching(OURS) }],
      cronjobs: [
        { ...job, secretsFrom: [{ name: expect.stringMatching(OURS) }] },
      ],
    });
    expect(saved.rollout.revision.changes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ path: 'image.password', kind: 'added' }),
        expect.objectContaining({ path: 'secrets[TOKEN]' }),
      ]),
    );
    expect(JSON.stringify(saved)).not.toContain('marker');
  });

  it('joins the secrets of two people, and tells them of the same one', async () => {
    const rig = await createSecretsRig();
    const { rollout } = await rig.put(aSpec(), setting({ ONE: '1' }), 1);
    await rig.put(rollout.spec, setting({ TWO: '2', BOTH: 'theirs' }), 2);

    const joined = await rig.put(rollout.spec, setting({ ONE: 'new' }), 2);
    await expect(rig.valuesOf(joined.rollout.spec)).resolves.toEqual({
      ONE: 'new',
      TWO: '2',
      BOTH: 'theirs',
    });

    await expect(
      rig.put(rollout.spec, setting({ BOTH: 'mine' }), 2),
    ).rejects.toMatchObject({
      statusCode: 409,
      conflict: { revision: 4, clashes: [{ path: 'secrets[BOTH]' }] },
    });
  });

  it('B06 refuses new values while the cluster is away, and nothing else', async () => {
    const rig = await createSecretsRig();
    const { rollout } = await rig.put(aSpec(), setting({ ONE: '1' }), 1);
    await rig.gateway.loseContact(rig.clock.now());
    await settle();

    await expect(
      rig.put(rollout.spec, setting({ ONE: 'new' }), 2),
    ).rejects.toMatchObject({
      statusCode: 503,
      cause: 'ClusterAway',
      fields: [{ path: 'secrets' }],
    });
    await expect(
      rig.put({ ...rollout.spec, replicas: 4 }, undefined, 2),
    ).resolves.toMatchObject({ changed: true });
    await expect(
      rig.put({ ...rollout.spec, replicas: 5 }, setting({ ONE: '1' }), 3),
    ).resolves.toMatchObject({ changed: true });
    await expect(
      rig.saves.rollBack({ ...rig.web, to: { revision: 2 } }),
    ).resolves.toMatchObject({ changed: true });
  });

  it('names what cannot be a secret', async () => {
    const rig = await createSecretsRig();
    const refused = async (
      spec: RolloutSpecInput,
      secrets: SecretsEdit | undefined,
    ) => {
      const error = await rig.put(spec, secrets, 1).catch(each => each);
      return error.fields.map(({ path }: { path: string }) => path);
    };

    await expect(
      refused({ ...aSpec(), secrets: [{ name: 'TOKEN' }] }, undefined),
    ).resolves.toEqual(['spec.secrets[0].value']);
    await expect(
      refused(
        {
          ...aSpec(),
          secrets: [{ name: 'A', value: 'x' }],
          cronjobs: [null, 'x'],
        } as never,
        undefined,
      ),
    ).resolves.toContain('spec.cronjobs[1]');
    await expect(
      refused(
        { ...aSpec(), secrets: [{ name: 'A B', value: 'x' }] },
        undefined,
      ),
    ).resolves.toContain('spec.secrets[0].name');
    await expect(
      refused(aSpec(), { jobs: { nightly: setting({ A: '1' }) } }),
    ).resolves.toEqual(['secrets.jobs[nightly]']);
    await expect(
      refused(aSpec(), setting({ A: 'x'.repeat(1_000_001) })),
    ).resolves.toEqual(['secrets']);
  });

  it('makes one revision of values that come twice under one key', async () => {
    const rig = await createSecretsRig();
    const request = {
      access: rig.access,
      rollout: 'web',
      spec: aSpec(),
      secrets: setting({ ONE: '1' }),
      baseRevision: 1,
      idempotency: createIdempotencyKey('key-1', ['save']),
    };

    await Promise.all([rig.saves.save(request), rig.saves.save(request)]);

    await expect(rig.read()).resolves.toMatchObject({
      revision: { number: 2 },
    });
  });
});

describe('going back to old secrets', () => {
  it('B06 restores the values of then', async () => {
    const rig = await createSecretsRig();
    const two = await rig.put(aSpec(), setting({ ONE: 'old' }), 1);
    await rig.put(two.rollout.spec, setting({ ONE: 'new' }), 2);

    const back = await rig.saves.rollBack({ ...rig.web, to: { revision: 2 } });

    expect(back.rollout.spec).toEqual(two.rollout.spec);
    expect(back.rollout.revision.changes).toEqual([
      expect.objectContaining({ path: 'secrets[ONE]', kind: 'changed' }),
    ]);
    await expect(rig.valuesOf(back.rollout.spec)).resolves.toEqual({
      ONE: 'old',
    });
  });

  it('B06 is refused, and says why, where the Secret is gone from the cluster', async () => {
    const rig = await createSecretsRig();
    const two = await rig.put(aSpec(), setting({ ONE: 'old' }), 1);
    await rig.put(two.rollout.spec, setting({ ONE: 'new' }), 2);
    const name = two.rollout.spec.secretsFrom?.[0]?.name ?? '';
    rig.vault.deleteByHand({ project: rig.project, name });

    await expect(
      rig.saves.rollBack({ ...rig.web, to: { revision: 2 } }),
    ).rejects.toMatchObject({
      statusCode: 422,
      fields: [
        {
          path: 'revision',
          message: expect.stringContaining('was deleted in the cluster'),
        },
      ],
    });
  });
});
