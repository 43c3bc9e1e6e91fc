import type {
  V1PersistentVolumeClaim,
  V1Pod,
  V1ResourceQuota,
} from '@kubernetes/client-node';
import type { ChildObject } from '@one-click/backstage-plugin-one-click-workload';
import type {
  ClassNames,
  PlacedName,
  PreflightCluster,
  Present,
  ReferredKind,
  TriedRollout,
} from '../src/preflight/PreflightCluster';

/** A cluster that lets everything pass, save what a test puts in the way. */
export class FakePreflightCluster implements PreflightCluster {
  namespace: Awaited<ReturnType<PreflightCluster['findNamespace']>> = {
    isDeleting: false,
    projectId: undefined,
  };
  quotas: readonly V1ResourceQuota[] = [];
  pods: readonly V1Pod[] = [];
  classes: ClassNames = {
    ingress: [{ name: 'nginx', isDefault: true }],
    storage: [{ name: 'standard', isDefault: true, canGrow: true }],
  };
  readonly existing = new Set<string>();
  readonly claims = new Map<string, V1PersistentVolumeClaim>();
  /** What tries of a kind reject with. */
  readonly refusals = new Map<string, Error>();
  /** Kinds whose tries never end. */
  readonly stuck = new Set<string>();
  /** Kind and name of all that was tried. */
  readonly tried: string[] = [];

  async findNamespace() {
    return this.namespace;
  }

  async findRolloutUid() {
    return 'uid-of-web';
  }

  async tryRollout({ name }: TriedRollout) {
    return this.#try('Rollout', name);
  }

  async tryChild({ kind, metadata }: ChildObject) {
    return this.#try(kind, metadata.name);
  }

  async tryPod(pod: V1Pod) {
    const warnings = await this.#try('Pod', pod.metadata?.generateName ?? '');
    return { pod, warnings };
  }

  async findPresent(): Promise<Present | undefined> {
    return undefined;
  }

  async findClaim({ name }: PlacedName) {
    return this.claims.get(name);
  }

  async listPods() {
    return this.pods;
  }

  async listQuotas() {
    return this.quotas;
  }

  async readClasses() {
    return this.classes;
  }

  async exists(kind: ReferredKind, { name }: PlacedName) {
    return this.existing.has(`${kind} ${name}`);
  }

  async #try(kind: string, name: string): Promise<readonly string[]> {
    this.tried.push(`${kind} ${name}`);
    const refusal = this.refusals.get(kind);
    if (refusal) {
      throw refusal;
    }
    return this.stuck.has(kind) ? new Promise(() => {}) : [];
  }
}
