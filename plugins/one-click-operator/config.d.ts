export interface Config {
  oneClick?: {
    clusters?: Array<{
      name: string;
      operator?: {
        /**
         * Run the operator of this cluster as a child process of the backend.
         * Off where absent: then the chart's operator does the work.
         */
        supervise?: boolean;
        /**
         * The operator's own credentials, never the backend's. One of
         * `kubeconfig` and `url`.
         */
        credentials?: {
          kubeconfig?: {
            file: string;
            /** Must be named: the file's current context is never used. */
            context: string;
          };
          /** The API server, such as `https://10.0.0.1:6443`. */
          url?: string;
          /** A file with the bearer token, read again as it rotates. */
          tokenFile?: string;
          /** A file with the certificate authority; the system's where absent. */
          caFile?: string;
        };
      };
    }>;
  };
}
