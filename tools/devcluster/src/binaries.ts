import { join } from 'node:path';
import { GO_FOLDER } from './folders';
import { ensureGoModule } from './goModule';
import type { GoModuleOptions } from './goModule';

const KUBERNETES_VERSION = 'v1.36.3';

/** Paths of the programs a cluster is made of. */
export interface Binaries {
  /** Control plane, kubectl and kubelet; its first argument says which. */
  readonly devcluster: string;
  readonly kwok: string;
}

/**
 * Builds the programs of a cluster, or finds them in the user's cache.
 * Without them there takes about six minutes on two cores.
 */
export async function ensureBinaries(
  options: Pick<GoModuleOptions, 'report' | 'cache'> = {},
): Promise<Binaries> {
  const folder = await ensureGoModule({
    ...options,
    name: 'devcluster',
    source: GO_FOLDER,
    programs: [
      { output: 'devcluster', package: '.', variables: versionVariables() },
      { output: 'kwok', package: './kwok' },
    ],
  });
  return { devcluster: join(folder, 'devcluster'), kwok: join(folder, 'kwok') };
}

// Unset, these say v0.0.0, which clients refuse as too old.
function versionVariables(): Record<string, string> {
  const [major = '', minor = ''] = KUBERNETES_VERSION.slice(1).split('.');
  const packages = [
    'k8s.io/component-base/version',
    'k8s.io/client-go/pkg/version',
  ];
  return Object.fromEntries(
    packages.flatMap(name => [
      [`${name}.gitVersion`, KUBERNETES_VERSION],
      [`${name}.gitMajor`, major],
      [`${name}.gitMinor`, minor],
    ]),
  );
}
