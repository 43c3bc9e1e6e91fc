import type {
  Clock,
  KubeClient,
  KubeObject,
  Resource,
  Watch,
} from '@one-click/backstage-plugin-one-click-kube';
import { Listeners } from './Listeners';
import type { Shareable } from './SharedPool';

/** A cluster that was away when a watch was to start is looked for again after this time. */
const LOOK_AGAIN_MS = 1_000;

/** Why objects are not known, or not known any more. */
export interface Outage {
  /** Epoch milliseconds. */
  readonly since: number;
  /** Absent while there is no way into the cluster. */
  readonly cause: Error | undefined;
}

/** The objects of one kind in one namespace. */
export interface ObjectSource<T> {
  readonly kind: string;
  /** What was told last, by uid; kept while the cluster is away. */
  readonly objects: ReadonlyMap<string, T>;
  /** Whether all objects were told once. */
  readonly isSynced: boolean;
  /** Absent while the watch lives. */
  readonly outage: Outage | undefined;
  /** Calls back after each change to any of these; returns what ends that. */
  onChange(listener: () => void): () => void;
}

export interface ObjectHubOptions<T extends KubeObject> {
  readonly resource: Resource<T>;
  readonly namespace: string;
  /** The way into the cluster; absent while it is away. */
  readonly client: () => KubeClient | undefined;
  readonly clock: Clock;
  /** How objects are taken in; whole, save for who owns which field, by default. */
  readonly intake?: Intake<T> | undefined;
}

/** How objects are taken in. */
export interface Intake<T> {
  /** Asks for nothing but metadata. */
  readonly metadataOnly?: boolean;
  /** Takes out what nobody may see, before anything holds on to it. */
  readonly redact?: (object: T) => T;
}

/** Keeps the objects of one kind in one namespace by one watch, for all who look at them. */
export class ObjectHub<T extends KubeObject>
  implements ObjectSource<T>, Shareable
{
  readonly #options: ObjectHubOptions<T>;
  readonly #listeners = new Listeners();
  readonly #objects = new Map<string, T>();
  #isSynced = false;
  #outage: Outage | undefined;
  #watch: Watch | undefined;
  #cancelLook: () => void = () => {};

  /** Begins to watch at once. */
  static open<T extends KubeObject>(options: ObjectHubOptions<T>) {
    const hub = new ObjectHub(options);
    hub.#look();
    return hub;
  }

  private constructor(options: ObjectHubOptions<T>) {
    this.#options = options;
  }

  get kind(): string {
    return this.#options.resource.kind;
  }

  get objects(): ReadonlyMap<string, T> {
    return this.#objects;
  }

  get isSynced(): boolean {
    return this.#isSynced;
  }

  get outage(): Outage | undefined {
    return this.#outage;
  }

  onChange(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  close(): void {
    this.#cancelLook();
    // Nobody listens any more: how the watch ends is of no interest.
    this.#watch?.stop().catch(() => undefined);
  }

  #look(): void {
    const { client, clock } = this.#options;
    const found = client();
    if (found) {
      this.#watch = this.#start(found);
      return;
    }
    if (!this.#outage) {
      this.#change({ since: clock.now(), cause: undefined });
    }
    this.#cancelLook = clock.schedule(() => this.#look(), LOOK_AGAIN_MS);
  }

  #start(client: KubeClient): Watch {
    const { resource, namespace, intake } = this.#options;
    const redact = intake?.redact ?? (object => object);
    return client.watch(resource, {
      namespace,
      metadataOnly: intake?.metadataOnly,
      project: object => slim(redact(object)),
      handlers: {
        onSync: objects => {
          this.#objects.clear();
          objects.forEach(object => this.#put(object));
          this.#isSynced = true;
          this.#change(undefined);
        },
        onUpsert: object => {
          this.#put(object);
          this.#change(this.#outage);
        },
        onDelete: object => {
          this.#objects.delete(object.metadata?.uid ?? '');
          this.#change(this.#outage);
        },
        onStale: outage => this.#change(outage),
        onFresh: () => this.#change(undefined),
      },
    });
  }

  #put(object: T): void {
    this.#objects.set(object.metadata?.uid ?? '', object);
  }

  #change(outage: Outage | undefined): void {
    this.#outage = outage;
    this.#listeners.tell();
  }
}

/** Half of an object says who wrote which field; nobody asks for that here. */
function slim<T extends KubeObject>(object: T): T {
  const metadata = { ...object.metadata };
  Reflect.deleteProperty(metadata, 'managedFields');
  return { ...object, metadata };
}
