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
import type { Endpoint } from './endpoints';
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

type Values = Readonly<Record<string, unknown>>;

interface Call {
  readonly params?: Values;
  readonly query?: Values | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly options?: RequestOptions | undefined;
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

  async getMe(options?: RequestOptions): Promise<Me> {
    return this.#json(endpoints.getMe, { options });
  }

  async listClusters(options?: RequestOptions): Promise<Cluster[]> {
    const { items } = await this.#json<{ items: Cluster[] }>(
      endpoints.listClusters,
      { options },
    );
    return items;
  }

  async listBlueprints(options?: RequestOptions): Promise<Blueprint[]> {
    const { items } = await this.#json<{ items: Blueprint[] }>(
      endpoints.listBlueprints,
      { options },
    );
    return items;
  }

  async listProjects(
    query?: ProjectListQuery,
    options?: RequestOptions,
  ): Promise<Page<Project>> {
    return this.#json(endpoints.listProjects, { query, options });
  }

  async getProject(
    project: string,
    options?: RequestOptions,
  ): Promise<Project> {
    return this.#json(endpoints.getProject, { params: { project }, options });
  }

  async createProject(
    project: ProjectCreate,
    options?: WriteOptions,
  ): Promise<Project> {
    return this.#json(endpoints.createProject, {
      body: project,
      headers: idempotent(options),
      options,
    });
  }

  async updateProject(
    project: string,
    update: ProjectUpdate,
    options?: RequestOptions,
  ): Promise<Project> {
    return this.#json(endpoints.updateProject, {
      params: { project },
      body: update,
      options,
    });
  }

  async listRollouts(
    query?: RolloutListQuery,
    options?: RequestOptions,
  ): Promise<Page<RolloutSummary>> {
    return this.#json(endpoints.listRollouts, { query, options });
  }

  async getRollout(
    ref: RolloutRef,
    options?: RequestOptions,
  ): Promise<RolloutDetail> {
    return this.#json(endpoints.getRollout, { params: { ...ref }, options });
  }

  async createRollout(
    project: string,
    rollout: RolloutCreate,
    options?: WriteOptions,
  ): Promise<Saved> {
    return this.#json(endpoints.createRollout, {
      params: { project },
      body: rollout,
      headers: idempotent(options),
      options,
    });
  }

  async saveRollout(
    ref: RolloutRef,
    save: RolloutSave & { readonly baseRevision: number },
    options?: WriteOptions,
  ): Promise<Saved> {
    const { baseRevision, ...body } = save;
    return this.#json(endpoints.saveRollout, {
      params: { ...ref },
      body,
      headers: { ...idempotent(options), 'If-Match': `"${baseRevision}"` },
      options,
    });
  }

  async rollBack(
    ref: RolloutRef,
    rollback: Rollback,
    options?: WriteOptions,
  ): Promise<Saved> {
    return this.#json(endpoints.rollBack, {
      params: { ...ref },
      body: rollback,
      headers: idempotent(options),
      options,
    });
  }

  async listRevisions(
    ref: RolloutRef,
    page?: PageRequest,
    options?: RequestOptions,
  ): Promise<Page<Revision>> {
    return this.#json(endpoints.listRevisions, {
      params: { ...ref },
      query: { ...page },
      options,
    });
  }

  async getRevision(
    ref: RolloutRef,
    revision: number,
    options?: RequestOptions,
  ): Promise<RevisionDetail> {
    return this.#json(endpoints.getRevision, {
      params: { ...ref, revision },
      options,
    });
  }

  async *stream(
    topics: readonly string[],
    options?: StreamOptions,
  ): AsyncGenerator<StreamEvent> {
    const lastEventId = options?.lastEventId;
    const response = await this.#request(endpoints.stream, {
      body: { topics },
      headers: {
        Accept: 'text/event-stream',
        ...(lastEventId && { 'Last-Event-ID': lastEventId }),
      },
      options,
    });
    yield* readEvents(response);
  }

  async #json<T>(endpoint: Endpoint, call: Call): Promise<T> {
    const response = await this.#request(endpoint, call);
    return response.json();
  }

  async #request(endpoint: Endpoint, call: Call): Promise<Response> {
    const base = await this.#discovery.getBaseUrl('one-click');
    const url = `${base}${fillPath(endpoint.path, call.params)}${toQuery(
      call.query,
    )}`;
    const response = await this.#fetch.fetch(url, toInit(endpoint, call));
    if (!response.ok) {
      throw await OneClickError.fromResponse(response);
    }
    return response;
  }
}

function idempotent(options?: WriteOptions): Record<string, string> {
  return { 'Idempotency-Key': options?.idempotencyKey ?? newIdempotencyKey() };
}

function toInit(endpoint: Endpoint, call: Call): RequestInit {
  const { options } = call;
  return {
    method: endpoint.method.toUpperCase(),
    headers: {
      ...(call.body !== undefined && { 'Content-Type': 'application/json' }),
      ...(options?.token && { Authorization: `Bearer ${options.token}` }),
      ...call.headers,
    },
    ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
    ...(options?.signal && { signal: options.signal }),
  };
}

function fillPath(path: string, params: Values = {}): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(params[name])),
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
