import { redact } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { resources } from '@one-click/backstage-plugin-one-click-kube';
import type {
  Clock,
  KubeClient,
  KubeObject,
  Resource,
} from '@one-click/backstage-plugin-one-click-kube';
import type { Named } from './objects';
import { ObjectHub } from './ObjectHub';
import type { Intake, ObjectSource } from './ObjectHub';
import { SharedPool } from './SharedPool';
import type { Lease } from './SharedPool';

/** A namespace of a cluster. */
export interface Place {
  readonly cluster: string;
  readonly namespace: string;
}

/** The place as one text. */
export function nameOfPlace({ cluster, namespace }: Place): string {
  return `${cluster}/${namespace}`;
}

/** The ways into clusters that are there. */
export interface Clients {
  find(cluster: string): KubeClient | undefined;
}

/** Objects of one kind, wherever somebody looks at them. */
export interface LiveKind<T> {
  acquire(place: Place): Lease<ObjectSource<T>>;
}

const NAMES_ONLY: Intake<Named> = { metadataOnly: true };

/** What clusters hold, as of now. */
export type LiveObjects = ReturnType<typeof createLiveObjects>;

/**
 * Keeps what clusters hold, as of now: one watch a cluster, namespace and kind,
 * however many look, closed a minute after the last of them.
 */
export function createLiveObjects(options: {
  readonly clients: Clients;
  readonly clock: Clock;
}) {
  const { clients, clock } = options;
  const pools: { readonly size: number; close(): void }[] = [];
  const kind = <T extends KubeObject>(
    resource: Resource<T>,
    intake?: Intake<T>,
  ): LiveKind<T> => {
    const pool = new SharedPool<Place, ObjectHub<T>>({
      clock,
      nameOf: nameOfPlace,
      create: ({ cluster, namespace }) =>
        ObjectHub.open({
          resource,
          namespace,
          client: () => clients.find(cluster),
          clock,
          intake,
        }),
    });
    pools.push(pool);
    return pool;
  };
  return {
    rollouts: kind(resources.rollouts, { redact }),
    deployments: kind(resources.deployments),
    replicaSets: kind(resources.replicaSets),
    pods: kind(resources.pods),
    services: kind(resources.services),
    ingresses: kind(resources.ingresses),
    autoscalers: kind(resources.horizontalPodAutoscalers),
    claims: kind(resources.persistentVolumeClaims),
    secrets: kind<Named>(resources.secrets, NAMES_ONLY),
    configMaps: kind<Named>(resources.configMaps, NAMES_ONLY),
    cronJobs: kind(resources.cronJobs),
    jobs: kind(resources.jobs),
    events: kind(resources.events),
    /** Watches that run now. */
    size: () => pools.reduce((sum, pool) => sum + pool.size, 0),
    /** Ends all watches. */
    close: () => pools.forEach(pool => pool.close()),
  };
}
