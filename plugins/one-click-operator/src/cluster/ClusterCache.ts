import { isDeepStrictEqual } from 'node:util';
import type { V1Job, V1Pod, V1ReplicaSet } from '@kubernetes/client-node';
import {
  JOB_OWNER_LABEL,
  KIND,
  ROLLOUT_LABEL,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { resources } from '@one-click/backstage-plugin-one-click-kube';
import type {
  KubeClient,
  KubeObject,
  Resource,
  Watch,
} from '@one-click/backstage-plugin-one-click-kube';
import { CHILD_KINDS } from '@one-click/backstage-plugin-one-click-workload';
import type {
  ChildKind,
  ChildTypes,
} from '@one-click/backstage-plugin-one-click-workload';
import { IndexedStore, keyOf } from '../engine/store';
import type { Stored } from '../engine/store';
import { CHILD_RESOURCES } from './childResources';
import type { ChildRecord } from './records/ChildRecord';
import { toChildRecord } from './records/toChildRecord';
import { toJobRecord } from './records/toJobRecord';
import { toPodRecord } from './records/toPodRecord';
import { toReplicaSetRecord } from './records/toReplicaSetRecord';
import { toRolloutRecord } from './records/toRolloutRecord';
import { RolloutStore } from './RolloutStore';
import { sayTheSame } from './sayTheSame';

/** What happened to, or around, a rollout. */
export interface Change {
  /** Kind of the object that is new, different or gone. */
  readonly kind: string;
  /** Whether a list told it, as at the start, rather than an event. */
  readonly isListed: boolean;
  /** Whether an event told that the object is gone. */
  readonly isGone: boolean;
}

/** What the cache is told to watch, and whom it tells. */
export interface ClusterCacheOptions {
  readonly client: KubeClient;
  /** Namespaces to look at; all of them if empty. */
  readonly namespaces: readonly string[];
  /** Rollouts to look at, by their labels; all of them by default. */
  readonly rolloutSelector?: string | undefined;
  /** Told of each rollout that something happened to, or around. */
  readonly onChange: (rolloutKey: string, change: Change) => void;
  /** Told when a kind cannot be watched for now, by a name for the watch. */
  readonly onStale: (
    watch: string,
    outage: { readonly resource: Resource; readonly cause: Error },
  ) => void;
  readonly onFresh: (watch: string) => void;
}

type ChildStores = {
  readonly [K in ChildKind]: RolloutStore<ChildRecord<K>>;
};

interface WatchPlan<T extends KubeObject, U extends Stored> {
  readonly resource: Resource<T>;
  readonly store: IndexedStore<U>;
  readonly labelSelector?: string | undefined;
  readonly project: (object: T) => U;
}

function byRolloutItself({ metadata }: Stored): readonly string[] {
  return [keyOf(metadata?.namespace ?? '', metadata?.name ?? '')];
}

function byNamespace({ metadata }: Stored): readonly string[] {
  return [metadata?.namespace ?? ''];
}

function childStore<K extends ChildKind>(): RolloutStore<ChildRecord<K>> {
  return new RolloutStore<ChildRecord<K>>(ROLLOUT_LABEL);
}

/** Keeps, by watches, what the operator needs to know of a cluster, and no more. */
export class ClusterCache {
  readonly rollouts = new IndexedStore<Rollout>({
    index: byNamespace,
    concerns: byRolloutItself,
    isSame: sayTheSame,
  });
  readonly replicaSets = new RolloutStore<V1ReplicaSet>(ROLLOUT_LABEL);
  readonly pods = new RolloutStore<V1Pod>(ROLLOUT_LABEL);
  /** Runs of jobs. */
  readonly jobs = new RolloutStore<V1Job>(JOB_OWNER_LABEL);
  readonly children: ChildStores = {
    ServiceAccount: new RolloutStore(ROLLOUT_LABEL, {
      index: () => [],
      // Shared by many, whose business it is only when it goes.
      concernsWhenGone: account =>
        byNamespace(account).flatMap(namespace =>
          this.rollouts.find(namespace).flatMap(byRolloutItself),
        ),
    }),
    PersistentVolumeClaim: childStore<'PersistentVolumeClaim'>(),
    Secret: childStore<'Secret'>(),
    ConfigMap: childStore<'ConfigMap'>(),
    Deployment: childStore<'Deployment'>(),
    Service: childStore<'Service'>(),
    Ingress: childStore<'Ingress'>(),
    HorizontalPodAutoscaler: childStore<'HorizontalPodAutoscaler'>(),
    PodDisruptionBudget: childStore<'PodDisruptionBudget'>(),
    CronJob: childStore<'CronJob'>(),
  };
  readonly #options: ClusterCacheOptions;
  readonly #watches: Watch[] = [];

  constructor(options: ClusterCacheOptions) {
    this.#options = options;
  }

  /** How many of our own writes the watches have yet to tell, by kind. */
  get unseenWrites(): ReadonlyMap<string, number> {
    const { children, rollouts } = this;
    return new Map([
      [KIND, rollouts.unseen],
      ...CHILD_KINDS.map(kind => [kind, children[kind].unseen] as const),
    ]);
  }

  /** Starts all watches; resolves once everything there is was told. */
  async start(): Promise<void> {
    this.#watchInstances();
    CHILD_KINDS.forEach(kind => this.#watchChildren(kind));
    await this.#synced();
    // Last, so that a rollout is never looked at before its children are known.
    this.#watch({
      resource: resources.rollouts,
      store: this.rollouts,
      labelSelector: this.#options.rolloutSelector,
      project: toRolloutRecord,
    });
    await this.#synced();
  }

  async stop(): Promise<void> {
    await Promise.all(this.#watches.map(watch => watch.stop()));
  }

  /** Takes over the answer to a write of ours, before the watch tells of it. */
  putChild<K extends ChildKind>(
    kind: K,
    stored: ChildTypes[K] & KubeObject,
  ): ChildRecord<K> {
    const record = toChildRecord(kind, stored);
    const store: IndexedStore<ChildRecord<K>> = this.children[kind];
    store.put(record);
    return record;
  }

  /** Takes note that a child was deleted, before the watch tells of it. */
  noteDeleted<K extends ChildKind>(
    kind: K,
    child: Pick<ChildRecord<K>, 'metadata'>,
  ): void {
    const { namespace, name, uid } = child.metadata;
    const store: IndexedStore<ChildRecord<K>> = this.children[kind];
    const known = store.get(namespace, name);
    if (known?.metadata.uid === uid) {
      store.drop(known);
    }
  }

  /**
   * Takes over the answer to a write of a Rollout. One with other labels may no
   * longer be among those to look at: of it only the watch can tell, and its
   * word would be older than our answer.
   */
  putRollout(stored: Rollout): void {
    const { namespace, name, labels } = stored.metadata;
    const known = this.rollouts.get(namespace, name);
    if (known && isDeepStrictEqual(known.metadata.labels, labels)) {
      this.rollouts.put(toRolloutRecord(stored));
    }
  }

  #watchInstances(): void {
    this.#watch({
      resource: resources.replicaSets,
      store: this.replicaSets,
      labelSelector: ROLLOUT_LABEL,
      project: toReplicaSetRecord,
    });
    this.#watch({
      resource: resources.pods,
      store: this.pods,
      labelSelector: ROLLOUT_LABEL,
      project: toPodRecord,
    });
    this.#watch({
      resource: resources.jobs,
      store: this.jobs,
      labelSelector: JOB_OWNER_LABEL,
      project: toJobRecord,
    });
  }

  #watchChildren<K extends ChildKind>(kind: K): void {
    // The two tables are keyed alike, which the compiler cannot follow through K.
    const resource = CHILD_RESOURCES[kind] as Resource<
      ChildTypes[K] & KubeObject
    >;
    this.#watch<ChildTypes[K] & KubeObject, ChildRecord<K>>({
      resource,
      store: this.children[kind],
      labelSelector: kind === 'ServiceAccount' ? undefined : ROLLOUT_LABEL,
      project: live => toChildRecord(kind, live),
    });
  }

  #watch<T extends KubeObject, U extends Stored>(plan: WatchPlan<T, U>): void {
    const { namespaces } = this.#options;
    const scopes = namespaces.length > 0 ? namespaces : [undefined];
    for (const namespace of scopes) {
      this.#watches.push(this.#watchIn(namespace, plan));
    }
  }

  #watchIn<T extends KubeObject, U extends Stored>(
    namespace: string | undefined,
    plan: WatchPlan<T, U>,
  ): Watch {
    const { resource, store, labelSelector, project } = plan;
    const { client, onStale, onFresh } = this.#options;
    const name = keyOf(namespace ?? '', resource.plural);
    const news = { kind: resource.kind, isListed: false, isGone: false };
    const tell = (keys: readonly string[], how: Partial<Change> = {}) =>
      this.#tell(keys, { ...news, ...how });
    return client.watch<T, U>(resource, {
      namespace,
      labelSelector,
      project,
      handlers: {
        onSync: (objects, { resourceVersion }) =>
          tell(store.sync(objects, { namespace, resourceVersion }), {
            isListed: true,
          }),
        onUpsert: object => tell(store.upsert(object)),
        onDelete: object => tell(store.remove(object), { isGone: true }),
        onStale: ({ cause }) => onStale(name, { resource, cause }),
        onFresh: () => onFresh(name),
      },
    });
  }

  #tell(keys: readonly string[], change: Change): void {
    for (const key of keys) {
      this.#options.onChange(key, change);
    }
  }

  async #synced(): Promise<void> {
    await Promise.all(this.#watches.map(({ synced }) => synced));
  }
}
