import { createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { startRegistry, untilHolds } from '@one-click/devcluster';
import type { RunningRegistry } from '@one-click/devcluster';
import { pushImage, pushIndex } from '../../test/pushImage';
import { createUpdateRig } from '../../test/updateRig';
import { createRegistryClient } from './createRegistryClient';
import { DEFAULT_REQUESTS_A_MINUTE } from './RegistryRules';

jest.setTimeout(300_000);

const SIGN_IN = { username: 'ana', password: 'marker-password' };

/** Signs tokens as the distribution project's registry wants them. */
class TokenServer {
  readonly asked: string[] = [];
  readonly #keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  readonly #server: Server;

  constructor() {
    this.#server = createServer((req, res) => {
      const url = new URL(req.url ?? '', 'http://x');
      const [scope = ''] = url.searchParams.getAll('scope');
      const basic = Buffer.from(
        req.headers.authorization?.split(' ')[1] ?? '',
        'base64',
      ).toString();
      this.asked.push(`${basic.split(':')[0]} ${scope}`);
      const isKnown = basic === `${SIGN_IN.username}:${SIGN_IN.password}`;
      res.writeHead(isKnown ? 200 : 401, {
        'Content-Type': 'application/json',
      });
      res.end(JSON.stringify(isKnown ? { token: this.sign(scope) } : {}));
    });
  }

  async start(): Promise<void> {
    await new Promise<void>(resolve => {
      this.#server.listen(0, '127.0.0.1', resolve);
    });
  }

  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get jwks(): string {
    const key = this.#keys.publicKey.export({ format: 'jwk' });
    return JSON.stringify({
      keys: [{ ...key, kid: 'test', alg: 'RS256', use: 'sig' }],
    });
  }

  /** A token for a scope such as `repository:acme/web:pull`. */
  sign(scope: string): string {
    const [type, name, actions = ''] = scope.split(':');
    const now = Math.floor(Date.now() / 1000);
    return toJwt(this.#keys.privateKey, {
      iss: 'one-click-test',
      aud: 'registry',
      sub: 'ana',
      iat: now,
      nbf: now - 10,
      exp: now + 300,
      jti: randomUUID(),
      access: [{ type, name, actions: actions.split(',') }],
    });
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => {
      this.#server.close(resolve);
    });
  }
}

function toJwt(key: KeyObject, claims: object): string {
  const part = (value: object) =>
    Buffer.from(JSON.stringify(value)).toString('base64url');
  const header = part({ alg: 'RS256', typ: 'JWT', kid: 'test' });
  const text = `${header}.${part(claims)}`;
  const signature = createSign('RSA-SHA256').update(text).sign(key);
  return `${text}.${signature.toString('base64url')}`;
}

function clientOf(host: string, tokenHosts: readonly string[] = []) {
  return createRegistryClient({
    settings: [
      {
        host,
        tokenHosts,
        plainHttp: true,
        ca: undefined,
        requestsPerMinute: 100 * DEFAULT_REQUESTS_A_MINUTE,
      },
    ],
    now: Date.now,
  });
}

describe('a real registry', () => {
  let registry: RunningRegistry;
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(() => registry?.stop());

  const imageOf = (repository: string, tag: string) => ({
    host: registry.host,
    repository,
    tag,
  });

  it('M09 lists all tags, more than fit on a page of its', async () => {
    const repository = 'acme/many';
    const digest = await pushImage(imageOf(repository, '1.0.0'));
    const manifest = await fetch(
      `http://${registry.host}/v2/${repository}/manifests/${digest}`,
      { headers: { Accept: 'application/vnd.oci.image.manifest.v1+json' } },
    );
    const body = await manifest.text();
    for (let patch = 1; patch <= 1_005; patch += 1) {
      await fetch(
        `http://${registry.host}/v2/${repository}/manifests/1.0.${patch}`,
        {
          method: 'PUT',
          body,
          headers: {
            'Content-Type': 'application/vnd.oci.image.manifest.v1+json',
          },
        },
      );
    }
    const list = await clientOf(registry.host).listTags({
      registry: registry.host,
      repository,
    });

    expect(list.isComplete).toBe(true);
    expect(list.tags).toHaveLength(1_006);
  });

  it('M09 tells digests, platforms, ports, volumes and user', async () => {
    const client = clientOf(registry.host);
    const ref = { registry: registry.host, repository: 'acme/web' };
    const digest = await pushIndex(
      {
        ...imageOf('acme/web', '1.0.0'),
        config: {
          User: '1000:1000',
          ExposedPorts: { '8080/tcp': {} },
          Volumes: { '/data': {} },
        },
      },
      ['arm64', 'amd64'],
    );

    await expect(client.findDigest({ ...ref, tag: '1.0.0' })).resolves.toBe(
      digest,
    );
    await expect(
      client.inspect({ ...ref, reference: '1.0.0' }),
    ).resolves.toMatchObject({
      digest,
      platforms: [
        { os: 'linux', architecture: 'arm64' },
        { os: 'linux', architecture: 'amd64' },
      ],
      exposedPorts: [{ port: 8080, protocol: 'tcp' }],
      volumes: ['/data'],
      user: '1000:1000',
    });
    await expect(
      client.inspect({ ...ref, reference: digest }),
    ).resolves.toMatchObject({ digest });
    await expect(
      client.findDigest({ ...ref, tag: 'absent' }),
    ).resolves.toBeUndefined();
    await expect(
      client.listTags({ ...ref, repository: 'acme/absent' }),
    ).rejects.toMatchObject({ problem: 'notFound' });
  });

  it('M10 B09 gives a policy its newer images, tags and contents', async () => {
    const rig = await createUpdateRig(`${registry.host}/acme/app:1.0.0`, {
      client: clientOf(registry.host),
    });
    const { host } = registry;
    const app = (tag: string, content = tag) =>
      pushImage({ host, repository: 'acme/app', tag, content });
    for (const tag of ['1.0.0', '1.1.0', '1.2.0-rc1', '2.0.0', 'latest']) {
      await app(tag);
    }
    await rig.follow({
      rule: { kind: 'semver', constraint: '^1' },
      mode: 'apply',
    });
    await untilHolds(
      async () => {
        await expect(rig.read()).resolves.toMatchObject({
          spec: { image: { tag: '1.1.0' } },
          revision: { via: 'update' },
        });
        await expect(rig.updates.get(rig.web)).resolves.toMatchObject({
          lastDecision: { verdict: 'applied' },
        });
      },
      { what: 'the newer tag to be taken' },
    );

    await rig.follow({ rule: { kind: 'digest' }, mode: 'apply' });
    await untilHolds(
      async () =>
        expect(rig.updates.get(rig.web)).resolves.toMatchObject({
          lastDecision: { verdict: 'firstLook' },
        }),
      { what: 'the tag to be looked at' },
    );
    const digest = await app('1.1.0', 'pushed again');
    await rig.updates.look(rig.web);
    await rig.clock.advance(0);
    await untilHolds(
      async () =>
        expect(rig.read()).resolves.toMatchObject({
          spec: { image: { tag: '1.1.0', digest } },
        }),
      { what: 'the new content to be taken' },
    );
    await rig.ticker.stop();
  });
});

describe('a real registry that asks for tokens', () => {
  const tokens = new TokenServer();
  let registry: RunningRegistry;
  beforeAll(async () => {
    await tokens.start();
    registry = await startRegistry({
      auth: {
        token: {
          realm: `http://${tokens.host}/token`,
          service: 'registry',
          issuer: 'one-click-test',
          jwks: '<folder>/jwks.json',
        },
      },
      files: { 'jwks.json': tokens.jwks },
    });
    await pushImage({
      host: registry.host,
      repository: 'acme/web',
      tag: '1.0.0',
      headers: {
        Authorization: `Bearer ${tokens.sign('repository:acme/web:pull,push')}`,
      },
    });
  });
  afterAll(async () => {
    await registry?.stop();
    await tokens.stop();
  });

  const ref = () => ({ registry: registry.host, repository: 'acme/web' });

  it('R10 hands out tags to the sign-in, by a token of the realm it trusts', async () => {
    const client = clientOf(registry.host, [tokens.host]);

    await expect(
      client.listTags(ref(), { signIn: SIGN_IN }),
    ).resolves.toMatchObject({ tags: ['1.0.0'] });
    expect(tokens.asked).toEqual(['ana repository:acme/web:pull']);
    await client.findDigest({ ...ref(), tag: '1.0.0' }, { signIn: SIGN_IN });
    expect(tokens.asked).toHaveLength(1);
  });

  it('R10 refuses a wrong sign-in, and is named for it', async () => {
    await expect(
      clientOf(registry.host, [tokens.host]).listTags(ref(), {
        signIn: { ...SIGN_IN, password: 'wrong' },
      }),
    ).rejects.toMatchObject({ problem: 'signInRefused' });
  });

  it('R10 gets no sign-in for a realm that is not configured', async () => {
    const asked = tokens.asked.length;

    await expect(
      clientOf(registry.host).listTags(ref(), { signIn: SIGN_IN }),
    ).rejects.toMatchObject({ problem: 'foreignRealm' });
    expect(tokens.asked).toHaveLength(asked);
  });
});

describe('a real registry that asks for a password', () => {
  /** The password as the registry keeps it. */
  const HASH = '$2b$05$OYJuK5ovRS2pqDcl9RFYb.6W0G.b670HW6XvgljoWe5XUrcQqPDgi';
  const { username, password } = SIGN_IN;
  let registry: RunningRegistry;
  beforeAll(async () => {
    registry = await startRegistry({
      auth: { htpasswd: { realm: 'test', path: '<folder>/htpasswd' } },
      files: { htpasswd: `${username}:${HASH}\n` },
    });
    const basic = Buffer.from(`${username}:${password}`).toString('base64');
    await pushImage({
      host: registry.host,
      repository: 'acme/web',
      tag: '1.0.0',
      headers: { Authorization: `Basic ${basic}` },
    });
  });
  afterAll(() => registry?.stop());

  it('hands out tags to the sign-in only', async () => {
    const client = clientOf(registry.host);
    const ref = { registry: registry.host, repository: 'acme/web' };

    await expect(
      client.listTags(ref, { signIn: SIGN_IN }),
    ).resolves.toMatchObject({ tags: ['1.0.0'] });
    await expect(client.listTags(ref)).rejects.toMatchObject({
      problem: 'signInRefused',
    });
  });
});
