import type { Cluster } from '@one-click/backstage-plugin-one-click-common';
import {
  applyDefaults,
  normalizeSpec,
  specsEqual,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  RolloutSpecInput,
  RolloutStatus,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { KubeConflictError } from '@one-click/backstage-plugin-one-click-kube';
import type {
  Watch,
  WatchHandlers,
} from '@one-click/backstage-plugin-one-click-kube';
import type { ClusterFacts } from '../src/clusters/ClusterStore';
import { NamespaceTakenError } from '../src/kube/KubeGateway';
import type {
  ApplyRequest,
  CrRef,
  KubeGateway,
  NamespaceRequest,
} from '../src/kube/KubeGateway';
import type { LiveRollout } from '../src/kube/LiveRollout';
import { DAWN } from './records';

type Call = 'ensureNamespace' | 'findRollout' | 'applyRollout';

/** A cluster in memory that we own: passes the same contract as the real door to a cluster. */
export class FakeKubeGateway implements KubeGateway {
  /** Each change to the cluster, such as `apply oc-shop/web 1`. */
  readonly writes: string[] = [];
  readonly policy = 'policy-1';
  /** Namespaces whose guarding objects were applied. */
  readonly guarded: string[] = [];
  /** What calls reject with; nothing where absent. */
  failure: ((call: Call) => Error | undefined) | undefined;
  readonly #namespaces = new Map<string, { uid: string; owner: string }>();
  readonly #rollouts = new Map<string, LiveRollout>();
  #handlers: WatchHandlers<LiveRollout> | undefined;
  #told: Promise<void> = Promise.resolve();
  #version = 100;

  async ensureNamespace(request: NamespaceRequest): Promise<string> {
    this.#mayFail('ensureNamespace');
    const { namespace, projectId } = request;
    const found = this.#namespaces.get(namespace);
    if (!found) {
      this.writes.push(`namespace ${namespace}`);
      const made = { uid: `uid-${(this.#version += 1)}`, owner: projectId };
      this.#namespaces.set(namespace, made);
      return made.uid;
    }
    if (found.owner !== projectId) {
      throw new NamespaceTakenError(namespace, found.owner);
    }
    return found.uid;
  }

  async guardNamespace(namespace: string): Promise<void> {
    this.guarded.push(namespace);
  }

  async findRollout(ref: CrRef): Promise<LiveRollout | undefined> {
    this.#mayFail('findRollout');
    return this.#rollouts.get(keyOf(ref));
  }

  async listRollouts(namespace: string): Promise<readonly LiveRollout[]> {
    return [...this.#rollouts.values()].filter(
      live => live.namespace === namespace,
    );
  }

  async applyRollout(request: ApplyRequest): Promise<LiveRollout> {
    this.#mayFail('applyRollout');
    const { spec, revision, isBinned = false, live } = request;
    const before = this.#rollouts.get(keyOf(request));
    if (live && live.resourceVersion !== before?.resourceVersion) {
      throw new KubeConflictError('the object has been modified', {
        causes: [],
      });
    }
    this.writes.push(`apply ${keyOf(request)} ${revision}`);
    return this.#put(request, {
      spec,
      revision,
      isBinned,
      changedBy: 'one-click',
    });
  }

  watchRollouts(handlers: WatchHandlers<LiveRollout>): Watch {
    this.#handlers = handlers;
    // A watcher that died holds up no other.
    this.#told = Promise.resolve();
    const synced = this.#tell(() =>
      handlers.onSync([...this.#rollouts.values()], { resourceVersion: '1' }),
    );
    return {
      synced,
      stop: async () => {
        this.#handlers = undefined;
      },
    };
  }

  /** Whether somebody is told of changes. */
  get isWatched(): boolean {
    return this.#handlers !== undefined;
  }

  async readFacts(): Promise<ClusterFacts> {
    return {
      ingressClasses: [{ name: 'nginx', isDefault: true }],
      storageClasses: [{ name: 'standard', isDefault: true, canGrow: true }],
    };
  }

  async readOperator(): Promise<Cluster['operator']> {
    return 'running';
  }

  async close(): Promise<void> {
    this.#handlers = undefined;
  }

  /** Makes a namespace that belongs to somebody else. */
  addNamespace(name: string, owner = 'somebody else'): void {
    this.#namespaces.set(name, { uid: 'foreign', owner });
  }

  /** Makes or changes a CR by another hand. */
  async changeByHand(
    ref: CrRef,
    spec: RolloutSpecInput,
    changedBy = 'kubectl-edit',
  ): Promise<void> {
    await this.#put(ref, { spec, changedBy });
    await this.#told;
  }

  /** Makes or changes a CR as the copy of another one's, which brings its revision along. */
  async copyByHand(
    ref: CrRef,
    copy: Pick<LiveRollout, 'spec' | 'revision'>,
  ): Promise<void> {
    await this.#put(ref, { ...copy, changedBy: 'kubectl-client-side-apply' });
    await this.#told;
  }

  /** Writes a status as the operator does. */
  async report(ref: CrRef, status: RolloutStatus): Promise<void> {
    const live = this.#rollouts.get(keyOf(ref));
    if (live) {
      const { generation } = live;
      await this.#put(ref, {
        status: { observedGeneration: generation, ...status },
      });
      await this.#told;
    }
  }

  async deleteByHand(ref: CrRef): Promise<void> {
    const live = this.#rollouts.get(keyOf(ref));
    this.#rollouts.delete(keyOf(ref));
    if (live) {
      await this.#tell(() => this.#handlers?.onDelete(live));
    }
  }

  /** The watch finds the cluster gone. */
  async loseContact(since: number): Promise<void> {
    const cause = new Error('connection refused');
    await this.#tell(() => this.#handlers?.onStale?.({ since, cause }));
  }

  /** The watch finds the cluster again. */
  async regainContact(): Promise<void> {
    await this.#tell(() => this.#handlers?.onFresh?.());
  }

  /** The CR as it is. */
  find(ref: CrRef): LiveRollout | undefined {
    return this.#rollouts.get(keyOf(ref));
  }

  async #put(ref: CrRef, change: Partial<LiveRollout>): Promise<LiveRollout> {
    const before = this.#rollouts.get(keyOf(ref));
    const spec = change.spec && normalizeSpec(applyDefaults(change.spec));
    const isSame =
      spec === undefined || (before && specsEqual(before.spec, spec));
    this.#version += 1;
    const live: LiveRollout = {
      uid: `uid-${this.#version}`,
      revision: undefined,
      spec: { image: { registry: '', repository: '', tag: '' } },
      status: undefined,
      changedBy: 'unknown',
      changedAt: DAWN,
      isDeleting: false,
      isBinned: false,
      ...before,
      ...change,
      ...(spec && { spec }),
      namespace: ref.namespace,
      name: ref.name,
      generation: (before?.generation ?? 0) + (isSame ? 0 : 1),
      resourceVersion: String(this.#version),
    };
    this.#rollouts.set(keyOf(ref), live);
    this.#tell(() => this.#handlers?.onUpsert(live));
    return live;
  }

  async #tell(news: () => void | Promise<void>): Promise<void> {
    this.#told = this.#told.then(news);
    return this.#told;
  }

  #mayFail(call: Call): void {
    const failure = this.failure?.(call);
    if (failure) {
      throw failure;
    }
  }
}

function keyOf({ namespace, name }: CrRef): string {
  return `${namespace}/${name}`;
}
