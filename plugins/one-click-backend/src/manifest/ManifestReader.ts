import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type {
  Manifest,
  MapKind,
  Role,
} from '@one-click/backstage-plugin-one-click-common';
import { resources } from '@one-click/backstage-plugin-one-click-kube';
import type {
  KubeClient,
  KubeObject,
  Resource,
} from '@one-click/backstage-plugin-one-click-kube';
import { stringify } from 'yaml';
import type { MapReader } from '../map/MapReader';
import type { RolloutPlace } from '../map/MapHub';
import { maySee } from '../map/toVisibleMap';
import { maskSecrets } from './maskSecrets';

const TIMEOUT_MS = 10_000;

const RESOURCES: Readonly<Record<MapKind, Resource>> = {
  Rollout: resources.rollouts,
  Deployment: resources.deployments,
  ReplicaSet: resources.replicaSets,
  Pod: resources.pods,
  Service: resources.services,
  Ingress: resources.ingresses,
  HorizontalPodAutoscaler: resources.horizontalPodAutoscalers,
  PersistentVolumeClaim: resources.persistentVolumeClaims,
  Secret: resources.secrets,
  ConfigMap: resources.configMaps,
  CronJob: resources.cronJobs,
  Job: resources.jobs,
};

/** Names one object of a rollout, and who wants to read it. */
export interface ManifestRequest {
  readonly place: RolloutPlace;
  readonly role: Role;
  readonly kind: MapKind;
  readonly name: string;
  readonly managedFields: boolean;
}

export interface ManifestReaderOptions {
  readonly maps: MapReader;
  /** Throws ClusterAwayError while the cluster is away. */
  readonly clients: { get(cluster: string): KubeClient };
}

/** Reads single objects as the cluster has them. */
export class ManifestReader {
  readonly #options: ManifestReaderOptions;

  constructor(options: ManifestReaderOptions) {
    this.#options = options;
  }

  /** Throws NotFoundError for what is no part of the rollout, and NotAllowedError for a Secret where the role is too low. */
  async read(request: ManifestRequest): Promise<Manifest> {
    const { place, role, kind, name, managedFields } = request;
    if (!maySee(kind, role)) {
      throw new NotAllowedError(
        `This needs the role editor, and yours is ${role}: which ${kind}s there are is not shown to you`,
      );
    }
    const { maps, clients } = this.#options;
    const client = clients.get(place.cluster);
    const nodes = await maps.read(place);
    if (!nodes.some(node => node.kind === kind && node.name === name)) {
      throw new NotFoundError(`No ${kind} '${name}' in this rollout`);
    }
    const ref = { namespace: place.namespace, name };
    const call = { timeoutMs: TIMEOUT_MS };
    const object = await client.find(RESOURCES[kind], ref, call);
    if (!object) {
      throw new NotFoundError(`No ${kind} '${name}' in this rollout any more`);
    }
    const shown = managedFields ? object : withoutManagers(object);
    return {
      kind,
      name,
      yaml: stringify(maskSecrets(kind, shown)),
    };
  }
}

function withoutManagers(object: KubeObject): KubeObject {
  const metadata = { ...object.metadata };
  Reflect.deleteProperty(metadata, 'managedFields');
  return { ...object, metadata };
}
