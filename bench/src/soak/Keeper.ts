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

/** Keeps an operator running, and kills it now and then. */
export class Keeper {
  kills = 0;
  readonly world: World;
  readonly #proxy: FaultProxy;
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
    this.#operator = await this.world.launchOperator({ via: this.#proxy });
  }

  async maybeKill(random: Random): Promise<void> {
    if (random.next() < KILL_CHANCE) {
      this.kills += 1;
      await this.world.endOperator(this.operator, 'SIGKILL');
      await this.start();
    }
  }
}
