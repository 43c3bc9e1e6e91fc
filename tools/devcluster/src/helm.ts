import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { ClusterAccess } from './Cluster';
import { HELM_FOLDER } from './folders';
import { cacheFolder, ensureGoModule } from './goModule';
import type { GoModuleOptions } from './goModule';

/**
 * Builds Helm, or finds it in the user's cache; gives its path. Takes a minute
 * where the control plane was built before.
 */
export async function ensureHelm(
  options: Pick<GoModuleOptions, 'report' | 'cache'> = {},
): Promise<string> {
  const folder = await ensureGoModule({
    ...options,
    name: 'helm',
    source: HELM_FOLDER,
    programs: [{ output: 'helm', package: '.' }],
  });
  return join(folder, 'helm');
}

/** What a run of Helm wrote. */
export interface HelmOutput {
  readonly stdout: string;
  readonly stderr: string;
}

/** How Helm is run. */
export interface HelmOptions {
  /** The cluster it acts on, as admin; none for what needs no cluster. */
  readonly cluster?: Pick<ClusterAccess, 'kubeconfig' | 'dir'>;
}

/**
 * Runs Helm; throws with what it said if it fails. One's own Helm
 * repositories and kubeconfig are never read.
 */
export async function runHelm(
  args: readonly string[],
  { cluster }: HelmOptions = {},
): Promise<HelmOutput> {
  const helm = await ensureHelm();
  const home = join(cluster?.dir ?? cacheFolder(), 'helm-home');
  const env = {
    PATH: process.env.PATH,
    HOME: home,
    HELM_CACHE_HOME: home,
    HELM_CONFIG_HOME: home,
    HELM_DATA_HOME: home,
    KUBECONFIG: cluster?.kubeconfig('admin') ?? '/dev/null',
  };
  return new Promise((resolve, reject) => {
    const options = { env, maxBuffer: 64 * 1024 * 1024 };
    execFile(helm, args, options, (error, stdout, stderr) => {
      if (!error) {
        resolve({ stdout, stderr });
        return;
      }
      const complaint = stderr.trim() || stdout.trim() || error.message;
      const command = ['helm', ...args].join(' ');
      reject(new Error(`'${command}' failed: ${complaint}`, { cause: error }));
    });
  });
}
