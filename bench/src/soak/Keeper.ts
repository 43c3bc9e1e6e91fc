import { setTimeout as delay } from 'node:timers/promises';
import type { FaultProxy } from '@one-click/devcluster';
import type { OperatorProcess, World } from '../world';
import type { Random } from './Random';

/** How often a fault comes with the end of the operator. */
const KILL_CHANCE = 0.1;

/** A cluster, and the bad way to it. */
export interface Place {
  readonly world: World;
  readonly proxy: FaultProxy;
}

/** How long whoever runs programs waits before starting one again. */
const RESTART_AFTER_MS = 1_000;

/** Keeps an operator running, as a cluster would, and kills it now and then. */
export class Keeper {
  /** How often it was killed, and how often it ended by itself. */
  kills = 0;
  restarts = 0;
  readonly world: World;
  readonly #proxy: FaultProxy;
  readonly #closed = new AbortController();
  #operator: OperatorProcess | undefined;

  constructor({ world, proxy }: Place) {
    this.world = world;
    this.#proxy = proxy;
  }

  get operator(): OperatorProcess {
    if (!this.#operator) {
      throw new Error('No operator was started');
    }
    return this.#operator;
  }

  async start(): Promise<void> {
    const operator = await this.world.launchOperator({ via: this.#proxy });
    this.#operator = operator;
    void operator.ended.then(() => this.#startAgain());
  }

  async maybeKill(random: Random): Promise<void> {
    if (random.next() < KILL_CHANCE) {
      this.kills += 1;
      await this.world.endOperator(this.operator, 'SIGKILL');
    }
  }

  /** From now on, one that ends stays so. */
  close(): void {
    this.#closed.abort();
  }

  /** One that cannot renew its lease ends, and is to be started again. */
  async #startAgain(): Promise<void> {
    const { signal } = this.#closed;
    await delay(RESTART_AFTER_MS, undefined, { signal }).catch(() => undefined);
    if (!signal.aborted) {
      this.restarts += 1;
      await this.start();
    }
  }
}
