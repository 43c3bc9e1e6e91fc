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
    /** What waits until it is gone for good. */
    bin?: {
      /** Days until what is in the bin is purged by itself; 30 where absent, 0 for never. */
      purgeAfterDays?: number;
    };
    /** What rollouts may ask for, and what guards their namespaces. The operator's `--guard-rails` hold for Rollouts that come by kubectl. */
    guardRails?: {
      /** Where images may come from: a host, or one with the start of a path, such as `ghcr.io/acme`. Anything where absent. */
      registries?: string[];
      /** Service accounts that may be named; the `default` one is always allowed. Names may end in `*`. */
      serviceAccounts?: string[];
      /** Ingress classes; an empty name is the cluster's default one. */
      ingressClasses?: string[];
      /** Keys of annotations that an Ingress may carry. */
      ingressAnnotations?: string[];
      /** Storage classes; an empty name is the cluster's default one. */
      storageClasses?: string[];
      /** What guards the namespaces of projects; kept up to date, save the level. */
      namespaces?: {
        /** PodSecurity level of namespaces that are made from now on; `baseline` where absent. */
        podSecurity?: 'privileged' | 'baseline' | 'restricted';
        /** `projects` (where absent) lets pods be reached from their own namespace and from those that are no project's; `none` makes no network policy. */
        isolation?: 'projects' | 'none';
        /** The `hard` of a ResourceQuota, such as `{ pods: '50' }`; none where absent. */
        quota?: { [resource: string]: string | number };
        /** Limits for containers by a LimitRange; none where absent. */
        containerLimits?: {
          default?: { [resource: string]: string | number };
          defaultRequest?: { [resource: string]: string | number };
          max?: { [resource: string]: string | number };
          min?: { [resource: string]: string | number };
        };
      };
      /** What is different in single clusters, by name: the same keys; a key that is given takes the place of the default's. */
      clusters?: { [name: string]: object };
    };
    permissions?: {
      /** What the owner of a project may do in it; `admin` where absent. */
      ownerRole?: 'viewer' | 'operator' | 'editor' | 'admin';
    };
  };
}
