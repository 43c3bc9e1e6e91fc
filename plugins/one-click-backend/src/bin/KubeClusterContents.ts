import {
  JOB_OWNER_LABEL,
  PROJECT_LABEL,
  ROLLOUT_LABEL,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import {
  KubeConflictError,
  KubeNotFoundError,
  resources,
} from '@one-click/backstage-plugin-one-click-kube';
import type {
  KubeClient,
  KubeObject,
  Resource,
} from '@one-click/backstage-plugin-one-click-kube';
import {
  isMadeByUs,
  projectIdOf,
  releaseNamespace,
} from '../kube/namespaceMarks';
import type {
  ClusterContents,
  ContentsCall,
  FoundClaim,
  FoundNamespace,
  FoundObject,
  Inventory,
  RemovableKind,
  Removal,
} from './ClusterContents';

/** A dialog waits for this; a purge is tried again. */
const CALL_TIMEOUT_MS = 10_000;

/** Kinds of which names are enough, and values of Secrets are never asked for. */
const NAMED: readonly Resource<Listed>[] = [
  resources.rollouts,
  resources.deployments,
  resources.replicaSets,
  resources.services,
  resources.ingresses,
  resources.horizontalPodAutoscalers,
  resources.podDisruptionBudgets,
  resources.cronJobs,
  resources.jobs,
  resources.configMaps,
  resources.secrets,
];

/** Kinds of which those of a job carry a label of their own. */
const OF_JOBS: ReadonlySet<string> = new Set(['Job', 'Pod']);

const REMOVABLE: Readonly<Record<RemovableKind, Resource>> = {
  Namespace: resources.namespaces,
  PersistentVolumeClaim: resources.persistentVolumeClaims,
  Rollout: resources.rollouts,
  Secret: resources.secrets,
};

/** Put into every namespace by Kubernetes itself. */
const BUILT_IN: ReadonlySet<string> = new Set(['ConfigMap/kube-root-ca.crt']);

type ObjectOf<R> = R extends Resource<infer T> ? T : never;
type Pod = ObjectOf<typeof resources.pods>;
type Claim = ObjectOf<typeof resources.persistentVolumeClaims>;

/** What every object says about itself. */
interface Metadata {
  readonly name?: string | undefined;
  readonly uid?: string | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly finalizers?: readonly string[] | undefined;
  readonly ownerReferences?: readonly unknown[] | undefined;
  readonly deletionTimestamp?: unknown;
}

interface Listed extends KubeObject {
  readonly metadata?: Metadata & NonNullable<KubeObject['metadata']>;
}

interface Place {
  readonly namespace: string;
  readonly rollout?: string | undefined;
}

/** Looks at a real cluster. */
export class KubeClusterContents implements ClusterContents {
  readonly #client: KubeClient;

  static create(options: { readonly client: KubeClient }) {
    return new KubeClusterContents(options.client);
  }

  private constructor(client: KubeClient) {
    this.#client = client;
  }

  async list(place: Place, call: ContentsCall = {}): Promise<Inventory> {
    const metadataOnly = { ...call, metadataOnly: true };
    const [named, pods, claims] = await Promise.all([
      Promise.all(
        NAMED.map(async resource =>
          (
            await this.#listAll(resource, place, metadataOnly)
          ).map(({ metadata }) => toFound(resource.kind, metadata)),
        ),
      ),
      this.#listAll(resources.pods, place, call),
      this.#listAll(resources.persistentVolumeClaims, place, call),
    ]);
    const found = claims.map(claim => toClaim(claim, pods));
    const objects = [
      ...named.flat(),
      ...pods.map(pod => toFound('Pod', pod.metadata)),
      ...found,
    ];
    return {
      objects: objects
        .filter(({ kind, name }) => !BUILT_IN.has(`${kind}/${name}`))
        .sort(compareObjects),
      claims: found,
      instances: pods.filter(isReady).length,
    };
  }

  async findNamespace(
    name: string,
    call: ContentsCall = {},
  ): Promise<FoundNamespace | undefined> {
    const found = await this.#client.find(
      resources.namespaces,
      { name },
      withTimeout(call),
    );
    if (!found) {
      return undefined;
    }
    const { metadata = {}, status } = found;
    const isDeleting = metadata.deletionTimestamp !== undefined;
    const holdups = (status?.conditions ?? []).filter(
      condition => condition.status === 'True',
    );
    return {
      uid: metadata.uid ?? '',
      projectId: projectIdOf(found),
      isOurs: isMadeByUs(found),
      isDeleting,
      holdups: isDeleting
        ? holdups.map(({ type, message }) => message ?? type)
        : [],
    };
  }

  async remove(removal: Removal, call: ContentsCall = {}): Promise<void> {
    const { kind, namespace, name, uid } = removal;
    const ref = kind === 'Namespace' ? { name } : { namespace, name };
    try {
      await this.#client.delete(REMOVABLE[kind], ref, {
        ...withTimeout(call),
        uid,
      });
    } catch (error) {
      // Gone, or another object has its name by now: neither is ours to delete.
      const isDone =
        error instanceof KubeNotFoundError ||
        error instanceof KubeConflictError;
      if (!isDone) {
        throw error;
      }
    }
  }

  async release(namespace: string, call: ContentsCall = {}): Promise<void> {
    await releaseNamespace(this.#client, namespace, withTimeout(call));
  }

  async #listAll<T extends KubeObject>(
    resource: Resource<T>,
    place: Place,
    call: ListCall,
  ): Promise<T[]> {
    const { namespace, rollout } = place;
    const options = { ...withTimeout(call), namespace };
    if (rollout === undefined) {
      return (await this.#client.list(resource, options)).items;
    }
    if (resource.kind === resources.rollouts.kind) {
      const one = await this.#client.find(
        resource,
        { namespace, name: rollout },
        { signal: call.signal, timeoutMs: CALL_TIMEOUT_MS },
      );
      return one ? [one] : [];
    }
    const labelled = await this.#client.list(resource, {
      ...options,
      labelSelector: `${PROJECT_LABEL}=${namespace},${ROLLOUT_LABEL}=${rollout}`,
    });
    if (!OF_JOBS.has(resource.kind)) {
      return labelled.items;
    }
    const runs = await this.#client.list(resource, {
      ...options,
      labelSelector: `${JOB_OWNER_LABEL}=${rollout}`,
    });
    return [...labelled.items, ...runs.items];
  }
}

interface ListCall extends ContentsCall {
  readonly metadataOnly?: boolean;
}

function withTimeout<C extends ContentsCall>(call: C) {
  return { ...call, timeoutMs: CALL_TIMEOUT_MS };
}

function toFound(kind: string, metadata: Metadata = {}): FoundObject {
  const { name = '', uid = '', labels, finalizers, ownerReferences } = metadata;
  return {
    kind,
    name,
    uid,
    rollout:
      kind === 'Rollout'
        ? name
        : labels?.[ROLLOUT_LABEL] ?? labels?.[JOB_OWNER_LABEL],
    isDeleting: metadata.deletionTimestamp !== undefined,
    finalizers: finalizers ?? [],
    isOwned: (ownerReferences ?? []).length > 0,
  };
}

function toClaim(
  { metadata, spec, status }: Claim,
  pods: readonly Pod[],
): FoundClaim {
  const found = toFound('PersistentVolumeClaim', metadata);
  const users = pods.filter(pod =>
    pod.spec?.volumes?.some(
      ({ persistentVolumeClaim }) =>
        persistentVolumeClaim?.claimName === found.name,
    ),
  );
  return {
    ...found,
    size:
      status?.capacity?.storage ?? spec?.resources?.requests?.storage ?? '0',
    storageClass: spec?.storageClassName,
    phase: status?.phase ?? 'Unknown',
    usedBy: users.map(({ metadata: of }) => of?.name ?? ''),
  };
}

function isReady({ status }: Pod): boolean {
  return (status?.conditions ?? []).some(
    condition => condition.type === 'Ready' && condition.status === 'True',
  );
}

function compareObjects(a: FoundObject, b: FoundObject): number {
  return a.kind.localeCompare(b.kind) || a.name.localeCompare(b.name);
}
