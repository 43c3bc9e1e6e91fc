/** A cluster as pages name it; holds no address and no credential. */
export interface ClusterDescription {
  /** Unique and stable: projects are stored under it. */
  readonly name: string;
  /** What people read; the name where no title is configured. */
  readonly title: string;
}

/** A client certificate, both parts PEM encoded. */
export interface ClientCertificate {
  readonly certificate: string;
  readonly key: string;
}

/** How to reach one cluster's API server as the backend's own account. */
export interface ClusterConnection {
  /** The API server's origin, such as `https://10.0.0.1:6443`. */
  readonly server: string;
  /** PEM bundle that signs the server's certificate; the system's roots where absent. */
  readonly ca?: string | undefined;
  /** The name the server's certificate is checked against; the server's host where absent. */
  readonly tlsServerName?: string | undefined;
  /** Trust any certificate. False where absent; meant for throw-away clusters. */
  readonly skipTlsVerify?: boolean | undefined;
  /** Used beside or instead of a token. */
  readonly clientCertificate?: ClientCertificate | undefined;
  /**
   * The bearer token to send with the next request, or `undefined` where a
   * client certificate is all there is. Asked before each request, so that a
   * rotated token is taken up; implementations cache as they see fit.
   */
  token(): Promise<string | undefined>;
}

/**
 * Knows which clusters there are and how to reach them.
 *
 * The built-in one reads `oneClick.clusters`; a module replaces it through
 * `oneClickClustersExtensionPoint`.
 */
export interface ClusterConnector {
  /** All clusters, in the order pages should offer them. */
  listClusters(): Promise<readonly ClusterDescription[]>;
  /**
   * How to reach the named cluster. Does not contact it: a cluster that is down
   * still has a connection. Throws NotFoundError for a name it does not list.
   */
  connect(name: string): Promise<ClusterConnection>;
}
