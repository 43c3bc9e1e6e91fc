import type { MapNode } from '@one-click/backstage-plugin-one-click-common';
import type { Clock } from '@one-click/backstage-plugin-one-click-kube';
import { Board } from '../live/Board';
import type { LiveKind, LiveObjects, Place } from '../live/LiveObjects';
import type { ObjectSource } from '../live/ObjectHub';
import type { Lease, Shareable } from '../live/SharedPool';
import { toTruth } from '../live/toProblems';
import { TruthTeller } from '../live/TruthTeller';
import { buildMap } from './buildMap';
import type { MapObjects } from './MapObjects';

/** Gathers a burst of changes: a rollout that starts changes many objects within moments. */
export const GATHER_MS = 100;

/** A rollout in a namespace of a cluster. */
export interface RolloutPlace extends Place {
  readonly rollout: string;
}

export interface MapHubOptions {
  readonly live: LiveObjects;
  readonly clock: Clock;
  readonly place: RolloutPlace;
}

/** Keeps the map of one rollout up to date, for all who look at it. */
export class MapHub implements Shareable {
  readonly board = new Board<MapNode>();
  readonly truth = new TruthTeller();
  readonly #options: MapHubOptions;
  readonly #objects: LeasedObjects;
  readonly #leave: readonly (() => void)[];
  #cancelBuild: (() => void) | undefined;

  static open(options: MapHubOptions): MapHub {
    const hub = new MapHub(options);
    hub.#rebuild();
    return hub;
  }

  private constructor(options: MapHubOptions) {
    this.#options = options;
    this.#objects = acquireObjects(options.live, options.place);
    this.#leave = this.#sources().map(source =>
      source.onChange(() => this.#schedule()),
    );
  }

  close(): void {
    this.#cancelBuild?.();
    this.#leave.forEach(leave => leave());
    Object.values(this.#objects).forEach(({ release }) => release());
  }

  #schedule(): void {
    this.#cancelBuild ??= this.#options.clock.schedule(() => {
      this.#cancelBuild = undefined;
      this.#rebuild();
    }, GATHER_MS);
  }

  #rebuild(): void {
    const { place } = this.#options;
    const truth = toTruth(this.#sources(), place.cluster);
    // Half a picture would draw what is only late as gone.
    if (truth.state !== 'loading') {
      this.board.set(buildMap(readObjects(this.#objects), place.rollout));
    }
    this.truth.set(truth);
  }

  #sources(): readonly ObjectSource<unknown>[] {
    return Object.values(this.#objects).map(({ value }) => value);
  }
}

type LeasedObjects = {
  readonly [K in keyof MapObjects]: Lease<ObjectSource<MapObjects[K][number]>>;
};

function acquireObjects(live: LiveObjects, place: Place): LeasedObjects {
  const acquire = <T>(kind: LiveKind<T>) => kind.acquire(place);
  return {
    rollouts: acquire(live.rollouts),
    deployments: acquire(live.deployments),
    replicaSets: acquire(live.replicaSets),
    pods: acquire(live.pods),
    services: acquire(live.services),
    ingresses: acquire(live.ingresses),
    autoscalers: acquire(live.autoscalers),
    claims: acquire(live.claims),
    secrets: acquire(live.secrets),
    configMaps: acquire(live.configMaps),
    cronJobs: acquire(live.cronJobs),
    jobs: acquire(live.jobs),
  };
}

function readObjects(leases: LeasedObjects): MapObjects {
  const read = <T>({ value }: Lease<ObjectSource<T>>) => [
    ...value.objects.values(),
  ];
  return {
    rollouts: read(leases.rollouts),
    deployments: read(leases.deployments),
    replicaSets: read(leases.replicaSets),
    pods: read(leases.pods),
    services: read(leases.services),
    ingresses: read(leases.ingresses),
    autoscalers: read(leases.autoscalers),
    claims: read(leases.claims),
    secrets: read(leases.secrets),
    configMaps: read(leases.configMaps),
    cronJobs: read(leases.cronJobs),
    jobs: read(leases.jobs),
  };
}
