import { NotFoundError } from '@backstage/errors';
import { loadKubeConnection } from '@one-click/backstage-plugin-one-click-kube';
import type { KubeConnection } from '@one-click/backstage-plugin-one-click-kube';
import type {
  ClusterConnector,
  ClusterDescription,
} from '@one-click/backstage-plugin-one-click-node';
import type { ConfiguredCluster } from '../config/readConfig';

/** The clusters of the configuration. */
export class ConfiguredClusterConnector implements ClusterConnector {
  readonly #clusters: readonly ConfiguredCluster[];

  static create(options: { readonly clusters: readonly ConfiguredCluster[] }) {
    return new ConfiguredClusterConnector(options.clusters);
  }

  private constructor(clusters: readonly ConfiguredCluster[]) {
    this.#clusters = clusters;
  }

  async listClusters(): Promise<readonly ClusterDescription[]> {
    return this.#clusters.map(({ name, title }) => ({ name, title }));
  }

  async connect(name: string): Promise<KubeConnection> {
    const cluster = this.#clusters.find(each => each.name === name);
    if (!cluster) {
      throw new NotFoundError(`No cluster '${name}' is configured`);
    }
    return loadKubeConnection(cluster.source);
  }
}
