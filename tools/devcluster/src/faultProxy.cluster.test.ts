import { connect } from 'node:http2';
import type { ClientHttp2Session } from 'node:http2';
import { Agent, request as httpsRequest } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { connect as connectTls } from 'node:tls';
import { startFaultProxy } from './faultProxy';
import type { FaultProxy } from './faultProxy';
import { makeNamespace, useCluster } from './sharedCluster';

const WATCH = '/api/v1/configmaps?watch=true&allowWatchBookmarks=true';

jest.setTimeout(300_000);

describe('the fault proxy', () => {
  const shared = useCluster({ crds: false });
  let proxy: FaultProxy;
  let agent: Agent;

  const headers = () => ({
    authorization: `Bearer ${shared.cluster.token('admin')}`,
  });

  function get(path: string, userAgent = 'test'): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      httpsRequest(new URL(path, proxy.server), {
        agent,
        headers: { ...headers(), 'user-agent': userAgent },
      })
        .once('response', resolve)
        .once('error', reject)
        .end();
    });
  }

  /** A watch on what there is from now on; nobody else writes in the namespace. */
  async function watchFromNow(namespace: string): Promise<IncomingMessage> {
    const path = `/api/v1/namespaces/${namespace}/configmaps`;
    const list = JSON.parse(await text(await get(path)));
    const { resourceVersion } = list.metadata;
    return get(`${path}?watch=true&resourceVersion=${resourceVersion}`);
  }

  async function createConfigMap(namespace: string): Promise<void> {
    const admin = shared.cluster.client('admin');
    await admin.call({
      method: 'POST',
      path: `/api/v1/namespaces/${namespace}/configmaps`,
      body: { metadata: { name: 'told' } },
    });
    admin.close();
  }

  async function codeOf(promise: Promise<unknown>): Promise<unknown> {
    return promise.then(
      () => 'no error',
      (error: { code?: string }) => error.code,
    );
  }

  beforeEach(async () => {
    proxy = await startFaultProxy(shared.cluster);
    agent = new Agent({
      keepAlive: true,
      ca: Buffer.from(proxy.caData, 'base64'),
    });
  });

  afterEach(async () => {
    agent.destroy();
    await proxy.stop();
  });

  it('passes on what it is not told to spoil', async () => {
    const response = await get('/version');
    expect(response.statusCode).toBe(200);
    expect(JSON.parse(await text(response))).toHaveProperty('gitVersion');
    expect(proxy.requests).toMatchObject([
      { method: 'GET', target: '/version', httpVersion: '1.1' },
    ]);
  });

  it('passes a written object on, with the answer to it', async () => {
    const namespace = await makeNamespace(
      { ...shared.cluster, server: proxy.server, caData: proxy.caData },
      { prefix: 'fault' },
    );
    expect(namespace).toMatch(/^fault-/);
  });

  it("answers in the API server's place, so often and no more", async () => {
    proxy.set({
      path: '/version',
      times: 1,
      fault: 'status',
      status: 429,
      reason: 'TooManyRequests',
      retryAfterSeconds: 2,
    });
    const refused = await get('/version');
    expect(refused.statusCode).toBe(429);
    expect(refused.headers['retry-after']).toBe('2');
    expect(JSON.parse(await text(refused))).toMatchObject({
      kind: 'Status',
      reason: 'TooManyRequests',
      code: 429,
    });
    const served = await get('/version');
    await text(served);
    expect(served.statusCode).toBe(200);
  });

  it('tells requests apart by path and by user agent', async () => {
    proxy.set({ userAgent: 'operator', fault: 'status', status: 500 });
    const [spoilt, spared] = await Promise.all([
      get('/version', 'operator/1.0'),
      get('/version', 'backend/1.0'),
    ]);
    await Promise.all([text(spoilt), text(spared)]);
    expect([spoilt.statusCode, spared.statusCode]).toEqual([500, 200]);
  });

  it('holds a request back', async () => {
    const before = performance.now();
    proxy.set({ fault: 'latency', ms: 100 });
    await text(await get('/version'));
    expect(performance.now() - before).toBeGreaterThanOrEqual(99);
  });

  it('resets a connection before the answer', async () => {
    proxy.set({ fault: 'reset' });
    expect(await codeOf(get('/version'))).toBe('ECONNRESET');
  });

  it('cuts a connection in the middle of an answer', async () => {
    proxy.set({ path: '/api/v1/', fault: 'cut', afterBytes: 10 });
    const response = await get('/api/v1/namespaces');
    const received: Buffer[] = [];
    response.on('data', (chunk: Buffer) => received.push(chunk));
    const failed = new Promise(resolve => response.once('error', resolve));
    expect(await failed).toMatchObject({ code: 'ECONNRESET' });
    expect(Buffer.concat(received)).toHaveLength(10);
  });

  it('resets a watch that is open already', async () => {
    const response = await get(WATCH);
    const failed = new Promise(resolve => response.once('error', resolve));
    response.resume();
    proxy.set({ path: '/api/v1/configmaps', fault: 'reset' });
    expect(await failed).toMatchObject({ code: 'ECONNRESET' });
  });

  it('leaves a connection open and silent', async () => {
    const namespace = await makeNamespace(shared.cluster, { prefix: 'fault' });
    const response = await watchFromNow(namespace);
    let heard = false;
    proxy.set({ path: /watch=true/, fault: 'halfOpen' });
    proxy.clear();
    response.on('data', () => {
      heard = true;
    });
    await createConfigMap(namespace);
    const other = await get('/version');
    await text(other);

    expect(other.statusCode).toBe(200);
    expect(heard).toBe(false);
    expect(response.destroyed).toBe(false);
    expect(response.socket.readyState).toBe('open');
  });

  it('ends a watch in good order', async () => {
    const response = await get(WATCH);
    response.resume();
    const ended = new Promise(resolve => response.once('end', resolve));
    proxy.set({ fault: 'end' });
    await ended;
    expect(response.complete).toBe(true);
  });

  it('tells a watch that its version is gone', async () => {
    proxy.set({ fault: 'errorEvent', status: 410, reason: 'Expired' });
    const response = await get(WATCH);
    expect(JSON.parse(await text(response))).toMatchObject({
      type: 'ERROR',
      object: { kind: 'Status', code: 410, reason: 'Expired' },
    });
  });

  describe('over HTTP/2', () => {
    let session: ClientHttp2Session;

    beforeEach(() => {
      session = connect(proxy.server, {
        ca: Buffer.from(proxy.caData, 'base64'),
      });
      session.on('error', () => {});
    });

    afterEach(() => session.destroy());

    const open = (path: string) =>
      session.request({ ':path': path, ...headers() });

    it('passes requests on', async () => {
      expect(JSON.parse(await text(open('/version')))).toHaveProperty(
        'gitVersion',
      );
      expect(proxy.requests).toMatchObject([{ httpVersion: '2.0' }]);
    });

    it('resets the connection and all its streams', async () => {
      const stream = open(WATCH);
      stream.on('error', () => {});
      await new Promise(resolve => stream.once('response', resolve));
      const closed = new Promise<void>(resolve =>
        session.once('close', () => resolve()),
      );
      proxy.set({ path: WATCH, fault: 'reset' });
      await closed;
      expect(stream.destroyed).toBe(true);
    });

    it('leaves pings of a half-open connection unanswered', async () => {
      const stream = open(WATCH);
      await new Promise(resolve => stream.once('response', resolve));
      proxy.set({ path: WATCH, fault: 'halfOpen' });
      let pong = false;
      session.ping(() => {
        pong = true;
      });
      await text(await get('/version'));
      expect(pong).toBe(false);
      expect(session.destroyed).toBe(false);
    });

    it('stalls one answer, and answers pings all the same', async () => {
      const stream = open(WATCH);
      await new Promise(resolve => stream.once('response', resolve));
      proxy.set({ path: WATCH, fault: 'stall' });
      await new Promise<void>(resolve => {
        session.ping(() => resolve());
      });
      expect(stream.destroyed).toBe(false);
      expect(JSON.parse(await text(open('/version')))).toHaveProperty(
        'gitVersion',
      );
    });

    it('says that it goes away', async () => {
      const gone = new Promise<void>(resolve =>
        session.once('goaway', () => resolve()),
      );
      await text(open('/version'));
      proxy.goAway();
      await gone;
      expect(session.closed).toBe(true);
    });
  });

  it('offers HTTP/1.1 alone where asked to', async () => {
    const old = await startFaultProxy(shared.cluster, { http2: false });
    const socket = connectTls(Number(new URL(old.server).port), '127.0.0.1', {
      ca: Buffer.from(old.caData, 'base64'),
      ALPNProtocols: ['h2', 'http/1.1'],
    });
    await new Promise(resolve => socket.once('secureConnect', resolve));
    expect(socket.alpnProtocol).toBe('http/1.1');
    socket.destroy();
    await old.stop();
  });

  it('leaves no connection behind when it stops', async () => {
    const response = await get(WATCH);
    const closed = new Promise(resolve => response.once('close', resolve));
    response.on('error', () => {});
    response.resume();
    await proxy.stop();
    await closed;
    expect(await codeOf(get('/version'))).toBe('ECONNREFUSED');
  });
});
