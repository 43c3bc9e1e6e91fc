import { ClusterAwayError } from '../errors';

/** The ways into clusters, of those that are there. */
export class ClusterClients<Client> {
  readonly #clients = new Map<string, Client>();
  readonly #isReachable: (cluster: string) => boolean;

  constructor(options: { readonly isReachable: (cluster: string) => boolean }) {
    this.#isReachable = options.isReachable;
  }

  /** Keeps the way into a cluster, in place of the one before. */
  set(cluster: string, client: Client): void {
    this.#clients.set(cluster, client);
  }

  /** Absent while the cluster is away. */
  find(cluster: string): Client | undefined {
    return this.#isReachable(cluster) ? this.#clients.get(cluster) : undefined;
  }

  /** Throws ClusterAwayError while the cluster is away; `field` names the part of the request that needs it. */
  get(cluster: string, field?: string): Client {
    const client = this.find(cluster);
    if (client === undefined) {
      throw new ClusterAwayError(cluster, field);
    }
    return client;
  }
}
