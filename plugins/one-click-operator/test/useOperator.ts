import { makeNamespace, useCluster, waitFor } from '@one-click/devcluster';
import type { ClusterAccess } from '@one-click/devcluster';
import type {
  Rollout,
  RolloutSpecInput,
  RolloutStatus,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import {
  createKubeClient,
  loadKubeConnection,
  resources,
} from '@one-click/backstage-plugin-one-click-kube';
import type {
  KubeClient,
  KubeObject,
  Resource,
} from '@one-click/backstage-plugin-one-click-kube';
import { startOperator } from '../src/program/startOperator';
import type { Operator } from '../src/program/startOperator';

/** The user the operator logs in as, with no more than its ClusterRole. */
export const OPERATOR_USER = 'one-click-operator';

async function connect(
  cluster: ClusterAccess,
  user: string,
): Promise<KubeClient> {
  const path = cluster.kubeconfig(user);
  const connection = await loadKubeConnection({ type: 'kubeconfig', path });
  return createKubeClient({ connection, userAgent: `test as ${user}` });
}

/** What an operator says, kept for when a test fails. */
function aLog() {
  const lines: string[] = [];
  const write = (facts: object, message: string) =>
    lines.push(`${message} ${JSON.stringify(facts)}`);
  return { lines, debug: write, info: write, warn: write };
}

/** How a test's rollout differs from nginx. */
export interface Asked {
  readonly spec?: Partial<RolloutSpecInput>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A cluster with an operator at work in a namespace of its own. */
export class World {
  readonly cluster: ClusterAccess;
  readonly namespace: string;
  /** Acts as an administrator. */
  readonly admin: KubeClient;
  readonly #operatorClient: KubeClient;
  readonly #log = aLog();
  #operator: Operator | undefined;

  static async create(cluster: ClusterAccess): Promise<World> {
    const [namespace, admin, operatorClient] = await Promise.all([
      makeNamespace(cluster, { prefix: 'operator' }),
      connect(cluster, 'admin'),
      connect(cluster, OPERATOR_USER),
    ]);
    return new World({ cluster, namespace, admin, operatorClient });
  }

  private constructor(parts: {
    readonly cluster: ClusterAccess;
    readonly namespace: string;
    readonly admin: KubeClient;
    readonly operatorClient: KubeClient;
  }) {
    this.cluster = parts.cluster;
    this.namespace = parts.namespace;
    this.admin = parts.admin;
    this.#operatorClient = parts.operatorClient;
  }

  get operator(): Operator {
    if (!this.#operator) {
      throw new Error('No operator is running');
    }
    return this.#operator;
  }

  /** What the operator connects with, for tests that come between. */
  get operatorClient(): KubeClient {
    return this.#operatorClient;
  }

  async startOperator(
    client: KubeClient = this.#operatorClient,
  ): Promise<void> {
    this.#operator = startOperator({
      client,
      namespaces: [this.namespace],
      log: this.#log,
      cluster: 'testbed',
    });
    await this.#operator.ready;
  }

  async stopOperator(): Promise<void> {
    await this.#operator?.stop();
    this.#operator = undefined;
  }

  async close(): Promise<void> {
    await this.stopOperator();
    await this.admin.delete(resources.namespaces, { name: this.namespace });
    await Promise.all([this.admin.close(), this.#operatorClient.close()]);
  }

  /** Applies a whole spec: what a later call leaves out is removed. */
  async ask(name: string, { spec, annotations }: Asked = {}): Promise<Rollout> {
    const image = {
      registry: 'docker.io',
      repository: 'library/nginx',
      tag: '1.27',
    };
    return this.admin.apply(
      resources.rollouts,
      {
        metadata: {
          name,
          namespace: this.namespace,
          ...(annotations && { annotations }),
        },
        ...{ spec: { image, ...spec } },
      },
      { fieldManager: 'one-click', force: true },
    );
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

  /** Names of all objects of a kind that carry a rollout's label. */
  async namesOf(resource: Resource, rollout: string): Promise<string[]> {
    const { items } = await this.admin.list(resource, {
      namespace: this.namespace,
      labelSelector: `one-click.dev/deploymentId=${rollout}`,
    });
    return items.flatMap(({ metadata }) => metadata?.name ?? []).sort();
  }

  async statusOf(name: string): Promise<RolloutStatus> {
    const { status } = await this.get(resources.rollouts, name);
    return status ?? {};
  }

  /** Waits until a condition holds; says what the operator said if it never does. */
  until<T>(
    what: string,
    probe: () => Promise<T | undefined | false>,
    timeoutMs?: number,
  ): Promise<T> {
    return waitFor(probe, {
      what,
      ...(timeoutMs !== undefined && { timeoutMs }),
      explain: () =>
        `the operator said: ${this.#log.lines.slice(-12).join(' | ')}`,
    });
  }

  /** Waits until all of these assertions hold in one go; says which did not if they never do. */
  async untilHolds(
    what: string,
    assertions: () => Promise<void>,
  ): Promise<void> {
    await this.until(what, async () => {
      await assertions();
      return true;
    });
  }

  /** Waits until a rollout's newest spec is in a state, and gives its status. */
  async untilState(
    name: string,
    state: RolloutStatus['state'],
    cause?: string,
  ): Promise<RolloutStatus> {
    let seen: RolloutStatus = {};
    const what = `'${name}' to be ${state}${cause ? ` by ${cause}` : ''}`;
    try {
      return await this.until(what, async () => {
        const { metadata, status = {} } = await this.get(
          resources.rollouts,
          name,
        );
        seen = status;
        const isObserved = status.observedGeneration === metadata.generation;
        const isCause = !cause || status.causes?.[0]?.id === cause;
        return isObserved && status.state === state && isCause && status;
      });
    } catch (error) {
      throw new Error(`${error}; last status: ${JSON.stringify(seen)}`);
    }
  }

  /** What the operator wrote in this namespace since a moment. */
  async writesSince(since: Date): Promise<string[]> {
    const events = await this.cluster.audit.writes({
      user: OPERATOR_USER,
      since,
    });
    return events
      .filter(({ namespace }) => namespace === this.namespace)
      .map(({ verb, resource, subresource, name }) =>
        [verb, resource, subresource, name].filter(Boolean).join(' '),
      );
  }
}

/** Gives each test file a cluster with an operator at work; there from `beforeAll` on. */
export function useOperator(): { readonly world: World } {
  const shared = useCluster();
  let world: World | undefined;

  beforeAll(async () => {
    world = await World.create(shared.cluster);
    await world.startOperator();
  });

  afterAll(() => world?.close());

  return {
    get world() {
      if (!world) {
        throw new Error('The operator is there only once tests run');
      }
      return world;
    },
  };
}
