import { rolloutWith, rolloutLabels } from '../testing/aRollout';
import type { RolloutTraits } from '../testing/aRollout';
import { buildIngresses } from './ingresses';

type Spec = NonNullable<RolloutTraits['spec']>;

describe('buildIngresses', () => {
  const address = (
    ingress: NonNullable<NonNullable<Spec['interfaces']>[0]['ingress']>,
  ) =>
    buildIngresses(
      rolloutWith({ interfaces: [{ name: 'http', port: 1880, ingress }] }),
    );

  it('leads each host to its interface', () => {
    const [ingress] = address({
      ingressClass: 'nginx',
      annotations: {
        'cert-manager.io/cluster-issuer': 'letsencrypt',
        plain: '',
      },
      rules: [
        { host: 'flows.example.com', path: '', pathType: 'Prefix', tls: false },
      ],
    });

    expect(ingress).toMatchObject({
      metadata: {
        name: 'http-node-red-ingress',
        labels: rolloutLabels,
        annotations: {
          'cert-manager.io/cluster-issuer': 'letsencrypt',
          plain: '',
        },
      },
      spec: {
        ingressClassName: 'nginx',
        rules: [
          {
            host: 'flows.example.com',
            http: {
              paths: [
                {
                  path: '/',
                  pathType: 'Prefix',
                  backend: {
                    service: {
                      name: 'http-node-red-svc',
                      port: { number: 1880 },
                    },
                  },
                },
              ],
            },
          },
        ],
      },
    });
    expect(ingress?.spec?.tls).toBeUndefined();
  });

  it('asks for each certificate once, for all hosts that share it', () => {
    const [ingress] = address({
      rules: [
        { host: 'c.example.com', tls: true },
        { host: 'd.example.com', tls: true, tlsSecretName: '' },
        { host: 'c.example.com', path: '/api', tls: true },
        { host: 'e.example.com', tls: true, tlsSecretName: 'own' },
      ],
    });

    expect(ingress?.spec?.tls).toEqual([
      {
        secretName: 'http-node-red-tls-secret',
        hosts: ['c.example.com', 'd.example.com'],
      },
      { secretName: 'own', hosts: ['e.example.com'] },
    ]);
  });

  it('makes none that leads nowhere, since Kubernetes refuses it', () => {
    expect(address({ rules: [] })).toEqual([]);
  });
});
