import type { V1ManagedFieldsEntry, V1Pod } from '@kubernetes/client-node';
import { resources } from '@one-click/backstage-plugin-one-click-kube';
import type {
  KubeClient,
  KubeObject,
  Resource,
} from '@one-click/backstage-plugin-one-click-kube';
import { DEFAULT_STORAGE_CLASS, waitFor } from '@one-click/devcluster';
import type { KubernetesObject } from '@one-click/fixtures';
import { CHILD_RESOURCES } from '../src/cluster/childResources';

/** The Go operator's name in managedFields. */
const GO_OPERATOR = 'manager';

const RESOURCES: Readonly<Record<string, Resource>> = {
  ...CHILD_RESOURCES,
  Rollout: resources.rollouts,
};

/** Made by the cluster's own controllers, once what they are made from is there. */
const REMADE = ['ReplicaSet', 'Pod', 'PersistentVolume', 'Namespace'];

const CLASS_OF_RECORD = 'kwok-volume';

type Fields = Readonly<Record<string, unknown>>;

/** What only the cluster that recorded an object could know. */
const LOST_METADATA = [
  'uid',
  'resourceVersion',
  'creationTimestamp',
  'generation',
  'managedFields',
  'finalizers',
  'annotations',
];
const LOST_SPEC = [
  'clusterIP',
  'clusterIPs',
  'ipFamilies',
  'ipFamilyPolicy',
  'volumeName',
];
const OTHERS_ANNOTATIONS =
  /^(pv\.kubernetes\.io|volume\.(beta\.)?kubernetes\.io|deployment\.kubernetes\.io)\//;

function without(all: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(
    Object.entries(all).filter(([name]) => !names.includes(name)),
  );
}

/** The same objects in a namespace of this cluster. */
function transplant(
  objects: readonly KubernetesObject[],
  namespace: string,
): KubernetesObject[] {
  const homes = new Set(objects.map(({ metadata }) => metadata.namespace));
  let text = JSON.stringify(objects);
  for (const home of homes) {
    text = home === undefined ? text : text.replaceAll(home, namespace);
  }
  return JSON.parse(text.replaceAll(CLASS_OF_RECORD, DEFAULT_STORAGE_CLASS));
}

/** As whoever made the object sent it. */
function asSent(object: KubernetesObject, replicas?: number): KubernetesObject {
  const { metadata, spec, status: _, ...rest } = object;
  const annotations = Object.fromEntries(
    Object.entries(metadata.annotations ?? {}).filter(
      ([name]) => !OTHERS_ANNOTATIONS.test(name),
    ),
  );
  return {
    ...rest,
    metadata: {
      ...(without(metadata, LOST_METADATA) as typeof metadata),
      ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
    },
    ...(spec && {
      spec: {
        ...without(spec, LOST_SPEC),
        ...(replicas !== undefined && { replicas }),
      },
    }),
  } as KubernetesObject;
}

/** Who of the recorded objects an object of this cluster is. */
export interface Planted {
  readonly recorded: KubernetesObject;
  readonly live: KubeObject & {
    readonly metadata: { readonly managedFields?: V1ManagedFieldsEntry[] };
  };
}

/** What the Go operator left in a namespace, as it was recorded, with instances at work. */
export class OriginalInstallation {
  readonly planted: readonly Planted[];
  readonly #client: KubeClient;
  readonly #namespace: string;

  /** Plants recorded objects, and waits until their instances run as they did. */
  static async plant(
    client: KubeClient,
    namespace: string,
    recorded: readonly KubernetesObject[],
  ): Promise<OriginalInstallation> {
    const objects = transplant(recorded, namespace).filter(
      ({ kind }) => !REMADE.includes(kind),
    );
    const uids = new Map<string, string>();
    const planted: Planted[] = [];
    const rollouts = objects.filter(({ kind }) => kind === 'Rollout');
    const children = objects.filter(({ kind }) => kind !== 'Rollout');
    for (const object of [...rollouts, ...firstOfEachName(children)]) {
      const live = await plantOne(client, object, uids);
      uids.set(object.metadata.uid ?? '', live.metadata?.uid ?? '');
      planted.push({ recorded: object, live: live as Planted['live'] });
    }
    const made = new OriginalInstallation(client, namespace, planted);
    await made.#settle();
    await Promise.all(rollouts.map(each => plantStatus(client, each)));
    return made;
  }

  private constructor(
    client: KubeClient,
    namespace: string,
    planted: readonly Planted[],
  ) {
    this.#client = client;
    this.#namespace = namespace;
    this.planted = planted;
  }

  /** Names of all rollouts. */
  get rollouts(): string[] {
    return this.planted
      .filter(({ recorded }) => recorded.kind === 'Rollout')
      .map(({ recorded }) => recorded.metadata.name);
  }

  /** Uids of all ReplicaSets and pods, with how often each pod's program was started again. */
  async instances(): Promise<string[]> {
    const namespace = this.#namespace;
    const [sets, pods] = await Promise.all([
      this.#client.list(resources.replicaSets, { namespace }),
      this.#client.list<V1Pod>(resources.pods, { namespace }),
    ]);
    return [
      ...sets.items.map(({ metadata }) => `set ${metadata?.uid}`),
      ...pods.items.map(({ metadata, status }) => {
        const restarts = status?.containerStatuses?.[0]?.restartCount ?? 0;
        return `pod ${metadata?.uid} ${restarts}`;
      }),
    ].sort();
  }

  /** All objects of a kind, by name. */
  async objects<T extends KubeObject>(
    resource: Resource<T>,
  ): Promise<Map<string, T>> {
    const namespace = this.#namespace;
    const { items } = await this.#client.list(resource, { namespace });
    return new Map(items.map(item => [item.metadata?.name ?? '', item]));
  }

  async #settle(): Promise<void> {
    const wanted = this.planted.flatMap(({ recorded }) =>
      recorded.kind === 'Deployment'
        ? [[recorded.metadata.name, Number(recorded.spec?.replicas)] as const]
        : [],
    );
    await waitFor(
      async () => {
        const found = await this.objects(resources.deployments);
        return wanted.every(([name, replicas]) => {
          const { spec, status, metadata } = found.get(name) ?? {};
          return (
            spec?.replicas === replicas &&
            status?.replicas === replicas &&
            status.observedGeneration === metadata?.generation
          );
        });
      },
      { what: 'the instances of the Go operator’s Deployments' },
    );
    await waitFor(
      async () => {
        const claims = await this.objects(resources.persistentVolumeClaims);
        return [...claims.values()].every(
          ({ status }) => status?.phase === 'Bound',
        );
      },
      { what: 'the claims of the Go operator to be bound' },
    );
  }
}

function firstOfEachName(
  objects: readonly KubernetesObject[],
): KubernetesObject[] {
  const first = new Map<string, KubernetesObject>();
  for (const object of objects) {
    const key = `${object.kind} ${object.metadata.name}`;
    first.set(key, first.get(key) ?? object);
  }
  return [...first.values()];
}

async function plantOne(
  client: KubeClient,
  object: KubernetesObject,
  uids: ReadonlyMap<string, string>,
): Promise<KubeObject> {
  const resource = RESOURCES[object.kind];
  if (!resource) {
    throw new Error(`No resource for a recorded '${object.kind}'`);
  }
  const ownerReferences = object.metadata.ownerReferences?.map(owner => ({
    ...owner,
    uid: uids.get(owner.uid) ?? owner.uid,
  }));
  // It left the number to an autoscaler, which then raised it.
  const isScaled =
    object.kind === 'Deployment' && Number(object.spec?.replicas) > 1;
  const sent = asSent(object, isScaled ? 1 : undefined);
  return client.create(
    resource,
    {
      ...sent,
      metadata: {
        ...sent.metadata,
        ...(ownerReferences && { ownerReferences }),
      },
    },
    {
      fieldManager: object.kind === 'Rollout' ? 'pbserver' : GO_OPERATOR,
    },
  );
}

async function plantStatus(
  client: KubeClient,
  { metadata, status }: KubernetesObject,
): Promise<void> {
  const { namespace, name } = metadata;
  await client.patch(
    resources.rollouts,
    { namespace, name },
    {
      subresource: 'status',
      fieldManager: GO_OPERATOR,
      patch: { type: 'merge', body: { status } },
    },
  );
}
