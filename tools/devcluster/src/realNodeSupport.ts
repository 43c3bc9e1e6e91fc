import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cacheFolder } from './goModule';
import { clustersFolder } from './clusterFolder';
import { missingController } from './realNodeGroups';

/** Whether this machine can have a real node; if not, why. */
export type RealNodeSupport =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: string };

const PROGRAMS = ['apt-get', 'bash', 'dpkg-deb', 'ip', 'mount', 'unshare'];

/** Hidden inside a node, so nothing that it needs may lie there. */
const HIDDEN_FOLDERS = ['/run/', '/var/lib/', '/var/log/'];

const CAP_NET_ADMIN = 12n;
const CAP_SYS_ADMIN = 21n;

const CHECKS: readonly (() => string | undefined)[] = [
  () => (process.platform === 'linux' ? undefined : 'a real node needs Linux'),
  () => (process.getuid?.() === 0 ? undefined : 'a real node needs root'),
  () =>
    hasCapability(CAP_NET_ADMIN) && hasCapability(CAP_SYS_ADMIN)
      ? undefined
      : 'root may neither set routes nor mount here (CAP_NET_ADMIN, CAP_SYS_ADMIN)',
  () => {
    const missing = PROGRAMS.find(program => !isOnPath(program));
    return missing && `the program '${missing}' is missing`;
  },
  () => {
    const missing = missingController();
    return missing && `'${missing}' is missing (cgroup v1 is needed)`;
  },
  () =>
    readFileSync('/proc/filesystems', 'utf8').includes('\toverlay\n')
      ? undefined
      : 'the kernel has no overlay file system',
  () => {
    const hidden = [cacheFolder(), clustersFolder()].find(folder =>
      HIDDEN_FOLDERS.some(start => folder.startsWith(start)),
    );
    return (
      hidden &&
      `'${hidden}' lies where a node cannot see it; set XDG_CACHE_HOME and TMPDIR`
    );
  },
];

/** Looks whether this machine can have a real node. Changes nothing. */
export function canHaveRealNode(): RealNodeSupport {
  for (const check of CHECKS) {
    const reason = check();
    if (reason) {
      return { ok: false, reason };
    }
  }
  return { ok: true };
}

function hasCapability(bit: bigint): boolean {
  const status = readFileSync('/proc/self/status', 'utf8');
  const effective = /^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0';
  return ((BigInt(`0x${effective}`) >> bit) & 1n) === 1n;
}

function isOnPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some(folder => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
