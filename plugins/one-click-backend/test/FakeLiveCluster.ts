import type {
  KubeClient,
  KubeObject,
  ListOptions,
  LogOptions,
  ObjectRef,
  Resource,
  Watch,
  WatchHandlers,
  WatchOptions,
} from '@one-click/backstage-plugin-one-click-kube';

interface OpenWatch {
  readonly plural: string;
  readonly handlers: WatchHandlers<unknown>;
  readonly metadataOnly: boolean;
  readonly project: (object: KubeObject) => unknown;
  isStopped: boolean;
}

/** A container's log that a test writes. */
class FakeLog {
  readonly lines: string[] = [];
  isOver = false;
  #wake: (() => void)[] = [];

  write(...lines: readonly string[]): void {
    this.lines.push(...lines);
    this.#ring();
  }

  /** The container ended: followers come to the end. */
  end(): void {
    this.isOver = true;
    this.#ring();
  }

  async *follow(from: number, signal?: AbortSignal): AsyncGenerator<string> {
    for (let next = from; ; next += 1) {
      while (next >= this.lines.length) {
        if (this.isOver || signal?.aborted) {
          return;
        }
        await new Promise<void>(resolve => {
          this.#wake.push(resolve);
          signal?.addEventListener('abort', () => resolve(), { once: true });
        });
      }
      yield this.lines[next] ?? '';
    }
  }

  #ring(): void {
    const wake = this.#wake;
    this.#wake = [];
    wake.forEach(go => go());
  }
}

/** A cluster in memory, as far as viewers look at one: watches, logs and lists. */
export class FakeLiveCluster {
  readonly watches: OpenWatch[] = [];
  /** Logs that were asked for, such as `web-1/web follow`. */
  readonly opened: string[] = [];
  /** What logs and lists reject with; nothing where absent. */
  failure: Error | undefined;
  /** What every log waits for before it is read. */
  gate: Promise<void> | undefined;
  readonly #objects = new Map<string, KubeObject[]>();
  readonly #logs = new Map<string, FakeLog>();

  /** The way into it, as the code under test has it. */
  get client(): KubeClient {
    const client: Pick<KubeClient, 'watch' | 'logs' | 'list'> = {
      watch: (resource, options) => this.#watch(resource, options),
      logs: (ref, options) => this.#readLog(ref, options),
      list: async (resource, options) => this.#list(resource, options),
    };
    return client as KubeClient;
  }

  /** Watches that are open on a kind. */
  watchesOf(plural: string): readonly OpenWatch[] {
    return this.watches.filter(
      each => each.plural === plural && !each.isStopped,
    );
  }

  /** The log of a container; `previous` is that of the run before. */
  log(pod: string, container: string, previous = false): FakeLog {
    const key = `${pod}/${container}${previous ? ' previous' : ''}`;
    const log = this.#logs.get(key) ?? new FakeLog();
    this.#logs.set(key, log);
    return log;
  }

  /** The container starts anew: its log of before is the previous one. */
  restart(pod: string, container: string): FakeLog {
    const before = this.log(pod, container);
    before.end();
    this.#logs.set(`${pod}/${container} previous`, before);
    this.#logs.delete(`${pod}/${container}`);
    return this.log(pod, container);
  }

  /** Makes or changes an object. */
  async put(plural: string, object: KubeObject): Promise<void> {
    const others = this.#of(plural).filter(
      ({ metadata }) => metadata?.uid !== object.metadata?.uid,
    );
    this.#objects.set(plural, [...others, object]);
    for (const { handlers, project } of this.watchesOf(plural)) {
      await handlers.onUpsert(project(object));
    }
  }

  async remove(plural: string, uid: string): Promise<void> {
    const gone = this.#of(plural).find(each => each.metadata?.uid === uid);
    this.#objects.set(
      plural,
      this.#of(plural).filter(each => each !== gone),
    );
    for (const { handlers, project } of this.watchesOf(plural)) {
      await handlers.onDelete(project(gone ?? {}));
    }
  }

  /** All watches find the cluster gone, or one kind forbidden. */
  async lose(cause: Error, plural?: string): Promise<void> {
    for (const watch of this.watches) {
      if (!watch.isStopped && (plural ?? watch.plural) === watch.plural) {
        await watch.handlers.onStale?.({ since: 0, cause });
      }
    }
  }

  async regain(): Promise<void> {
    for (const watch of this.watches) {
      if (!watch.isStopped) {
        await watch.handlers.onFresh?.();
      }
    }
  }

  #of(plural: string): KubeObject[] {
    return this.#objects.get(plural) ?? [];
  }

  #watch<T extends KubeObject, U>(
    { plural }: Resource<T>,
    options: WatchOptions<T, U>,
  ): Watch {
    const watch = {
      plural,
      handlers: options.handlers as WatchHandlers<unknown>,
      metadataOnly: options.metadataOnly ?? false,
      project: (options.project ?? (object => object)) as OpenWatch['project'],
      isStopped: false,
    };
    this.watches.push(watch);
    const synced = Promise.resolve().then(async () => {
      const objects = this.#of(plural).map(watch.project);
      await watch.handlers.onSync(objects, { resourceVersion: '1' });
    });
    return {
      synced,
      async stop() {
        watch.isStopped = true;
      },
    };
  }

  #list<T extends KubeObject>({ plural }: Resource<T>, _options?: ListOptions) {
    if (this.failure) {
      throw this.failure;
    }
    return { items: this.#of(plural) as T[], resourceVersion: '1' };
  }

  async *#readLog(
    { name }: ObjectRef,
    options: LogOptions = {},
  ): AsyncGenerator<string> {
    const { container = '', follow, previous, sinceTime, tailLines } = options;
    this.opened.push(
      `${name}/${container}${follow ? ' follow' : ''}${
        previous ? ' previous' : ''
      }`,
    );
    await this.gate;
    if (this.failure) {
      throw this.failure;
    }
    const log = this.log(name, container, previous);
    // As a kubelet does it: the tail first, and then what is not too old.
    const first =
      tailLines === undefined ? 0 : Math.max(0, log.lines.length - tailLines);
    const from = log.lines.findIndex(
      (line, index) =>
        index >= first &&
        (sinceTime === undefined ||
          line.slice(0, 19) >= sinceTime.slice(0, 19)),
    );
    const start = from < 0 ? log.lines.length : from;
    if (follow) {
      yield* log.follow(start, options.signal);
      return;
    }
    yield* log.lines.slice(start);
  }
}
