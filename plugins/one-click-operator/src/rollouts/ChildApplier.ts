import type { V1Deployment, V1ObjectMeta } from '@kubernetes/client-node';
import {
  HANDOVER_MANAGER,
  OPERATOR_MANAGER,
  isAutoscaled,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { isDeepStrictEqual } from 'node:util';
import {
  KubeAlreadyExistsError,
  KubeForbiddenError,
  resources,
} from '@one-click/backstage-plugin-one-click-kube';
import type {
  KubeClient,
  KubeObject,
  Resource,
} from '@one-click/backstage-plugin-one-click-kube';
import { careOf } from '@one-click/backstage-plugin-one-click-workload';
import type {
  ChildObject,
  Refusal,
} from '@one-click/backstage-plugin-one-click-workload';
import { findHandOver, noteReplicas } from '../apply/handOver';
import { isAsDesired } from '../apply/isAsDesired';
import { judgeOwnership } from '../apply/ownership';
import { CHILD_RESOURCES } from '../cluster/childResources';
import type { ClusterCache } from '../cluster/ClusterCache';
import type { ObjectStore } from '../cluster/ObjectStore';
import { toRefusal } from './refusal';

/** What became of a child. */
export type ChildOutcome =
  | { readonly result: 'unchanged' | 'applied' | 'waits' }
  | { readonly result: 'refused'; readonly refusal: Refusal };

type LiveObject = KubeObject & { readonly metadata?: V1ObjectMeta };

interface Remembered {
  readonly desired: ChildObject;
  readonly resourceVersion: string | undefined;
}

/** What an applier works with. */
export interface ChildApplierOptions {
  readonly client: KubeClient;
  readonly cache: ClusterCache;
  /** Told when a right is missing. */
  readonly onDenied: (error: KubeForbiddenError) => void;
}

/** Brings single children to what they should be, with as few requests as that takes. */
export class ChildApplier {
  readonly #client: KubeClient;
  readonly #cache: ClusterCache;
  readonly #onDenied: ChildApplierOptions['onDenied'];
  /**
   * What was applied to objects the server then stored in another form. Without
   * it a gap in our knowledge of these forms would be a write in every round.
   */
  readonly #settled = new Map<string, Remembered>();

  constructor(options: ChildApplierOptions) {
    this.#client = options.client;
    this.#cache = options.cache;
    this.#onDenied = options.onDenied;
  }

  /** Rejects only for reasons that are not the child's. */
  async apply(rollout: Rollout, child: ChildObject): Promise<ChildOutcome> {
    try {
      return careOf(child.kind) === 'ensured'
        ? await this.#ensure(child)
        : await this.#applyOwned(rollout, child);
    } catch (error) {
      if (error instanceof KubeForbiddenError && error.missingRight) {
        this.#onDenied(error);
      }
      return { result: 'refused', refusal: toRefusal(error, child) };
    }
  }

  async #ensure(child: ChildObject): Promise<ChildOutcome> {
    const { namespace, name } = child.metadata;
    const store = this.#storeOf(child);
    if (store.get(namespace, name)) {
      return { result: 'unchanged' };
    }
    try {
      store.upsert(
        await this.#client.create(this.#resourceOf(child), child, {
          fieldManager: OPERATOR_MANAGER,
        }),
      );
      return { result: 'applied' };
    } catch (error) {
      if (error instanceof KubeAlreadyExistsError) {
        return { result: 'unchanged' };
      }
      throw error;
    }
  }

  async #applyOwned(
    rollout: Rollout,
    child: ChildObject,
  ): Promise<ChildOutcome> {
    const live = await this.#findLive(child);
    if (live?.metadata) {
      const verdict = judgeOwnership(
        live.metadata,
        rollout,
        careOf(child.kind),
      );
      if (verdict.whose === 'foreign') {
        return { result: 'refused', refusal: refuse(child, verdict.owner) };
      }
      if (verdict.whose === 'former') {
        return { result: 'waits' };
      }
    }
    const desired =
      child.kind === 'Deployment'
        ? noteReplicas(child, live as V1Deployment, isAutoscaled(rollout.spec))
        : child;
    if (
      live &&
      (isAsDesired(live, desired) || this.#isSettled(live, desired))
    ) {
      return { result: 'unchanged' };
    }
    if (live && desired.kind === 'Deployment') {
      await this.#handOver(desired, live as V1Deployment);
    }
    await this.#write(desired);
    return { result: 'applied' };
  }

  /** An object without our labels is in no watch of ours, and may be there nevertheless. */
  async #findLive(child: ChildObject): Promise<LiveObject | undefined> {
    const { namespace, name } = child.metadata;
    const known = this.#storeOf(child).get(namespace, name);
    return (
      known ?? this.#client.find(this.#resourceOf(child), { namespace, name })
    );
  }

  #isSettled(live: LiveObject, desired: ChildObject): boolean {
    const known = this.#settled.get(live.metadata?.uid ?? '');
    return (
      known !== undefined &&
      known.resourceVersion === live.metadata?.resourceVersion &&
      isDeepStrictEqual(known.desired, desired)
    );
  }

  async #write(desired: ChildObject): Promise<void> {
    const stored = await this.#client.apply<LiveObject>(
      this.#resourceOf(desired),
      desired,
      { fieldManager: OPERATOR_MANAGER, force: true },
    );
    this.#storeOf(desired).upsert(stored);
    const { uid = '', resourceVersion } = stored.metadata ?? {};
    if (isAsDesired(stored, desired)) {
      this.#settled.delete(uid);
    } else {
      this.#settled.set(uid, { desired, resourceVersion });
    }
  }

  async #handOver(
    desired: ChildObject<'Deployment'>,
    live: V1Deployment,
  ): Promise<void> {
    const { namespace, name } = desired.metadata;
    const { replicas, clearRollingUpdate } = findHandOver(desired, live);
    const fieldManager = HANDOVER_MANAGER;
    if (replicas !== undefined) {
      const only = { metadata: { namespace, name }, spec: { replicas } };
      await this.#client.apply(resources.deployments, only, {
        fieldManager,
        force: true,
      });
    }
    if (clearRollingUpdate) {
      const strategy = { type: 'Recreate', rollingUpdate: null };
      await this.#client.patch(
        resources.deployments,
        { namespace, name },
        {
          fieldManager,
          patch: { type: 'merge', body: { spec: { strategy } } },
        },
      );
    }
  }

  #resourceOf({ kind }: ChildObject): Resource<LiveObject> {
    return CHILD_RESOURCES[kind];
  }

  #storeOf({ kind }: ChildObject): ObjectStore<LiveObject> {
    // Which kind it is does not matter to whoever only names and keeps objects.
    return this.#cache.children[kind] as unknown as ObjectStore<LiveObject>;
  }
}

function refuse({ kind, metadata }: ChildObject, ownedBy: string): Refusal {
  return { kind, name: metadata.name, message: '', ownedBy };
}
