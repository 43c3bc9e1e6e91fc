import { readDockerConfig } from './pullSecrets';

const ghcr = { registry: 'ghcr.io', repository: 'acme/web' };
const hub = { registry: 'docker.io', repository: 'library/nginx' };
const signIn = { username: 'ana', password: 'pass:word' };
const auth = Buffer.from('ana:pass:word').toString('base64');

describe('readDockerConfig', () => {
  it.each([
    { does: 'reads name and password', name: 'ghcr.io', entry: signIn },
    { does: 'reads both in one', name: 'ghcr.io', entry: { auth } },
    { does: 'knows a URL', name: 'https://ghcr.io/v2/', entry: { auth } },
  ])('$does', ({ name, entry }) => {
    const text = JSON.stringify({ auths: { [name]: entry } });

    expect(readDockerConfig(text, ghcr)).toEqual(signIn);
    expect(readDockerConfig(text, hub)).toBeUndefined();
  });

  it.each(['docker.io', 'https://index.docker.io/v1/', 'registry-1.docker.io'])(
    'knows Docker Hub as %s',
    name => {
      const text = JSON.stringify({ auths: { [name]: { auth } } });

      expect(readDockerConfig(text, hub)).toEqual(signIn);
      expect(readDockerConfig(text, ghcr)).toBeUndefined();
    },
  );

  it.each(['', '{}', '[]', '{"auths":{"ghcr.io":{}}}', '{"auths":1}'])(
    'finds nothing in %s',
    text => {
      expect(readDockerConfig(text, ghcr)).toBeUndefined();
    },
  );
});
