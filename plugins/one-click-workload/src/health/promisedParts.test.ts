import type {
  V1Ingress,
  V2HorizontalPodAutoscaler,
} from '@kubernetes/client-node';
import type { IngressRule } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { rolloutWith } from '../testing/aRollout';
import { crashes, NOW, statusOf, summaryOf } from '../testing/scenes';
import { aPod } from '../testing/clusterObjects';
import { wantsIngressClasses } from './addressCauses';
import { findTlsSecrets } from './certificateCauses';
import type { CertificateFacts, Observed } from './Observed';

const LONG_AGO = '2026-11-25T08:00:00Z';
const at = (millis: number) =>
  new Date(millis).toISOString() as unknown as Date;

function anIngress(ageMs = 3_600_000, address?: string): V1Ingress {
  return {
    metadata: {
      name: 'http-node-red-ingress',
      creationTimestamp: at(NOW - ageMs),
    },
    spec: { ingressClassName: 'nginx', rules: [{ host: 'a.example.com' }] },
    ...(address !== undefined && {
      status: { loadBalancer: { ingress: [{ ip: address }] } },
    }),
  };
}

function served(
  rule: Partial<IngressRule>,
  annotations: Record<string, string> = {},
) {
  const rules = [{ host: 'a.example.com', ...rule }];
  const ingress = { annotations, rules };
  return { interfaces: [{ name: 'http', port: 80, ingress }] };
}

const causesOf = (observed: Partial<Observed>, spec = served({})) =>
  statusOf({ spec, observed }).causes ?? [];

describe('an address', () => {
  const gives = [{ name: 'nginx', gives: true }];

  it('that does not come is missed', () => {
    const observed = { ingresses: [anIngress()], ingressClasses: gives };

    expect(statusOf({ spec: served({}), observed })).toMatchObject({
      state: 'Degraded',
      causes: [
        {
          id: 'NoAddress',
          message: `Ingress class nginx has given a.example.com no address since ${LONG_AGO}.`,
          chain: [{ kind: 'Ingress', name: 'http-node-red-ingress' }],
        },
      ],
    });
  });

  it.each<[string, Partial<Observed>]>([
    [
      'has it',
      { ingresses: [anIngress(3_600_000, '192.0.2.1')], ingressClasses: gives },
    ],
    ['is young', { ingresses: [anIngress(119_000)], ingressClasses: gives }],
    [
      'has a class that never gives any',
      {
        ingresses: [anIngress()],
        ingressClasses: [{ name: 'nginx', gives: false }],
      },
    ],
    ['has a class nobody could look up', { ingresses: [anIngress()] }],
  ])('is not missed where the Ingress %s', (_, observed) => {
    expect(causesOf(observed)).toEqual([]);
  });

  it('is missed where there is no such class', () => {
    const observed = { ingresses: [anIngress()], ingressClasses: [] };

    expect(causesOf(observed)).toMatchObject([{ id: 'NoAddress' }]);
  });

  it('is looked up only where an Ingress waits, and once it has waited long enough', () => {
    const young = { ingresses: [anIngress(100_000)] };

    expect(wantsIngressClasses(young, NOW)).toBe(false);
    expect(wantsIngressClasses(young, NOW + 20_000)).toBe(true);
    expect(summaryOf({ spec: served({}), observed: young }).lookAgainAt).toBe(
      NOW + 20_000,
    );
  });
});

describe('a certificate', () => {
  const spec = served({ tls: true, tlsSecretName: 'a-tls' });
  const withFacts = (facts: Omit<CertificateFacts, 'secret'>) => ({
    ingresses: [anIngress(3_600_000, '192.0.2.1')],
    certificates: [{ secret: 'a-tls', ...facts }],
  });

  it('is looked for where a Secret or an issuer is named', () => {
    const issuer = { 'cert-manager.io/cluster-issuer': 'letsencrypt' };

    expect(findTlsSecrets(rolloutWith(spec))).toEqual(['a-tls']);
    expect(findTlsSecrets(rolloutWith(served({ tls: true }, issuer)))).toEqual([
      'http-node-red-tls-secret',
    ]);
    expect(findTlsSecrets(rolloutWith(served({ tls: true })))).toEqual([]);
    expect(findTlsSecrets(rolloutWith(served({}, issuer)))).toEqual([]);
  });

  it('that does not come is missed', () => {
    expect(causesOf(withFacts({}), spec)).toMatchObject([
      {
        id: 'CertWaiting',
        message:
          'The certificate for a.example.com is not ready: Secret a-tls holds none yet.',
        chain: [{ kind: 'Ingress' }, { kind: 'Secret', name: 'a-tls' }],
      },
    ]);
  });

  it('for another host is as good as none', () => {
    const hosts = ['b.example.com', '*.a.example.com'];

    expect(causesOf(withFacts({ hosts }), spec)[0]?.message).toBe(
      'The certificate for a.example.com is not ready: the one in Secret a-tls is for b.example.com, *.a.example.com.',
    );
  });

  it('that has expired is told with the moment', () => {
    const facts = {
      hosts: ['a.example.com'],
      expiresAt: Date.parse('2026-11-01T00:00:00Z'),
    };

    expect(causesOf(withFacts(facts), spec)).toMatchObject([
      {
        id: 'CertBad',
        message:
          'The certificate for a.example.com expired on 2026-11-01T00:00:00Z.',
      },
    ]);
  });

  it.each([[['a.example.com']], [['*.example.com']]])(
    'for %s is good, and looked at again when it expires',
    hosts => {
      const expiresAt = NOW + 86_400_000;
      const observed = withFacts({ hosts, expiresAt });

      expect(causesOf(observed, spec)).toEqual([]);
      expect(summaryOf({ spec, observed }).lookAgainAt).toBe(expiresAt);
    },
  );
});

describe('an autoscaler', () => {
  const limited = (sinceMs: number): V2HorizontalPodAutoscaler => ({
    metadata: { name: 'node-red' },
    spec: { maxReplicas: 4, scaleTargetRef: { kind: '', name: '' } },
    status: {
      desiredReplicas: 4,
      conditions: [
        {
          type: 'ScalingLimited',
          status: 'True',
          reason: 'TooManyReplicas',
          lastTransitionTime: at(NOW - sinceMs),
        },
      ],
    },
  });

  it('that has long wanted more than it may says so', () => {
    const observed = { autoscaler: limited(300_000) };

    expect(statusOf({ observed })).toMatchObject({
      state: 'Degraded',
      causes: [
        {
          id: 'HpaAtMax',
          message: 'Automatic scaling wants more than the maximum of 4.',
        },
      ],
    });
  });

  it('may be at its maximum for a while', () => {
    const { status, lookAgainAt } = summaryOf({
      observed: { autoscaler: limited(100_000) },
    });

    expect(status.state).toBe('Healthy');
    expect(lookAgainAt).toBe(NOW + 200_000);
  });
});

describe('an interface', () => {
  it('leads nowhere once nothing serves for good; the reason comes first', () => {
    const causes = causesOf({ pods: [aPod(crashes)] });

    expect(causes.map(({ id }) => id)).toEqual(['CrashLoop', 'NoEndpoints']);
    expect(causes[1]?.message).toBe(
      'Interface http reaches no instance, because none is ready.',
    );
  });
});
