import { untilHolds, waitFor } from '@one-click/devcluster';
import type { Knex } from 'knex';
import { useDatabases } from '../../test/databases';
import { listen } from '../../test/listen';
import { aSpec } from '../../test/records';
import { startOneClickBackend } from '../../test/testBackend';
import type { TestBackend } from '../../test/testBackend';

jest.setTimeout(200_000);

const databases = useDatabases();

describe('two replicas on one PostgreSQL', () => {
  let knex: Knex;
  let one: TestBackend;
  let other: TestBackend;
  const open: { close(): Promise<void> }[] = [];

  beforeAll(async () => {
    knex = await databases.create('PostgreSQL');
    one = await startOneClickBackend({ knex });
    other = await startOneClickBackend({ knex });
    await one
      .clientOf('ana')
      .createProject({ name: 'shop', owner: 'group:default/team-a' });
    await waitFor(async () => (await hears(one)) && hears(other), {
      what: 'both to hear each other',
    });
  });
  afterEach(() => Promise.all(open.splice(0).map(stream => stream.close())));
  afterAll(async () => {
    await one?.stop();
    await other?.stop();
  });

  async function hears(backend: TestBackend) {
    const health = await backend.clientOf('ana').call('getHealth', {});
    return health.replicas === 'ok';
  }

  function follow(backend: TestBackend, topic: string, person: 'ana' | 'vi') {
    const stream = listen(backend.clientOf(person), [topic]);
    open.push(stream);
    return stream;
  }

  it('tell viewers of what was saved at the other one', async () => {
    const stream = follow(other, 'project:shop', 'ana');
    await stream.heard('hello');
    await one
      .clientOf('ana')
      .createRollout('shop', { name: 'web', spec: aSpec() });

    const { rollout } = await stream.heard('rollout');
    expect(rollout).toMatchObject({ name: 'web', lastChange: { revision: 1 } });
  });

  it('tell of revisions as well, and each of both ways', async () => {
    const stream = follow(one, 'rollout:shop/web', 'ana');
    await stream.heard('hello');
    const ana = other.clientOf('ana');
    await ana.saveRollout(
      { project: 'shop', rollout: 'web' },
      { spec: aSpec({ replicas: 2 }), baseRevision: 1 },
    );

    const { revision } = await stream.heard('revision');
    expect(revision.number).toBe(2);
  });

  it('end streams at once of those who lost their role at the other one', async () => {
    const member = { kind: 'user', namespace: 'default', name: 'vi' } as const;
    const params = { project: 'shop', ...member };
    const ana = one.clientOf('ana');
    await ana.call('setMember', { params, body: { role: 'viewer' } });
    const stream = follow(other, 'project:shop', 'vi');
    await stream.heard('hello');
    await ana.call('removeMember', { params });

    await expect(stream.heard('bye')).resolves.toMatchObject({
      reason: 'revoked',
    });
  });

  it('hear each other again after the connection was cut, and have viewers read again', async () => {
    const stream = follow(other, 'project:shop', 'ana');
    await stream.heard('hello');
    await knex.raw(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and query ilike 'listen%'`,
    );
    await stream.heard('reset');
    await waitFor(() => hears(other), { what: 'the connection to be back' });
    const count = stream.all('rollout').length;
    await one
      .clientOf('ana')
      .createRollout('shop', { name: 'later', spec: aSpec() });

    await untilHolds(
      () => expect(stream.all('rollout').length).toBeGreaterThan(count),
      { what: 'news of the other replica' },
    );
  });
});

it('SQLite serves one process, which needs no others', async () => {
  const backend = await startOneClickBackend();
  const health = await backend.clientOf('ana').call('getHealth', {});
  await backend.stop();

  expect(health).toMatchObject({
    status: 'degraded',
    database: 'ok',
    replicas: 'none',
    clusters: [{ name: 'main', waiting: 0 }],
  });
});
