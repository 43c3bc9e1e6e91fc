import { readdir, readFile } from 'node:fs/promises';

/** Linux counts CPU time in hundredths of a second. */
const TICKS_PER_SECOND = 100;

/** Memory of a process in MB: now, and at most so far. */
export async function readMemory(
  pid: number,
): Promise<{ readonly residentMb: number; readonly peakMb: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const megabytes = (field: string) => {
    const [, kilobytes] = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(
      status,
    ) ?? [undefined, 'NaN'];
    return Number(kilobytes) / 1024;
  };
  return { residentMb: megabytes('VmRSS'), peakMb: megabytes('VmHWM') };
}

/** Seconds of CPU a process has used so far. */
export async function readCpuSeconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The name in brackets may hold anything; fields count from behind it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

const SERVERS = /\0(?:kube-apiserver|etcd)\0/;

/** Seconds of CPU that the API servers and etcds started by this process have used. */
export async function readServerCpuSeconds(): Promise<number> {
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name));
  const seconds = await Promise.all(
    pids.map(async pid => {
      try {
        const { isOurs } = await identify(pid);
        return isOurs ? await readCpuSeconds(Number(pid)) : 0;
      } catch {
        // It has ended meanwhile.
        return 0;
      }
    }),
  );
  return seconds.reduce((sum, each) => sum + each, 0);
}

async function identify(pid: string): Promise<{ readonly isOurs: boolean }> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const isChild = new RegExp(`^PPid:\\s+${process.pid}$`, 'm').test(status);
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8');
  return { isOurs: isChild && SERVERS.test(command) };
}
