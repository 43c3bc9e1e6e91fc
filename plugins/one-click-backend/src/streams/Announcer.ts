import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Cluster } from '@one-click/backstage-plugin-one-click-common';
import { stringifyError } from '@backstage/errors';
import type { ProjectRecord } from '../projects/ProjectRecord';
import { toRevision } from '../revisions/toRevision';
import type { RolloutView } from '../rollouts/toRolloutSummary';
import type { Stores } from '../storage/StateKeeper';
import type { StreamHub } from './StreamHub';

/** Tells viewers that something changed. Never throws: viewers come second. */
export interface Announcer {
  /** A rollout's row changed; with it, maybe, some of its revisions. */
  rolloutChanged(rolloutId: string, revisions?: readonly number[]): void;
  clusterChanged(cluster: Cluster): void;
  /** Who may do what in a project changed: those who look at it are checked at once. */
  rolesChanged(projectId: string): void;
  /** More changed than is worth naming. */
  allChanged(): void;
}

export interface StreamAnnouncerOptions {
  readonly hub: StreamHub;
  readonly stores: Stores;
  readonly logger: LoggerService;
}

/**
 * Reads what changed and hands it to the open streams. Changes that come while
 * one is being read are gathered, so that a storm costs one read a rollout.
 */
export class StreamAnnouncer implements Announcer {
  readonly #options: StreamAnnouncerOptions;
  #pending = new Map<string, Set<number>>();
  #isReading = false;

  constructor(options: StreamAnnouncerOptions) {
    this.#options = options;
  }

  rolloutChanged(rolloutId: string, revisions: readonly number[] = []): void {
    const known = this.#pending.get(rolloutId) ?? [];
    this.#pending.set(rolloutId, new Set([...known, ...revisions]));
    if (!this.#isReading) {
      this.#isReading = true;
      // A caller within a transaction must not wait for its own connection.
      setImmediate(() => this.#readAll());
    }
  }

  clusterChanged(cluster: Cluster): void {
    this.#options.hub.publish({ type: 'cluster', cluster });
  }

  rolesChanged(projectId: string): void {
    this.#withProject(projectId, ({ name }) => this.#options.hub.recheck(name));
  }

  /** Something was done in a project: its timeline and its row are other than shown. */
  projectActed(projectId: string): void {
    this.#withProject(projectId, project =>
      this.#options.hub.publish({ type: 'acted', project }),
    );
  }

  allChanged(): void {
    this.#options.hub.publish({ type: 'reset' });
  }

  #withProject(id: string, work: (project: ProjectRecord) => void): void {
    const { stores, logger } = this.#options;
    // A caller within a transaction must not wait for its own connection.
    setImmediate(async () => {
      try {
        const [project] = await stores.projects.findByIds([id]);
        if (project) {
          work(project);
        } else {
          // Purged: nobody can say any more who saw it.
          this.allChanged();
        }
      } catch (error) {
        logger.warn(
          `Viewers are told later of a project: ${stringifyError(error)}`,
        );
        this.allChanged();
      }
    });
  }

  async #readAll(): Promise<void> {
    while (this.#pending.size > 0) {
      const pending = this.#pending;
      this.#pending = new Map();
      for (const [rolloutId, revisions] of pending) {
        await this.#read(rolloutId, revisions);
      }
    }
    this.#isReading = false;
  }

  async #read(
    rolloutId: string,
    revisions: ReadonlySet<number>,
  ): Promise<void> {
    const { hub, stores, logger } = this.#options;
    try {
      const view = await this.#findView(rolloutId);
      if (!view) {
        return;
      }
      hub.publish({ type: 'rollout', view });
      for (const number of revisions) {
        const revision = await stores.revisions.find(rolloutId, number);
        if (revision) {
          hub.publish({
            type: 'revision',
            view,
            revision: toRevision(revision),
          });
        }
      }
    } catch (error) {
      logger.warn(
        `Viewers were not told of a change: ${stringifyError(error)}`,
      );
      hub.publish({ type: 'reset' });
    }
  }

  async #findView(rolloutId: string): Promise<RolloutView | undefined> {
    const { rollouts, projects, entityLinks } = this.#options.stores;
    const rollout = await rollouts.findById(rolloutId);
    const [project] = rollout
      ? await projects.findByIds([rollout.projectId])
      : [];
    if (!rollout || !project) {
      return undefined;
    }
    const links = await entityLinks.list([rolloutId]);
    return { rollout, project, entityRefs: links.get(rolloutId) ?? [] };
  }
}
