export interface Config {
  oneClick?: {
    /**
     * The clusters that projects can be in. Where absent, the clusters of
     * `kubernetes.clusterLocatorMethods` with type `config` and a service
     * account token are used.
     */
    clusters?: Array<{
      /** Stable name: projects are stored under it. A DNS label. */
      name: string;
      /** What people read; the name where absent. */
      title?: string;
      /** A context of a kubeconfig file. One of `kubeconfig`, `url` and `inCluster`. */
      kubeconfig?: {
        file: string;
        /** Must be named: the file's current context is never used. */
        context: string;
      };
      /** Take the service account of the pod that the backend runs in. */
      inCluster?: true;
      /** The API server, such as `https://10.0.0.1:6443`. */
      url?: string;
      /**
       * The backend's own bearer token. One of `token` and `tokenFile`.
       * @visibility secret
       */
      token?: string;
      /** A file with the token, read again as it rotates. */
      tokenFile?: string;
      /** The certificate authority, as PEM or base64 of it. One of `caData` and `caFile`; the system's where absent. */
      caData?: string;
      caFile?: string;
      /** Accept any certificate. For throw-away clusters only. */
      skipTLSVerify?: boolean;
    }>;
    /** Container registries that need more than is known of all, and those inside our own network. */
    registries?: Array<{
      /** As images name it, with port: `registry.example.com:5000`. May have an address inside our network, which other hosts may not. */
      host: string;
      /** Further hosts that get this registry's sign-in in exchange for a token. */
      tokenHosts?: string[];
      /** A PEM file of the authority that signs its certificate; the system's where absent. */
      caFile?: string;
      /** Speak HTTP without TLS. For registries inside only. */
      plainHttp?: boolean;
      /** Requests a minute of each process of the backend; 60 where absent. */
      requestsPerMinute?: number;
    }>;
    /** What one person may hold open of each process of the backend. */
    streams?: {
      /** Streams, one a browser tab; 20 where absent. */
      streamsPerUser?: number;
      /** Topics that ask a cluster (map, events, metrics, logs) over all of their streams; 100 where absent. */
      topicsPerUser?: number;
      /** Bytes of logs a second, sustained; 1,000,000 where absent. Ten times as much comes at once. */
      logBytesPerSecond?: number;
    };
    /** How often one caller may ask; each backend process counts for itself. */
    limits?: {
      /** Requests that only look; 1200 where absent. */
      readsPerMinute?: number;
      /** Requests that change something; 300 where absent. */
      writesPerMinute?: number;
      /** Requests that make a registry or a cluster work; 120 where absent. */
      costlyPerMinute?: number;
    };
    permissions?: {
      /** What the owner of a project may do in it; `admin` where absent. */
      ownerRole?: 'viewer' | 'operator' | 'editor' | 'admin';
    };
  };
}
