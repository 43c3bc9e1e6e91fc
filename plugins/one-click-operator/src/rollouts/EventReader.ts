import type { CoreV1Event } from '@kubernetes/client-node';
import { resources } from '@one-click/backstage-plugin-one-click-kube';
import type {
  Clock,
  KubeClient,
  KubeForbiddenError,
} from '@one-click/backstage-plugin-one-click-kube';
import type { StuckObject } from '@one-click/backstage-plugin-one-click-workload';
import { readIfPermitted } from './readIfPermitted';

/** Most objects come up within this; only then is their trouble worth a request. */
const PATIENCE_MS = 3_000;
/** At most this often a rollout. */
const INTERVAL_MS = 10_000;
// What has been stuck for long is looked at less and less.
const MAX_INTERVAL_MS = 300_000;
// Instances of one rollout suffer alike.
const MAX_OBJECTS = 3;

interface Reading {
  readonly about: string;
  readonly events: readonly CoreV1Event[];
  readonly interval: number;
  readonly nextAt: number;
}

/** What is known of the events of a rollout's stuck objects. */
export interface KnownEvents {
  readonly events: readonly CoreV1Event[];
  /** When to read on; epoch milliseconds. */
  readonly readAgainAt: number | undefined;
}

/** What a reader works with. */
export interface EventReaderOptions {
  readonly client: KubeClient;
  readonly clock: Clock;
  /** Told when the right to read events is missing. */
  readonly onDenied: (error: KubeForbiddenError) => void;
}

/** Reads events of objects that do not come up, on demand and seldom. */
export class EventReader {
  readonly #client: KubeClient;
  readonly #clock: Clock;
  readonly #onDenied: EventReaderOptions['onDenied'];
  readonly #readings = new Map<string, Reading>();

  constructor(options: EventReaderOptions) {
    this.#client = options.client;
    this.#clock = options.clock;
    this.#onDenied = options.onDenied;
  }

  async read(
    rolloutKey: string,
    namespace: string,
    stuck: readonly StuckObject[],
  ): Promise<KnownEvents> {
    if (stuck.length === 0) {
      this.forget(rolloutKey);
      return { events: [], readAgainAt: undefined };
    }
    const now = this.#clock.now();
    const about = stuck
      .map(({ uid }) => uid)
      .sort()
      .join();
    const last = this.#readings.get(rolloutKey);
    const reading =
      last && now < last.nextAt
        ? last
        : await this.#next({ last, about, namespace, stuck, now });
    this.#readings.set(rolloutKey, reading);
    return { events: reading.events, readAgainAt: reading.nextAt };
  }

  forget(rolloutKey: string): void {
    this.#readings.delete(rolloutKey);
  }

  async #next(context: {
    readonly last: Reading | undefined;
    readonly about: string;
    readonly namespace: string;
    readonly stuck: readonly StuckObject[];
    readonly now: number;
  }): Promise<Reading> {
    const { last, about, namespace, stuck, now } = context;
    if (!last) {
      const nextAt = now + PATIENCE_MS;
      return { about, events: [], interval: INTERVAL_MS, nextAt };
    }
    const events = await Promise.all(
      stuck.slice(0, MAX_OBJECTS).map(({ uid }) => this.#list(namespace, uid)),
    );
    const isSame = last.about === about && last.events.length > 0;
    const interval = isSame
      ? Math.min(last.interval * 2, MAX_INTERVAL_MS)
      : INTERVAL_MS;
    return { about, events: events.flat(), interval, nextAt: now + interval };
  }

  async #list(namespace: string, uid: string): Promise<readonly CoreV1Event[]> {
    const fieldSelector = `involvedObject.uid=${uid}`;
    const page = await readIfPermitted(
      () => this.#client.list(resources.events, { namespace, fieldSelector }),
      this.#onDenied,
    );
    return page?.items ?? [];
  }
}
