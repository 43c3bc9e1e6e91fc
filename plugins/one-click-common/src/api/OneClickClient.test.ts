import { OneClickClient } from './OneClickClient';
import { OneClickError } from './OneClickError';
import type { StreamEvent } from '../wire';

interface Sent {
  url: string;
  init: RequestInit;
}

/** Answers each request with the next response and keeps what was sent. */
function aClient(...responses: Response[]) {
  const sent: Sent[] = [];
  const client = new OneClickClient({
    discoveryApi: { getBaseUrl: async id => `http://portal/api/${id}` },
    fetchApi: {
      fetch: async (url, init) => {
        sent.push({ url: String(url), init: init ?? {} });
        const response = responses.shift();
        if (!response) {
          throw new Error('no response left');
        }
        return response;
      },
    },
  });
  return { client, sent };
}

function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json' },
  });
}

function header(sent: Sent | undefined, name: string): string | null {
  return new Headers(sent?.init.headers).get(name);
}

const web = { project: 'shop', rollout: 'web' };

describe('OneClickClient', () => {
  it('asks by the path of the endpoint, with what is unknown in a URL encoded', async () => {
    const { client, sent } = aClient(json({ name: 'a' }));

    await client.getRollout({ project: 'shop/..', rollout: 'web' });

    expect(sent[0]?.url).toBe(
      'http://portal/api/one-click/v1/projects/shop%2F../rollouts/web',
    );
  });

  it('leaves out of the query what is not given', async () => {
    const { client, sent } = aClient(json({ items: [] }));

    await client.listProjects({ q: 'a b', mine: true, tag: undefined });

    expect(sent[0]?.url).toBe(
      'http://portal/api/one-click/v1/projects?q=a+b&mine=true',
    );
  });

  it('names the base revision of a save in If-Match, and not in the body', async () => {
    const { client, sent } = aClient(json({}));

    await client.saveRollout(
      web,
      { spec: { args: [] } as never, baseRevision: 15 },
      { idempotencyKey: 'k' },
    );

    expect(header(sent[0], 'If-Match')).toBe('"15"');
    expect(header(sent[0], 'Idempotency-Key')).toBe('k');
    expect(JSON.parse(String(sent[0]?.init.body))).toEqual({
      spec: { args: [] },
    });
  });

  it('gives each change a key of its own where the caller has none', async () => {
    const { client, sent } = aClient(json({}), json({}));

    await client.rollBack(web, { revision: 1 });
    await client.rollBack(web, { revision: 1 });

    const keys = sent.map(request => header(request, 'Idempotency-Key'));
    expect(keys[0]).toBeTruthy();
    expect(keys[0]).not.toBe(keys[1]);
  });

  it('throws the sentence, the fields and the conflict of a refusal', async () => {
    const fields = [{ path: 'spec.image.tag', message: 'is required' }];
    const conflict = {
      revision: 16,
      by: 'user:default/ana',
      at: '2026-03-04T14:00:00Z',
      clashes: [
        { path: 'image.tag', base: '1', theirs: '2', mine: '3' },
        // A side that has no value, or a secret one, is not in the answer.
        { path: 'secrets[TOKEN]' },
      ],
    };
    const { client } = aClient(
      json({ error: { name: 'E', message: 'No', fields, conflict } }, 409),
    );

    const error = await client.getProject('shop').catch(e => e);

    expect(error).toBeInstanceOf(OneClickError);
    expect(error).toMatchObject({
      status: 409,
      message: 'No',
      fields,
      conflict,
    });
  });

  it('still throws where a proxy answers something else', async () => {
    const { client } = aClient(new Response('Bad gateway', { status: 502 }));

    await expect(client.getMe()).rejects.toThrow('502');
  });

  it('yields events with their ids, whole across chunks, and leaves out what it does not know', async () => {
    const text =
      'data: {"type":"hello"}\n\n' +
      ': a comment\n\n' +
      'data: {"type":"from the future"}\n\n' +
      'id: e-1\ndata: {"type":"gone","project":"shop","rollout":"web"}\n\n';
    const bytes = new TextEncoder().encode(text);
    const { client, sent } = aClient(
      new Response(
        new ReadableStream({
          start(controller) {
            for (const byte of bytes) {
              controller.enqueue(Uint8Array.of(byte));
            }
            controller.close();
          },
        }),
      ),
    );

    const events: StreamEvent[] = [];
    for await (const event of client.stream(['rollouts'], {
      lastEventId: 'e-0',
    })) {
      events.push(event);
    }

    expect(events).toEqual([
      { id: undefined, message: { type: 'hello' } },
      {
        id: 'e-1',
        message: { type: 'gone', project: 'shop', rollout: 'web' },
      },
    ]);
    expect(header(sent[0], 'Last-Event-ID')).toBe('e-0');
  });
});
