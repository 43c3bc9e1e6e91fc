import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { Clock } from '@one-click/backstage-plugin-one-click-kube';
import type { StateKeeper } from '../storage/StateKeeper';
import { purgeRollout } from './binOrders';
import { purgeProject } from './projectBinOrders';

/** What waited for weeks may wait for some minutes more. */
const EVERY_MS = 10 * 60 * 1000;
/** Purges that are ordered at a time. */
const AT_ONCE = 50;
/** Who is named where the time in the bin was over. */
export const BIN_ACTOR = 'one-click';

export interface BinJanitorOptions {
  readonly state: StateKeeper;
  readonly clock: Clock;
  readonly logger: LoggerService;
  readonly newId: () => string;
  readonly wake: (cluster: string) => void;
}

/** Orders the purge of what was in the bin until the date that was told when it went there. */
export class BinJanitor {
  readonly #options: BinJanitorOptions;
  #cancel: () => void = () => {};
  #isStopped = false;

  constructor(options: BinJanitorOptions) {
    this.#options = options;
  }

  start(): void {
    this.#schedule();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel();
  }

  #schedule(): void {
    const { clock, logger } = this.#options;
    if (this.#isStopped) {
      return;
    }
    this.#cancel = clock.schedule(async () => {
      try {
        await this.purgeExpired();
      } catch (error) {
        logger.warn(
          `What is over its time in the bin is purged later: ${stringifyError(
            error,
          )}`,
        );
      }
      this.#schedule();
    }, EVERY_MS);
  }

  /** Looks once. */
  async purgeExpired(): Promise<void> {
    const { state, clock } = this.#options;
    const now = new Date(clock.now()).toISOString();
    for (const rollout of await state.stores.rollouts.listExpired(
      now,
      AT_ONCE,
    )) {
      const { projects } = state.stores;
      const [project] = await projects.findByIds([rollout.projectId]);
      if (project) {
        await this.#order(rollout.name, project.cluster, (stores, order) =>
          purgeRollout(stores, { ...order, project, rollout: rollout.name }),
        );
      }
    }
    for (const project of await state.stores.projects.listExpired(
      now,
      AT_ONCE,
    )) {
      const { newId } = this.#options;
      await this.#order(project.name, project.cluster, (stores, order) =>
        purgeProject(stores, { ...order, project, newId }),
      );
    }
  }

  async #order(
    name: string,
    cluster: string,
    purge: (
      stores: Parameters<Parameters<StateKeeper['transact']>[0]>[0],
      order: {
        readonly id: string;
        readonly actor: string;
        readonly at: string;
        readonly confirm: string;
        readonly loss: string;
        readonly expiredOnly: true;
      },
    ) => Promise<unknown>,
  ): Promise<void> {
    const { state, clock, newId, logger, wake } = this.#options;
    const order = {
      id: newId(),
      actor: BIN_ACTOR,
      at: new Date(clock.now()).toISOString(),
      confirm: name,
      loss: '',
      expiredOnly: true as const,
    };
    try {
      await state.transact(stores => purge(stores, order));
      wake(cluster);
    } catch (error) {
      // Restored at this very moment, or by another replica.
      logger.debug(`'${name}' was not purged: ${stringifyError(error)}`);
    }
  }
}
