import type { V1Ingress, V1Job } from '@kubernetes/client-node';
import { aRollout } from '@one-click/backstage-plugin-one-click-common/testUtils';
import { KubeForbiddenError } from '@one-click/backstage-plugin-one-click-kube';
import type {
  KubeClient,
  KubeObject,
  Resource,
} from '@one-click/backstage-plugin-one-click-kube';
import type { Observed } from '@one-click/backstage-plugin-one-click-workload';
import { ManualClock } from '../../../test/ManualClock';
import { Lookups } from './Lookups';

const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBuzCCAWCgAwIBAgIUP9mwihqlZ4MhRAipFs9yvXlwZcIwCgYIKoZIzj0EAwIw
GDEWMBQGA1UEAwwNYS5leGFtcGxlLmNvbTAgFw0yNjExMjUxMTQ1MTBaGA8yMTI2
MTEwMTExNDUxMFowGDEWMBQGA1UEAwwNYS5leGFtcGxlLmNvbTBZMBMGByqGSM49
AgEGCCqGSM49AwEHA0IABCHwXa/Ds3Y3lC+SIiEujYqhYyvoQOLcQX8rEpae4C5k
ftTvWpEOFCKZXTzpU7e2AM6C05LPYs5eMSNDhal1c4qjgYUwgYIwHQYDVR0OBBYE
FABUieZmeTlTFrhm19zFuP13m/jrMB8GA1UdIwQYMBaAFABUieZmeTlTFrhm19zF
uP13m/jrMA8GA1UdEwEB/wQFMAMBAf8wLwYDVR0RBCgwJoINYS5leGFtcGxlLmNv
bYIPKi5iLmV4YW1wbGUuY29thwR/AAABMAoGCCqGSM49BAMCA0kAMEYCIQCjzCpl
g2hGH2UONFKniGv8GiXEbRS4s+vBLfh3BwtirAIhANLJICJNHfT9B6CAbxU4Vntm
5zv3zOcPhVw/cjh2y7k0
-----END CERTIFICATE-----
`;

/** A cluster that answers reads from a shelf, and counts them. */
class ShelfClient implements Pick<KubeClient, 'find' | 'list'> {
  readonly shelf: Record<string, KubeObject[]> = {};
  readonly reads: string[] = [];
  isForbidden = false;

  async find<T extends KubeObject>(
    resource: Resource<T>,
    { name }: { readonly name: string },
  ): Promise<T | undefined> {
    const { items } = await this.list<T>(resource);
    return items.find(({ metadata }) => metadata?.name === name);
  }

  async list<T extends KubeObject>({ plural }: Resource<T>) {
    this.reads.push(plural);
    if (this.isForbidden) {
      throw new KubeForbiddenError('not for you');
    }
    // Each test puts on the shelf what it asks for.
    return { items: (this.shelf[plural] ?? []) as T[], resourceVersion: '1' };
  }
}

const nothing: Observed = {
  replicaSets: [],
  pods: [],
  services: [],
  ingresses: [],
  claims: [],
  events: [],
  refusals: [],
};
const rollout = aRollout();
const secured = aRollout({
  spec: {
    interfaces: [
      {
        name: 'http',
        port: 80,
        ingress: {
          rules: [{ host: 'a.example.com', tls: true, tlsSecretName: 'a-tls' }],
        },
      },
    ],
  },
});

function setUp(allIngresses: readonly V1Ingress[] = []) {
  const client = new ShelfClient();
  const clock = new ManualClock();
  const denied: string[] = [];
  const lookups = new Lookups({
    client,
    clock,
    allIngresses: () => allIngresses,
    onDenied: error => denied.push(error.message),
  });
  return { client, clock, denied, lookups };
}

describe('Lookups', () => {
  it('asks for nothing where nothing is promised and nothing amiss', async () => {
    const { client, lookups } = setUp();

    expect(await lookups.find('a/b', rollout, nothing)).toEqual({
      facts: { runPods: [] },
      readAgainAt: undefined,
    });
    expect(client.reads).toEqual([]);
  });

  it('reads a certificate after a while, and of its Secret names and expiry only', async () => {
    const { client, clock, lookups } = setUp();
    const data = {
      'tls.crt': Buffer.from(CERTIFICATE).toString('base64'),
      'tls.key': 'c2VjcmV0',
    };
    const secret = { metadata: { name: 'a-tls' }, data };
    client.shelf.secrets = [secret];

    const first = await lookups.find('a/b', secured, nothing);
    expect(first.facts.certificates).toBeUndefined();
    expect(client.reads).toEqual([]);

    await clock.advance(60_000);
    const second = await lookups.find('a/b', secured, nothing);
    expect(second.facts.certificates).toEqual([
      {
        secret: 'a-tls',
        hosts: ['a.example.com', '*.b.example.com'],
        expiresAt: Date.parse('2126-11-01T11:45:10Z'),
      },
    ]);
    expect(second.readAgainAt).toBe(clock.now() + 1_800_000);
    await lookups.find('a/b', secured, nothing);
    expect(client.reads).toEqual(['secrets']);
  });

  it.each([
    ['there is no Secret', []],
    ['the Secret is empty', [{ metadata: { name: 'a-tls' } }]],
    [
      'the Secret holds something else',
      [{ metadata: { name: 'a-tls' }, data: { 'tls.crt': 'bm9uc2Vuc2U=' } }],
    ],
  ])(
    'looks for a certificate each half minute where %s',
    async (_, secrets) => {
      const { client, clock, lookups } = setUp();
      client.shelf.secrets = secrets;
      await lookups.find('a/b', secured, nothing);
      await clock.advance(60_000);

      const { facts, readAgainAt } = await lookups.find(
        'a/b',
        secured,
        nothing,
      );
      expect(facts.certificates).toEqual([{ secret: 'a-tls' }]);
      expect(readAgainAt).toBe(clock.now() + 30_000);
    },
  );

  it('reads the pods of a failed run once', async () => {
    const { client, lookups } = setUp();
    const run = {
      metadata: { name: 'r', uid: 'r-1', labels: { 'one-click.dev/job': 'j' } },
      status: {
        failed: 1,
        conditions: [{ type: 'Failed', status: 'True' }],
      },
    } as unknown as V1Job;
    client.shelf.pods = [{ metadata: { name: 'p' } }];

    const { facts } = await lookups.find('a/b', rollout, {
      ...nothing,
      runs: [run],
    });
    await lookups.find('a/b', rollout, { ...nothing, runs: [run] });

    expect(facts.runPods).toHaveLength(1);
    expect(client.reads).toEqual(['pods']);
  });

  it('tells the classes that give addresses from those that do not', async () => {
    const ingress = (ingressClassName: string, ip?: string) =>
      ({
        metadata: { name: 'i', creationTimestamp: '2025-01-01T00:00:00Z' },
        spec: { ingressClassName },
        status: { loadBalancer: { ingress: ip ? [{ ip }] : [] } },
      } as unknown as V1Ingress);
    const { client, clock, lookups } = setUp([
      ingress('nginx', '192.0.2.1'),
      ingress('silent'),
    ]);
    client.shelf.ingressclasses = ['nginx', 'silent'].map(name => ({
      metadata: { name },
    }));
    const waits = (name: string) => ({
      ...nothing,
      ingresses: [ingress(name)],
    });

    const loud = await lookups.find('a/b', rollout, waits('nginx'));
    const quiet = await lookups.find('a/b', rollout, waits('silent'));

    expect(loud.facts.ingressClasses).toEqual([
      { name: 'nginx', gives: true },
      { name: 'silent', gives: false },
    ]);
    expect(loud.readAgainAt).toBe(clock.now() + 60_000);
    expect(quiet.readAgainAt).toBe(clock.now() + 1_800_000);
    expect(client.reads).toEqual(['ingressclasses']);
  });

  it('goes without what it may not read', async () => {
    const { client, clock, denied, lookups } = setUp();
    client.isForbidden = true;
    await lookups.find('a/b', secured, nothing);
    await clock.advance(60_000);

    const { facts } = await lookups.find('a/b', secured, nothing);
    expect(facts.certificates).toBeUndefined();
    expect(denied).toHaveLength(1);
  });
});
