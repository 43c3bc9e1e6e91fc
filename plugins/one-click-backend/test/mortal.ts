import type { KubeGateway } from '../src/kube/KubeGateway';
import type { StateKeeper, Stores } from '../src/storage/StateKeeper';

/**
 * A process that dies at its n-th step, a step being the moment before or
 * after something that others can see. What it was about to do never goes on:
 * no clean-up runs, as after SIGKILL.
 */
export class MortalProcess {
  #left: number;

  constructor(steps: number) {
    this.#left = steps;
  }

  get isDead(): boolean {
    return this.#left <= 0;
  }

  /** The state as the process sees it; a transaction is one thing, which holds or does not. */
  keeperOf(keeper: StateKeeper): StateKeeper {
    const stores = Object.fromEntries(
      Object.entries(keeper.stores).map(([name, store]) => [
        name,
        this.#mortal(store),
      ]),
    );
    return {
      stores: stores as unknown as Stores,
      transact: work => this.#step(() => keeper.transact(work)),
    };
  }

  gatewayOf(gateway: KubeGateway): KubeGateway {
    return this.#mortal(gateway, ['watchRollouts', 'close']);
  }

  #mortal<T extends object>(target: T, except: readonly string[] = []): T {
    return new Proxy(target, {
      get: (_, property) => {
        const member: unknown = Reflect.get(target, property, target);
        if (typeof member !== 'function' || except.includes(String(property))) {
          return typeof member === 'function' ? member.bind(target) : member;
        }
        return (...args: unknown[]) =>
          this.#step(() => member.apply(target, args));
      },
    });
  }

  async #step<T>(work: () => Promise<T>): Promise<T> {
    await this.#survive();
    const result = await work();
    await this.#survive();
    return result;
  }

  async #survive(): Promise<void> {
    this.#left -= 1;
    if (this.isDead) {
      await new Promise(() => {});
    }
  }
}
