import { json, startFakeRegistry } from '../../test/fakeRegistry';
import type { FakeRegistry } from '../../test/fakeRegistry';
import { DAWN } from '../../test/records';
import { createRegistryClient } from './createRegistryClient';
import { DEFAULT_REQUESTS_A_MINUTE } from './RegistryRules';
import type { RegistrySettings } from './RegistryRules';

const SIGN_IN = { username: 'ana', password: 'marker-password' };
const BASIC = `Basic ${Buffer.from('ana:marker-password').toString('base64')}`;

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

describe('the sign-in for a registry', () => {
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
  ) =>
    createRegistryClient({
      settings,
      now: () => Date.parse(DAWN),
    });
  const web = () => ({ registry: registry.host, repository: 'acme/web' });

  const challenge = (realm: string) => ({
    'WWW-Authenticate': `Bearer realm="${realm}",service="reg",scope="repository:other/secret:pull,push"`,
  });
  const wantsToken = (realm: string, token = 't-1') =>
    registry.handle((req, res) =>
      req.headers.authorization === `Bearer ${token}`
        ? json(res, { tags: ['1.0'] })
        : res.writeHead(401, challenge(realm)).end(),
    );

  it('gives it to a token realm of its own host, and asks for the one repository', async () => {
    registry.handle((req, res) => {
      if (req.url?.startsWith('/token')) {
        json(res, { token: 't-1', expires_in: 300 });
      } else if (req.headers.authorization === 'Bearer t-1') {
        json(res, { tags: ['1.0'] });
      } else {
        res.writeHead(401, challenge(`http://${registry.host}/token`)).end();
      }
    });
    const client = clientOf();

    await client.listTags(web(), { signIn: SIGN_IN });
    await client.listTags(web(), { signIn: SIGN_IN });

    const asked = registry.seen.map(({ path }) => path.split('?')[0]);
    expect(asked).toEqual([
      '/v2/acme/web/tags/list',
      '/token',
      '/v2/acme/web/tags/list',
      '/v2/acme/web/tags/list',
    ]);
    const token = registry.seen[1]!;
    expect(token.authorization).toBe(BASIC);
    expect(new URL(token.path, 'http://x').searchParams.get('scope')).toBe(
      'repository:acme/web:pull',
    );
  });

  it('R10 gives it to no foreign token realm, and says which', async () => {
    wantsToken(`http://${other.host}/token`);

    await expect(
      clientOf([inside(registry.host), inside(other.host)]).listTags(web(), {
        signIn: SIGN_IN,
      }),
    ).rejects.toMatchObject({
      problem: 'foreignRealm',
      message: expect.stringContaining(other.host),
    });
    expect(other.seen).toEqual([]);
  });

  it('gives it to a token realm that is configured', async () => {
    wantsToken(`http://${other.host}/token`);
    other.handle((_req, res) => json(res, { access_token: 't-1' }));
    const settings = inside(registry.host, { tokenHosts: [other.host] });

    await expect(
      clientOf([settings]).listTags(web(), { signIn: SIGN_IN }),
    ).resolves.toMatchObject({ tags: ['1.0'] });
    expect(other.seen).toMatchObject([{ authorization: BASIC }]);
  });

  it('R10 sends neither sign-in nor token along a redirect', async () => {
    registry.handle((req, res) =>
      req.headers.authorization === BASIC
        ? res
            .writeHead(307, { Location: `http://${other.host}/elsewhere` })
            .end()
        : res.writeHead(401, { 'WWW-Authenticate': 'Basic realm="x"' }).end(),
    );
    other.handle((_req, res) => json(res, { tags: ['1.0'] }));

    await clientOf([inside(registry.host), inside(other.host)]).listTags(
      web(),
      { signIn: SIGN_IN },
    );

    expect(other.seen).toEqual([
      { method: 'GET', path: '/elsewhere', authorization: undefined },
    ]);
  });

  it('R10 follows no token realm that redirects', async () => {
    registry.handle((req, res) =>
      req.url?.startsWith('/token')
        ? res.writeHead(302, { Location: `http://${other.host}/token` }).end()
        : res.writeHead(401, challenge(`http://${registry.host}/token`)).end(),
    );

    await expect(
      clientOf([inside(registry.host), inside(other.host)]).listTags(web(), {
        signIn: SIGN_IN,
      }),
    ).rejects.toMatchObject({ problem: 'unexpected' });
    expect(other.seen).toEqual([]);
  });

  it('keeps tokens of different people apart', async () => {
    registry.handle((req, res) => {
      if (req.url?.startsWith('/token')) {
        const [, basic = ''] = req.headers.authorization?.split(' ') ?? [];
        json(res, { token: basic, expires_in: 300 });
      } else if (req.headers.authorization) {
        json(res, { tags: [] });
      } else {
        res.writeHead(401, challenge(`http://${registry.host}/token`)).end();
      }
    });
    const client = clientOf();
    await client.listTags(web(), { signIn: SIGN_IN });
    await client.listTags(web(), {
      signIn: { ...SIGN_IN, password: 'another' },
    });

    expect(
      registry.seen.filter(({ path }) => path.startsWith('/token')),
    ).toHaveLength(2);
  });

  it('R10 says the password in no error', async () => {
    registry.handle((_req, res) =>
      res.writeHead(401, { 'WWW-Authenticate': 'Basic realm="x"' }).end(),
    );
    const error = await clientOf()
      .listTags(web(), { signIn: SIGN_IN })
      .catch(thrown => thrown);

    expect(error).toMatchObject({ problem: 'signInRefused' });
    expect(JSON.stringify([error, error.message, error.stack])).not.toContain(
      'marker-password',
    );
  });
});
