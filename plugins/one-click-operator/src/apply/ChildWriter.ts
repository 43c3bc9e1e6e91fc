import type { V1ObjectMeta } from '@kubernetes/client-node';
import {
  HANDOVER_MANAGER,
  OPERATOR_MANAGER,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import {
  KubeAlreadyExistsError,
  resources,
} from '@one-click/backstage-plugin-one-click-kube';
import type {
  KubeClient,
  KubeObject,
  Resource,
} from '@one-click/backstage-plugin-one-click-kube';
import type {
  ChildKind,
  ChildObject,
  ChildTypes,
} from '@one-click/backstage-plugin-one-click-workload';
import { CHILD_RESOURCES } from '../cluster/childResources';
import type { ClusterCache } from '../cluster/ClusterCache';
import type { ChildRecord } from '../cluster/records/ChildRecord';
import { clearAccountAlias } from './clearAccountAlias';
import { findHandOver } from './handOver';

/**
 * No object ever has this version, so that an apply which asks for it meets a
 * conflict wherever there is an object, and makes one where there is none.
 */
const NO_OBJECT_YET = '1';

/** A live object of a kind, whole. */
export type LiveChild = ChildTypes[ChildKind] &
  KubeObject & { readonly metadata?: V1ObjectMeta };

/**
 * Writes children, each only if it is what we think it is: that very object, or
 * none. Otherwise a write could take over what somebody else put under the name
 * a moment ago, and looking first would cost a request and still not rule it out.
 */
export class ChildWriter {
  readonly #client: KubeClient;
  readonly #cache: ClusterCache;

  constructor(client: KubeClient, cache: ClusterCache) {
    this.#client = client;
    this.#cache = cache;
  }

  /** The object of a child's name, as the API server has it. */
  async read({ kind, metadata }: ChildObject): Promise<LiveChild | undefined> {
    const { namespace, name } = metadata;
    return this.#client.find(resourceOf(kind), { namespace, name });
  }

  /** Rejects with a `KubeConflictError` if it is not `live`, or if there is one without `live`. */
  async apply(
    desired: ChildObject,
    live: ChildRecord | undefined,
  ): Promise<ChildRecord> {
    const precondition = live
      ? { uid: live.metadata.uid }
      : { resourceVersion: NO_OBJECT_YET };
    const stored = await this.#client.apply<LiveChild>(
      resourceOf(desired.kind),
      {
        ...clearAccountAlias(desired),
        metadata: { ...desired.metadata, ...precondition },
      },
      { fieldManager: OPERATOR_MANAGER, force: true },
    );
    return this.#cache.putChild(desired.kind, stored);
  }

  /** Makes an object unless there is one; gives whether it did. */
  async ensure(desired: ChildObject): Promise<boolean> {
    try {
      const stored = await this.#client.create<LiveChild>(
        resourceOf(desired.kind),
        desired,
        { fieldManager: OPERATOR_MANAGER },
      );
      this.#cache.putChild(desired.kind, stored);
      return true;
    } catch (error) {
      if (error instanceof KubeAlreadyExistsError) {
        return false;
      }
      throw error;
    }
  }

  /** Does what has to happen before a Deployment is applied; mostly nothing. */
  async handOver(
    desired: ChildObject<'Deployment'>,
    live: ChildRecord<'Deployment'>,
  ): Promise<void> {
    const { namespace, name, uid } = live.metadata;
    const { replicas, clearRollingUpdate } = findHandOver(desired, live);
    const fieldManager = HANDOVER_MANAGER;
    if (replicas !== undefined) {
      const only = { metadata: { namespace, name, uid }, spec: { replicas } };
      await this.#client.apply(resources.deployments, only, {
        fieldManager,
        force: true,
      });
    }
    if (clearRollingUpdate) {
      const strategy = { type: 'Recreate', rollingUpdate: null };
      const body = { metadata: { uid }, spec: { strategy } };
      await this.#client.patch(
        resources.deployments,
        { namespace, name },
        { fieldManager, patch: { type: 'merge', body } },
      );
    }
  }
}

function resourceOf(kind: ChildKind): Resource<LiveChild> {
  // Whoever names and keeps an object does not look into it.
  return CHILD_RESOURCES[kind] as Resource as Resource<LiveChild>;
}
