import type {
  Blueprint,
  Cluster,
  Me,
  Page,
  Project,
  ProjectCreate,
  ProjectListQuery,
  ProjectUpdate,
  Revision,
  RevisionDetail,
  Rollback,
  RolloutCreate,
  RolloutDetail,
  RolloutListQuery,
  RolloutSave,
  RolloutSummary,
  Saved,
  StreamEvent,
} from '../wire';
import { endpoints } from './endpoints';
import type {
  Endpoint,
  JsonOperation,
  Operation,
  RawOperation,
} from './endpoints';
import type { AnswerOf, CallOf } from './Call';
import type {
  OneClickApi,
  PageRequest,
  RequestOptions,
  RolloutRef,
  StreamOptions,
  WriteOptions,
} from './OneClickApi';
import { newIdempotencyKey } from './newIdempotencyKey';
import { OneClickError } from './OneClickError';
import { readEvents } from './readEvents';

type Values = object;

/** The largest page. */
const MOST = 200;

/** A call of whichever operation. */
interface AnyCall {
  readonly params?: Values | undefined;
  readonly query?: Values | undefined;
  readonly body?: unknown;
  readonly baseRevision?: number;
}

interface Extras {
  readonly headers?: Readonly<Record<string, string>>;
  readonly options: WriteOptions | undefined;
}

/** The parts of Backstage's DiscoveryApi and FetchApi that the client needs, on either side. */
export interface OneClickClientOptions {
  readonly discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  readonly fetchApi: { fetch: typeof fetch };
}

/** Speaks the One-Click API over HTTP, in the browser and in other backends. */
export class OneClickClient implements OneClickApi {
  readonly #discovery: OneClickClientOptions['discoveryApi'];
  readonly #fetch: OneClickClientOptions['fetchApi'];

  constructor(options: OneClickClientOptions) {
    this.#discovery = options.discoveryApi;
    this.#fetch = options.fetchApi;
  }

  async call<Op extends JsonOperation>(
    operation: Op,
    request: CallOf<Op>,
    options?: WriteOptions,
  ): Promise<AnswerOf<Op>> {
    const response = await this.#request(operation, request, { options });
    return response.json();
  }

  async open<Op extends RawOperation>(
    operation: Op,
    request: CallOf<Op>,
    options?: WriteOptions,
  ): Promise<Response> {
    return this.#request(operation, request, { options });
  }

  async getMe(options?: RequestOptions): Promise<Me> {
    return this.call('getMe', {}, options);
  }

  async listClusters(options?: RequestOptions): Promise<Cluster[]> {
    const { items } = await this.call('listClusters', {}, options);
    return items;
  }

  async listBlueprints(options?: RequestOptions): Promise<Blueprint[]> {
    const { items } = await this.call(
      'listBlueprints',
      { query: { limit: MOST } },
      options,
    );
    return items;
  }

  async listProjects(
    query?: ProjectListQuery,
    options?: RequestOptions,
  ): Promise<Page<Project>> {
    return this.call('listProjects', { query }, options);
  }

  async getProject(
    project: string,
    options?: RequestOptions,
  ): Promise<Project> {
    return this.call('getProject', { params: { project } }, options);
  }

  async createProject(
    project: ProjectCreate,
    options?: WriteOptions,
  ): Promise<Project> {
    return this.call('createProject', { body: project }, options);
  }

  async updateProject(
    project: string,
    update: ProjectUpdate,
    options?: RequestOptions,
  ): Promise<Project> {
    const params = { project };
    return this.call('updateProject', { params, body: update }, options);
  }

  async listRollouts(
    query?: RolloutListQuery,
    options?: RequestOptions,
  ): Promise<Page<RolloutSummary>> {
    return this.call('listRollouts', { query }, options);
  }

  async getRollout(
    params: RolloutRef,
    options?: RequestOptions,
  ): Promise<RolloutDetail> {
    return this.call('getRollout', { params }, options);
  }

  async createRollout(
    project: string,
    rollout: RolloutCreate,
    options?: WriteOptions,
  ): Promise<Saved> {
    const params = { project };
    return this.call('createRollout', { params, body: rollout }, options);
  }

  async saveRollout(
    params: RolloutRef,
    save: RolloutSave & { readonly baseRevision: number },
    options?: WriteOptions,
  ): Promise<Saved> {
    const { baseRevision, ...body } = save;
    return this.call('saveRollout', { params, body, baseRevision }, options);
  }

  async rollBack(
    params: RolloutRef,
    body: Rollback,
    options?: WriteOptions,
  ): Promise<Saved> {
    return this.call('rollBack', { params, body }, options);
  }

  async listRevisions(
    params: RolloutRef,
    page?: PageRequest,
    options?: RequestOptions,
  ): Promise<Page<Revision>> {
    return this.call('listRevisions', { params, query: page }, options);
  }

  async getRevision(
    ref: RolloutRef,
    revision: number,
    options?: RequestOptions,
  ): Promise<RevisionDetail> {
    const params = { ...ref, revision };
    return this.call('getRevision', { params }, options);
  }

  async *stream(
    topics: readonly string[],
    options?: StreamOptions,
  ): AsyncGenerator<StreamEvent> {
    const lastEventId = options?.lastEventId;
    const resume = options?.resume;
    const request = { body: { topics, ...(resume && { resume }) } };
    const headers = {
      Accept: 'text/event-stream',
      ...(lastEventId && { 'Last-Event-ID': lastEventId }),
    };
    const response = await this.#request('stream', request, {
      headers,
      options,
    });
    yield* readEvents(response);
  }

  async #request(
    operation: Operation,
    call: AnyCall,
    extras: Extras,
  ): Promise<Response> {
    const endpoint: Endpoint = endpoints[operation];
    const base = await this.#discovery.getBaseUrl('one-click');
    const path = fillPath(endpoint.path, call.params);
    const url = `${base}${path}${toQuery(call.query)}`;
    const init = toInit(endpoint, call, extras);
    const response = await this.#fetch.fetch(url, init);
    if (!response.ok) {
      throw await OneClickError.fromResponse(response);
    }
    return response;
  }
}

function toInit(
  endpoint: Endpoint,
  { body, baseRevision }: AnyCall,
  { headers, options }: Extras,
): RequestInit {
  const isIdempotent = endpoint.headers?.includes('Idempotency-Key');
  return {
    method: endpoint.method.toUpperCase(),
    headers: {
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...(options?.token && { Authorization: `Bearer ${options.token}` }),
      ...(isIdempotent && {
        'Idempotency-Key': options?.idempotencyKey ?? newIdempotencyKey(),
      }),
      ...(baseRevision !== undefined && { 'If-Match': `"${baseRevision}"` }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(options?.signal && { signal: options.signal }),
  };
}

function fillPath(path: string, params: Values = {}): string {
  const values = new Map<string, unknown>(Object.entries(params));
  return path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(values.get(name))),
  );
}

function toQuery(query: Values = {}): string {
  const present = Object.entries(query).filter(
    ([, value]) => value !== undefined && value !== '',
  );
  const params = new URLSearchParams(
    present.map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
  return params && `?${params}`;
}
