import type { V1Scale, VersionInfo } from '@kubernetes/client-node';
import type { Watch, WatchOptions } from '../watch/Watch';
import type { KubeObject, Resource } from './Resource';

/** Names one object. `namespace` is required for namespaced kinds. */
export interface ObjectRef {
  readonly namespace?: string | undefined;
  readonly name: string;
}

/** What every call takes. */
export interface CallOptions {
  /** Gives the call up; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds until the whole call counts as timed out; 30,000 by default. */
  readonly timeoutMs?: number | undefined;
}

export interface GetOptions extends CallOptions {
  readonly subresource?: 'status' | undefined;
  /** `'0'` takes whatever the server has in its cache; absent means the newest. */
  readonly resourceVersion?: string | undefined;
}

export interface ListOptions extends CallOptions {
  /** Absent means all namespaces. */
  readonly namespace?: string | undefined;
  readonly labelSelector?: string | undefined;
  readonly fieldSelector?: string | undefined;
  /** Asks for names, labels, annotations and owners alone, so that nothing else leaves the server. */
  readonly metadataOnly?: boolean | undefined;
  /** Objects a page; 500 by default. */
  readonly pageSize?: number | undefined;
  /** `'0'` takes whatever the server has in its cache; absent means the newest. */
  readonly resourceVersion?: string | undefined;
}

export interface WriteOptions extends CallOptions {
  /** Runs admission and validation, and stores nothing. */
  readonly dryRun?: boolean | undefined;
  /** What becomes of unknown and duplicate fields; `Strict` (refused) by default. */
  readonly fieldValidation?: 'Strict' | 'Warn' | 'Ignore' | undefined;
  readonly fieldManager?: string | undefined;
  readonly subresource?: 'status' | undefined;
  /** Called with each warning the server attaches to its answer. */
  readonly onWarning?: ((text: string) => void) | undefined;
}

export interface ApplyOptions extends WriteOptions {
  readonly fieldManager: string;
  /** Takes fields over from other managers; `false` by default, which makes a clash a `KubeConflictError`. */
  readonly force?: boolean | undefined;
}

/** A change to an object, in one of the API's three patch languages. */
export type KubePatch =
  | { readonly type: 'merge'; readonly body: object }
  | { readonly type: 'strategic'; readonly body: object }
  | { readonly type: 'json'; readonly body: readonly JsonPatchOperation[] };

/** One step of an RFC 6902 patch. */
export type JsonPatchOperation =
  | {
      readonly op: 'add' | 'replace' | 'test';
      readonly path: string;
      readonly value: unknown;
    }
  | { readonly op: 'remove'; readonly path: string }
  | {
      readonly op: 'move' | 'copy';
      readonly from: string;
      readonly path: string;
    };

export interface DeleteOptions extends CallOptions {
  /** Delete only that very object; otherwise `KubeConflictError`. */
  readonly uid?: string | undefined;
  /** Delete only if unchanged since; otherwise `KubeConflictError`. */
  readonly resourceVersion?: string | undefined;
  /** What becomes of dependants; `Background` by default. */
  readonly propagation?: 'Background' | 'Foreground' | 'Orphan' | undefined;
  readonly gracePeriodSeconds?: number | undefined;
  readonly dryRun?: boolean | undefined;
}

export interface LogOptions {
  readonly signal?: AbortSignal | undefined;
  readonly container?: string | undefined;
  readonly follow?: boolean | undefined;
  /** The log of the container's previous run. */
  readonly previous?: boolean | undefined;
  readonly tailLines?: number | undefined;
  readonly sinceSeconds?: number | undefined;
  /** RFC 3339; takes the place of `sinceSeconds`. */
  readonly sinceTime?: string | undefined;
  readonly timestamps?: boolean | undefined;
  readonly limitBytes?: number | undefined;
  /** Bytes of a line that are kept, so that a log without line ends fits into memory; 32 MiB and an error by default. */
  readonly cutLinesAt?: number | undefined;
}

/** One page of a list. */
export interface KubePage<T> {
  readonly items: T[];
  readonly resourceVersion: string;
  /** How many objects follow, where the server says so. */
  readonly remaining?: number | undefined;
}

/**
 * Speaks with one cluster's API server.
 *
 * Every method rejects with a `KubeError`, or with the reason of the caller's
 * signal. Requests that are safe to repeat are repeated when a pooled
 * connection turns out to be dead, and any request when the server asks for it
 * (429, 503 with Retry-After) and the deadline leaves room.
 */
export interface KubeClient {
  get<T extends KubeObject>(
    resource: Resource<T>,
    ref: ObjectRef,
    options?: GetOptions,
  ): Promise<T>;

  /** As `get`, with `undefined` for an object that does not exist. */
  find<T extends KubeObject>(
    resource: Resource<T>,
    ref: ObjectRef,
    options?: GetOptions,
  ): Promise<T | undefined>;

  /** All objects, gathered page by page. */
  list<T extends KubeObject>(
    resource: Resource<T>,
    options?: ListOptions,
  ): Promise<KubePage<T>>;

  /** All objects, one page in memory at a time. */
  pages<T extends KubeObject>(
    resource: Resource<T>,
    options?: ListOptions,
  ): AsyncIterable<KubePage<T>>;

  /**
   * Server-side apply. The object names itself; `apiVersion` and `kind` are
   * filled in from the resource where they are missing.
   */
  apply<T extends KubeObject>(
    resource: Resource<T>,
    object: KubeObject,
    options: ApplyOptions,
  ): Promise<T>;

  patch<T extends KubeObject>(
    resource: Resource<T>,
    ref: ObjectRef,
    options: WriteOptions & { readonly patch: KubePatch },
  ): Promise<T>;

  create<T extends KubeObject>(
    resource: Resource<T>,
    object: KubeObject,
    options?: WriteOptions,
  ): Promise<T>;

  /**
   * Replaces an object as a whole, if it is still at the `resourceVersion` it
   * names; otherwise `KubeConflictError`. So it is after a connection broke, too,
   * if the first attempt had arrived: read again before deciding who was faster.
   */
  update<T extends KubeObject>(
    resource: Resource<T>,
    object: T,
    options?: WriteOptions,
  ): Promise<T>;

  /** Resolves when the server accepted; finalizers may keep the object for longer. */
  delete(
    resource: Resource,
    ref: ObjectRef,
    options?: DeleteOptions,
  ): Promise<void>;

  getScale(
    resource: Resource,
    ref: ObjectRef,
    options?: CallOptions,
  ): Promise<V1Scale>;

  setScale(
    resource: Resource,
    ref: ObjectRef,
    options: WriteOptions & { readonly replicas: number },
  ): Promise<V1Scale>;

  /**
   * A container's log, line by line, without line ends; a line that is longer
   * than `cutLinesAt` ends with `…` and the bytes left out, as in `…[+1200 bytes]`. The log is opened by the
   * loop over it and closed when that is left; without `follow` it ends by
   * itself. A refusal is thrown by the loop's first step.
   */
  logs(ref: ObjectRef, options?: LogOptions): AsyncIterable<string>;

  /** The answer's text for a path of the API, such as `/metrics`. */
  getRaw(path: string, options?: CallOptions): Promise<string>;

  version(options?: CallOptions): Promise<VersionInfo>;

  /** Resolves when the API server says it is ready to serve. */
  ping(options?: CallOptions): Promise<void>;

  /** Keeps handlers told of all objects of a kind, until stopped. */
  watch<T extends KubeObject, U = T>(
    resource: Resource<T>,
    options: WatchOptions<T, U>,
  ): Watch;

  /** Ends all watches and connections. Calls afterwards reject. */
  close(): Promise<void>;
}
