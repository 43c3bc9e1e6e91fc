import { setTimeout as delay } from 'node:timers/promises';
import type { V2HorizontalPodAutoscaler } from '@kubernetes/client-node';
import { resources } from '@one-click/backstage-plugin-one-click-kube';
import { inParallel } from '../world';
import type { RolloutRef, World } from '../world';

/** How often metrics-server gives every autoscaler another number to note. */
const ROUND_MS = 15_000;

const WORKERS = 4;

/** Changes the status of a fleet's autoscalers, each every 15 s, until told to stop. */
export class Churn {
  readonly #world: World;
  readonly #fleet: readonly RolloutRef[];
  readonly #running: Promise<void>;
  #stopped = false;
  /** Changes so far. */
  changes = 0;

  constructor(world: World, fleet: readonly RolloutRef[]) {
    this.#world = world;
    this.#fleet = fleet;
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    const pauseMs = (ROUND_MS * WORKERS) / this.#fleet.length;
    for (let round = 0; !this.#stopped; round += 1) {
      await inParallel(this.#fleet, WORKERS, async ref => {
        if (!this.#stopped) {
          await Promise.all([this.#change(ref, round), delay(pauseMs)]);
        }
      });
    }
  }

  async #change({ namespace, name }: RolloutRef, round: number): Promise<void> {
    const averageUtilization = 10 + (round % 7);
    const current = { averageUtilization, averageValue: `${round % 9}m` };
    await this.#world.admin.patch<V2HorizontalPodAutoscaler>(
      resources.horizontalPodAutoscalers,
      { namespace, name },
      {
        subresource: 'status',
        patch: {
          type: 'merge',
          body: {
            status: {
              currentMetrics: [
                { type: 'Resource', resource: { name: 'cpu', current } },
              ],
            },
          },
        },
      },
    );
    this.changes += 1;
  }
}
