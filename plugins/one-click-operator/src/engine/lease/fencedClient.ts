import type { V1Scale, VersionInfo } from '@kubernetes/client-node';
import type {
  ApplyOptions,
  CallOptions,
  DeleteOptions,
  GetOptions,
  KubeClient,
  KubeObject,
  KubePage,
  KubePatch,
  ListOptions,
  LogOptions,
  ObjectRef,
  Resource,
  Watch,
  WatchOptions,
  WriteOptions,
} from '@one-click/backstage-plugin-one-click-kube';
import { NotLeaderError } from './LeaderGuard';
import type { LeaderGuard } from './LeaderGuard';

class FencedKubeClient implements KubeClient {
  readonly #client: KubeClient;
  readonly #guard: LeaderGuard;

  constructor(client: KubeClient, guard: LeaderGuard) {
    this.#client = client;
    this.#guard = guard;
  }

  get<T extends KubeObject>(
    resource: Resource<T>,
    ref: ObjectRef,
    options?: GetOptions,
  ): Promise<T> {
    return this.#client.get(resource, ref, options);
  }

  find<T extends KubeObject>(
    resource: Resource<T>,
    ref: ObjectRef,
    options?: GetOptions,
  ): Promise<T | undefined> {
    return this.#client.find(resource, ref, options);
  }

  list<T extends KubeObject>(
    resource: Resource<T>,
    options?: ListOptions,
  ): Promise<KubePage<T>> {
    return this.#client.list(resource, options);
  }

  pages<T extends KubeObject>(
    resource: Resource<T>,
    options?: ListOptions,
  ): AsyncIterable<KubePage<T>> {
    return this.#client.pages(resource, options);
  }

  apply<T extends KubeObject>(
    resource: Resource<T>,
    object: KubeObject,
    options: ApplyOptions,
  ): Promise<T> {
    return this.#write(options, signal =>
      this.#client.apply(resource, object, { ...options, signal }),
    );
  }

  patch<T extends KubeObject>(
    resource: Resource<T>,
    ref: ObjectRef,
    options: WriteOptions & { readonly patch: KubePatch },
  ): Promise<T> {
    return this.#write(options, signal =>
      this.#client.patch(resource, ref, { ...options, signal }),
    );
  }

  create<T extends KubeObject>(
    resource: Resource<T>,
    object: KubeObject,
    options: WriteOptions = {},
  ): Promise<T> {
    return this.#write(options, signal =>
      this.#client.create(resource, object, { ...options, signal }),
    );
  }

  update<T extends KubeObject>(
    resource: Resource<T>,
    object: T,
    options: WriteOptions = {},
  ): Promise<T> {
    return this.#write(options, signal =>
      this.#client.update(resource, object, { ...options, signal }),
    );
  }

  delete(
    resource: Resource,
    ref: ObjectRef,
    options: DeleteOptions = {},
  ): Promise<void> {
    return this.#write(options, signal =>
      this.#client.delete(resource, ref, { ...options, signal }),
    );
  }

  getScale(
    resource: Resource,
    ref: ObjectRef,
    options?: CallOptions,
  ): Promise<V1Scale> {
    return this.#client.getScale(resource, ref, options);
  }

  setScale(
    resource: Resource,
    ref: ObjectRef,
    options: WriteOptions & { readonly replicas: number },
  ): Promise<V1Scale> {
    return this.#write(options, signal =>
      this.#client.setScale(resource, ref, { ...options, signal }),
    );
  }

  logs(ref: ObjectRef, options?: LogOptions): AsyncIterable<string> {
    return this.#client.logs(ref, options);
  }

  getRaw(path: string, options?: CallOptions): Promise<string> {
    return this.#client.getRaw(path, options);
  }

  version(options?: CallOptions): Promise<VersionInfo> {
    return this.#client.version(options);
  }

  ping(options?: CallOptions): Promise<void> {
    return this.#client.ping(options);
  }

  watch<T extends KubeObject, U = T>(
    resource: Resource<T>,
    options: WatchOptions<T, U>,
  ): Watch {
    return this.#client.watch(resource, options);
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  async #write<R>(
    options: CallOptions,
    send: (signal: AbortSignal) => Promise<R>,
  ): Promise<R> {
    const guard = this.#guard;
    if (!guard.isLeader()) {
      throw new NotLeaderError('Not written: this process does not lead');
    }
    const either = abortWithEither(guard.signal, options.signal);
    try {
      return await send(either.signal);
    } finally {
      either.release();
    }
  }
}

/**
 * A client whose writes reject with `NotLeaderError` unless this process leads:
 * before they are sent, and while they wait for an answer. Dry runs count as
 * writes. Reads and watches go through; `close` closes the client behind.
 */
export function fencedClient(
  client: KubeClient,
  guard: LeaderGuard,
): KubeClient {
  return new FencedKubeClient(client, guard);
}

/** As `AbortSignal.any`, without leaving anything behind on a signal that lives as long as the process. */
function abortWithEither(
  first: AbortSignal,
  second: AbortSignal | undefined,
): { readonly signal: AbortSignal; release(): void } {
  if (!second) {
    return { signal: first, release: () => undefined };
  }
  const controller = new AbortController();
  const released = new AbortController();
  for (const signal of [first, second]) {
    const abort = () => controller.abort(signal.reason);
    if (signal.aborted) {
      abort();
    }
    signal.addEventListener('abort', abort, { signal: released.signal });
  }
  return { signal: controller.signal, release: () => released.abort() };
}
