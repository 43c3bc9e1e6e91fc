import type { LogQuery } from '@one-click/backstage-plugin-one-click-common';
import { resources } from '@one-click/backstage-plugin-one-click-kube';
import type { KubeClient } from '@one-click/backstage-plugin-one-click-kube';
import type { Response } from 'express';
import type { RolloutPlace } from '../map/MapHub';
import { downloadLogs } from './downloadLogs';
import { findContainers } from './findContainers';
import { MAX_SOURCES } from './LogFeed';

/** What is wanted in a file. */
export type DownloadQuery = Omit<LogQuery, 'follow' | 'tail'>;

export interface LogDownloaderOptions {
  /** Throws ClusterAwayError while the cluster is away. */
  readonly clients: { get(cluster: string): KubeClient };
  readonly now: () => number;
}

/** Answers with logs as a file. */
export class LogDownloader {
  readonly #options: LogDownloaderOptions;

  constructor(options: LogDownloaderOptions) {
    this.#options = options;
  }

  /** Resolves when all is sent or the reader left; what refuses comes before the headers. */
  async send(
    place: RolloutPlace,
    query: DownloadQuery,
    res: Response,
  ): Promise<void> {
    const client = this.#options.clients.get(place.cluster);
    const gone = new AbortController();
    res.on('close', () => gone.abort(new Error('The reader left')));
    const { signal } = gone;
    const { namespace } = place;
    const { items } = await client.list(resources.pods, { namespace, signal });
    const containers = findContainers(items, place, query);
    res.status(200).set({
      'Content-Type': 'text/plain; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      'Content-Disposition': `attachment; filename="${this.#nameOf(place)}"`,
    });
    try {
      await downloadLogs(client, containers.slice(0, MAX_SOURCES), {
        res,
        query,
        signal,
      });
    } catch {
      // Headers are sent: all that can still be said is that the file ends too early.
      res.destroy();
    }
  }

  #nameOf({ rollout }: RolloutPlace): string {
    const at = new Date(this.#options.now()).toISOString();
    return `${rollout}_${at.slice(0, 16).replace(':', '-')}Z.log`;
  }
}
