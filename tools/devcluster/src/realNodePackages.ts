import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
} from 'node:fs/promises';
import { join } from 'node:path';
import { withLock } from './buildLock';
import { cacheFolder } from './goModule';
import { runCommand } from './realNodeCommand';

/** What a node is made of beside kubelet and kube-proxy, and a registry for its images. */
const PACKAGES = [
  'containerd',
  'runc',
  'containernetworking-plugins',
  'docker-registry',
  // What kube-proxy calls, and all it is linked to: it may be missing here.
  'nftables',
  'libnftables1',
  'libnftnl11',
  'libmnl0',
  'libjansson4',
  'libxtables12',
  'libedit2',
  'libbsd0',
  'libmd0',
  'libgmp10',
  'libtinfo6',
] as const;

/** How Debian calls the folder of this machine's libraries. */
const TRIPLET = `${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`;

/** Where the programs of the packages lie. */
export interface NodePackages {
  /** Folders to look for programs in. */
  readonly path: readonly string[];
  /** Folders of the libraries that only some of them need. */
  readonly libraries: readonly string[];
  readonly networkPlugins: string;
  readonly registry: string;
}

/** Where to keep what is unpacked, and whom to tell. */
export interface PackageOptions {
  /** Told what goes on, a line at a time. */
  readonly report: (message: string) => void;
  /** @defaultValue the user's cache folder */
  readonly cache?: string;
}

/**
 * Gets the Debian packages of a node, once, by the machine's own package
 * manager. They are unpacked into the user's cache and never installed: that
 * would start services, and outlive the cache.
 */
export async function ensureNodePackages(
  options: PackageOptions,
): Promise<NodePackages> {
  const { cache = cacheFolder(), report } = options;
  const parent = join(cache, 'node-packages');
  const target = join(parent, await packagesKey());
  if (!existsSync(target)) {
    await mkdir(parent, { recursive: true });
    await withLock({ file: `${target}.lock`, report }, async () => {
      if (!existsSync(target)) {
        report(`Getting containerd and more from Debian (into ${target})`);
        await unpackInto(target);
      }
    });
  }
  return {
    path: [join(target, 'usr/sbin'), join(target, 'usr/bin')],
    libraries: ['usr/lib', 'lib'].map(folder => join(target, folder, TRIPLET)),
    networkPlugins: join(target, 'usr/lib/cni'),
    registry: join(target, 'usr/bin/docker-registry'),
  };
}

/** Other releases of the system have other versions of its libraries. */
async function packagesKey(): Promise<string> {
  const release = await readFile('/etc/os-release', 'utf8');
  const hash = createHash('sha256');
  hash.update(JSON.stringify([PACKAGES, process.arch, release]));
  return hash.digest('hex').slice(0, 20);
}

async function unpackInto(target: string): Promise<void> {
  const downloads = await mkdtemp(`${target}.downloads-`);
  const partial = `${target}.partial`;
  try {
    await download(downloads);
    await rm(partial, { recursive: true, force: true });
    await mkdir(partial);
    for (const file of await readdir(downloads)) {
      await runCommand('dpkg-deb', ['-x', join(downloads, file), partial]);
    }
    await rename(partial, target);
  } finally {
    await rm(downloads, { recursive: true, force: true });
  }
}

async function download(folder: string): Promise<void> {
  const args = ['-qq', 'download', ...PACKAGES];
  try {
    await runCommand('apt-get', args, { cwd: folder });
  } catch {
    // The lists may be missing, or older than the archive.
    await runCommand('apt-get', ['-qq', 'update']);
    await runCommand('apt-get', args, { cwd: folder });
  }
}
