import type {
  V1PersistentVolumeClaim,
  V1Pod,
  V1ResourceQuota,
} from '@kubernetes/client-node';
import {
  BACKEND_MANAGER,
  OPERATOR_MANAGER,
  selectorLabels,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { resources } from '@one-click/backstage-plugin-one-click-kube';
import type {
  KubeClient,
  KubeObject,
  Resource,
} from '@one-click/backstage-plugin-one-click-kube';
import type {
  ChildKind,
  ChildObject,
} from '@one-click/backstage-plugin-one-click-workload';
import { readClasses } from '../kube/readClusterFacts';
import type {
  ClassNames,
  ClusterCall,
  PlacedName,
  PreflightCluster,
  Present,
  ReferredKind,
  TriedRollout,
} from './PreflightCluster';
import { projectIdOf } from '../kube/namespaceMarks';

/** No call outlasts the check that made it. */
const CALL_TIMEOUT_MS = 7_000;

const CHILD_RESOURCES: Readonly<Record<ChildKind, Resource>> = {
  ServiceAccount: resources.serviceAccounts,
  PersistentVolumeClaim: resources.persistentVolumeClaims,
  Secret: resources.secrets,
  ConfigMap: resources.configMaps,
  Deployment: resources.deployments,
  Service: resources.services,
  Ingress: resources.ingresses,
  HorizontalPodAutoscaler: resources.horizontalPodAutoscalers,
  PodDisruptionBudget: resources.podDisruptionBudgets,
  CronJob: resources.cronJobs,
};

interface Described extends KubeObject {
  readonly metadata?: KubeObject['metadata'] & {
    readonly labels?: Readonly<Record<string, string>>;
    readonly ownerReferences?: readonly {
      readonly kind: string;
      readonly name: string;
      readonly uid: string;
      readonly controller?: boolean;
    }[];
  };
}

/** Asks a real cluster, by dry runs where it would be a write. */
export class KubePreflightCluster implements PreflightCluster {
  readonly #client: KubeClient;

  constructor(client: KubeClient) {
    this.#client = client;
  }

  async findNamespace(name: string, call: ClusterCall) {
    const found = await this.#client.find(
      resources.namespaces,
      { name },
      bounded(call),
    );
    const isDeleting = found?.metadata?.deletionTimestamp !== undefined;
    return found && { isDeleting, projectId: projectIdOf(found) };
  }

  async findRolloutUid(ref: PlacedName, call: ClusterCall) {
    const found = await this.#client.find(
      resources.rollouts,
      ref,
      bounded(call),
    );
    return found?.metadata.uid;
  }

  async tryRollout(
    { namespace, name, spec }: TriedRollout,
    call: ClusterCall,
  ): Promise<readonly string[]> {
    const object = { metadata: { namespace, name }, spec };
    const { warnings } = await this.#tryApply(resources.rollouts, object, {
      ...call,
      manager: BACKEND_MANAGER,
    });
    return warnings;
  }

  async tryChild(child: ChildObject, call: ClusterCall) {
    const resource = CHILD_RESOURCES[child.kind];
    const { warnings } = await this.#tryApply(resource, child, {
      ...call,
      manager: OPERATOR_MANAGER,
    });
    return warnings;
  }

  async tryPod(pod: V1Pod, call: ClusterCall) {
    const warnings: string[] = [];
    const tried = await this.#client.create<V1Pod>(resources.pods, pod, {
      ...bounded(call),
      dryRun: true,
      onWarning: text => warnings.push(text),
    });
    return { pod: tried, warnings };
  }

  async findPresent(
    { kind, metadata }: ChildObject,
    call: ClusterCall,
  ): Promise<Present | undefined> {
    const { namespace, name } = metadata;
    const found = await this.#client.find(
      CHILD_RESOURCES[kind] as Resource<Described>,
      { namespace, name },
      bounded(call),
    );
    const { labels = {}, ownerReferences = [] } = found?.metadata ?? {};
    const owner = ownerReferences.find(({ controller }) => controller);
    return (
      found && {
        labels,
        owner: owner && `${owner.kind} '${owner.name}'`,
        ownerUid: owner?.uid,
      }
    );
  }

  async findClaim(
    ref: PlacedName,
    call: ClusterCall,
  ): Promise<V1PersistentVolumeClaim | undefined> {
    return this.#client.find(
      resources.persistentVolumeClaims,
      ref,
      bounded(call),
    );
  }

  async listPods(
    ref: PlacedName,
    call: ClusterCall,
  ): Promise<readonly V1Pod[]> {
    const labels = Object.entries(selectorLabels(ref));
    const { items } = await this.#client.list(resources.pods, {
      ...bounded(call),
      namespace: ref.namespace,
      labelSelector: labels.map(pair => pair.join('=')).join(','),
    });
    return items;
  }

  async listQuotas(
    namespace: string,
    call: ClusterCall,
  ): Promise<readonly V1ResourceQuota[]> {
    const { items } = await this.#client.list(resources.resourceQuotas, {
      ...bounded(call),
      namespace,
    });
    return items;
  }

  async readClasses(call: ClusterCall): Promise<ClassNames> {
    return readClasses(this.#client, bounded(call));
  }

  async exists(
    kind: ReferredKind,
    { namespace, name }: PlacedName,
    call: ClusterCall,
  ): Promise<boolean> {
    // As metadata alone, so that no secret value comes here.
    const { items } = await this.#client.list(CHILD_RESOURCES[kind], {
      ...bounded(call),
      namespace,
      fieldSelector: `metadata.name=${name}`,
      metadataOnly: true,
    });
    return items.length > 0;
  }

  async #tryApply(
    resource: Resource,
    object: KubeObject,
    call: ClusterCall & { readonly manager: string },
  ) {
    const warnings: string[] = [];
    await this.#client.apply(resource, object, {
      ...bounded(call),
      fieldManager: call.manager,
      force: true,
      dryRun: true,
      onWarning: text => warnings.push(text),
    });
    return { warnings };
  }
}

function bounded({ signal }: ClusterCall) {
  return { signal, timeoutMs: CALL_TIMEOUT_MS };
}
