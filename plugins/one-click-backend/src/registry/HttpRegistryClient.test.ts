import { json, startFakeRegistry } from '../../test/fakeRegistry';
import type { FakeRegistry } from '../../test/fakeRegistry';
import { DAWN } from '../../test/records';
import { createRegistryClient } from './createRegistryClient';
import { digestOf } from './manifests';
import { DEFAULT_REQUESTS_A_MINUTE } from './RegistryRules';
import type { RegistrySettings } from './RegistryRules';

function inside(
  host: string,
  over: Partial<RegistrySettings> = {},
): RegistrySettings {
  return {
    host,
    tokenHosts: [],
    plainHttp: true,
    ca: undefined,
    requestsPerMinute: DEFAULT_REQUESTS_A_MINUTE,
    ...over,
  };
}

describe('HttpRegistryClient', () => {
  let registry: FakeRegistry;
  let other: FakeRegistry;
  beforeEach(async () => {
    registry = await startFakeRegistry();
    other = await startFakeRegistry('127.0.0.2');
  });
  afterEach(async () => {
    await registry.stop();
    await other.stop();
  });

  const clientOf = (
    settings: readonly RegistrySettings[] = [inside(registry.host)],
    timeoutMs?: number,
  ) =>
    createRegistryClient({
      settings,
      now: () => Date.parse(DAWN),
      timeoutMs,
    });
  const web = () => ({ registry: registry.host, repository: 'acme/web' });

  it('gathers all pages of a list of tags', async () => {
    registry.handle(({ url = '' }, res) =>
      url.includes('last=1.1')
        ? json(res, { tags: ['1.2', '1.3'] })
        : json(
            res,
            { tags: ['1.0', '1.1'] },
            { Link: '</v2/acme/web/tags/list?last=1.1&n=2>; rel="next"' },
          ),
    );

    await expect(clientOf().listTags(web())).resolves.toEqual({
      tags: ['1.0', '1.1', '1.2', '1.3'],
      isComplete: true,
    });
  });

  it('takes no more tags than can be put in order, however many are on a page', async () => {
    const tags = Array.from({ length: 20_001 }, (_, index) => `1.${index}`);
    registry.handle((_req, res) => json(res, { tags }));

    const list = await clientOf().listTags(web());

    expect(list.isComplete).toBe(false);
    expect(list.tags).toEqual(tags.slice(0, 20_000));
  });

  it('R10 goes to no other host for the next page', async () => {
    registry.handle((_req, res) =>
      json(
        res,
        { tags: ['1.0'] },
        { Link: `<http://${other.host}/v2/acme/web/tags/list>; rel="next"` },
      ),
    );

    await expect(
      clientOf([inside(registry.host), inside(other.host)]).listTags(web()),
    ).rejects.toMatchObject({ problem: 'unexpected' });
    expect(other.seen).toEqual([]);
  });

  it('asks for digests with HEAD only', async () => {
    const digest = digestOf(Buffer.from('x'));
    registry.handle((_req, res) =>
      res.writeHead(200, { 'Docker-Content-Digest': digest }).end(),
    );

    await expect(clientOf().findDigest({ ...web(), tag: '1.0' })).resolves.toBe(
      digest,
    );
    expect(registry.seen.map(({ method }) => method)).toEqual(['HEAD']);
  });

  it('works digests out where the registry does not name them', async () => {
    const body = JSON.stringify({
      config: { digest: digestOf(Buffer.from('')) },
    });
    registry.handle((_req, res) => res.writeHead(200).end(body));

    await expect(clientOf().findDigest({ ...web(), tag: '1.0' })).resolves.toBe(
      digestOf(Buffer.from(body)),
    );
  });

  it('does not take an absent tag for a failure', async () => {
    await expect(
      clientOf().findDigest({ ...web(), tag: '9' }),
    ).resolves.toBeUndefined();
  });

  it.each([
    { status: 401, problem: 'signInRefused' },
    { status: 403, problem: 'signInRefused' },
    { status: 404, problem: 'notFound' },
    { status: 429, problem: 'limited' },
    { status: 500, problem: 'away' },
    { status: 503, problem: 'away' },
    { status: 204, problem: 'unexpected' },
  ])('R10 names $status: $problem', async ({ status, problem }) => {
    registry.handle((_req, res) => res.writeHead(status).end());

    await expect(clientOf().listTags(web())).rejects.toMatchObject({
      name: 'RegistryError',
      problem,
    });
  });

  it.each([
    { header: '120', ms: 120_000 },
    { header: 'Wed, 04 Mar 2026 05:07:07 GMT', ms: 60_000 },
    { header: '99999999', ms: 6 * 60 * 60 * 1000 },
    { header: 'soon', ms: undefined },
  ])('reads Retry-After $header as $ms', async ({ header, ms }) => {
    registry.handle((_req, res) =>
      res
        .writeHead(429, {
          'Retry-After': header,
          Date: 'Wed, 04 Mar 2026 05:06:07 GMT',
        })
        .end(),
    );

    await expect(clientOf().listTags(web())).rejects.toMatchObject({
      problem: 'limited',
      retryAfterMs: ms,
    });
  });

  it('R10 gives up on a registry that hangs', async () => {
    registry.handle(() => {});

    await expect(
      clientOf([inside(registry.host)], 100).listTags(web()),
    ).rejects.toMatchObject({
      problem: 'away',
      message: expect.stringContaining('did not answer in time'),
    });
  });

  it('R10 gives up on an answer that never ends', async () => {
    registry.handle((_req, res) => {
      res.writeHead(200);
      res.write('{"tags":[');
    });

    await expect(
      clientOf([inside(registry.host)], 100).listTags(web()),
    ).rejects.toMatchObject({ problem: 'away' });
  });

  it('reads no more than 5 MB', async () => {
    const chunk = Buffer.alloc(1024 * 1024, ' ');
    registry.handle((_req, res) => {
      res.writeHead(200);
      for (let index = 0; index < 6; index += 1) {
        res.write(chunk);
      }
      res.end();
    });

    await expect(clientOf().listTags(web())).rejects.toMatchObject({
      problem: 'unexpected',
      message: expect.stringContaining('larger than'),
    });
  });

  describe('of an image', () => {
    it('follows blobs to where they are kept, without the token', async () => {
      const config = JSON.stringify({
        os: 'linux',
        architecture: 'arm64',
        variant: 'v8',
        created: '2026-01-02T03:04:05Z',
        config: {
          User: '1000',
          ExposedPorts: { '8080/tcp': {}, '53/udp': {}, x: {} },
          Volumes: { '/data': {} },
        },
      });
      const manifest = JSON.stringify({
        config: { digest: digestOf(Buffer.from(config)) },
      });
      registry.handle((req, res) =>
        req.url?.includes('/blobs/')
          ? res.writeHead(307, { Location: `http://${other.host}/blob` }).end()
          : res.writeHead(200).end(manifest),
      );
      other.handle((_req, res) => res.writeHead(200).end(config));

      await expect(
        clientOf([inside(registry.host), inside(other.host)]).inspect({
          ...web(),
          reference: '1.0',
        }),
      ).resolves.toEqual({
        digest: digestOf(Buffer.from(manifest)),
        platforms: [{ os: 'linux', architecture: 'arm64', variant: 'v8' }],
        exposedPorts: [
          { port: 8080, protocol: 'tcp' },
          { port: 53, protocol: 'udp' },
        ],
        volumes: ['/data'],
        user: '1000',
        createdAt: '2026-01-02T03:04:05.000Z',
      });
    });

    it('believes no content that is not what its digest says', async () => {
      registry.handle((req, res) =>
        res.writeHead(200).end(
          req.url?.includes('/blobs/')
            ? '{"os":"linux"}'
            : JSON.stringify({
                config: { digest: digestOf(Buffer.from('')) },
              }),
        ),
      );

      await expect(
        clientOf().inspect({ ...web(), reference: '1.0' }),
      ).rejects.toMatchObject({ problem: 'unexpected' });
    });
  });

  describe('at addresses inside', () => {
    const digest = { repository: 'a', tag: '1' };
    const nowhere = (addresses: readonly string[]) =>
      createRegistryClient({
        settings: [],
        now: () => 0,
        resolve: async () =>
          addresses.map(address => ({
            address,
            family: address.includes(':') ? 6 : 4,
          })),
      });

    it.each([
      '127.0.0.1',
      '10.0.0.1',
      '172.16.3.4',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      '0.0.0.0',
      '::1',
      'fe80::1',
      'fd00::1',
      '::ffff:10.0.0.1',
      '64:ff9b::a00:1',
    ])('R10 asks no host that has the address %s', async address => {
      await expect(
        nowhere([address]).findDigest({ ...digest, registry: 'evil.example' }),
      ).rejects.toMatchObject({ problem: 'blockedAddress' });
      // As a literal, it needs no name.
      const literal = address.includes(':') ? `[${address}]` : address;
      await expect(
        nowhere([]).findDigest({ ...digest, registry: literal }),
      ).rejects.toMatchObject({ problem: 'blockedAddress' });
    });

    it('asks no host that has such an address among others', async () => {
      await expect(
        nowhere(['93.184.216.34', '10.0.0.1']).findDigest({
          ...digest,
          registry: 'evil.example',
        }),
      ).rejects.toMatchObject({ problem: 'blockedAddress' });
    });

    it('looks a host up once, and connects to what it found', async () => {
      registry.handle((_req, res) => json(res, { tags: ['1.0'] }));
      const [, port = ''] = registry.host.split(':');
      let asked = 0;
      const client = createRegistryClient({
        settings: [inside(`registry.example:${port}`)],
        now: () => 0,
        resolve: async () => {
          asked += 1;
          return [
            { address: asked === 1 ? '127.0.0.1' : '127.0.0.9', family: 4 },
          ];
        },
      });

      await expect(
        client.listTags({
          registry: `registry.example:${port}`,
          repository: 'a',
        }),
      ).resolves.toMatchObject({ tags: ['1.0'] });
      expect(asked).toBe(1);
    });

    it('goes inside by no redirect', async () => {
      registry.handle((_req, res) =>
        res.writeHead(302, { Location: `http://${other.host}/` }).end(),
      );

      await expect(clientOf().listTags(web())).rejects.toMatchObject({
        problem: 'blockedAddress',
      });
      expect(other.seen).toEqual([]);
    });
  });

  it('R10 keeps to a budget for each registry', async () => {
    registry.handle((_req, res) => json(res, { tags: [] }));
    other.handle((_req, res) => json(res, { tags: [] }));
    const client = clientOf([
      inside(registry.host, { requestsPerMinute: 2 }),
      inside(other.host),
    ]);
    await client.listTags(web());
    await client.listTags(web());

    await expect(client.listTags(web())).rejects.toMatchObject({
      problem: 'busy',
      retryAfterMs: 30_000,
    });
    await expect(
      client.listTags({ registry: other.host, repository: 'acme/web' }),
    ).resolves.toMatchObject({ tags: [] });
  });
});
