import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startCluster, waitFor } from '@one-click/devcluster';
import type { ClusterOptions, StartedCluster } from '@one-click/devcluster';
import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
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
import { AuditTail } from '../measure';
import { nameFleet, namespacesOf, specOf } from './fleet';
import type { RolloutRef } from './fleet';
import { inParallel } from './inParallel';
import { OperatorProcess } from './OperatorProcess';
import type { RunOptions } from './OperatorProcess';

/** The user the operator logs in as. */
export const OPERATOR_USER = 'one-click-operator';

/** Requests at a time of the bench itself. */
const BENCH_WORKERS = 16;

/** So long without a write, and the operator is at rest. */
const REST_MS = 10_000;

/** A cluster of its own with an operator to measure. */
export class World {
  readonly cluster: StartedCluster;
  /** Acts as an administrator. */
  readonly admin: KubeClient;
  /** Acts as the operator does, with its rights and its place in the queues. */
  readonly asOperator: KubeClient;
  readonly report: (line: string) => void;
  readonly #operators = new Set<OperatorProcess>();

  static async create(
    report: (line: string) => void,
    options: Pick<ClusterOptions, 'nodes'> = {},
  ): Promise<World> {
    const cluster = await startCluster({
      ...options,
      report: () => undefined,
    });
    const connect = async (user: string) =>
      createKubeClient({
        connection: await loadKubeConnection({
          type: 'url',
          url: cluster.server,
          caData: cluster.caData,
          token: cluster.token(user),
        }),
        userAgent: `bench as ${user}`,
      });
    return new World({
      cluster,
      admin: await connect('admin'),
      asOperator: await connect(OPERATOR_USER),
      report,
    });
  }

  private constructor(parts: {
    readonly cluster: StartedCluster;
    readonly admin: KubeClient;
    readonly asOperator: KubeClient;
    readonly report: (line: string) => void;
  }) {
    this.cluster = parts.cluster;
    this.admin = parts.admin;
    this.asOperator = parts.asOperator;
    this.report = parts.report;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#operators].map(each => each.end('SIGKILL')));
    await Promise.all([this.admin.close(), this.asOperator.close()]);
    await this.cluster.stop();
  }

  /** Starts the operator; resolves once it knows all there is. */
  async startOperator(options?: RunOptions): Promise<OperatorProcess> {
    const operator = await this.launchOperator(options);
    await operator.synced();
    return operator;
  }

  async launchOperator(options?: RunOptions): Promise<OperatorProcess> {
    const operator = await OperatorProcess.start(this, options);
    this.#operators.add(operator);
    return operator;
  }

  async endOperator(
    operator: OperatorProcess,
    signal?: 'SIGTERM' | 'SIGKILL',
  ): Promise<void> {
    this.#operators.delete(operator);
    await operator.end(signal);
  }

  /** Files as a pod has them mounted. */
  async credentialFiles(via?: {
    readonly caData: string;
  }): Promise<{ readonly token: string; readonly ca: string }> {
    const folder = join(this.cluster.dir, via ? 'bench-via' : 'bench');
    await mkdir(folder, { recursive: true });
    const files = { token: join(folder, 'token'), ca: join(folder, 'ca.crt') };
    const ca = Buffer.from(via?.caData ?? this.cluster.caData, 'base64');
    await writeFile(files.token, this.cluster.token(OPERATOR_USER), {
      mode: 0o600,
    });
    await writeFile(files.ca, ca);
    return files;
  }

  tailAudit(): Promise<AuditTail> {
    return AuditTail.begin(this.cluster.audit.file);
  }

  async makeNamespaces(fleet: readonly RolloutRef[]): Promise<void> {
    await inParallel(namespacesOf(fleet), BENCH_WORKERS, name =>
      this.admin.create(resources.namespaces, { metadata: { name } }),
    );
  }

  /** Creates rollouts; gives them as they were stored. */
  async createRollouts(fleet: readonly RolloutRef[]): Promise<Rollout[]> {
    const created: Rollout[] = [];
    await inParallel(fleet, BENCH_WORKERS, async ref => {
      const rollout = { metadata: { ...ref }, spec: specOf(ref) };
      created.push(await this.admin.create(resources.rollouts, rollout));
    });
    return created;
  }

  /** Creates a fleet, and waits until its operator is at rest. */
  async settleFleet(prefix: string, size: number): Promise<RolloutRef[]> {
    const fleet = nameFleet(prefix, size);
    const tail = await this.tailAudit();
    const before = await this.count(resources.horizontalPodAutoscalers);
    await this.makeNamespaces(fleet);
    await this.createRollouts(fleet);
    await this.untilCount(resources.horizontalPodAutoscalers, before + size);
    await this.untilAtRest(tail);
    this.report(`${size} rollouts are there, and the operator is at rest`);
    return fleet;
  }

  /** How many objects of a kind there are, in all namespaces. */
  async count(resource: Resource): Promise<number> {
    const pages = this.admin.pages<KubeObject>(resource, { pageSize: 1 });
    for await (const { items, remaining = 0 } of pages) {
      return items.length + remaining;
    }
    return 0;
  }

  async untilCount(resource: Resource, wanted: number): Promise<void> {
    await waitFor(async () => (await this.count(resource)) === wanted, {
      what: `${wanted} ${resource.plural}`,
      timeoutMs: 900_000,
    });
  }

  /** Waits until the operator has written nothing for a while; gives what it wrote before. */
  async untilAtRest(tail: AuditTail): Promise<number> {
    let written = 0;
    let lastWriteAt = performance.now();
    while (performance.now() - lastWriteAt < REST_MS) {
      await delay(500);
      const writes = await tail.readWrites(OPERATOR_USER);
      written += writes.length;
      lastWriteAt = writes.length > 0 ? performance.now() : lastWriteAt;
    }
    return written;
  }

  /** Deletes namespaces with all that is in them; resolves once they are gone. */
  async removeNamespaces(names: readonly string[]): Promise<void> {
    await inParallel(names, BENCH_WORKERS, name =>
      this.admin.delete(resources.namespaces, { name }),
    );
    await inParallel(names, BENCH_WORKERS, name =>
      waitFor(
        async () => !(await this.admin.find(resources.namespaces, { name })),
        { what: `namespace '${name}' to be gone`, timeoutMs: 300_000 },
      ),
    );
  }
}
