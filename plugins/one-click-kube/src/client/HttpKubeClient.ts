import type { V1Scale, VersionInfo } from '@kubernetes/client-node';
import { KubeInvalidError, KubeNotFoundError } from '../errors';
import { splitLines } from '../transport';
import type {
  Http2Transport,
  HttpsTransport,
  KubeRequestBody,
  KubeResponse,
  Query,
} from '../transport';
import type { Watch, WatchOptions } from '../watch/Watch';
import type { Watches } from '../watch/Watches';
import type {
  ApplyOptions,
  CallOptions,
  DeleteOptions,
  GetOptions,
  KubeClient,
  KubePage,
  KubePatch,
  ListOptions,
  LogOptions,
  ObjectRef,
  WriteOptions,
} from './KubeClient';
import { listAll, listPages, withKind } from './lists';
import { objectPath, ownCollectionPath } from './paths';
import type { KubeObject, Resource } from './Resource';
import { resources } from './resources';

/** The longest a timer can wait: 24 days. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

const PATCH_TYPES: Readonly<Record<KubePatch['type'], string>> = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
};

interface Write extends WriteOptions {
  readonly method: 'POST' | 'PUT' | 'PATCH';
  readonly path: string;
  readonly query?: Query;
  readonly body: KubeRequestBody;
  readonly repeatable: boolean;
}

/** The client over the wire. */
export class HttpKubeClient implements KubeClient {
  readonly #calls: HttpsTransport;
  readonly #streams: Http2Transport;
  readonly #watches: Watches;

  constructor(options: {
    readonly calls: HttpsTransport;
    readonly streams: Http2Transport;
    readonly watches: Watches;
  }) {
    this.#calls = options.calls;
    this.#streams = options.streams;
    this.#watches = options.watches;
  }

  async get<T extends KubeObject>(
    resource: Resource<T>,
    ref: ObjectRef,
    options: GetOptions = {},
  ): Promise<T> {
    const path = objectPath(resource, ref, options.subresource);
    const { resourceVersion } = options;
    return parse<T>(await this.#read(path, { resourceVersion }, options));
  }

  async find<T extends KubeObject>(
    resource: Resource<T>,
    ref: ObjectRef,
    options?: GetOptions,
  ): Promise<T | undefined> {
    try {
      return await this.get(resource, ref, options);
    } catch (error) {
      if (error instanceof KubeNotFoundError) {
        return undefined;
      }
      throw error;
    }
  }

  async list<T extends KubeObject>(
    resource: Resource<T>,
    options: ListOptions = {},
  ): Promise<KubePage<T>> {
    return listAll(this.#calls, resource, options);
  }

  pages<T extends KubeObject>(
    resource: Resource<T>,
    options: ListOptions = {},
  ): AsyncIterable<KubePage<T>> {
    return listPages(this.#calls, resource, options);
  }

  async apply<T extends KubeObject>(
    resource: Resource<T>,
    object: KubeObject,
    options: ApplyOptions,
  ): Promise<T> {
    return this.#write<T>({
      ...options,
      method: 'PATCH',
      path: objectPath(resource, refOf(object), options.subresource),
      query: { force: options.force },
      body: jsonBody(
        'application/apply-patch+yaml',
        withKind(resource, object),
      ),
      repeatable: true,
    });
  }

  async patch<T extends KubeObject>(
    resource: Resource<T>,
    ref: ObjectRef,
    options: WriteOptions & { readonly patch: KubePatch },
  ): Promise<T> {
    const { patch, subresource } = options;
    return this.#write<T>({
      ...options,
      method: 'PATCH',
      path: objectPath(resource, ref, subresource),
      body: jsonBody(PATCH_TYPES[patch.type], patch.body),
      repeatable: false,
    });
  }

  async create<T extends KubeObject>(
    resource: Resource<T>,
    object: KubeObject,
    options: WriteOptions = {},
  ): Promise<T> {
    return this.#write<T>({
      ...options,
      method: 'POST',
      path: ownCollectionPath(resource, object.metadata?.namespace),
      body: jsonBody('application/json', withKind(resource, object)),
      repeatable: false,
    });
  }

  async update<T extends KubeObject>(
    resource: Resource<T>,
    object: T,
    options: WriteOptions = {},
  ): Promise<T> {
    return this.#write<T>({
      ...options,
      method: 'PUT',
      path: objectPath(resource, versionedRefOf(object), options.subresource),
      body: jsonBody('application/json', withKind(resource, object)),
      // The version it names makes a second arrival a conflict.
      repeatable: true,
    });
  }

  async delete(
    resource: Resource,
    ref: ObjectRef,
    options: DeleteOptions = {},
  ): Promise<void> {
    await this.#calls.send({
      method: 'DELETE',
      path: objectPath(resource, ref),
      body: jsonBody('application/json', deleteBody(options)),
      // Without a uid, a repeat could hit a newer object of the same name.
      repeatable: options.uid !== undefined,
      signal: options.signal,
      timeoutMs: options.timeoutMs,
    });
  }

  async getScale(
    resource: Resource,
    ref: ObjectRef,
    options: CallOptions = {},
  ): Promise<V1Scale> {
    const path = objectPath(resource, ref, 'scale');
    return parse<V1Scale>(await this.#read(path, {}, options));
  }

  async setScale(
    resource: Resource,
    ref: ObjectRef,
    options: WriteOptions & { readonly replicas: number },
  ): Promise<V1Scale> {
    const { replicas } = options;
    return this.#write<V1Scale>({
      ...options,
      method: 'PATCH',
      path: objectPath(resource, ref, 'scale'),
      body: jsonBody(PATCH_TYPES.merge, { spec: { replicas } }),
      repeatable: true,
    });
  }

  async *logs(
    ref: ObjectRef,
    options: LogOptions = {},
  ): AsyncGenerator<string> {
    const { signal, cutLinesAt, ...query } = options;
    const stream = await this.#streams.openStream({
      method: 'GET',
      path: objectPath(resources.pods, ref, 'log'),
      query,
      repeatable: true,
      signal,
      // A quiet container's log begins whenever it speaks.
      ...(options.follow && { timeoutMs: LONGEST_TIMER_MS }),
    });
    yield* splitLines(stream.chunks, { tail: 'keep', cutAt: cutLinesAt });
  }

  async getRaw(path: string, options: CallOptions = {}): Promise<string> {
    const { text } = await this.#read(path, {}, options);
    return text;
  }

  async version(options: CallOptions = {}): Promise<VersionInfo> {
    return parse<VersionInfo>(await this.#read('/version', {}, options));
  }

  async ping(options: CallOptions = {}): Promise<void> {
    await this.#read('/readyz', {}, options);
  }

  watch<T extends KubeObject, U = T>(
    resource: Resource<T>,
    options: WatchOptions<T, U>,
  ): Watch {
    return this.#watches.start(resource, options);
  }

  async close(): Promise<void> {
    await this.#watches.stop();
    this.#streams.close();
    this.#calls.close();
  }

  #read(
    path: string,
    query: Query,
    options: CallOptions,
  ): Promise<KubeResponse> {
    const { signal, timeoutMs } = options;
    return this.#calls.send({
      method: 'GET',
      path,
      query,
      repeatable: true,
      signal,
      timeoutMs,
    });
  }

  async #write<R>(write: Write): Promise<R> {
    const { method, path, body, repeatable, signal, timeoutMs } = write;
    const response = await this.#calls.send({
      method,
      path,
      query: {
        ...write.query,
        fieldManager: write.fieldManager,
        fieldValidation: write.fieldValidation ?? 'Strict',
        dryRun: write.dryRun ? 'All' : undefined,
      },
      body,
      repeatable,
      signal,
      timeoutMs,
    });
    for (const warning of response.warnings) {
      write.onWarning?.(warning);
    }
    return parse<R>(response);
  }
}

/** The API's JSON is taken at its word: it was validated when it was stored. */
function parse<R>(response: KubeResponse): R {
  return JSON.parse(response.text) as R;
}

function refOf(object: KubeObject): ObjectRef {
  const { name = '', namespace } = object.metadata ?? {};
  return { name, namespace };
}

/** Without a version, an update would overwrite whatever came in between. */
function versionedRefOf(object: KubeObject): ObjectRef {
  if (!object.metadata?.resourceVersion) {
    const field = 'metadata.resourceVersion';
    const message = `An update names the version it replaces: set '${field}' as it was read`;
    const causes = [{ field, reason: 'FieldValueRequired', message }];
    throw new KubeInvalidError(message, { causes });
  }
  return refOf(object);
}

// The server reads what is applied as YAML, which refuses some of these
// characters and takes others for the end of a line, unless they are escaped.
const NOT_YAML = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

function jsonBody(contentType: string, content: unknown): KubeRequestBody {
  const json = JSON.stringify(content).replace(NOT_YAML, character => {
    const code = character.charCodeAt(0).toString(16).padStart(4, '0');
    return `\\u${code}`;
  });
  return { contentType, content: json };
}

function deleteBody(options: DeleteOptions): object {
  const { uid, resourceVersion, gracePeriodSeconds, propagation } = options;
  return {
    apiVersion: 'v1',
    kind: 'DeleteOptions',
    preconditions: { uid, resourceVersion },
    propagationPolicy: propagation ?? 'Background',
    gracePeriodSeconds,
    dryRun: options.dryRun ? ['All'] : undefined,
  };
}
