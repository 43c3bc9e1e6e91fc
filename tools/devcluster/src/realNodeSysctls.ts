import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

// Each program of Kubernetes takes some of these, a dozen a cluster.
const WATCHERS = 'fs/inotify/max_user_instances';
const WATCHERS_WANTED = 1024;

/** Kubelet sets these, and we the last one; they are the whole machine's. */
const NAMES = [
  'vm/overcommit_memory',
  'vm/panic_on_oom',
  'kernel/panic',
  'kernel/panic_on_oops',
  'kernel/keys/root_maxkeys',
  'kernel/keys/root_maxbytes',
  WATCHERS,
] as const;

/** Settings of the kernel, by their path below `/proc/sys`. */
export type Sysctls = Readonly<Record<string, string>>;

/** Reads the settings that a node changes. */
export async function readSysctls(): Promise<Sysctls> {
  const entries = await Promise.all(
    NAMES.map(async name => {
      const value = await readFile(join('/proc/sys', name), 'utf8');
      return [name, value.trim()] as const;
    }),
  );
  return Object.fromEntries(entries);
}

/** Puts settings back where they differ. */
export async function restoreSysctls(sysctls: Sysctls): Promise<void> {
  const present = await readSysctls();
  for (const [name, value] of Object.entries(sysctls)) {
    if (present[name] !== value) {
      await writeFile(join('/proc/sys', name), value);
    }
  }
}

/** Lets so many programs watch files that a few clusters more do not matter. */
export async function allowWatchers(): Promise<void> {
  const present = await readSysctls();
  if (Number(present[WATCHERS]) < WATCHERS_WANTED) {
    await writeFile(join('/proc/sys', WATCHERS), String(WATCHERS_WANTED));
  }
}
