import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildApp } from './buildApp';
import { buildOperator } from './buildOperator';
import { buildPortalConfig } from './buildPortalConfig';
import { freePort } from './freePort';
import type { PortalCluster } from './PortalCluster';
import type { Progress } from './Progress';
import { ROOT } from './repository';
import { startBackend } from './startBackend';
import type { Backend } from './startBackend';
import { waitUntilServing } from './waitUntilServing';

// Sources are compiled on the way, on a machine that may do other things too.
const START_TIMEOUT_MS = 180_000;

/** What a portal runs on. */
export interface PortalOptions {
  /** @defaultValue a free one */
  readonly port?: number;
  /** Keeps databases, configuration and log from one run to the next; made if need be. */
  readonly folder: string;
  readonly clusters: readonly PortalCluster[];
  readonly progress: Progress;
}

/** A running portal: pages and API at one address of this machine. */
export interface Portal {
  readonly url: string;
  /** File of the backend's log. */
  readonly log: string;
  /** The backend that runs now; another one after `restartBackend`. */
  readonly backend: Backend;
  /** Starts the backend again on the same data; done when people can sign in. */
  restartBackend(): Promise<void>;
  /** Ends it; the data stays. Safe to repeat. */
  stop(): Promise<void>;
}

/**
 * Builds what has changed and starts the portal; done when people can sign in.
 * Throws with the end of the log where the backend does not get there.
 */
export async function startPortal(options: PortalOptions): Promise<Portal> {
  const { folder, clusters, progress } = options;
  await buildApp(progress);
  await buildOperator(progress);
  const port = options.port ?? (await freePort());
  const url = `http://localhost:${port}`;
  const log = join(folder, 'backend.log');
  await rm(log, { force: true });
  const config = [
    join(ROOT, 'app-config.yaml'),
    await writeConfig({ port, folder, clusters }),
  ];
  const start = () =>
    progress.during('Starting the portal', () =>
      startServing({ url, log, config }),
    );
  let backend = await start();
  return {
    url,
    log,
    get backend() {
      return backend;
    },
    async restartBackend() {
      await backend.stop();
      backend = await start();
    },
    stop: () => backend.stop(),
  };
}

async function writeConfig(options: {
  readonly port: number;
  readonly folder: string;
  readonly clusters: readonly PortalCluster[];
}): Promise<string> {
  const { port, folder, clusters } = options;
  const databaseFolder = join(folder, 'database');
  await mkdir(databaseFolder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'app-config.json');
  const config = buildPortalConfig({ port, databaseFolder, clusters });
  await writeFile(file, JSON.stringify(config, undefined, 2), { mode: 0o600 });
  return file;
}

async function startServing(options: {
  readonly url: string;
  readonly log: string;
  readonly config: readonly string[];
}): Promise<Backend> {
  const { url, log, config } = options;
  const backend = startBackend({ config, log });
  const given = new AbortController();
  const failure = backend.ended.then(tail => {
    given.abort();
    throw new Error(`The backend ended at start:\n${tail}`);
  });
  const timeout = AbortSignal.timeout(START_TIMEOUT_MS);
  const signal = AbortSignal.any([given.signal, timeout]);
  try {
    await Promise.race([failure, waitUntilServing(url, signal)]);
    return backend;
  } catch (error) {
    await backend.stop();
    throw error;
  } finally {
    // From here on its end is for whoever asks `ended`.
    failure.catch(() => {});
  }
}
