import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { OneClickError } from '@one-click/backstage-plugin-one-click-common';
import { useDatabases } from '../test/databases';
import { aSpec } from '../test/records';
import { MARKER, startSiege } from '../test/siege';
import type { Siege } from '../test/siege';
import { headerOf } from '../test/testBackend';
import type { TestBackend } from '../test/testBackend';

jest.setTimeout(200_000);

const databases = useDatabases();

describe('R07 a member of another team, by tricks', () => {
  let siege: Siege;
  let backend: TestBackend;

  beforeAll(async () => {
    siege = await startSiege(await databases.create('SQLite'));
    ({ backend } = siege);
  });
  afterAll(() => siege?.backend.stop());

  it.each([
    '/v1/projects/theirs/../shop',
    '/v1/projects/theirs/%2e%2e/shop',
    '/v1/projects/theirs%2F..%2Fshop',
    '/v1/projects/theirs/rollouts/..%2F..%2Fshop%2Frollouts%2Fweb',
    '/v1/projects/theirs/rollouts/../../shop/rollouts/web',
    '/v1/projects/SHOP',
    '/V1/PROJECTS/shop',
    '/v1/projects/shop/',
    '/v1/projects//shop',
    '/v1//projects/shop',
    '/v1/projects/shop%00',
    '/v1/projects/%73hop',
    '/v1/projects/shop%20',
    '/v1/projects/shop;theirs',
    '/v1/projects/shop?project=theirs',
    '/v1/projects/theirs?project=shop',
    '/v1/projects/oc-shop',
    '/v1/projects/kube-system',
    '/v1/projects/theirs/rollouts/web/revisions/1%2F..%2F..',
    '/v1/projects/theirs/rollouts/web/revisions/2',
    '/v1/projects/%E2%80%AEpohs',
  ])('gets no further by the path %s', async path => {
    const { status, text } = await getRaw(`${backend.url}${path}`);

    expect(text).not.toContain(MARKER);
    expect([200, 400, 404]).toContain(status);
    // Where a path is tidied up to one of Bo's own, Bo sees just that.
    expect(status === 200 && !text.includes('"theirs"')).toBe(false);
  });

  it('R08 makes no project that is called like a part of the cluster', async () => {
    for (const name of ['kube-system', 'kube-public', 'default', 'openshift']) {
      const { status, text } = await siege.asBo('createProject', {
        body: { name, owner: 'group:default/team-b' },
      });

      expect(status).toBe(400);
      expect(text).toContain('namespace of the cluster itself');
    }
  });

  it.each(['../shop', 'oc-shop/..', 'Shop', '', 'a'.repeat(41), 'shop\u0000'])(
    'makes no project called %j',
    async name => {
      const { status } = await siege.asBo('createProject', {
        body: { name, owner: 'group:default/team-b' },
      });

      expect(status).toBe(400);
    },
  );

  it('goes on from no page of others', async () => {
    for (const name of ['pa', 'pb']) {
      await backend
        .clientOf('ana')
        .createProject({ name, owner: 'group:default/team-a' });
    }
    const { pageInfo } = await backend.clientOf('ana').listProjects({
      limit: 1,
    });

    const page = await backend
      .clientOf('bo')
      .listProjects({ cursor: pageInfo.nextCursor });

    expect(page.items.map(({ name }) => name)).toEqual(['theirs']);
    expect(page.totalItems).toBe(1);
  });

  it('gets nothing by the idempotency key of others', async () => {
    const key = { idempotencyKey: 'ana-s-key' };
    const ana = backend.clientOf('ana');
    await ana.createProject(
      { name: 'keyed', owner: 'group:default/team-a' },
      key,
    );

    const made = await backend
      .clientOf('bo')
      .createProject({ name: 'keyed-too', owner: 'group:default/team-b' }, key);

    expect(made.name).toBe('keyed-too');
  });

  it.each([
    'project:shop',
    'rollout:shop/web',
    'rollout:shop/nope',
    'map:shop/web',
    'events:shop/web',
    'metrics:shop/web',
    'logs:shop/web',
    'activity:shop',
  ])('opens no stream of %s', async topic => {
    const nope = topic.replace('shop', 'nope');

    const there = await siege.asBo('stream', { body: { topics: [topic] } });
    const absent = await siege.asBo('stream', { body: { topics: [nope] } });

    expect(there.status).toBe(404);
    expect(there.text.replaceAll('shop', 'nope')).toBe(absent.text);
  });

  it('sees no change of others on streams of everything', async () => {
    const stop = new AbortController();
    const stream = backend
      .clientOf('bo')
      .stream(['rollouts', 'entity:component:default/web'], {
        signal: stop.signal,
      });
    const seen: string[] = [];
    const own = (async () => {
      for await (const { message } of stream) {
        seen.push(JSON.stringify(message));
        if (message.type === 'hello') {
          await backend.clientOf('ana').saveRollout(
            { project: 'shop', rollout: 'web' },
            {
              spec: aSpec({
                replicas: 4,
                env: [{ name: 'PLACE', value: MARKER }],
              }),
              baseRevision: 2,
            },
          );
          // What is Bo's own comes after it on the same stream.
          await backend
            .clientOf('bo')
            .saveRollout(
              { project: 'theirs', rollout: 'web' },
              { spec: aSpec({ replicas: 5 }), baseRevision: 1 },
            );
        }
        if (message.type === 'rollout') {
          return;
        }
      }
    })();
    await own;
    stop.abort();

    expect(seen.join()).toContain('"theirs"');
    expect(seen.join()).not.toContain('"shop"');
  });

  it('reaches nothing inside by the name of a registry', async () => {
    let knocks = 0;
    const trap = createServer(socket => {
      knocks += 1;
      socket.destroy();
    });
    trap.listen(0, '127.0.0.1');
    await once(trap, 'listening');
    const { port } = trap.address() as AddressInfo;
    const ask = async (registry: string) => {
      const { status, text } = await siege.asBo('inspectImage', {
        params: { project: 'theirs' },
        body: { registry, repository: 'library/nginx', tag: '1.27' },
      });
      return `${status} ${text.replaceAll(registry, 'x')}`;
    };
    const hosts = [
      '127.0.0.1',
      'localhost',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '0.0.0.0',
      '127.1',
      '2130706433',
      '0x7f000001',
    ];

    const answered: string[] = [];
    for (const host of hosts) {
      answered.push(await ask(`${host}:${port}`));
    }
    const metadata = await ask('169.254.169.254');
    const closed = await ask('127.0.0.1:1');
    trap.close();

    expect(knocks).toBe(0);
    expect(answered[0]).toBe(closed);
    expect([...answered, metadata].join('\n')).not.toMatch(
      /ECONNREFUSED|ECONNRESET|socket hang up|"digest"/,
    );
  });

  it.each(['getSharedBlueprint', 'takeSharedBlueprint'] as const)(
    'gets no blueprint from %s by a link that has ended',
    async operation => {
      const before = await siege.dump();
      const ask = async (token: string) => {
        const params = { token };
        const { status, text } = await siege.asBo(operation, { params });
        return `${status} ${text.replaceAll(token, 'x')}`;
      };

      const ended = await ask(siege.shareToken);
      const madeUp = await ask(siege.shareToken.split('').reverse().join(''));

      expect(ended).toMatch(/^404 /);
      expect(ended).toBe(madeUp);
      expect(await siege.dump()).toEqual(before);
    },
  );

  it('hears the same from a webhook of others, forged or made up', async () => {
    const before = await siege.dump();
    const call = async (token: string, body: unknown) => {
      const response = await fetch(`${backend.url}/v1/webhooks/${token}`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          'X-Hub-Signature-256': `sha256=${'0'.repeat(64)}`,
          'X-GitHub-Delivery': randomUUID(),
        },
        body: JSON.stringify(body),
      });
      return `${response.status} ${await response.text()}`;
    };

    const heard = new Set([
      await call('a'.repeat(43), {}),
      await call('shop', { push_data: { tag: 'evil' } }),
      await call('..%2F..%2Fdeploy', { tag: 'evil' }),
    ]);

    expect([...heard]).toEqual(['202 {}']);
    expect(await siege.dump()).toEqual(before);
  });

  it('takes no name that is taken, and is not told whose it is', async () => {
    const attempt = backend
      .clientOf('bo')
      .createProject({ name: 'shop', owner: 'group:default/team-b' });

    await expect(attempt).rejects.toBeInstanceOf(OneClickError);
    const error: OneClickError = await attempt.catch(caught => caught);
    expect(error.status).toBe(409);
    expect(error.message).toBe("The name 'shop' is taken");
  });

  it('has read nothing of what is hidden in all of this', () => {
    expect(siege.answers.join('\n')).not.toContain(MARKER);
  });
});

/** Asks for a path as it is: `fetch` would tidy it up first. */
async function getRaw(
  url: string,
): Promise<{ readonly status: number; readonly text: string }> {
  const { hostname, port } = new URL(url);
  const path = url.slice(url.indexOf('/', 'http://'.length));
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        hostname,
        port,
        path,
        headers: { authorization: headerOf('bo') },
      },
      response => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', chunk => (text += chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text }),
        );
      },
    );
    asked.on('error', reject);
    asked.end();
  });
}
