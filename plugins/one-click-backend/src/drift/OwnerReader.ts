import type { ManagedFieldsEntry } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { resources } from '@one-click/backstage-plugin-one-click-kube';
import type { KubeClient } from '@one-click/backstage-plugin-one-click-kube';
import type { ClusterClients } from '../clusters/ClusterClients';

/** Names a Rollout in a cluster. */
export interface ClusterRef {
  readonly cluster: string;
  readonly namespace: string;
  readonly name: string;
}

/** Reads who owns which fields of a Rollout. */
export interface OwnerReader {
  /** `undefined` where the cluster is away, does not answer soon, or has no such Rollout. */
  read(ref: ClusterRef): Promise<readonly ManagedFieldsEntry[] | undefined>;
}

/** A page that shows drift does not wait for a slow cluster. */
const TIMEOUT_MS = 2_000;

/** Reads them from the cluster. */
export class ClusterOwnerReader implements OwnerReader {
  readonly #clients: Pick<ClusterClients<KubeClient>, 'find'>;

  constructor(options: {
    readonly clients: Pick<ClusterClients<KubeClient>, 'find'>;
  }) {
    this.#clients = options.clients;
  }

  async read({ cluster, namespace, name }: ClusterRef) {
    try {
      const found = await this.#clients
        .find(cluster)
        ?.find(
          resources.rollouts,
          { namespace, name },
          { timeoutMs: TIMEOUT_MS },
        );
      return found?.metadata.managedFields;
    } catch {
      return undefined;
    }
  }
}
