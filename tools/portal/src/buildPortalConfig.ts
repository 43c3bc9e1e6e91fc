import type { PortalCluster } from './PortalCluster';

/** What differs from app-config.yaml in one run of the portal. */
export interface PortalConfigOptions {
  readonly port: number;
  /** Folder of the SQLite files. */
  readonly databaseFolder: string;
  readonly clusters: readonly PortalCluster[];
}

/** Builds the configuration that goes on top of app-config.yaml. */
export function buildPortalConfig(options: PortalConfigOptions) {
  const { port, databaseFolder, clusters } = options;
  const baseUrl = `http://localhost:${port}`;
  return {
    // The cache is for pages of an older build; here there is only one.
    app: { baseUrl, disableStaticFallbackCache: true },
    backend: {
      baseUrl,
      listen: { port },
      database: {
        client: 'better-sqlite3',
        connection: { directory: databaseFolder },
      },
    },
    oneClick: { clusters: clusters.map(buildCluster) },
  };
}

function buildCluster({ name, title, backend, operator }: PortalCluster) {
  return {
    name,
    title,
    ...backend,
    operator: { supervise: true, credentials: operator },
  };
}
