import {
  KubeNotFoundError,
  resources,
} from '@one-click/backstage-plugin-one-click-kube';
import type {
  CallOptions,
  KubeClient,
  KubeObject,
} from '@one-click/backstage-plugin-one-click-kube';

/** Says who made an object. */
export const MANAGED_BY = 'app.kubernetes.io/managed-by';
/** What we call ourselves there, and as field manager. */
export const MANAGER = 'one-click';
/** Label for people and for network policies; the annotation decides. */
export const PROJECT_NAME_LABEL = 'one-click.dev/project';
/** Annotation with the project that a namespace belongs to. */
export const PROJECT_ID_ANNOTATION = 'one-click.dev/project-id';
/** Role that we have in the namespaces of projects, and our binding to it. */
export const PROJECT_ROLE = 'one-click-project';

/** What namespaces are told apart by. */
export interface Marked extends KubeObject {
  readonly metadata?:
    | (NonNullable<KubeObject['metadata']> & {
        readonly labels?: Readonly<Record<string, string>> | undefined;
        readonly annotations?: Readonly<Record<string, string>> | undefined;
      })
    | undefined;
}

/** Whether we made a namespace; one that was adopted we did not. */
export function isMadeByUs({ metadata }: Marked): boolean {
  return metadata?.labels?.[MANAGED_BY] === MANAGER;
}

/** The project that is written on a namespace. */
export function projectIdOf({ metadata }: Marked): string | undefined {
  return metadata?.annotations?.[PROJECT_ID_ANNOTATION];
}

/** Writes a project on a namespace that was there before it. */
export async function adoptNamespace<T extends KubeObject>(
  client: KubeClient,
  request: {
    readonly namespace: string;
    readonly projectId: string;
    readonly projectName: string;
  },
  call: CallOptions,
): Promise<T> {
  const { namespace: name, projectId, projectName } = request;
  const object = {
    metadata: {
      name,
      labels: { [PROJECT_NAME_LABEL]: projectName },
      annotations: { [PROJECT_ID_ANNOTATION]: projectId },
    },
  };
  return client.apply<KubeObject>(resources.namespaces, object, {
    ...call,
    fieldManager: MANAGER,
  }) as Promise<T>;
}

/** Takes off what `adoptNamespace` wrote, and our rights. */
export async function releaseNamespace(
  client: KubeClient,
  name: string,
  call: CallOptions,
): Promise<void> {
  const object = { metadata: { name } };
  await client.apply(resources.namespaces, object, {
    ...call,
    fieldManager: MANAGER,
  });
  // Last, since it is what lets us into the namespace.
  await removeBinding(client, name, call);
}

async function removeBinding(
  client: KubeClient,
  namespace: string,
  call: CallOptions,
): Promise<void> {
  const binding = { namespace, name: PROJECT_ROLE };
  try {
    await client.delete(resources.roleBindings, binding, call);
  } catch (error) {
    if (!(error instanceof KubeNotFoundError)) {
      throw error;
    }
  }
}

const SYSTEM_NAMES: ReadonlySet<string> = new Set([
  'default',
  'one-click-system',
]);
const SYSTEM_PREFIXES = ['kube-', 'openshift', 'one-click-'] as const;

/** Whether a name is, or may become, that of a namespace of the cluster itself: nothing of ours goes there. */
export function isSystemNamespace(name: string): boolean {
  return (
    SYSTEM_NAMES.has(name) ||
    SYSTEM_PREFIXES.some(prefix => name.startsWith(prefix))
  );
}
