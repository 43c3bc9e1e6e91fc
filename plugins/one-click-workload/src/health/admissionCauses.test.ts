import { readAdmission } from './admissionCauses';

const POD = { kind: 'Pod', name: 'node-red' };

describe('readAdmission', () => {
  it.each([
    {
      case: 'quota exceeded, by the resource that is short',
      says: 'pods "q-abc" is forbidden: exceeded quota: q, requested: pods=1,requests.cpu=40m, used: pods=2,requests.cpu=80m, limited: pods=9,requests.cpu=100m',
      want: {
        id: 'QuotaUsed',
        params: { need: '40m', resource: 'cpu', free: '20m' },
      },
    },
    {
      case: 'quota lowered below what is in use',
      says: 'pods "q-abc" is forbidden: exceeded quota: q, requested: pods=1, used: pods=3, limited: pods=2',
      want: {
        id: 'QuotaUsed',
        params: { need: '1', resource: 'pods', free: '0' },
      },
    },
    {
      case: 'quota, no requests',
      says: 'pods "q-abc" is forbidden: failed quota: q: must specify requests.cpu for: main; requests.memory for: main',
      want: {
        id: 'SpecInvalid',
        params: {
          field: 'spec.resources',
          why: 'must give requests.cpu for: main; requests.memory for: main',
        },
      },
    },
    {
      case: 'a host of another ingress, as ingress-nginx says it',
      says: 'admission webhook "validate.nginx.ingress.kubernetes.io" denied the request: host "a.example.com" and path "/" is already defined in ingress shop/web',
      want: {
        id: 'HostTaken',
        params: {
          host: 'a.example.com',
          path: '/',
          owner: 'Ingress shop/web',
        },
      },
    },
    {
      case: 'limit range',
      says: 'pods "l-abc" is forbidden: maximum cpu usage per Container is 100m, but limit is 200m',
      want: {
        id: 'LimitRange',
        params: { max: '100m', resource: 'cpu', need: '200m' },
      },
    },
    {
      case: 'pod security',
      says: 'pods "pod1" is forbidden: violates PodSecurity "baseline:latest": privileged (container "pod1" must not set securityContext.privileged=true)',
      want: {
        id: 'PodSecurity',
        params: {
          level: 'baseline',
          what: 'privileged (container "pod1" must not set securityContext.privileged=true)',
        },
      },
    },
    {
      case: 'webhook that gives a reason',
      says: 'admission webhook "policy.acme.io" denied the request: team label is missing',
      want: {
        id: 'WebhookDenied',
        params: {
          webhook: 'policy.acme.io',
          kind: 'Pod',
          name: 'node-red',
          message: 'team label is missing',
        },
      },
    },
    {
      case: 'webhook that gives none',
      says: 'admission webhook "policy.acme.io" denied the request without explanation',
      want: { id: 'WebhookDenied', params: { message: 'no reason given' } },
    },
    {
      case: 'admission policy',
      says: `deployments.apps "web" is forbidden: ValidatingAdmissionPolicy 'no-latest' with binding 'everywhere' denied request: tags must be pinned`,
      want: {
        id: 'WebhookDenied',
        params: { webhook: 'no-latest', message: 'tags must be pinned' },
      },
    },
    {
      case: 'webhook away',
      says: 'Internal error occurred: failed calling webhook "policy.acme.io": failed to call webhook: Post "https://…": dial tcp 10.0.0.1:443: connect: connection refused',
      want: { id: 'WebhookAway', params: { webhook: 'policy.acme.io' } },
    },
  ])('$case', ({ says, want }) => {
    expect(readAdmission(says, POD)?.cause).toMatchObject(want);
  });

  it('leaves other words to others', () => {
    expect(readAdmission('namespaces "x" not found', POD)).toBeUndefined();
  });
});
