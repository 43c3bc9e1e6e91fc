import { inClusterConnection } from './inCluster';
import type { KubeConnection } from './KubeConnection';
import { kubeconfigConnection } from './kubeconfig';
import { urlConnection } from './url';
import type { UrlSource } from './url';

/** Where a connection's settings come from: exactly one of these. */
export type KubeConnectionSource =
  | {
      readonly type: 'kubeconfig';
      readonly path: string;
      /** Absent means the file's current context. */
      readonly context?: string | undefined;
    }
  | {
      readonly type: 'inCluster';
      /** The mounted service account; its usual folder by default. */
      readonly serviceAccountFolder?: string | undefined;
    }
  | UrlSource;

/**
 * Reads a connection's settings. Files are read once, except tokens, which are
 * read again as they rotate. Rejects with a message that names what is missing.
 */
export async function loadKubeConnection(
  source: KubeConnectionSource,
): Promise<KubeConnection> {
  if (source.type === 'kubeconfig') {
    return kubeconfigConnection(source);
  }
  return source.type === 'inCluster'
    ? inClusterConnection(source, process.env)
    : urlConnection(source);
}
