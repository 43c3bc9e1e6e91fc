import { KEEPERS, useDatabases, useKeeper } from '../../test/databases';
import { after, aSpec, DAWN } from '../../test/records';
import { seedRollouts } from '../../test/seed';
import { answerFindings, FINDINGS_HOLD_MS, hashDraft } from './answerFindings';
import type { PreflightRecord } from './PreflightStore';

jest.setTimeout(200_000);

const databases = useDatabases();
const WARNING = {
  id: 'image.platform@spec.image',
  check: 'image',
  severity: 'warning',
  message: 'It is old',
} as const;
const ERROR = {
  id: 'hosts.taken@spec.x',
  check: 'hosts',
  field: 'spec.x',
  severity: 'error',
  message: 'Taken',
} as const;

describe.each(KEEPERS)('what a save owes to its pre-flight, in %s', engine => {
  const stores = useKeeper(databases, engine);
  const spec = aSpec();

  async function seed(findings: PreflightRecord['findings']) {
    const { project } = await seedRollouts(stores, 'web');
    const key = {
      projectId: project.id,
      rollout: 'web',
      actor: 'user:default/ana',
    };
    const record = { ...key, findings, checkedAt: DAWN };
    await stores.preflights.put({ ...record, draftHash: 'another' });
    await stores.preflights.put({ ...record, draftHash: hashDraft(spec) });
    const draft = { key, spec, acknowledged: [], at: after(1) };
    return { key, draft };
  }

  it('B02 refuses errors, and warnings that are not acknowledged, by field', async () => {
    const { draft } = await seed([WARNING, ERROR]);

    await expect(answerFindings(stores, draft)).rejects.toMatchObject({
      fields: [{ path: 'acknowledged' }, { path: 'spec.x' }],
    });
    await expect(
      answerFindings(stores, {
        ...draft,
        acknowledged: [WARNING.id, ERROR.id],
      }),
    ).rejects.toMatchObject({ fields: [{ path: 'spec.x' }] });
  });

  it('B02 knows a draft again whose secrets were taken out of it', async () => {
    const { draft } = await seed([ERROR]);
    const named = { ...spec, secrets: [{ name: 'TOKEN' }] };

    await expect(
      answerFindings(stores, { ...draft, spec: named }),
    ).rejects.toMatchObject({ fields: [{ path: 'spec.x' }] });
    expect(hashDraft({ ...spec, replicas: 9 })).not.toBe(hashDraft(spec));
  });

  it('B02 gives back what was acknowledged, with its message where it is known', async () => {
    const { draft } = await seed([WARNING]);

    await expect(
      answerFindings(stores, { ...draft, acknowledged: [WARNING.id, 'other'] }),
    ).resolves.toEqual([
      { id: WARNING.id, message: 'It is old' },
      { id: 'other' },
    ]);
  });

  it('holds nobody to what was found in another draft, by another person, or long ago', async () => {
    const { draft, key } = await seed([ERROR]);

    await expect(
      answerFindings(stores, { ...draft, spec: aSpec({ replicas: 2 }) }),
    ).resolves.toEqual([]);
    await expect(
      answerFindings(stores, {
        ...draft,
        key: { ...key, actor: 'user:default/ed' },
      }),
    ).resolves.toEqual([]);
    await expect(
      answerFindings(stores, { ...draft, at: after(FINDINGS_HOLD_MS + 1) }),
    ).resolves.toEqual([]);
    await stores.preflights.prune(after(1));
    await expect(stores.preflights.find(key)).resolves.toBeUndefined();
  });
});
