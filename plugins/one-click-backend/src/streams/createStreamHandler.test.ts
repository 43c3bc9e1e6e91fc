import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import express from 'express';
import PromiseRouter from 'express-promise-router';
import { ManualClock, settle } from '../../test/ManualClock';
import { aProject, aRollout } from '../../test/records';
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

describe('an open stream', () => {
  let clock: ManualClock;
  let hub: StreamHub;
  let server: Server;
  let credentials: BackstageCredentials;
  /** What the caller may do, as of now. */
  let isWelcome: boolean;
  let isPermissionBackendThere: boolean;

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
      return { project: aProject(), role: 'viewer', caller };
    },
  };

  beforeEach(async () => {
    clock = new ManualClock();
    isWelcome = true;
    isPermissionBackendThere = true;
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
    router.post(
      '/v1/stream',
      createStreamHandler({
        access,
        auditor: mockServices.auditor.mock(),
        clock,
        feeds: { open: () => () => {} },
        hub,
        limits: {
          streamsPerUser: 20,
          topicsPerUser: 100,
          logBytesPerSecond: 1_000_000,
        },
        rollouts: { find: async () => aRollout() },
        httpAuth: mockServices.httpAuth.mock({
          credentials: (async () => credentials) as never,
        }),
        logger: mockServices.logger.mock(),
      }),
    );
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

  async function open() {
    const { port } = server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}/v1/stream`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ topics: ['project:shop'] }),
    });
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
});
