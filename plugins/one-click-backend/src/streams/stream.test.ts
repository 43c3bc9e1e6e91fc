import type {
  StreamEvent,
  StreamMessage,
} from '@one-click/backstage-plugin-one-click-common';
import { waitFor } from '@one-click/devcluster';
import { useDatabases } from '../../test/databases';
import { aSpec, DAWN } from '../../test/records';
import { headerOf, startOneClickBackend } from '../../test/testBackend';
import type { Person, TestBackend } from '../../test/testBackend';
import { DatabaseProjectStore } from '../projects/DatabaseProjectStore';

jest.setTimeout(200_000);

const databases = useDatabases();

describe('the stream', () => {
  let backend: TestBackend;
  const open = new Set<AbortController>();

  beforeAll(async () => {
    backend = await startOneClickBackend();
    const ana = backend.clientOf('ana');
    await ana.createProject({ name: 'shop', owner: 'group:default/team-a' });
    await ana.createRollout('shop', {
      name: 'web',
      spec: aSpec(),
      entityRef: 'component:default/shop',
    });
  });
  afterEach(() => {
    open.forEach(controller => controller.abort());
    open.clear();
  });
  afterAll(() => backend?.stop());

  /** Opens a stream and gathers what it says. */
  function listen(
    person: Person,
    topics: readonly string[],
    lastEventId?: string,
  ) {
    const controller = new AbortController();
    open.add(controller);
    const events: StreamEvent[] = [];
    const ended = (async () => {
      const stream = backend.clientOf(person).stream(topics, {
        signal: controller.signal,
        lastEventId,
      });
      for await (const event of stream) {
        events.push(event);
      }
    })().catch((error: unknown) => {
      if (!controller.signal.aborted) {
        throw error;
      }
    });
    const heard = (
      type: string,
      isMeant: (message: StreamMessage) => boolean = () => true,
    ) =>
      waitFor(
        () =>
          events.find(
            ({ message }) => message.type === type && isMeant(message),
          ),
        {
          what: `'${type}' on the stream`,
          explain: () => `it said: ${JSON.stringify(events)}`,
        },
      );
    return { events, ended, heard, close: () => controller.abort() };
  }

  async function save(replicas: number) {
    const ana = backend.clientOf('ana');
    const ref = { project: 'shop', rollout: 'web' };
    const { revision } = await ana.getRollout(ref);
    return ana.saveRollout(ref, {
      spec: aSpec({ replicas }),
      baseRevision: revision.number,
    });
  }

  /** Of this save, not of what becomes of an earlier one meanwhile. */
  const tellsOf =
    ({ rollout: { revision } }: Awaited<ReturnType<typeof save>>) =>
    (message: StreamMessage) =>
      message.type === 'rollout' &&
      message.rollout.lastChange.revision === revision.number;

  it('keeps compression out, which would hold messages back', async () => {
    const response = await fetch(`${backend.url}/v1/stream`, {
      method: 'POST',
      headers: {
        authorization: headerOf('ana'),
        'Content-Type': 'application/json',
      },
      body: JSON.stringify({ topics: ['rollouts'] }),
    });
    await response.body?.cancel();

    expect(response.headers.get('cache-control')).toBe(
      'no-store, no-transform',
    );
    expect(response.headers.get('content-type')).toBe(
      'text/event-stream; charset=utf-8',
    );
  });

  it.each([
    'rollouts',
    'project:shop',
    'rollout:shop/web',
    'entity:component:default/shop',
  ])('tells of a save to those who listen to %s', async topic => {
    const stream = listen('ana', [topic]);
    await stream.heard('hello');
    const saved = await save(Math.floor(Math.random() * 1e6));

    const { id, message } = await stream.heard('rollout', tellsOf(saved));

    expect(id).toMatch(/^[0-9a-f]+-\d+$/);
    expect(message).toMatchObject({
      rollout: {
        name: 'web',
        access: { role: 'admin' },
        lastChange: { revision: saved.rollout.revision.number },
      },
    });
  });

  it('tells of revisions on the page of a rollout', async () => {
    const stream = listen('ana', ['rollout:shop/web']);
    await stream.heard('hello');
    const saved = await save(41);

    const { number } = saved.rollout.revision;
    const { message } = await stream.heard(
      'revision',
      told => told.type === 'revision' && told.revision.number === number,
    );
    expect(message).toMatchObject({ project: 'shop', rollout: 'web' });
  });

  it.each(['projects', 'bin', 'activity:shop'])(
    'tells those who listen to %s that something was done',
    async topic => {
      const stream = listen('ana', [topic]);
      await stream.heard('hello');
      await save(Math.floor(Math.random() * 1e6));

      await expect(stream.heard('acted')).resolves.toMatchObject({
        message: { project: 'shop' },
      });
    },
  );

  it('tells strangers nothing', async () => {
    // Read as it comes: the client leaves out what it does not understand.
    const response = await fetch(`${backend.url}/v1/stream`, {
      method: 'POST',
      headers: {
        authorization: headerOf('bo'),
        'Content-Type': 'application/json',
      },
      body: JSON.stringify({
        topics: [
          'projects',
          'bin',
          'rollouts',
          'entity:component:default/shop',
          'clusters',
        ],
      }),
    });
    const said = response.body!.values();
    let text = '';
    const readUntil = async (words: string) => {
      while (!text.includes(words)) {
        const { done, value } = await said.next();
        expect(done).toBe(false);
        text += Buffer.from(value!).toString();
      }
    };
    await readUntil('event: hello');
    const ana = listen('ana', ['rollouts']);
    await ana.heard('hello');
    const saved = await save(42);
    await ana.heard('rollout', tellsOf(saved));
    await backend.clientOf('bo').createProject({
      name: 'theirs',
      owner: 'group:default/team-b',
    });
    await backend
      .clientOf('bo')
      .createRollout('theirs', { name: 'own', spec: aSpec() });

    await readUntil('"name":"own"');
    await said.return?.();
    expect(text).not.toContain('"name":"web"');
    expect(text).not.toContain('"project":"shop"');
  });

  it('gives what was missed when it opens again', async () => {
    const first = listen('ana', ['rollouts']);
    await first.heard('hello');
    const heard = await save(43);
    const { id } = await first.heard('rollout', tellsOf(heard));
    first.close();
    await first.ended;
    await save(44);
    const saved = await save(45);

    const again = listen('ana', ['rollouts'], id);
    await again.heard('rollout', tellsOf(saved));

    expect(again.events.filter(e => e.message.type === 'reset')).toEqual([]);
  });

  it('says so when it cannot give what was missed', async () => {
    const stream = listen('ana', ['rollouts'], 'abcdef-3');

    await expect(stream.heard('reset')).resolves.toMatchObject({
      id: expect.stringMatching(/^[0-9a-f]+-\d+$/),
    });
  });

  it('refuses more streams than tabs make sense', async () => {
    const streams = Array.from({ length: 20 }, () =>
      listen('vi', ['rollouts']),
    );
    await Promise.all(streams.map(stream => stream.heard('hello')));

    await expect(listen('vi', ['rollouts']).ended).rejects.toMatchObject({
      status: 429,
    });
  });
});

describe('a stream that ends', () => {
  it('says goodbye when the backend stops', async () => {
    const backend = await startOneClickBackend();
    const events: StreamEvent[] = [];
    let stopped: Promise<void> | undefined;
    for await (const event of backend.clientOf('ana').stream(['rollouts'])) {
      events.push(event);
      stopped ??= backend.stop();
    }
    await stopped;

    expect(events.map(({ message }) => message)).toEqual([
      { type: 'hello' },
      { type: 'bye', reason: 'shutdown' },
    ]);
  });
});

it('shows people with a grant what the grant lets them see', async () => {
  const knex = await databases.create('SQLite');
  const backend = await startOneClickBackend({ knex });
  try {
    const ana = backend.clientOf('ana');
    await ana.createProject({ name: 'shop', owner: 'group:default/team-a' });
    const projects = DatabaseProjectStore.create({ knex });
    await projects.grant((await projects.find('shop'))!.id, {
      principal: 'user:default/vi',
      role: 'viewer',
      createdAt: DAWN,
      createdBy: 'user:default/ana',
    });

    const vi = backend.clientOf('vi').stream(['project:shop']);
    await expect(vi.next()).resolves.toMatchObject({
      value: { message: { type: 'hello' } },
    });
    await ana.createRollout('shop', { name: 'web', spec: aSpec() });
    await expect(vi.next()).resolves.toMatchObject({
      value: { message: { type: 'rollout', rollout: { name: 'web' } } },
    });
    await vi.return(undefined);
  } finally {
    await backend.stop();
  }
});
