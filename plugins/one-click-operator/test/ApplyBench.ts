import { ROLLOUT_LABEL } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  Rollout,
  RolloutSpecInput,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import {
  createKubeClient,
  loadKubeConnection,
  resources,
} from '@one-click/backstage-plugin-one-click-kube';
import type {
  Clock,
  KubeClient,
  KubeObject,
  Resource,
} from '@one-click/backstage-plugin-one-click-kube';
import type {
  ChildKind,
  ChildObject,
} from '@one-click/backstage-plugin-one-click-workload';
import { makeNamespace, useCluster, waitFor } from '@one-click/devcluster';
import type { ClusterAccess } from '@one-click/devcluster';
import type { LiveChild } from '../src/apply/ChildWriter';
import { DesiredChildren } from '../src/apply/DesiredChildren';
import type { BuildContext, DesiredChild } from '../src/apply/DesiredChildren';
import { desiredFingerprint } from '../src/apply/fingerprint';
import { CHILD_RESOURCES } from '../src/cluster/childResources';
import { ClusterCache } from '../src/cluster/ClusterCache';
import { applyChildren } from '../src/rollouts/applyChildren';
import type { ApplyResult } from '../src/rollouts/applyChildren';
import { ChildApplier } from '../src/rollouts/ChildApplier';
import type { ChildOutcome } from '../src/rollouts/ChildApplier';
import { pruneChildren } from '../src/rollouts/pruneChildren';

/** The user the operator logs in as, with no more than its ClusterRole. */
const OPERATOR_USER = 'one-click-operator';

/** Where the operator's client connects to; the cluster itself by default. */
export interface Endpoint {
  readonly server: string;
  readonly caData: string;
}

/** The machine's clock, which a test can put on. */
class ForwardClock implements Clock {
  #ahead = 0;

  now(): number {
    return Date.now() + this.#ahead;
  }

  schedule(callback: () => void, ms: number): () => void {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  }

  forward(ms: number): void {
    this.#ahead += ms;
  }
}

const CALLS: ReadonlySet<string | symbol> = new Set([
  'apply',
  'create',
  'delete',
  'find',
  'get',
  'list',
  'patch',
]);

type Call = (
  resource: Resource,
  object: KubeObject & { readonly name?: string },
  ...more: unknown[]
) => unknown;

/** A client that writes down what it is asked for: `apply Service web`. */
function writingDown(client: KubeClient, calls: string[]): KubeClient {
  return new Proxy(client, {
    get(target, name: keyof KubeClient) {
      const method = target[name].bind(target) as Call;
      if (!CALLS.has(name)) {
        return method;
      }
      const call: Call = (resource, object, ...more) => {
        const named = object.metadata?.name ?? object.name ?? '';
        calls.push(`${name} ${resource.kind} ${named}`);
        return method(resource, object, ...more);
      };
      return call;
    },
  });
}

/** Watches of a namespace, and what applies children in it, without the loop around. */
export class ApplyBench {
  readonly cluster: ClusterAccess;
  readonly namespace: string;
  readonly admin: KubeClient;
  readonly cache: ClusterCache;
  readonly clock = new ForwardClock();
  /** What was asked of the API server, watches aside. */
  readonly calls: string[] = [];
  /** Rollouts that a change concerned, in order. */
  readonly changes: string[] = [];
  /** What the applier told of: `normaliserGap Service`. */
  readonly told: string[] = [];
  readonly desired = new DesiredChildren();
  readonly #applier: ChildApplier;
  readonly #client: KubeClient;
  readonly #raw: KubeClient;

  static async create(
    cluster: ClusterAccess,
    endpoint?: Endpoint,
  ): Promise<ApplyBench> {
    const namespace = await makeNamespace(cluster, { prefix: 'apply' });
    const path = cluster.kubeconfig('admin');
    const admin = createKubeClient({
      connection: await loadKubeConnection({ type: 'kubeconfig', path }),
    });
    const client = createKubeClient({
      connection: await loadKubeConnection({
        type: 'url',
        url: endpoint?.server ?? cluster.server,
        caData: endpoint?.caData ?? cluster.caData,
        token: cluster.token(OPERATOR_USER),
      }),
      userAgent: 'apply-bench',
    });
    const bench = new ApplyBench({ cluster, namespace, admin, client });
    await bench.cache.start();
    return bench;
  }

  private constructor(parts: {
    readonly cluster: ClusterAccess;
    readonly namespace: string;
    readonly admin: KubeClient;
    readonly client: KubeClient;
  }) {
    this.cluster = parts.cluster;
    this.namespace = parts.namespace;
    this.admin = parts.admin;
    this.#raw = parts.client;
    this.#client = writingDown(parts.client, this.calls);
    this.cache = new ClusterCache({
      client: this.#raw,
      namespaces: [parts.namespace],
      onChange: key => this.changes.push(key),
      onStale: () => undefined,
      onFresh: () => undefined,
    });
    this.#applier = this.#anApplier();
  }

  async close(): Promise<void> {
    await this.cache.stop();
    await this.admin.delete(resources.namespaces, { name: this.namespace });
    await Promise.all([this.#raw.close(), this.admin.close()]);
  }

  /** Stores a Rollout and gives it as stored; what a later call leaves out is removed. */
  async ask(
    name: string,
    spec: Partial<RolloutSpecInput> = {},
  ): Promise<Rollout> {
    const image = {
      registry: 'docker.io',
      repository: 'library/nginx',
      tag: '1.27',
    };
    return this.admin.apply(
      resources.rollouts,
      {
        metadata: { name, namespace: this.namespace },
        ...{ spec: { image, ...spec } },
      },
      { fieldManager: 'one-click', force: true },
    );
  }

  /** Applies all children of a rollout once, and prunes. */
  async look(rollout: Rollout, context?: BuildContext): Promise<ApplyResult> {
    const desired = this.desired.of(rollout, context);
    const { signal } = new AbortController();
    const result = await applyChildren(this.#applier, {
      rollout,
      children: desired,
      signal,
    });
    await pruneChildren({
      client: this.#client,
      cache: this.cache,
      rollout,
      desired,
      signal,
    });
    return result;
  }

  /** Applies an object as if a rollout asked for it. */
  bring(rollout: Rollout, object: ChildObject): Promise<ChildOutcome> {
    const { kind, metadata } = object;
    const child: DesiredChild = {
      kind,
      name: metadata.name,
      fingerprint: desiredFingerprint(object),
      build: () => object,
    };
    return this.#applier.apply(rollout, child);
  }

  /** What something asks of the API server, watches aside. */
  async callsOf(act: () => Promise<unknown>): Promise<readonly string[]> {
    const before = this.calls.length;
    await act();
    return this.calls.slice(before);
  }

  /** Waits until the watches have told of all writes of ours. */
  async caughtUp(): Promise<void> {
    await this.until('the watches to catch up', () =>
      [...this.cache.unseenWrites.values()].every(count => count === 0),
    );
  }

  /** Waits until a child's watch has told of it as it now is; of one without its label, that it is gone. */
  async knows(kind: ChildKind, name: string): Promise<void> {
    const { namespace } = this;
    await this.until(`the watch to tell of ${kind} ${name}`, async () => {
      const live = await this.find<LiveChild>(
        CHILD_RESOURCES[kind] as Resource as Resource<LiveChild>,
        name,
      );
      const isWatched = live?.metadata?.labels?.[ROLLOUT_LABEL] !== undefined;
      const known = this.cache.children[kind].get(namespace, name);
      return (
        known?.metadata.resourceVersion ===
        (isWatched ? live.metadata?.resourceVersion : undefined)
      );
    });
  }

  until<T>(
    what: string,
    probe: () => T | Promise<T>,
  ): Promise<NonNullable<Exclude<T, false>>> {
    return waitFor(async () => probe(), { what }) as Promise<
      NonNullable<Exclude<T, false>>
    >;
  }

  get<T extends KubeObject>(resource: Resource<T>, name: string): Promise<T> {
    return this.admin.get(resource, { namespace: this.namespace, name });
  }

  find<T extends KubeObject>(
    resource: Resource<T>,
    name: string,
  ): Promise<T | undefined> {
    return this.admin.find(resource, { namespace: this.namespace, name });
  }

  /** Changes an object as somebody else, by a merge patch. */
  async meddle(
    resource: Resource,
    name: string,
    body: Readonly<Record<string, unknown>> & { readonly as?: string },
  ): Promise<void> {
    const { as: fieldManager = 'somebody', ...patch } = body;
    await this.admin.patch(
      resource,
      { namespace: this.namespace, name },
      { fieldManager, patch: { type: 'merge', body: patch } },
    );
  }

  #anApplier(): ChildApplier {
    const tell =
      (name: string) =>
      ({ kind }: { readonly kind: string }) =>
        this.told.push(`${name} ${kind}`);
    return new ChildApplier({
      client: this.#client,
      cache: this.cache,
      clock: this.clock,
      onDenied: () => undefined,
      applyObservers: [
        {
          normaliserGap: tell('normaliserGap'),
          outdated: tell('outdated'),
          contested: tell('contested'),
          refused: tell('refused'),
        },
      ],
    });
  }
}

/** Gives each test file a bench in a namespace of its own; there from `beforeAll` on. */
export function useApplyBench(): { readonly bench: ApplyBench } {
  const shared = useCluster();
  let bench: ApplyBench | undefined;

  beforeAll(async () => {
    bench = await ApplyBench.create(shared.cluster);
  });

  afterAll(() => bench?.close());

  return {
    get bench() {
      if (!bench) {
        throw new Error('The bench is there only once tests run');
      }
      return bench;
    },
  };
}
