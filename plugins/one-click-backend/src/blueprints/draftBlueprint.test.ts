import { aSpec } from '../../test/records';
import { draftBlueprint } from './draftBlueprint';

describe('draftBlueprint', () => {
  it('M16 takes neither secrets nor hosts along, and says what it left out', () => {
    const { image } = aSpec();
    const spec = aSpec({
      image: { ...image, pullSecretRef: { name: 'registry-marker' } },
      suspend: true,
      replicas: 3,
      secretsFrom: [{ name: 'web-secrets-marker' }, { name: 'marker' }],
      env: [
        { name: 'PLAIN', value: 'a ${{ b }}' },
        {
          name: 'TOKEN',
          valueFrom: { secretKeyRef: { name: 'marker', key: 'k' } },
        },
      ],
      files: [
        { mountPath: '/a', content: 'x' },
        { mountPath: '/b', secretRef: { name: 'marker' } },
      ],
      interfaces: [
        {
          name: 'http',
          port: 80,
          ingress: { rules: [{ host: 'marker.example.com', path: '/' }] },
        },
      ],
      cronjobs: [
        {
          name: 'nightly',
          schedule: '0 2 * * *',
          image: { ...image, pullSecretRef: { name: 'marker' } },
          secretsFrom: [{ name: 'marker' }],
        },
      ],
    });

    const draft = draftBlueprint(spec, ['API_KEY', 'api.key', '1ST']);

    expect(draft).toEqual({
      template: aSpec({
        replicas: 3,
        env: [{ name: 'PLAIN', value: 'a $${{ b }}' }],
        files: [{ mountPath: '/a', content: 'x' }],
        interfaces: [{ name: 'http', port: 80 }],
        cronjobs: [{ name: 'nightly', schedule: '0 2 * * *', image }],
      }),
      parameters: [
        { type: 'secret', name: 'secret1st', title: '1ST', key: '1ST' },
        { type: 'secret', name: 'apiKey', title: 'API_KEY', key: 'API_KEY' },
        { type: 'secret', name: 'apiKey2', title: 'api.key', key: 'api.key' },
      ],
      leftOut: expect.arrayContaining([
        'secretsFrom[marker]',
        'env[TOKEN]',
        'files[/b]',
        'image.pullSecretRef',
        'interfaces[http].ingress',
        'cronjobs[nightly].secretsFrom[marker]',
        'cronjobs[nightly].image.pullSecretRef',
      ]),
    });
    expect(JSON.stringify(draft.template)).not.toContain('marker');
  });
});
