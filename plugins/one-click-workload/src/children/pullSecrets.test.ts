import { rolloutWith, rolloutLabels, decoded } from '../testing/aRollout';
import { buildPullSecrets } from './pullSecrets';

describe('buildPullSecrets', () => {
  const image = { registry: 'ghcr.io', repository: 'acme/app', tag: '1' };

  it.each([
    { registry: 'ghcr.io', key: 'ghcr.io' },
    { registry: 'docker.io', key: 'https://index.docker.io/v1/' },
  ])('signs in to $registry as $key', ({ registry, key }) => {
    const [secret] = buildPullSecrets(
      rolloutWith({
        image: { ...image, registry, username: 'bot', password: 'tok' },
      }),
    );

    expect(secret).toMatchObject({
      metadata: { name: 'node-red-imagepullsecret', labels: rolloutLabels },
      type: 'kubernetes.io/dockerconfigjson',
    });
    expect(JSON.parse(decoded(secret?.data?.['.dockerconfigjson']))).toEqual({
      auths: {
        [key]: { auth: 'Ym90OnRvaw==', username: 'bot', password: 'tok' },
      },
    });
  });

  it('takes the empty texts of old manifests for no sign-in', () => {
    const spec = { image: { ...image, username: '', password: '' } };

    expect(buildPullSecrets(rolloutWith(spec))).toEqual([]);
  });

  it('makes one for a job with an image of its own', () => {
    const cronjobs = [
      {
        name: 'nightly',
        schedule: '@daily',
        image: { ...image, username: 'bot', password: 'tok' },
      },
    ];

    expect(buildPullSecrets(rolloutWith({ cronjobs }))).toMatchObject([
      { metadata: { name: 'node-red-nightly-imagepullsecret' } },
    ]);
  });
});
