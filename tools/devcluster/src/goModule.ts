import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  mkdir,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  utimes,
} from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, relative } from 'node:path';
import { withLock } from './buildLock';
import { isErrorCode } from './errorCode';

const PROGRESS_MS = 15_000;
const HASH_LENGTH = 20;

// An older checkout next to this one may still want its build.
const BUILDS_KEPT = 3;

/** One program of a Go module. */
export interface GoProgram {
  /** Name of the file that is made. */
  readonly output: string;
  /** Package to build, such as `./kwok`. */
  readonly package: string;
  /** Values put into variables: `path/of/package.variable` to value. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** A Go module of ours, and what to build from it. */
export interface GoModuleOptions {
  /** Names the folder of the cache, and says in messages what is built. */
  readonly name: string;
  readonly source: string;
  readonly programs: readonly GoProgram[];
  /** Told what goes on, a line at a time. @defaultValue writes to stderr */
  readonly report?: (message: string) => void;
  /** @defaultValue the user's cache folder */
  readonly cache?: string;
  /** The Go command. @defaultValue 'go' */
  readonly go?: string;
}

/**
 * Gives the folder that holds the programs of a module, built at the first
 * call for its present sources and never again. Fails with a remedy where Go
 * is missing.
 */
export async function ensureGoModule(
  options: GoModuleOptions,
): Promise<string> {
  const { name, cache = cacheFolder(), report = reportToStderr } = options;
  const parent = join(cache, name);
  const target = join(parent, await cacheKey(options));
  if (await markUsed(target)) {
    return target;
  }
  await mkdir(parent, { recursive: true });
  await withLock({ file: `${target}.lock`, report }, async () => {
    if (!existsSync(target)) {
      await build({ ...options, report }, target);
      await prune(parent);
    }
  });
  return target;
}

/** Where builds of this user are kept. */
export function cacheFolder(
  env: Readonly<Record<string, string | undefined>> = process.env,
): string {
  const base = env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(base, 'one-click');
}

/** Names a build by everything that decides its outcome. */
export async function cacheKey(
  options: Pick<GoModuleOptions, 'source' | 'programs'>,
): Promise<string> {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([process.platform, process.arch]));
  hash.update(JSON.stringify(options.programs));
  for (const file of await sourceFiles(options.source)) {
    hash.update(`\0${relative(options.source, file)}\0`);
    hash.update(await readFile(file));
  }
  return hash.digest('hex').slice(0, HASH_LENGTH);
}

async function sourceFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  return entries
    .filter(entry => entry.isFile() && /\.go$|^go\.(mod|sum)$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name))
    .filter(path => !path.endsWith('_test.go'))
    .sort();
}

async function markUsed(target: string): Promise<boolean> {
  try {
    const now = new Date();
    await utimes(target, now, now);
    return true;
  } catch (error) {
    if (isErrorCode(error, 'ENOENT')) {
      return false;
    }
    throw error;
  }
}

type BuildOptions = GoModuleOptions & Required<Pick<GoModuleOptions, 'report'>>;

async function build(options: BuildOptions, target: string): Promise<void> {
  const { name, programs, report } = options;
  const partial = `${target}.building`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial);
  const began = performance.now();
  report(
    `Building ${name} from Go modules, once; a first build takes minutes (into ${target})`,
  );
  for (const program of programs) {
    await buildProgram({ ...options, program, folder: partial, began });
  }
  await rename(partial, target);
  report(`Built ${name} in ${elapsed(began)}`);
}

interface ProgramBuild extends BuildOptions {
  readonly program: GoProgram;
  readonly folder: string;
  readonly began: number;
}

async function buildProgram(options: ProgramBuild): Promise<void> {
  const { program, folder, report, began } = options;
  const args = [
    'build',
    '-v',
    '-mod=readonly',
    '-trimpath',
    '-buildvcs=false',
    '-ldflags',
    linkerFlags(program),
    '-o',
    join(folder, program.output),
    program.package,
  ];
  let done = 0;
  let latest = 'reading the modules';
  const timer = setInterval(() => {
    report(
      `… ${program.output}: ${elapsed(
        began,
      )}, ${done} packages compiled or fetched, now ${latest}`,
    );
  }, PROGRESS_MS);
  try {
    await runGo(options, args, line => {
      done += 1;
      latest = line;
    });
  } finally {
    clearInterval(timer);
  }
}

function linkerFlags(program: GoProgram): string {
  const variables = Object.entries(program.variables ?? {});
  return ['-s', '-w', ...variables.map(([k, v]) => `-X ${k}=${v}`)].join(' ');
}

function runGo(
  options: GoModuleOptions,
  args: readonly string[],
  onLine: (line: string) => void,
): Promise<void> {
  const { go = 'go', source: cwd } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(go, args, {
      cwd,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off' },
    });
    const output: string[] = [];
    let rest = '';
    child.stderr.setEncoding('utf8');
    child.stderr.on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      output.push(...lines);
      lines.forEach(onLine);
    });
    child.on('error', error => reject(withoutGo(error)));
    child.on('close', code => {
      const tail = [...output, rest].slice(-20).join('\n');
      if (code === 0) {
        resolve();
        return;
      }
      reject(new Error(`'go ${args[0]}' in '${cwd}' failed:\n${tail}`));
    });
  });
}

function withoutGo(error: Error): Error {
  if (!isErrorCode(error, 'ENOENT')) {
    return error;
  }
  return new Error(
    "Go is not installed ('go' is not on the PATH). Install Go 1.26 or later, or use a cluster of yours: make start CLUSTER=<kubeconfig context>",
    { cause: error },
  );
}

async function prune(parent: string): Promise<void> {
  const names = await readdir(parent);
  const builds = await Promise.all(
    names
      .filter(name => new RegExp(`^[0-9a-f]{${HASH_LENGTH}}$`).test(name))
      .map(async name => {
        const path = join(parent, name);
        return { path, used: (await stat(path)).mtimeMs };
      }),
  );
  builds.sort((a, b) => b.used - a.used);
  for (const { path } of builds.slice(BUILDS_KEPT)) {
    await rm(path, { recursive: true, force: true });
  }
}

function elapsed(began: number): string {
  const seconds = Math.round((performance.now() - began) / 1000);
  const minutes = Math.floor(seconds / 60);
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}

function reportToStderr(message: string): void {
  process.stderr.write(`${message}\n`);
}
