/** Gives the headers that prove who we are. */
export interface KubeCredentials {
  headers(): Promise<Readonly<Record<string, string>>>;
  /**
   * The server did not accept them: forget what is cached. Returns whether
   * other ones may come of asking again.
   */
  invalidate(): boolean;
}

/** Where an API server is, how to trust it, and who we are to it. */
export interface KubeConnection {
  readonly server: URL;
  /** PEM. Absent means the system's certificate authorities. */
  readonly ca?: string | undefined;
  /** PEM; both or none. */
  readonly clientCertificate?:
    | { readonly cert: string; readonly key: string }
    | undefined;
  /** The name to expect in the server's certificate, if not the URL's host. */
  readonly serverName?: string | undefined;
  readonly skipTLSVerify: boolean;
  readonly credentials: KubeCredentials;
  /** The namespace the kubeconfig context or the service account names. */
  readonly namespace?: string | undefined;
}
