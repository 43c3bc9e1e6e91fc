import type { MapNode } from '@one-click/backstage-plugin-one-click-common';
import { sleep } from '@one-click/backstage-plugin-one-click-kube';
import type { Clock } from '@one-click/backstage-plugin-one-click-kube';
import type { SharedPool } from '../live/SharedPool';
import type { Truth } from '../live/toProblems';
import type { MapHub, RolloutPlace } from './MapHub';

/** A cluster that tells nothing for this long is answered for by what is known. */
const PATIENCE_MS = 10_000;

/** Reads maps once, for whoever does not stay to be told of changes. */
export class MapReader {
  readonly #maps: SharedPool<RolloutPlace, MapHub>;
  readonly #clock: Clock;

  constructor(options: {
    readonly maps: SharedPool<RolloutPlace, MapHub>;
    readonly clock: Clock;
  }) {
    this.#maps = options.maps;
    this.#clock = options.clock;
  }

  /** The nodes of a map, of a cluster that is away the last that were seen. */
  async read(place: RolloutPlace): Promise<readonly MapNode[]> {
    return (await this.readWithTruth(place)).nodes;
  }

  /** As `read`, with what is missing and why. */
  async readWithTruth(
    place: RolloutPlace,
  ): Promise<{ readonly nodes: readonly MapNode[]; readonly truth: Truth }> {
    const lease = this.#maps.acquire(place);
    const { board, truth } = lease.value;
    try {
      await this.#untilKnown(lease.value);
      return { nodes: board.items, truth: truth.truth };
    } finally {
      lease.release();
    }
  }

  async #untilKnown({ truth }: MapHub): Promise<void> {
    const patience = new AbortController();
    const known = new Promise<void>(resolve => {
      const leave = truth.follow(({ state }) => {
        if (state !== 'loading') {
          resolve();
        }
      });
      patience.signal.addEventListener('abort', leave);
    });
    const late = sleep(this.#clock, PATIENCE_MS, patience.signal);
    await Promise.race([known, late]);
    patience.abort();
    await late.catch(() => undefined);
  }
}
