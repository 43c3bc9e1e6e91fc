import { ConfigReader } from '@backstage/config';
import { readRegistries } from './readRegistries';

const read = (...registries: object[]) =>
  readRegistries(
    new ConfigReader({ oneClick: { registries: registries as never } }),
  );

describe('readRegistries', () => {
  it('needs none', () => {
    expect(readRegistries(new ConfigReader({}))).toEqual([]);
  });

  it('reads what a registry needs, and fills in the rest', () => {
    expect(
      read({
        host: 'Registry.Example:5000',
        tokenHosts: ['auth.example'],
        plainHttp: true,
        requestsPerMinute: 5,
      }),
    ).toEqual([
      {
        host: 'registry.example:5000',
        tokenHosts: ['auth.example'],
        plainHttp: true,
        ca: undefined,
        requestsPerMinute: 5,
      },
    ]);
    expect(read({ host: 'ghcr.io' })).toMatchObject([
      { tokenHosts: [], plainHttp: false, requestsPerMinute: 60 },
    ]);
  });

  it.each([
    [{ host: 'https://ghcr.io' }, 'oneClick.registries[0].host'],
    [{ host: 'ghcr.io/acme' }, 'oneClick.registries[0].host'],
    [
      { host: 'ghcr.io', tokenHosts: ['https://x'] },
      'oneClick.registries[0].tokenHosts',
    ],
    [
      { host: 'ghcr.io', requestsPerMinute: 0 },
      'oneClick.registries[0].requestsPerMinute',
    ],
    [
      { host: 'ghcr.io', caFile: '/nope/ca.pem' },
      'oneClick.registries[0].caFile',
    ],
  ])('names the key that is wrong in %j', (registry, key) => {
    expect(() => read(registry)).toThrow(key);
  });

  it('takes no registry twice', () => {
    expect(() => read({ host: 'ghcr.io' }, { host: 'GHCR.io' })).toThrow(
      "names 'ghcr.io' twice",
    );
  });
});
