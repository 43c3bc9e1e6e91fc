import { KEEPERS, useDatabases, useKeeper } from '../../test/databases';
import { after, DAWN } from '../../test/records';

jest.setTimeout(200_000);

const databases = useDatabases();

describe.each(KEEPERS)('what waits in the outbox of %s', engine => {
  const stores = useKeeper(databases, engine);

  const put = (id: string, cluster: string, createdAt: string) =>
    stores.outbox.put({
      subject: { kind: 'rollout', id },
      cluster,
      revision: 1,
      createdAt,
      attempts: 0,
      dueAt: after(1e9),
    });

  it('is counted by cluster, with since when the oldest waits', async () => {
    await put('a', 'main', after(5_000));
    await put('b', 'main', DAWN);
    await put('c', 'far', after(1_000));

    await expect(stores.outbox.summarize()).resolves.toEqual([
      { cluster: 'far', rows: 1, since: after(1_000) },
      { cluster: 'main', rows: 2, since: DAWN },
    ]);
  });

  it('is nothing where all was told', async () => {
    await expect(stores.outbox.summarize()).resolves.toEqual([]);
  });
});
