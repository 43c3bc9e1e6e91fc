import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { REGISTRY_FOLDER } from './folders';
import { freePorts } from './freePorts';
import { ensureGoModule } from './goModule';
import type { GoModuleOptions } from './goModule';
import { GaveUpError, waitFor } from './waitFor';

const START_TIMEOUT_MS = 30_000;

/** Builds the registry, or finds it in the user's cache; gives its path. Takes less than a minute. */
export async function ensureRegistry(
  options: Pick<GoModuleOptions, 'report' | 'cache'> = {},
): Promise<string> {
  const folder = await ensureGoModule({
    ...options,
    name: 'registry',
    source: REGISTRY_FOLDER,
    programs: [{ output: 'registry', package: '.' }],
  });
  return join(folder, 'registry');
}

/** How a registry signs people in. */
export interface RegistryOptions {
  /**
   * The `auth` part of the registry's own configuration, such as
   * `{ token: { realm, service, issuer, jwks } }`; anybody may do anything
   * where it is absent.
   */
  readonly auth?: object;
  /** Files that `auth` names, by the name it gets as `<folder>/<name>`. */
  readonly files?: Readonly<Record<string, string>>;
}

/** An image registry that runs. */
export interface RunningRegistry {
  /** As images name it: `127.0.0.1:<port>`. */
  readonly host: string;
  stop(): Promise<void>;
}

/**
 * Starts a real image registry on a port of its own, over plain HTTP, with
 * everything in memory. `<folder>` in the options is replaced by the folder of
 * the files.
 */
export async function startRegistry(
  options: RegistryOptions = {},
): Promise<RunningRegistry> {
  const file = await ensureRegistry();
  const folder = await mkdtemp(join(tmpdir(), 'one-click-registry-'));
  const [port = 0] = await freePorts(1);
  const host = `127.0.0.1:${port}`;
  for (const [name, text] of Object.entries(options.files ?? {})) {
    await writeFile(join(folder, name), text);
  }
  const config = stringify(toConfig(host, options));
  const configFile = join(folder, 'config.yml');
  await writeFile(configFile, config.replaceAll('<folder>', folder));
  const child = spawn(file, ['serve', configFile], {
    // It ends with its standard input, hence with this process.
    stdio: ['pipe', 'ignore', 'pipe'],
    env: { ...process.env, OTEL_TRACES_EXPORTER: 'none' },
  });
  const said: string[] = [];
  child.stderr.setEncoding('utf8').on('data', text => said.push(text));
  await waitFor(
    async () => {
      if (child.exitCode !== null) {
        throw new GaveUpError(
          `The registry ended: ${said.join('').slice(-2000)}`,
        );
      }
      return answers(host);
    },
    { what: 'the registry to listen', timeoutMs: START_TIMEOUT_MS },
  );
  return {
    host,
    async stop() {
      await end(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function toConfig(host: string, { auth }: RegistryOptions) {
  return {
    version: '0.1',
    log: { level: 'error', accesslog: { disabled: true } },
    storage: { inmemory: {}, delete: { enabled: true } },
    http: { addr: host, secret: 'of a test' },
    ...(auth && { auth }),
  };
}

async function answers(host: string): Promise<boolean> {
  try {
    const response = await fetch(`http://${host}/v2/`);
    await response.body?.cancel();
    return true;
  } catch {
    return false;
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit');
    child.kill();
    await exited;
  }
}
