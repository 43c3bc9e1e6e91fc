import type { KubeObject, Resource } from '../client/Resource';
import { ResourceWatch } from './ResourceWatch';
import type { WatchEnvironment } from './ResourceWatch';
import type { Watch, WatchOptions } from './Watch';

/** The watches of one client. */
export class Watches {
  readonly #environment: WatchEnvironment;
  readonly #running = new Set<Watch>();

  constructor(environment: WatchEnvironment) {
    this.#environment = environment;
  }

  start<T extends KubeObject, U>(
    resource: Resource<T>,
    options: WatchOptions<T, U>,
  ): Watch {
    const watch = new ResourceWatch(resource, options, this.#environment);
    const running: Watch = {
      synced: watch.synced,
      stop: async () => {
        this.#running.delete(running);
        await watch.stop();
      },
    };
    this.#running.add(running);
    return running;
  }

  /** Stops all of them. */
  async stop(): Promise<void> {
    await Promise.all([...this.#running].map(watch => watch.stop()));
  }
}
