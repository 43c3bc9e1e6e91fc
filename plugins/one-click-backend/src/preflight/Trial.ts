import type { V1Pod } from '@kubernetes/client-node';
import {
  API_VERSION,
  applyDefaults,
  KIND,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  Rollout,
  RolloutSpecInput,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { buildChildren } from '@one-click/backstage-plugin-one-click-workload';
import type { ChildObject } from '@one-click/backstage-plugin-one-click-workload';
import type { ProjectAccess } from '../access';
import type { RolloutRecord } from '../rollouts/RolloutRecord';
import { Unanswerable } from './Check';
import type { PlacedName, PreflightCluster } from './PreflightCluster';

/** A spec that somebody thinks of saving; it is parsed. */
export interface Draft {
  readonly access: ProjectAccess;
  readonly name: string;
  readonly spec: RolloutSpecInput;
  /** Absent where it is a new rollout. */
  readonly existing:
    | { readonly rollout: RolloutRecord; readonly spec: RolloutSpecInput }
    | undefined;
}

/** What came of trying one pod. */
export type PodTrial =
  | { readonly pod: V1Pod; readonly warnings: readonly string[] }
  | { readonly refusal: unknown };

/**
 * A draft on trial: what several checks need is asked once. Every method throws
 * `Unanswerable` while the cluster is away.
 */
export class Trial {
  readonly draft: Draft;
  readonly #cluster: PreflightCluster | undefined;
  readonly #signal: AbortSignal;
  #namespace: Promise<void> | undefined;
  #rollout: Promise<Rollout> | undefined;
  #pod: Promise<PodTrial> | undefined;

  constructor(options: {
    readonly draft: Draft;
    /** Absent while the cluster is away. */
    readonly cluster: PreflightCluster | undefined;
    readonly signal: AbortSignal;
  }) {
    this.draft = options.draft;
    this.#cluster = options.cluster;
    this.#signal = options.signal;
  }

  /** Where the draft would live. */
  get ref(): PlacedName {
    const { access, name } = this.draft;
    return { namespace: access.project.namespace, name };
  }

  get cluster(): PreflightCluster {
    if (!this.#cluster) {
      const { cluster } = this.draft.access.project;
      throw new Unanswerable(
        `Cluster '${cluster}' is away, so this is not checked. You can save: the cluster is told when it is back`,
      );
    }
    return this.#cluster;
  }

  /** Resolves where things can be tried in the namespace. */
  async requireNamespace(): Promise<void> {
    this.#namespace ??= this.#findNamespace();
    return this.#namespace;
  }

  /** The CR as the cluster would hold it. */
  async rollout(): Promise<Rollout> {
    this.#rollout ??= this.#readRollout(this.draft.spec);
    return this.#rollout;
  }

  async children(): Promise<readonly ChildObject[]> {
    return buildChildren(await this.rollout());
  }

  /** One pod from the template, tried once for all. */
  async tryPod(): Promise<PodTrial> {
    this.#pod ??= this.#tryPod();
    return this.#pod;
  }

  async #findNamespace(): Promise<void> {
    const { namespace: name } = this.ref;
    const found = await this.cluster.findNamespace(name, this.#call);
    if (!found) {
      throw new Unanswerable(
        `Namespace '${name}' does not exist yet, so this cannot be tried: it is made before the rollout is`,
      );
    }
    if (found.projectId !== this.draft.access.project.id) {
      throw new Unanswerable(
        `Namespace '${name}' is not this project's, so nothing is tried in it`,
      );
    }
    if (found.isDeleting) {
      throw new Unanswerable(
        `Namespace '${name}' is being deleted, so this cannot be tried: it is made anew once it is gone`,
      );
    }
  }

  async #readRollout(spec: RolloutSpecInput): Promise<Rollout> {
    const uid = await this.cluster.findRolloutUid(this.ref, this.#call);
    return {
      apiVersion: API_VERSION,
      kind: KIND,
      metadata: { ...this.ref, ...(uid !== undefined && { uid }) },
      spec: applyDefaults(spec),
    };
  }

  async #tryPod(): Promise<PodTrial> {
    await this.requireNamespace();
    const pod = toPod(await this.children(), this.ref);
    try {
      return await this.cluster.tryPod(pod, this.#call);
    } catch (error) {
      // The operator makes the account before the pods; here it may be missing.
      return isAccountMissing(error)
        ? this.#retryPod(withoutAccount(pod))
        : { refusal: error };
    }
  }

  async #retryPod(pod: V1Pod): Promise<PodTrial> {
    try {
      return await this.cluster.tryPod(pod, this.#call);
    } catch (error) {
      return { refusal: error };
    }
  }

  get #call() {
    return { signal: this.#signal };
  }
}

function toPod(children: readonly ChildObject[], ref: PlacedName): V1Pod {
  const deployment = children.find(({ kind }) => kind === 'Deployment');
  const template =
    deployment?.kind === 'Deployment' ? deployment.spec?.template : undefined;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...template?.metadata,
      namespace: ref.namespace,
      generateName: `${ref.name.slice(0, 50)}-`,
    },
    ...(template?.spec && { spec: template.spec }),
  };
}

function isAccountMissing(error: unknown): boolean {
  return (
    error instanceof Error &&
    /error looking up service account/.test(error.message)
  );
}

function withoutAccount(pod: V1Pod): V1Pod {
  const { serviceAccountName: _, ...spec } = pod.spec ?? { containers: [] };
  return { ...pod, spec };
}
