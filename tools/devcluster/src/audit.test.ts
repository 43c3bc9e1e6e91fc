import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileAuditLog } from './audit';

function aLine(values: { user: string; verb: string; at: string }): string {
  return JSON.stringify({
    user: { username: values.user },
    verb: values.verb,
    requestURI: '/api/v1/namespaces/n/pods/p/status',
    requestReceivedTimestamp: values.at,
    objectRef: {
      resource: 'pods',
      subresource: 'status',
      namespace: 'n',
      name: 'p',
    },
    responseStatus: { code: 200 },
  });
}

describe('an audit log', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'audit-'));
    file = join(folder, 'audit.log');
    await writeFile(
      file,
      [
        aLine({ user: 'ann', verb: 'patch', at: '2026-01-01T00:00:01.5Z' }),
        aLine({ user: 'ann', verb: 'list', at: '2026-01-01T00:00:02Z' }),
        aLine({ user: 'bob', verb: 'create', at: '2026-01-01T00:00:03Z' }),
        '{"half":{}',
      ].join('\n'),
    );
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('gives writes and leaves out reads and a line that is not complete', async () => {
    const writes = await new FileAuditLog(file).writes();

    expect(writes.map(({ user, verb }) => [user, verb])).toEqual([
      ['ann', 'patch'],
      ['bob', 'create'],
    ]);
    expect(writes[0]).toMatchObject({
      resource: 'pods',
      subresource: 'status',
      namespace: 'n',
      name: 'p',
      status: 200,
    });
  });

  it.each([
    { filter: { user: 'ann' }, want: 2 },
    { filter: { since: new Date('2026-01-01T00:00:02Z') }, want: 2 },
    {
      filter: { user: 'ann', since: new Date('2026-01-01T00:00:02Z') },
      want: 1,
    },
  ])('gives $want events for $filter', async ({ filter, want }) => {
    expect(await new FileAuditLog(file).events(filter)).toHaveLength(want);
  });

  it('is empty before the first request', async () => {
    expect(await new FileAuditLog(`${file}.none`).events()).toEqual([]);
  });
});
