import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { Clock } from '@one-click/backstage-plugin-one-click-kube';
import type { StateKeeper } from '../storage/StateKeeper';
import { LostLeaseError } from './UpdateLooker';
import type { UpdateLooker } from './UpdateLooker';
import type { UpdatePolicyRecord } from './UpdateStore';

/** Milliseconds between two looks into the table: how late a policy may be at most. */
const TICK_MS = 5_000;
/** Longer than a look may take: only one of a process that is gone runs out. */
const LEASE_MS = 120_000;
/** Policies of one registry that look at the same time, in one process. */
const LANE_WIDTH = 4;

export interface UpdateTickerOptions {
  readonly state: StateKeeper;
  readonly looker: Pick<UpdateLooker, 'look'>;
  readonly clock: Clock;
  readonly logger: LoggerService;
  readonly processId: string;
}

/**
 * Has policies look when they are due: what is due is in the database, so a
 * restart forgets nothing, and a lease lets one of several replicas look. Each
 * registry has a lane of its own, so that one that hangs holds up no other.
 */
export class UpdateTicker {
  readonly #options: UpdateTickerOptions;
  readonly #lanes = new Map<string, Promise<void>>();
  readonly #end = new AbortController();
  #cancel: () => void = () => {};
  #tick: Promise<void> | undefined;
  #wokenFor = TICK_MS;

  constructor(options: UpdateTickerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#schedule(0);
  }

  /** Something is due, now or in so many milliseconds. */
  wake(ms = 0): void {
    this.#wokenFor = Math.min(ms, TICK_MS);
    if (!this.#end.signal.aborted) {
      this.#schedule(this.#wokenFor);
    }
  }

  async stop(): Promise<void> {
    this.#end.abort();
    this.#cancel();
    await this.#tick;
    await Promise.all(this.#lanes.values());
  }

  #schedule(ms: number): void {
    this.#cancel();
    this.#cancel = this.#options.clock.schedule(() => {
      this.#wokenFor = TICK_MS;
      this.#tick = this.#openLanes().finally(() => {
        if (!this.#end.signal.aborted) {
          this.#schedule(this.#wokenFor);
        }
      });
    }, ms);
  }

  async #openLanes(): Promise<void> {
    const { state, logger } = this.#options;
    const { updates, registryStates } = state.stores;
    try {
      const now = this.#instant();
      const due = await updates.listDueRegistries(now);
      const resting =
        due.length > 0 ? await registryStates.listResting(now) : [];
      for (const registry of due) {
        if (!this.#lanes.has(registry) && !resting.includes(registry)) {
          const lane = this.#drain(registry).finally(() =>
            this.#lanes.delete(registry),
          );
          this.#lanes.set(registry, lane);
        }
      }
    } catch (error) {
      logger.warn(`Update policies look later: ${stringifyError(error)}`);
    }
  }

  async #drain(registry: string): Promise<void> {
    const { state, logger, processId: by } = this.#options;
    const { updates, registryStates } = state.stores;
    try {
      while (!this.#end.signal.aborted) {
        const now = this.#instant();
        const resting = await registryStates.listResting(now);
        const claimed = resting.includes(registry)
          ? []
          : await updates.claim({
              registry,
              by,
              now,
              until: this.#instant(LEASE_MS),
              limit: LANE_WIDTH,
            });
        if (claimed.length === 0) {
          return;
        }
        await Promise.all(claimed.map(policy => this.#look(policy)));
      }
    } catch (error) {
      logger.warn(
        `Policies of '${registry}' look later: ${stringifyError(error)}`,
      );
    }
  }

  async #look(policy: UpdatePolicyRecord): Promise<void> {
    const { looker, logger, processId: by } = this.#options;
    const { signal } = this.#end;
    try {
      await looker.look({ policy, by }, signal);
    } catch (error) {
      // The lease runs out, and the policy is due again.
      if (!signal.aborted && !(error instanceof LostLeaseError)) {
        logger.warn(
          `The update policy of rollout '${
            policy.rolloutId
          }' looks later: ${stringifyError(error)}`,
        );
      }
    }
  }

  #instant(ahead = 0): string {
    return new Date(this.#options.clock.now() + ahead).toISOString();
  }
}
