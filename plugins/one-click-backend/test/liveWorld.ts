import type {
  MapNode,
  RolloutMap,
} from '@one-click/backstage-plugin-one-click-common';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { startFaultProxy, untilHolds, waitFor } from '@one-click/devcluster';
import type { ClusterAccess, FaultProxy } from '@one-click/devcluster';
import {
  clusterConfig,
  makeProject,
  SPEC,
  waitForCluster,
} from './clusterBackend';
import { listen } from './listen';
import { playOperator } from './playOperator';
import { startOneClickBackend } from './testBackend';
import type { Person, TestBackend } from './testBackend';

/** The value of a Secret that must never be seen. */
export const MARKER = 'marker-that-nobody-may-see';

/** A rollout with a child of every kind. */
export const WHOLE: RolloutSpecInput = {
  image: SPEC.image,
  horizontalScale: {
    minReplicas: 1,
    maxReplicas: 4,
    targetCPUUtilizationPercentage: 70,
  },
  interfaces: [
    { name: 'http', port: 80, ingress: { rules: [{ host: 'shop.test' }] } },
  ],
  volumes: [{ name: 'data', mountPath: '/data', size: '1Gi' }],
  files: [{ mountPath: '/etc/app.conf', content: 'a=b' }],
  secretsFrom: [{ name: 'keys' }],
  cronjobs: [{ name: 'tidy', schedule: '0 3 * * *', image: SPEC.image }],
};

/** A backend whose way into the cluster can be disturbed, with a project of Ana's that Vi may view. */
export class LiveWorld {
  readonly cluster: ClusterAccess;
  readonly proxy: FaultProxy;
  readonly backend: TestBackend;
  readonly project: string;
  readonly namespace: string;
  readonly #streams: { close(): Promise<void> }[] = [];

  static async create(cluster: ClusterAccess): Promise<LiveWorld> {
    const proxy = await startFaultProxy(cluster);
    const { oneClick, permission } = clusterConfig(cluster);
    const { server: url, caData } = proxy;
    const clusters = oneClick.clusters.map(each => ({ ...each, url, caData }));
    const streams = { streamsPerUser: 300, topicsPerUser: 500 };
    const backend = await startOneClickBackend({
      config: { permission, oneClick: { clusters, streams } },
    });
    await waitForCluster(backend, 'reachable');
    const { name: project, namespace } = await makeProject(backend);
    await backend.clientOf('ana').call('setMember', {
      params: { project, kind: 'user', namespace: 'default', name: 'vi' },
      body: { role: 'viewer' },
    });
    return new LiveWorld({ cluster, proxy, backend, project, namespace });
  }

  private constructor(
    parts: Pick<
      LiveWorld,
      'cluster' | 'proxy' | 'backend' | 'project' | 'namespace'
    >,
  ) {
    this.cluster = parts.cluster;
    this.proxy = parts.proxy;
    this.backend = parts.backend;
    this.project = parts.project;
    this.namespace = parts.namespace;
  }

  /** Makes a rollout and, once its CR is there, its children. */
  async makeRollout(
    name: string,
    spec: RolloutSpecInput = SPEC,
    where: { readonly name: string; readonly namespace: string } = {
      name: this.project,
      namespace: this.namespace,
    },
  ): Promise<void> {
    const { namespace } = where;
    await this.backend
      .clientOf('ana')
      .createRollout(where.name, { name, spec });
    await untilHolds(() => playOperator(this.cluster, { namespace, name }), {
      what: `the CR of '${name}'`,
    });
  }

  /** Makes the Secret that {@link WHOLE} refers to. */
  async makeSecret(): Promise<void> {
    const { namespace } = this;
    await this.cluster.kubectl(['apply', '--filename=-'], {
      input: JSON.stringify({
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'keys', namespace },
        stringData: { TOKEN: MARKER },
      }),
    });
  }

  kubectl(args: readonly string[], namespace = this.namespace) {
    return this.cluster.kubectl([...args, '--namespace', namespace]);
  }

  /** Follows a topic until the end of the test. */
  follow(
    topic: string,
    options: Parameters<typeof listen>[2] & { readonly person?: Person } = {},
  ) {
    const { person = 'ana', ...rest } = options;
    const stream = listen(this.backend.clientOf(person), [topic], rest);
    this.#streams.push(stream);
    return stream;
  }

  readMap(person: Person = 'ana'): Promise<RolloutMap> {
    const params = { project: this.project, rollout: 'web' };
    return this.backend.clientOf(person).call('getMap', { params });
  }

  /** Waits for a map of `web` on which something is to be seen. */
  async waitForMap(holds: (map: RolloutMap) => boolean): Promise<RolloutMap> {
    let last: RolloutMap | undefined;
    return waitFor(
      async () => {
        last = await this.readMap();
        return holds(last) && last;
      },
      { what: 'the map', explain: () => JSON.stringify(last) },
    );
  }

  /** Ends what a test began. */
  async settle(): Promise<void> {
    this.proxy.clear();
    await Promise.all(this.#streams.splice(0).map(stream => stream.close()));
  }

  async close(): Promise<void> {
    await this.settle();
    await this.backend.stop();
    await this.proxy.stop();
  }
}

/** The nodes of a kind. */
export function nodesOf(
  map: { readonly nodes: readonly MapNode[] },
  kind: string,
): readonly MapNode[] {
  return map.nodes.filter(node => node.kind === kind);
}

/** The pods that are ready. */
export function readyPodsOf(map: RolloutMap): readonly MapNode[] {
  return nodesOf(map, 'Pod').filter(({ state }) => state === 'Ready');
}
