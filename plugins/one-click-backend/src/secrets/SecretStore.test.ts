import { KEEPERS, useDatabases, useKeeper } from '../../test/databases';
import { after, aProject, aRollout, DAWN } from '../../test/records';
import type { SecretRecord } from './SecretStore';

const databases = useDatabases();

describe.each(KEEPERS)('secrets in %s', kind => {
  const keeper = useKeeper(databases, kind);

  async function addRollout(name = 'web') {
    const project = aProject({ name: `shop-${name}` });
    const rollout = aRollout({ name, projectId: project.id });
    await keeper.projects.insert(project);
    await keeper.rollouts.insert(rollout);
    return rollout.id;
  }

  function aSecret(over: Partial<SecretRecord>): SecretRecord {
    return {
      rolloutId: 'none',
      name: 'web-secrets-0123456789abcdef',
      kind: 'values',
      keys: [{ name: 'API_KEY', hash: 'aa', at: DAWN, by: 'user:default/ana' }],
      signIn: undefined,
      createdAt: DAWN,
      dueAt: after(1000),
      collectedAt: undefined,
      ...over,
    };
  }

  it('keep the first key of a rollout, whoever comes later', async () => {
    const rolloutId = await addRollout();

    await expect(
      keeper.secrets.findHashKey(rolloutId),
    ).resolves.toBeUndefined();
    await expect(keeper.secrets.keepHashKey(rolloutId, 'one')).resolves.toBe(
      'one',
    );
    await expect(keeper.secrets.keepHashKey(rolloutId, 'two')).resolves.toBe(
      'one',
    );
    await expect(keeper.secrets.findHashKey(rolloutId)).resolves.toBe('one');
  });

  it('are found by name, in one rollout only', async () => {
    const [one, two] = [await addRollout('one'), await addRollout('two')];
    const pull = aSecret({
      rolloutId: one,
      name: 'pull',
      kind: 'sign-in',
      signIn: { registry: 'ghcr.io', username: 'bot' },
    });
    const values = aSecret({ rolloutId: one });
    await keeper.secrets.put(pull);
    await keeper.secrets.put(values);
    await keeper.secrets.put(aSecret({ rolloutId: two, name: 'pull' }));

    await expect(
      keeper.secrets.find(one, ['pull', values.name, 'other']),
    ).resolves.toEqual([pull, values]);
    await expect(keeper.secrets.find(one, [])).resolves.toEqual([]);
  });

  it('are due in their turn, unless put off or collected', async () => {
    const rolloutId = await addRollout();
    const dues = { late: 3000, early: 1000, soon: 2000, gone: 500 };
    for (const [name, ms] of Object.entries(dues)) {
      await keeper.secrets.put(aSecret({ rolloutId, name, dueAt: after(ms) }));
    }
    await keeper.secrets.markCollected({ rolloutId, name: 'gone' }, DAWN);
    const dueNames = async (before: string, limit = 10) => {
      const due = await keeper.secrets.listDue(before, limit);
      return due.map(({ name }) => name);
    };

    await expect(dueNames(after(2500))).resolves.toEqual(['early', 'soon']);
    await expect(dueNames(after(2500), 1)).resolves.toEqual(['early']);
    await keeper.secrets.postpone(rolloutId, ['early'], after(9000));
    await expect(dueNames(after(9500))).resolves.toEqual([
      'soon',
      'late',
      'early',
    ]);
    await expect(keeper.secrets.find(rolloutId, ['gone'])).resolves.toEqual([
      aSecret({ rolloutId, name: 'gone', dueAt: undefined, collectedAt: DAWN }),
    ]);
  });

  it('come back when the same values are wanted again', async () => {
    const rolloutId = await addRollout();
    const secret = aSecret({ rolloutId });
    await keeper.secrets.put(secret);
    await keeper.secrets.markCollected(secret, after(5));

    await keeper.secrets.put(secret);

    await expect(
      keeper.secrets.find(rolloutId, [secret.name]),
    ).resolves.toEqual([secret]);
  });
});
