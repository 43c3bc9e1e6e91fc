import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Load } from './Load';

describe('Load', () => {
  let server: Server;
  let connections: number;
  let answer: number;

  beforeEach(async () => {
    connections = 0;
    answer = 200;
    server = createServer((_, response) => {
      response.writeHead(answer).end('hello');
    });
    server.on('connection', () => {
      connections += 1;
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterEach(() => {
    server.close();
  });

  function start(): Load {
    const { port } = server.address() as AddressInfo;
    return Load.start({ url: `http://127.0.0.1:${port}/`, perSecond: 200 });
  }

  it('comes on a connection of its own each time', async () => {
    const load = start();
    await load.more(20);
    const { requests, failures } = await load.stop();

    expect(requests).toBeGreaterThanOrEqual(20);
    expect(failures).toEqual({});
    expect(connections).toBe(requests);
  });

  it('counts answers that are none', async () => {
    answer = 503;
    const load = start();
    await load.more(5);
    const { requests, failures } = await load.stop();

    expect(failures).toEqual({ 'status 503': requests });
  });

  it('counts those who find nobody', async () => {
    const load = start();
    await load.more(1);
    server.close();
    await load.more(5);
    const { failures } = await load.stop();

    expect(failures.ECONNREFUSED).toBeGreaterThan(0);
  });
});
