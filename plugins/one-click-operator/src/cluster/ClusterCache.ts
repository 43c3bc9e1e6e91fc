import type {
  V1ConfigMap,
  V1CronJob,
  V1Deployment,
  V1Ingress,
  V1PersistentVolumeClaim,
  V1Pod,
  V1PodDisruptionBudget,
  V1ReplicaSet,
  V1Secret,
  V1Service,
  V1ServiceAccount,
  V2HorizontalPodAutoscaler,
} from '@kubernetes/client-node';
import { ROLLOUT_LABEL } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { resources } from '@one-click/backstage-plugin-one-click-kube';
import type {
  KubeClient,
  Resource,
  Watch,
} from '@one-click/backstage-plugin-one-click-kube';
import { CHILD_KINDS } from '@one-click/backstage-plugin-one-click-workload';
import type {
  ChildKind,
  ChildTypes,
} from '@one-click/backstage-plugin-one-click-workload';
import { CHILD_RESOURCES } from './childResources';
import { ObjectStore, keyOf } from './ObjectStore';
import type { Stored } from './ObjectStore';

/** What the cache is told to watch, and whom it tells. */
export interface ClusterCacheOptions {
  readonly client: KubeClient;
  /** Namespaces to look at; all of them if empty. */
  readonly namespaces: readonly string[];
  /** Told of each rollout that something happened to, or around. */
  readonly onChange: (rolloutKey: string) => void;
  /** Told when a kind cannot be watched for now, by a name for the watch. */
  readonly onStale: (
    watch: string,
    outage: { readonly resource: Resource; readonly cause: Error },
  ) => void;
  readonly onFresh: (watch: string) => void;
}

type ChildStores = { readonly [K in ChildKind]: ObjectStore<ChildTypes[K]> };

interface WatchPlan<T extends Stored> {
  readonly resource: Resource<T>;
  readonly store: ObjectStore<T>;
  readonly labelSelector?: string;
  readonly project?: (object: T) => T;
  /** The rollouts a change concerns; those of its labels by default. */
  readonly concerns?: (object: T) => readonly string[];
}

function rolloutItself({ metadata }: Stored): string[] {
  return [keyOf(metadata?.namespace ?? '', metadata?.name ?? '')];
}

/** Of a service account only its being there counts; others fill it with their tokens. */
function bare({ metadata }: V1ServiceAccount): V1ServiceAccount {
  const { name = '', namespace = '', resourceVersion = '' } = metadata ?? {};
  return { metadata: { name, namespace, resourceVersion } };
}

/** Keeps, by watches, what the operator needs to know of a cluster. */
export class ClusterCache {
  readonly rollouts = new ObjectStore<Rollout>();
  readonly replicaSets = new ObjectStore<V1ReplicaSet>();
  readonly pods = new ObjectStore<V1Pod>();
  readonly children: ChildStores = {
    ServiceAccount: new ObjectStore<V1ServiceAccount>(),
    PersistentVolumeClaim: new ObjectStore<V1PersistentVolumeClaim>(),
    Secret: new ObjectStore<V1Secret>(),
    ConfigMap: new ObjectStore<V1ConfigMap>(),
    Deployment: new ObjectStore<V1Deployment>(),
    Service: new ObjectStore<V1Service>(),
    Ingress: new ObjectStore<V1Ingress>(),
    HorizontalPodAutoscaler: new ObjectStore<V2HorizontalPodAutoscaler>(),
    PodDisruptionBudget: new ObjectStore<V1PodDisruptionBudget>(),
    CronJob: new ObjectStore<V1CronJob>(),
  };
  readonly #options: ClusterCacheOptions;
  readonly #watches: Watch[] = [];

  constructor(options: ClusterCacheOptions) {
    this.#options = options;
  }

  /** Starts all watches; resolves once everything there is was told. */
  async start(): Promise<void> {
    const { children } = this;
    this.#watch({ resource: resources.replicaSets, store: this.replicaSets });
    this.#watch({ resource: resources.pods, store: this.pods });
    this.#watch({
      resource: resources.serviceAccounts,
      store: children.ServiceAccount,
      labelSelector: '',
      project: bare,
    });
    for (const kind of CHILD_KINDS) {
      if (kind !== 'ServiceAccount') {
        this.#watchChildren(kind);
      }
    }
    await this.#synced();
    // Last, so that a rollout is never looked at before its children are known.
    this.#watch({
      resource: resources.rollouts,
      store: this.rollouts,
      labelSelector: '',
      concerns: rolloutItself,
    });
    await this.#synced();
  }

  async stop(): Promise<void> {
    await Promise.all(this.#watches.map(watch => watch.stop()));
  }

  #watchChildren<K extends ChildKind>(kind: K): void {
    // The two tables are keyed alike, which the compiler cannot follow through K.
    const resource = CHILD_RESOURCES[kind] as Resource<ChildTypes[K] & Stored>;
    const store = this.children[kind] as unknown as ObjectStore<
      ChildTypes[K] & Stored
    >;
    this.#watch({ resource, store });
  }

  #watch<T extends Stored>(plan: WatchPlan<T>): void {
    const { namespaces } = this.#options;
    const scopes = namespaces.length > 0 ? namespaces : [undefined];
    for (const namespace of scopes) {
      this.#watches.push(this.#watchIn(namespace, plan));
    }
  }

  #watchIn<T extends Stored>(
    namespace: string | undefined,
    plan: WatchPlan<T>,
  ): Watch {
    const { resource, store, labelSelector = ROLLOUT_LABEL, project } = plan;
    const { client, onChange, onStale, onFresh } = this.#options;
    const name = keyOf(namespace ?? '', resource.plural);
    const tell = (found: readonly string[], object?: T) =>
      [
        ...new Set([...found, ...((object && plan.concerns?.(object)) ?? [])]),
      ].forEach(onChange);
    return client.watch<T>(resource, {
      namespace,
      labelSelector: labelSelector === '' ? undefined : labelSelector,
      project,
      handlers: {
        onSync: (objects, { resourceVersion }) => {
          tell(store.sync(objects, { namespace, resourceVersion }));
          objects.forEach(object => tell([], object));
        },
        onUpsert: object => tell(store.upsert(object), object),
        onDelete: object => tell(store.remove(object), object),
        onStale: ({ cause }) => onStale(name, { resource, cause }),
        onFresh: () => onFresh(name),
      },
    });
  }

  async #synced(): Promise<void> {
    await Promise.all(this.#watches.map(({ synced }) => synced));
  }
}
