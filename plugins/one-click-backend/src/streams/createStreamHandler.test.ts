import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import express from 'express';
import type { RequestHandler } from 'express';
import PromiseRouter from 'express-promise-router';
import { ManualClock, settle } from '../../test/ManualClock';
import { aProject, aRollout } from '../../test/records';
import type { Role } from '@one-click/backstage-plugin-one-click-common';
import type { AccessService } from '../access';
import { overlayAt } from '../health';
import { createStreamHandler } from './createStreamHandler';
import { BEAT_MS } from './EventWriter';
import { StreamHub } from './StreamHub';
import { RECHECK_MS } from './watchOver';

const rules = { ownerRole: 'admin' } as const;
const caller = {
  kind: 'user',
  ref: 'user:default/ana',
  principals: ['user:default/ana', 'group:default/team-a'],
  canAdminister: false,
} as const;

/** Answers what a handler throws, as the host does it. */
function answering(handler: RequestHandler): RequestHandler {
  return async (req, res, next) => {
    try {
      await handler(req, res, next);
    } catch (error) {
      const { name, statusCode, message } = error as Error & {
        statusCode: number;
      };
      res.status(name === 'NotFoundError' ? 404 : statusCode).send(message);
    }
  };
}

describe('an open stream', () => {
  let clock: ManualClock;
  let hub: StreamHub;
  let server: Server;
  let credentials: BackstageCredentials;
  /** What the caller may do, as of now. */
  let isWelcome: boolean;
  let isPermissionBackendThere: boolean;
  let role: Role;
  let namespaceUid: string | undefined;
  /** Live topics that are followed now. */
  let followed: Set<string>;
  const audit = { success: jest.fn(), fail: jest.fn() };
  const auditor = mockServices.auditor.mock({
    createEvent: jest.fn(async () => audit),
  });

  const access: AccessService = {
    rules,
    async identify() {
      if (!isPermissionBackendThere) {
        throw new Error('Request failed with 401');
      }
      return caller;
    },
    isAllowed: async () => true,
    require: async () => {},
    async enter({ project }) {
      if (!isWelcome) {
        throw new NotFoundError(`No project '${project}'`);
      }
      return { project: aProject({ namespaceUid }), role, caller };
    },
  };

  beforeEach(async () => {
    clock = new ManualClock();
    isWelcome = true;
    isPermissionBackendThere = true;
    role = 'viewer';
    namespaceUid = 'uid-of-oc-shop';
    followed = new Set();
    jest.clearAllMocks();
    credentials = mockCredentials.user('user:default/ana');
    hub = new StreamHub({
      epoch: 'e',
      rules,
      health: () => ({
        overlay: overlayAt(clock.now(), []),
        contactAt: () => undefined,
      }),
    });
    const router = PromiseRouter();
    router.use(express.json());
    const handler = createStreamHandler({
      access,
      auditor,
      clock,
      feeds: {
        open({ topic }) {
          followed.add(topic.text);
          return () => followed.delete(topic.text);
        },
      },
      hub,
      limits: {
        streamsPerUser: 3,
        topicsPerUser: 5,
        logBytesPerSecond: 1_000_000,
      },
      rollouts: {
        find: async (_, name) => (name === 'web' ? aRollout() : undefined),
      },
      httpAuth: mockServices.httpAuth.mock({
        credentials: (async () => credentials) as never,
      }),
      logger: mockServices.logger.mock(),
    });
    router.post('/v1/stream', answering(handler));
    const app = express();
    app.use(router);
    server = app.listen(0);
    await once(server, 'listening');
  });
  afterEach(async () => {
    hub.close();
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });

  function request(topics: readonly string[]) {
    const { port } = server.address() as AddressInfo;
    return fetch(`http://127.0.0.1:${port}/v1/stream`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ topics }),
    });
  }

  async function open(topics: readonly string[] = ['project:shop']) {
    const response = await request(topics);
    const reader = response.body!.getReader();
    const decoder = new TextDecoder();
    let text = '';
    /** Reads until the stream has said something, or to its end. */
    const readUntil = async (wanted?: string) => {
      while (wanted === undefined || !text.includes(wanted)) {
        const { done, value } = await reader.read();
        if (done) {
          break;
        }
        text += decoder.decode(value, { stream: true });
      }
      return text;
    };
    await readUntil('event: hello');
    return { response, readUntil, cancel: () => reader.cancel() };
  }

  it('beats while nothing happens', async () => {
    const stream = await open();
    await clock.advance(BEAT_MS);

    await expect(stream.readUntil('event: beat')).resolves.toContain(
      'data: {"type":"beat"}\n\n',
    );
  });

  it('ends soon after its viewer lost the role', async () => {
    const stream = await open();
    isWelcome = false;
    await clock.advance(RECHECK_MS);

    await expect(stream.readUntil()).resolves.toContain(
      'data: {"type":"bye","reason":"revoked"}',
    );
    await settle();
    expect(hub.size).toBe(0);
  });

  it('goes on while its viewer has the role', async () => {
    await open();
    await clock.advance(RECHECK_MS * 5);

    expect(hub.size).toBe(1);
  });

  it('asks to be opened again when nobody can say who the viewer is', async () => {
    const stream = await open();
    isPermissionBackendThere = false;
    await clock.advance(RECHECK_MS);

    await expect(stream.readUntil()).resolves.toContain('"reason":"token"');
  });

  it('ends when the token does, to the second', async () => {
    credentials = {
      ...credentials,
      expiresAt: new Date(clock.now() + 100_000),
    };
    const stream = await open();
    await clock.advance(99_999);
    expect(hub.size).toBe(1);
    await clock.advance(1);

    await expect(stream.readUntil()).resolves.toContain('"reason":"token"');
  });

  it('is forgotten when the viewer leaves', async () => {
    const stream = await open();
    await stream.cancel();
    await new Promise<void>(resolve => {
      const look = () => (hub.size === 0 ? resolve() : setImmediate(look));
      look();
    });

    hub.publish({
      type: 'rollout',
      view: { project: aProject(), rollout: aRollout(), entityRefs: [] },
    });
    expect(hub.size).toBe(0);
  });

  it('follows live topics for as long as it is open', async () => {
    const stream = await open(['map:shop/web', 'logs:shop/web?tail=5']);
    expect([...followed]).toEqual(['map:shop/web', 'logs:shop/web?tail=5']);
    await stream.cancel();
    await new Promise<void>(resolve => {
      const look = () => (followed.size === 0 ? resolve() : setImmediate(look));
      look();
    });

    expect(hub.size).toBe(0);
  });

  it('follows nothing in a namespace that is not known to be the project’s', async () => {
    namespaceUid = undefined;

    const stream = await open(['map:shop/web']);
    await stream.readUntil('"state":"loading"');
    expect([...followed]).toEqual([]);

    namespaceUid = 'uid-of-oc-shop';
    hub.recheck('shop');

    await expect(stream.readUntil()).resolves.toContain('"reason":"token"');
  });

  it('opens again, to see more or less, when its viewer’s role changes', async () => {
    const stream = await open(['map:shop/web']);
    role = 'editor';
    hub.recheck('shop');

    await expect(stream.readUntil()).resolves.toContain('"reason":"token"');
  });

  it('ends at once when roles changed, not only at the next check', async () => {
    const stream = await open(['logs:shop/web']);
    isWelcome = false;
    hub.recheck('other');
    await settle();
    expect(hub.size).toBe(1);
    hub.recheck('shop');

    await expect(stream.readUntil()).resolves.toContain('"reason":"revoked"');
  });

  it.each([
    ['map:shop/absent', 404],
    ['logs:shop/absent?tail=5', 404],
    ['logs:shop/web?tail=many', 400],
    ['logs:shop/web?shell=true', 400],
    ['secrets:shop/web', 400],
  ])('refuses %s with %s', async (topic, status) => {
    const response = await request([topic]);

    expect(response.status).toBe(status);
    expect(followed.size).toBe(0);
  });

  it('refuses more live topics, or streams, than a person needs', async () => {
    await open(['map:shop/web', 'events:shop/web', 'metrics:shop/web']);
    const tooMany = await request([
      'logs:shop/web',
      'logs:shop/web?previous=true',
      'map:shop/web',
    ]);
    expect(tooMany.status).toBe(429);
    expect(tooMany.headers.get('retry-after')).toBe('10');
    await expect(tooMany.text()).resolves.toContain(
      'You follow 3 live topics, and 5 are the most: close some of your tabs',
    );

    await open();
    await open();
    const fourth = await request(['rollouts']);
    expect(fourth.status).toBe(429);
  });

  it('records who reads which logs, and who may not', async () => {
    await open(['logs:shop/web?pod=web-1&previous=true', 'map:shop/web']);
    expect(auditor.createEvent).toHaveBeenCalledTimes(1);
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'logs-read',
        meta: {
          project: 'shop',
          rollout: 'web',
          pod: 'web-1',
          previous: true,
        },
      }),
    );
    expect(audit.success).toHaveBeenCalledTimes(1);

    isWelcome = false;
    await request(['logs:shop/web']);
    expect(audit.fail).toHaveBeenCalledWith({
      error: expect.objectContaining({ name: 'NotFoundError' }),
    });
  });
});
