import type { ClusterEvent } from '@one-click/backstage-plugin-one-click-common';
import type { Clock } from '@one-click/backstage-plugin-one-click-kube';
import { Board } from '../live/Board';
import type { LiveObjects } from '../live/LiveObjects';
import type { KubeEvent } from '../live/objects';
import type { ObjectSource } from '../live/ObjectHub';
import type { Lease, Shareable, SharedPool } from '../live/SharedPool';
import { toTruth } from '../live/toProblems';
import { TruthTeller } from '../live/TruthTeller';
import { GATHER_MS } from '../map/MapHub';
import type { MapHub, RolloutPlace } from '../map/MapHub';
import { findEvents } from './findEvents';

export interface EventHubOptions {
  readonly live: LiveObjects;
  readonly maps: SharedPool<RolloutPlace, MapHub>;
  readonly clock: Clock;
  readonly place: RolloutPlace;
}

/** Keeps the events of one rollout's objects, for all who look at them. */
export class EventHub implements Shareable {
  readonly board = new Board<ClusterEvent>();
  readonly truth = new TruthTeller();
  readonly #options: EventHubOptions;
  readonly #events: Lease<ObjectSource<KubeEvent>>;
  readonly #map: Lease<MapHub>;
  readonly #leave: readonly (() => void)[];
  #cancelFind: (() => void) | undefined;

  static open(options: EventHubOptions): EventHub {
    const hub = new EventHub(options);
    hub.#find();
    return hub;
  }

  private constructor(options: EventHubOptions) {
    const { live, maps, place } = options;
    this.#options = options;
    this.#events = live.events.acquire(place);
    this.#map = maps.acquire(place);
    const onChange = () => this.#schedule();
    this.#leave = [
      this.#events.value.onChange(onChange),
      this.#map.value.board.onChange(onChange),
      this.#map.value.truth.follow(onChange),
    ];
  }

  close(): void {
    this.#cancelFind?.();
    this.#leave.forEach(leave => leave());
    this.#events.release();
    this.#map.release();
  }

  #schedule(): void {
    this.#cancelFind ??= this.#options.clock.schedule(() => {
      this.#cancelFind = undefined;
      this.#find();
    }, GATHER_MS);
  }

  #find(): void {
    const { board, truth } = this.#map.value;
    const own = toTruth([this.#events.value], this.#options.place.cluster);
    // Which objects are the rollout's is known only with the map.
    const isLoading = truth.truth.state === 'loading';
    if (own.state !== 'loading' && !isLoading) {
      this.board.set(
        findEvents(this.#events.value.objects.values(), board.items),
      );
    }
    this.truth.set(isLoading ? truth.truth : own);
  }
}
