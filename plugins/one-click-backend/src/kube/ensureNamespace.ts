import {
  defineResource,
  KubeAlreadyExistsError,
  KubeUnavailableError,
  resources,
} from '@one-click/backstage-plugin-one-click-kube';
import type {
  CallOptions,
  KubeClient,
  KubeObject,
  Resource,
} from '@one-click/backstage-plugin-one-click-kube';
import { NamespaceTakenError } from './KubeGateway';
import type { NamespaceRequest } from './KubeGateway';
import {
  adoptNamespace,
  isMadeByUs,
  MANAGED_BY,
  MANAGER,
  PROJECT_ID_ANNOTATION,
  PROJECT_NAME_LABEL,
  PROJECT_ROLE,
  projectIdOf,
} from './namespaceMarks';
import type { PodSecurityLevel } from './namespacePolicy';

const ENFORCED_LEVEL = 'pod-security.kubernetes.io/enforce';

type ObjectOf<R> = R extends Resource<infer T> ? T : never;
type Namespace = ObjectOf<typeof resources.namespaces>;

interface SelfSubjectReview extends KubeObject {
  readonly status?: { readonly userInfo?: { readonly username?: string } };
}

const selfSubjectReviews = defineResource<SelfSubjectReview>({
  group: 'authentication.k8s.io',
  version: 'v1',
  plural: 'selfsubjectreviews',
  kind: 'SelfSubjectReview',
  namespaced: false,
});

/** A namespace as it is to be made. */
export interface NewNamespace extends NamespaceRequest {
  readonly podSecurity: PodSecurityLevel;
}

/**
 * Makes a project's namespace and our rights in it, or checks that the one
 * that exists is the project's. A namespace that is not is never touched; one
 * that a platform engineer adopts says from then on that it is.
 */
export async function ensureNamespace(
  client: KubeClient,
  request: NewNamespace,
  call: CallOptions,
): Promise<string> {
  const { namespace: name } = request;
  const found = await client.find(resources.namespaces, { name }, call);
  const namespace = request.isAdopted
    ? await adopt(client, { ...request, found }, call)
    : found ?? (await create(client, request, call));
  const uid = requireOurs(namespace, request);
  if (request.uid !== uid) {
    // A process that was killed may have made the one and not the other.
    await bindProjectRole(client, name, call);
  }
  return uid;
}

async function adopt(
  client: KubeClient,
  request: NamespaceRequest & { readonly found: Namespace | undefined },
  call: CallOptions,
): Promise<Namespace> {
  const { namespace: name, found, projectId } = request;
  if (!found) {
    throw new NamespaceTakenError(name, 'nobody: it does not exist any more');
  }
  const owner = projectIdOf(found);
  if (owner === projectId) {
    return found;
  }
  if (owner !== undefined || isMadeByUs(found)) {
    throw new NamespaceTakenError(name, 'another project');
  }
  return adoptNamespace<Namespace>(client, request, call);
}

async function create(
  client: KubeClient,
  request: NewNamespace,
  call: CallOptions,
): Promise<Namespace> {
  const { namespace: name, projectId, projectName } = request;
  const object = {
    metadata: {
      name,
      labels: {
        [MANAGED_BY]: MANAGER,
        [PROJECT_NAME_LABEL]: projectName,
        [ENFORCED_LEVEL]: request.podSecurity,
      },
      annotations: { [PROJECT_ID_ANNOTATION]: projectId },
    },
  };
  try {
    return await client.create<Namespace>(resources.namespaces, object, {
      ...call,
      fieldManager: MANAGER,
    });
  } catch (error) {
    if (error instanceof KubeAlreadyExistsError) {
      return client.get(resources.namespaces, { name }, call);
    }
    throw error;
  }
}

function requireOurs(namespace: Namespace, request: NamespaceRequest): string {
  const { uid = '', labels, deletionTimestamp } = namespace.metadata ?? {};
  const isOurs =
    (request.isAdopted === true || isMadeByUs(namespace)) &&
    projectIdOf(namespace) === request.projectId;
  if (!isOurs) {
    const owner = labels?.[MANAGED_BY] ?? 'somebody else';
    throw new NamespaceTakenError(request.namespace, owner);
  }
  if (deletionTimestamp) {
    throw new KubeUnavailableError(
      `Namespace '${request.namespace}' is being deleted: it is made anew once it is gone`,
    );
  }
  return uid;
}

async function bindProjectRole(
  client: KubeClient,
  namespace: string,
  call: CallOptions,
): Promise<void> {
  const binding = {
    metadata: {
      name: PROJECT_ROLE,
      namespace,
      labels: { [MANAGED_BY]: MANAGER },
    },
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name: PROJECT_ROLE,
    },
    subjects: [await findOurselves(client, call)],
  };
  try {
    await client.create(resources.roleBindings, binding, {
      ...call,
      fieldManager: MANAGER,
    });
  } catch (error) {
    if (!(error instanceof KubeAlreadyExistsError)) {
      throw error;
    }
  }
}

/** The subject that the cluster knows us as. */
async function findOurselves(client: KubeClient, call: CallOptions) {
  const review = await client.create<SelfSubjectReview>(
    selfSubjectReviews,
    {},
    call,
  );
  const name = review.status?.userInfo?.username ?? '';
  const [, , namespace, account] = name.split(':');
  return name.startsWith('system:serviceaccount:')
    ? { kind: 'ServiceAccount', namespace, name: account }
    : { kind: 'User', name, apiGroup: 'rbac.authorization.k8s.io' };
}
