import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { ClusterAwayError } from '../src/errors';
import type { ProjectRecord } from '../src/projects/ProjectRecord';
import type {
  NewSecret,
  SecretValues,
  SecretVault,
  StoredSecret,
  VaultRef,
} from '../src/secrets/SecretVault';

interface Kept extends StoredSecret {
  readonly values: SecretValues;
}

/** Secrets in memory that we own, of one cluster. */
export class FakeSecretVault implements SecretVault {
  /** Each write, such as `oc-shop/web-secrets-…`. */
  readonly writes: string[] = [];
  /** Rollouts as kubectl made them. */
  readonly rollouts = new Map<string, Rollout>();
  readonly #kept = new Map<string, Kept>();
  readonly #options: {
    readonly now: () => number;
    readonly isReachable: (cluster: string) => boolean;
  };
  #version = 0;
  /** What happens just before a write. */
  beforeWrite: () => Promise<void> = async () => undefined;

  constructor(options: {
    readonly now: () => number;
    readonly isReachable: (cluster: string) => boolean;
  }) {
    this.#options = options;
  }

  isReachable({ cluster }: ProjectRecord): boolean {
    return this.#options.isReachable(cluster);
  }

  async read(ref: VaultRef): Promise<SecretValues | undefined> {
    this.#requireCluster(ref.project);
    return this.#kept.get(keyOf(ref))?.values;
  }

  async has(ref: VaultRef): Promise<boolean> {
    this.#requireCluster(ref.project);
    return this.#kept.has(keyOf(ref));
  }

  async write(secret: NewSecret): Promise<void> {
    this.#requireCluster(secret.project);
    await this.beforeWrite();
    const { project, name, rollout, values } = secret;
    const key = keyOf(secret);
    this.writes.push(key);
    this.#version += 1;
    this.#kept.set(key, {
      namespace: project.namespace,
      name,
      rollout,
      uid: this.#kept.get(key)?.uid ?? `uid-${this.#version}`,
      resourceVersion: String(this.#version),
      usedAt: new Date(this.#options.now()).toISOString(),
      values,
    });
  }

  async readRollout(ref: VaultRef): Promise<Rollout | undefined> {
    this.#requireCluster(ref.project);
    return this.rollouts.get(keyOf(ref));
  }

  async dropLastApplied(ref: VaultRef): Promise<void> {
    const rollout = this.rollouts.get(keyOf(ref));
    if (rollout) {
      const metadata = { ...rollout.metadata, annotations: {} };
      this.rollouts.set(keyOf(ref), { ...rollout, metadata });
    }
  }

  async list({ namespace }: ProjectRecord): Promise<readonly StoredSecret[]> {
    return [...this.#kept.values()].filter(
      each => each.namespace === namespace,
    );
  }

  async mentions({ namespace }: ProjectRecord): Promise<string> {
    const found = [...this.rollouts].filter(([key]) =>
      key.startsWith(`${namespace}/`),
    );
    return JSON.stringify(found.map(([, { spec }]) => spec));
  }

  async remove(project: ProjectRecord, secret: StoredSecret): Promise<void> {
    const key = keyOf({ project, name: secret.name });
    if (this.#kept.get(key)?.resourceVersion === secret.resourceVersion) {
      this.#kept.delete(key);
    }
  }

  /** Deletes a Secret by another hand. */
  deleteByHand(ref: VaultRef): void {
    this.#kept.delete(keyOf(ref));
  }

  #requireCluster(project: ProjectRecord): void {
    if (!this.isReachable(project)) {
      throw new ClusterAwayError(project.cluster, 'secrets');
    }
  }
}

function keyOf({ project, name }: VaultRef): string {
  return `${project.namespace}/${name}`;
}
