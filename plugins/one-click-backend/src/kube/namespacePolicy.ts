import { createHash } from 'node:crypto';
import {
  KubeNotFoundError,
  resources,
} from '@one-click/backstage-plugin-one-click-kube';
import type {
  CallOptions,
  KubeClient,
  KubeObject,
  Resource,
} from '@one-click/backstage-plugin-one-click-kube';
import { MANAGED_BY, MANAGER, PROJECT_NAME_LABEL } from './namespaceMarks';

/** Levels of Kubernetes' PodSecurity admission, the laxest first. */
export const POD_SECURITY_LEVELS = [
  'privileged',
  'baseline',
  'restricted',
] as const;
export type PodSecurityLevel = (typeof POD_SECURITY_LEVELS)[number];

/** Amounts by resource, such as `{ cpu: '500m' }`. */
export type Amounts = Readonly<Record<string, string>>;

/** What a container may have, and what it gets that says nothing. */
export interface ContainerLimits {
  readonly default?: Amounts | undefined;
  readonly defaultRequest?: Amounts | undefined;
  readonly max?: Amounts | undefined;
  readonly min?: Amounts | undefined;
}

/** What guards the namespaces of projects. */
export interface NamespacePolicy {
  /** Level of namespaces that are made from now on. */
  readonly podSecurity: PodSecurityLevel;
  /** The `hard` of a ResourceQuota; none where absent. */
  readonly quota?: Amounts | undefined;
  /** The limits of a LimitRange for containers; none where absent. */
  readonly containerLimits?: ContainerLimits | undefined;
  /**
   * `projects` lets pods be reached from their own namespace and from those that
   * are no project's, such as an ingress controller's; `none` leaves the network
   * as it is.
   */
  readonly isolation: 'projects' | 'none';
}

/** What guards namespaces where nothing is configured. */
export const DEFAULT_NAMESPACE_POLICY: NamespacePolicy = {
  podSecurity: 'baseline',
  isolation: 'projects',
};

/** Tells policies apart whose objects differ. */
export function policyHash(policy: NamespacePolicy): string {
  const objects = buildPolicy(policy, '').map(({ object }) => object);
  return createHash('sha256')
    .update(JSON.stringify(objects))
    .digest('hex')
    .slice(0, 32);
}

/** One of the objects that guard a namespace; absent where it is not wanted. */
interface Guard {
  readonly resource: Resource;
  readonly object: KubeObject | undefined;
}

/** All guarding objects have this name. */
const NAME = MANAGER;

/** Open to the own namespace, and to those that are no project's. */
const ISOLATED = {
  podSelector: {},
  policyTypes: ['Ingress'],
  ingress: [
    {
      from: [
        { podSelector: {} },
        {
          namespaceSelector: {
            matchExpressions: [
              { key: PROJECT_NAME_LABEL, operator: 'DoesNotExist' },
            ],
          },
        },
      ],
    },
  ],
};

/** The objects that guard a namespace. */
export function buildPolicy(
  policy: NamespacePolicy,
  namespace: string,
): readonly Guard[] {
  const { quota, containerLimits, isolation } = policy;
  const build = (spec: object | undefined) =>
    spec && {
      metadata: { name: NAME, namespace, labels: { [MANAGED_BY]: MANAGER } },
      spec,
    };
  return [
    {
      resource: resources.resourceQuotas,
      object: build(quota && { hard: quota }),
    },
    {
      resource: resources.limitRanges,
      object: build(
        containerLimits && {
          limits: [{ type: 'Container', ...containerLimits }],
        },
      ),
    },
    {
      resource: resources.networkPolicies,
      object: build(isolation === 'projects' ? ISOLATED : undefined),
    },
  ];
}

/** Makes a namespace's guarding objects what the policy says; those that are no longer wanted go. */
export async function applyPolicy(
  client: KubeClient,
  request: { readonly policy: NamespacePolicy; readonly namespace: string },
  call: CallOptions,
): Promise<void> {
  const { policy, namespace } = request;
  for (const { resource, object } of buildPolicy(policy, namespace)) {
    if (object) {
      await client.apply(resource, object, {
        ...call,
        fieldManager: MANAGER,
        // What somebody changed by hand would outlive the configuration.
        force: true,
      });
    } else {
      await removeGuard(client, { resource, namespace }, call);
    }
  }
}

async function removeGuard(
  client: KubeClient,
  guard: { readonly resource: Resource; readonly namespace: string },
  call: CallOptions,
): Promise<void> {
  const { resource, namespace } = guard;
  try {
    await client.delete(resource, { namespace, name: NAME }, call);
  } catch (error) {
    if (!(error instanceof KubeNotFoundError)) {
      throw error;
    }
  }
}
