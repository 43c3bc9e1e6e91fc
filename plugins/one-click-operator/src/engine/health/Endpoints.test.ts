import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Endpoints } from './Endpoints';
import type { EndpointsOptions } from './Endpoints';
import { serveHttp } from './serveHttp';

const HOST = '127.0.0.1';
const METRICS = { status: 200, contentType: 'text/plain', body: 'up 1\n' };

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const endpoint = await serveHttp({
    port: 0,
    host: HOST,
    routes: {},
    flag: '',
  });
  await endpoint.close();
  return endpoint.port;
}

async function get(port: number, path: string, init?: RequestInit) {
  const response = await fetch(`http://${HOST}:${port}${path}`, init);
  return { status: response.status, body: await response.text() };
}

describe('Endpoints', () => {
  let endpoints: Endpoints | undefined;

  afterEach(() => endpoints?.stop());

  async function serve(options: Partial<EndpointsOptions>): Promise<void> {
    endpoints = new Endpoints({
      healthPort: 0,
      metricsPort: 0,
      host: HOST,
      live: { loop: () => undefined },
      ready: { caches: () => 'not yet' },
      metrics: () => METRICS,
      ...options,
    });
    await endpoints.start();
  }

  it('answers probes on one port and scrapes on another', async () => {
    const [healthPort, metricsPort] = [await freePort(), await freePort()];
    await serve({ healthPort, metricsPort });

    expect(await get(healthPort, '/healthz')).toMatchObject({ status: 200 });
    expect(await get(healthPort, '/livez')).toMatchObject({ status: 200 });
    expect(await get(healthPort, '/readyz')).toMatchObject({ status: 503 });
    expect(await get(healthPort, '/metrics')).toMatchObject({ status: 404 });
    expect(await get(metricsPort, '/metrics')).toEqual({
      status: 200,
      body: 'up 1\n',
    });
  });

  it('answers both on one port where they are the same', async () => {
    const port = await freePort();
    await serve({ healthPort: port, metricsPort: port });

    expect(await get(port, '/livez?verbose')).toMatchObject({ status: 200 });
    expect(await get(port, '/metrics')).toMatchObject({ status: 200 });
  });

  it('takes no port for 0', async () => {
    await serve({ healthPort: 0, metricsPort: 0 });

    await expect(endpoints!.stop()).resolves.toBeUndefined();
  });

  it('answers nothing but GET', async () => {
    const port = await freePort();
    await serve({ healthPort: port });

    expect(await get(port, '/livez', { method: 'POST' })).toMatchObject({
      status: 405,
    });
  });

  it('says no word of why a scrape failed', async () => {
    const port = await freePort();
    await serve({
      metricsPort: port,
      metrics: () => {
        throw new Error('something private');
      },
    });

    const { status, body } = await get(port, '/metrics');

    expect(status).toBe(500);
    expect(body).not.toContain('private');
  });

  it('says which port is in use, and how to choose another', async () => {
    const other = createServer();
    await new Promise<void>(resolve => {
      other.listen(0, HOST, resolve);
    });
    const { port } = other.address() as AddressInfo;

    const started = serve({ metricsPort: port });

    await expect(started).rejects.toThrow(
      `Cannot listen on port ${port}: it is in use; choose another by '--metrics-port' (0 turns it off)`,
    );
    other.close();
  });

  it('ends connections that are open when it stops', async () => {
    const port = await freePort();
    let onScrape = () => {};
    await serve({
      metricsPort: port,
      metrics: () => {
        onScrape();
        return new Promise(() => {});
      },
    });
    const asked = new Promise<void>(resolve => {
      onScrape = resolve;
    });
    const scrape = get(port, '/metrics').catch(String);

    await asked;
    await endpoints!.stop();

    expect(await scrape).toContain('TypeError');
  });
});
