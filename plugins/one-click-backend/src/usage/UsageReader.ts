import type { Usage } from '@one-click/backstage-plugin-one-click-common';
import type { RolloutPlace } from '../map/MapHub';
import type { SharedPool } from '../live/SharedPool';
import type { UsageHub } from './UsageHub';

/** Reads use once; whoever asks is taken for a watcher for the next minute. */
export class UsageReader {
  readonly #hubs: SharedPool<RolloutPlace, UsageHub>;
  readonly #now: () => number;

  constructor(options: {
    readonly hubs: SharedPool<RolloutPlace, UsageHub>;
    readonly now: () => number;
  }) {
    this.#hubs = options.hubs;
    this.#now = options.now;
  }

  read(place: RolloutPlace): Usage {
    const lease = this.#hubs.acquire(place);
    const { ring, pods, truth } = lease.value;
    lease.release();
    return {
      samples: [...ring.read(this.#now())],
      pods: [...pods],
      problems: [...truth.truth.problems],
    };
  }
}
