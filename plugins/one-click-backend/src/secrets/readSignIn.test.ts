import { toDockerConfig } from '@one-click/backstage-plugin-one-click-workload';
import { readSignIn } from './readSignIn';

const image = {
  registry: 'docker.io',
  repository: 'acme/app',
  tag: '1',
  pullSecretRef: { name: 'pull' },
};
const bot = { username: 'bot', password: 'p:w=✓' };

function clientWith(config: string | undefined) {
  const encoded = config && Buffer.from(config).toString('base64');
  const data = encoded && { '.dockerconfigjson': encoded };
  return { find: async () => ({ data }) } as never;
}

describe('reading a sign-in', () => {
  it('gives what was written for the registry of the image', async () => {
    const config = toDockerConfig({ registry: 'docker.io', ...bot });

    await expect(
      readSignIn(clientWith(config), { namespace: 'oc-shop', image }),
    ).resolves.toEqual(bot);
  });

  it.each([
    {
      what: 'another registry',
      config: toDockerConfig({ registry: 'ghcr.io', ...bot }),
    },
    { what: 'no JSON', config: 'oops' },
    { what: 'no user', config: '{"auths":{"docker.io":{"auth":"eA=="}}}' },
    { what: 'nothing', config: undefined },
  ])('gives none where the Secret holds $what', async ({ config }) => {
    await expect(
      readSignIn(clientWith(config), { namespace: 'oc-shop', image }),
    ).resolves.toBeUndefined();
  });

  it('asks for no Secret where the image names none', async () => {
    const { pullSecretRef: _, ...bare } = image;

    await expect(
      readSignIn({ find: () => Promise.reject(new Error('asked')) } as never, {
        namespace: 'oc-shop',
        image: bare,
      }),
    ).resolves.toBeUndefined();
  });
});
