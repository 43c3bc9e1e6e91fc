/** A cluster as pages name it; holds no address and no credential. */
export interface ClusterDescription {
  /** Unique and stable: projects are stored under it. */
  readonly name: string;
  /** What people read; the name where no title is configured. */
  readonly title: string;
}

/** Proves to an API server who is asking. */
export interface ClusterCredentials {
  /**
   * Headers for the next request, such as `{ Authorization: 'Bearer …' }`. Asked
   * before each one; implementations cache as they see fit.
   */
  headers(): Promise<Readonly<Record<string, string>>>;
  /**
   * The server did not accept the headers: forget what is cached. Returns
   * whether asking again may give other ones.
   */
  invalidate(): boolean;
}

/**
 * How to reach one cluster's API server as the backend's own account.
 *
 * Has the shape of `KubeConnection` in
 * `@one-click/backstage-plugin-one-click-kube`, so that what that package loads
 * can be returned as it is.
 */
export interface ClusterConnection {
  readonly server: URL;
  /** PEM bundle that signs the server's certificate; the system's roots where absent. */
  readonly ca?: string | undefined;
  /** PEM; used beside or instead of the credentials' headers. */
  readonly clientCertificate?:
    | { readonly cert: string; readonly key: string }
    | undefined;
  /** The name to expect in the server's certificate, if not the URL's host. */
  readonly serverName?: string | undefined;
  /** Trust any certificate; meant for throw-away clusters. */
  readonly skipTLSVerify: boolean;
  readonly credentials: ClusterCredentials;
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
