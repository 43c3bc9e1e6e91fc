import { RegistryRules } from './RegistryRules';
import { toAddress } from './RepositoryRef';

const address = (registry: string, repository = 'acme/web') =>
  toAddress({ registry, repository });
const mayHaveSignIn = (registry: string, realm: string) =>
  new RegistryRules([
    {
      host: 'inside.example',
      tokenHosts: ['auth.example'],
      plainHttp: false,
      ca: undefined,
      requestsPerMinute: 60,
    },
  ]).mayHaveSignIn(address(registry), new URL(realm));

describe('RegistryRules', () => {
  it.each([
    ['docker.io', 'https://auth.docker.io/token', true],
    ['registry.gitlab.com', 'https://gitlab.com/jwt/auth', true],
    ['ghcr.io', 'https://ghcr.io/token', true],
    ['inside.example', 'https://auth.example/token', true],
    ['docker.io', 'https://auth.docker.io.evil.example/token', false],
    ['ghcr.io', 'https://auth.docker.io/token', false],
    ['ghcr.io', 'https://auth.example/token', false],
    ['ghcr.io', 'http://ghcr.io/token', false],
    ['ghcr.io', 'https://ghcr.io:8443/token', false],
    ['evil.example', 'https://gitlab.com/jwt/auth', false],
  ])('R10 a sign-in for %s may go to %s: %s', (registry, realm, may) => {
    expect(mayHaveSignIn(registry, realm)).toBe(may);
  });
});

describe('toAddress', () => {
  it.each([
    ['docker.io', 'nginx', 'registry-1.docker.io', 'library/nginx'],
    ['docker.io', 'acme/web', 'registry-1.docker.io', 'acme/web'],
    ['index.docker.io', 'acme/web', 'registry-1.docker.io', 'acme/web'],
    ['ghcr.io', 'web', 'ghcr.io', 'web'],
    ['Reg.example:5000/team', 'web', 'reg.example:5000', 'team/web'],
  ])('finds %s/%s at %s', (...row) => {
    const [registry, repository, apiHost, path] = row;

    expect(toAddress({ registry, repository })).toMatchObject({
      apiHost,
      path,
    });
  });
});
