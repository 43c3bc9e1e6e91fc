import { aRollout } from '@one-click/backstage-plugin-one-click-common/testUtils';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { checkGuardRails } from './checkGuardRails';
import type { GuardRails } from './GuardRails';

const image = (name: string) => {
  const [registry = '', ...path] = name.split('/');
  return { registry, repository: path.join('/'), tag: '1' };
};
const web = { name: 'http', port: 80 };
const rules = [{ host: 'web.example.com' }];

interface Case {
  readonly reason: string;
  readonly rails: GuardRails;
  readonly spec: Partial<RolloutSpecInput>;
}

const ALLOWED: readonly Case[] = [
  {
    reason: 'no rails at all',
    rails: {},
    spec: {
      image: image('evil.example.com/x'),
      serviceAccountName: 'root',
      volumes: [{ name: 'a', mountPath: '/a', size: '1Gi', storageClass: 'x' }],
    },
  },
  {
    reason: 'an image of an allowed registry',
    rails: { registries: ['ghcr.io'] },
    spec: { image: image('ghcr.io/acme/web') },
  },
  {
    reason: 'an image below an allowed path',
    rails: { registries: ['ghcr.io/acme'] },
    spec: { image: image('ghcr.io/acme/web') },
  },
  {
    reason: 'Docker Hub by another of its names',
    rails: { registries: ['docker.io/library'] },
    spec: { image: image('index.docker.io/nginx') },
  },
  {
    reason: 'the default account, named or not',
    rails: { serviceAccounts: [] },
    spec: {
      serviceAccountName: 'default',
      cronjobs: [{ name: 'a', schedule: '@daily' }],
    },
  },
  {
    reason: 'an account by the start of its name',
    rails: { serviceAccounts: ['web-*'] },
    spec: { serviceAccountName: 'web-reader' },
  },
  {
    reason: 'an allowed annotation and class',
    rails: {
      ingressClasses: ['nginx'],
      ingressAnnotations: ['cert-manager.io/*'],
    },
    spec: {
      interfaces: [
        {
          ...web,
          ingress: {
            ingressClass: 'nginx',
            annotations: { 'cert-manager.io/issuer': 'x' },
            rules,
          },
        },
      ],
    },
  },
  {
    reason: 'the default classes, where they are listed',
    rails: { ingressClasses: [''], storageClasses: [''] },
    spec: {
      interfaces: [{ ...web, ingress: { rules } }],
      volumes: [{ name: 'a', mountPath: '/a', size: '1Gi' }],
    },
  },
  {
    reason: 'a class by annotation, which is no free annotation',
    rails: { ingressClasses: ['nginx'], ingressAnnotations: [] },
    spec: {
      interfaces: [
        {
          ...web,
          ingress: {
            annotations: { 'kubernetes.io/ingress.class': 'nginx' },
            rules,
          },
        },
      ],
    },
  },
  {
    reason: 'volumes that have no class of their own',
    rails: { storageClasses: [] },
    spec: {
      volumes: [
        { name: 'a', mountPath: '/a', existingClaim: 'a' },
        { name: 'b', mountPath: '/b', emptyDir: {} },
      ],
    },
  },
  {
    reason: 'what the baseline level allows',
    rails: {},
    spec: {
      securityContext: {
        privileged: false,
        capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] },
        seccompProfile: { type: 'RuntimeDefault' },
      },
    },
  },
];

const REFUSED: readonly (Case & {
  readonly field: string;
  readonly why: string;
})[] = [
  {
    reason: 'another registry',
    rails: { registries: ['ghcr.io/acme', 'quay.io'] },
    spec: { image: image('evil.example.com/x/y') },
    field: 'spec.image',
    why: "may not be 'evil.example.com/x/y': use an image of 'ghcr.io/acme', 'quay.io'",
  },
  {
    reason: 'a path that only starts alike',
    rails: { registries: ['ghcr.io/acme'] },
    spec: { image: image('ghcr.io/acme-evil/web') },
    field: 'spec.image',
    why: "may not be 'ghcr.io/acme-evil/web': use an image of 'ghcr.io/acme'",
  },
  {
    reason:
      'a registry that is none, which container runtimes take for Docker Hub',
    rails: { registries: ['ghcr.io'] },
    spec: { image: image('ghcr/acme/web') },
    field: 'spec.image',
    why: "may not be 'docker.io/ghcr/acme/web': use an image of 'ghcr.io'",
  },
  {
    reason: 'no registry at all',
    rails: { registries: [] },
    spec: { image: image('ghcr.io/acme/web') },
    field: 'spec.image',
    why: "may not be 'ghcr.io/acme/web': no image is allowed",
  },
  ...(['initContainers', 'sidecars'] as const).map(list => ({
    reason: `an image of ${list}`,
    rails: { registries: ['docker.io'] },
    spec: { [list]: [{ name: 'a', image: image('quay.io/x') }] },
    field: `spec.${list}[0].image`,
    why: "may not be 'quay.io/x': use an image of 'docker.io'",
  })),
  {
    reason: 'an image of a job',
    rails: { registries: ['docker.io'] },
    spec: {
      cronjobs: [
        { name: 'a', schedule: '@daily' },
        { name: 'b', schedule: '@daily', image: image('quay.io/x') },
      ],
    },
    field: 'spec.cronjobs[1].image',
    why: "may not be 'quay.io/x': use an image of 'docker.io'",
  },
  {
    reason: 'another account',
    rails: { serviceAccounts: ['web', 'api-*'] },
    spec: { serviceAccountName: 'root' },
    field: 'spec.serviceAccountName',
    why: "may not be 'root': use one of 'web', 'api-*'",
  },
  {
    reason: 'another account of a job',
    rails: { serviceAccounts: [] },
    spec: {
      cronjobs: [{ name: 'a', schedule: '@daily', serviceAccountName: 'root' }],
    },
    field: 'spec.cronjobs[0].serviceAccountName',
    why: "may not be 'root': none is allowed",
  },
  {
    reason: 'another ingress class',
    rails: { ingressClasses: ['internal', ''] },
    spec: {
      interfaces: [web, { ...web, ingress: { ingressClass: 'public', rules } }],
    },
    field: 'spec.interfaces[1].ingress.ingressClass',
    why: "may not be 'public': use one of 'internal', the cluster's default",
  },
  {
    reason: 'the default ingress class where it is not listed',
    rails: { ingressClasses: ['internal'] },
    spec: { interfaces: [{ ...web, ingress: { rules } }] },
    field: 'spec.interfaces[0].ingress.ingressClass',
    why: "may not be the cluster's default: use one of 'internal'",
  },
  {
    reason: 'an ingress class by the old annotation',
    rails: { ingressClasses: ['internal'] },
    spec: {
      interfaces: [
        {
          ...web,
          ingress: {
            annotations: { 'kubernetes.io/ingress.class': 'public' },
            rules,
          },
        },
      ],
    },
    field:
      'spec.interfaces[0].ingress.annotations[kubernetes.io/ingress.class]',
    why: "may not be 'public': use one of 'internal'",
  },
  {
    reason: 'another annotation',
    rails: { ingressAnnotations: ['cert-manager.io/*'] },
    spec: {
      interfaces: [
        {
          ...web,
          ingress: {
            annotations: {
              'nginx.ingress.kubernetes.io/configuration-snippet': 'x',
            },
            rules,
          },
        },
      ],
    },
    field: 'spec.interfaces[0].ingress.annotations',
    why: "may not have 'nginx.ingress.kubernetes.io/configuration-snippet': use one of 'cert-manager.io/*'",
  },
  {
    reason: 'another storage class',
    rails: { storageClasses: ['fast'] },
    spec: { volumes: [{ name: 'a', mountPath: '/a', size: '1Gi' }] },
    field: 'spec.volumes[0].storageClass',
    why: "may not be the cluster's default: use one of 'fast'",
  },
  {
    reason: 'a privileged program, whatever the rails',
    rails: {},
    spec: { securityContext: { privileged: true } },
    field: 'spec.securityContext.privileged',
    why: 'may not be true: remove it',
  },
  {
    reason: 'a privileged sidecar',
    rails: {},
    spec: {
      sidecars: [
        {
          name: 'a',
          image: image('docker.io/x'),
          securityContext: { privileged: true },
        },
      ],
    },
    field: 'spec.sidecars[0].securityContext.privileged',
    why: 'may not be true: remove it',
  },
  {
    reason: 'a capability that amounts to it',
    rails: {},
    spec: { securityContext: { capabilities: { add: ['SYS_ADMIN'] } } },
    field: 'spec.securityContext.capabilities.add',
    why: "may not have 'SYS_ADMIN': remove it",
  },
  {
    reason: 'every capability there is',
    rails: {},
    spec: { securityContext: { capabilities: { add: ['ALL'] } } },
    field: 'spec.securityContext.capabilities.add',
    why: "may not have 'ALL': remove it",
  },
  {
    reason: 'any system call',
    rails: {},
    spec: { securityContext: { seccompProfile: { type: 'Unconfined' } } },
    field: 'spec.securityContext.seccompProfile.type',
    why: "may not be 'Unconfined': use 'RuntimeDefault'",
  },
  {
    reason: 'no AppArmor',
    rails: {},
    spec: {
      podAnnotations: {
        'container.apparmor.security.beta.kubernetes.io/web': 'unconfined',
      },
    },
    field: 'spec.podAnnotations',
    why: "may not have 'container.apparmor.security.beta.kubernetes.io/web': 'unconfined': remove it",
  },
];

describe('checkGuardRails', () => {
  it.each(ALLOWED)('allows $reason', ({ rails, spec }) => {
    expect(checkGuardRails(aRollout({ spec }), rails)).toEqual([]);
  });

  it.each(REFUSED)('refuses $reason', ({ rails, spec, field, why }) => {
    expect(checkGuardRails(aRollout({ spec }), rails)).toEqual([
      { field, why },
    ]);
  });

  it('tells everything that is too much, not the first of it', () => {
    const spec = {
      image: image('quay.io/x'),
      serviceAccountName: 'root',
      securityContext: { privileged: true },
    };
    const problems = checkGuardRails(aRollout({ spec }), {
      registries: ['docker.io'],
      serviceAccounts: [],
    });

    expect(problems.map(({ field }) => field)).toEqual([
      'spec.securityContext.privileged',
      'spec.image',
      'spec.serviceAccountName',
    ]);
  });
});
