import { ConflictError } from '@backstage/errors';
import {
  ACTS_MANAGER,
  BACKEND_MANAGER,
  LAST_APPLIED_ANNOTATION,
  ROLLOUT_LABEL,
  selectorLabels,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import {
  KubeAlreadyExistsError,
  KubeConflictError,
  KubeForbiddenError,
  KubeNotFoundError,
  resources,
  sleep,
} from '@one-click/backstage-plugin-one-click-kube';
import type {
  Clock,
  KubeClient,
  Resource,
} from '@one-click/backstage-plugin-one-click-kube';
import type { ClusterClients } from '../clusters/ClusterClients';
import type { KubeGateway } from '../kube/KubeGateway';
import type { ProjectRecord } from '../projects/ProjectRecord';
import type {
  NewSecret,
  SecretValues,
  SecretVault,
  StoredSecret,
  VaultRef,
} from './SecretVault';
import { toVaultError } from './toVaultError';
import { requireOwnNamespace } from '../projects/requireOwnNamespace';

/** What we call a Secret that a save wrote. */
const CONTENT_LABEL = 'one-click.dev/secret';
const USED_AT_ANNOTATION = 'one-click.dev/used-at';
const TIMEOUT = { timeoutMs: 10_000 } as const;
/** Rights in a namespace just made take a moment to reach all of the API server. */
const RIGHTS_WAIT_MS = 100;
const RIGHTS_TRIES = 30;

type Secret = typeof resources.secrets extends Resource<infer T> ? T : never;

export interface ClusterSecretVaultOptions {
  readonly clients: ClusterClients<KubeClient>;
  /** The door to a cluster; absent while it is away. */
  readonly gateway: (cluster: string) => KubeGateway | undefined;
  readonly clock: Clock;
}

/** Keeps secret values in a real cluster. */
export class ClusterSecretVault implements SecretVault {
  readonly #options: ClusterSecretVaultOptions;

  constructor(options: ClusterSecretVaultOptions) {
    this.#options = options;
  }

  isReachable({ cluster }: ProjectRecord): boolean {
    return this.#options.clients.find(cluster) !== undefined;
  }

  async read({ project, name }: VaultRef): Promise<SecretValues | undefined> {
    const { namespace } = project;
    const found = await this.#call(project, client =>
      client.find(resources.secrets, { namespace, name }, TIMEOUT),
    );
    return found && toValues(found);
  }

  async has({ project, name }: VaultRef): Promise<boolean> {
    const { namespace } = project;
    const { items } = await this.#call(project, client =>
      client.list(resources.secrets, {
        ...TIMEOUT,
        namespace,
        fieldSelector: `metadata.name=${name}`,
        metadataOnly: true,
      }),
    );
    return items.length > 0;
  }

  async write(secret: NewSecret): Promise<void> {
    const { project } = secret;
    await this.#call(project, async client => {
      await this.#ensureNamespace(project);
      await this.#withNewRights(() => this.#put(client, secret));
    });
  }

  async readRollout({ project, name }: VaultRef) {
    requireOwnNamespace(project);
    const { namespace } = project;
    return this.#call(project, client =>
      client.find(resources.rollouts, { namespace, name }, TIMEOUT),
    );
  }

  async dropLastApplied({ project, name }: VaultRef): Promise<void> {
    requireOwnNamespace(project);
    const { namespace } = project;
    const annotations = { [LAST_APPLIED_ANNOTATION]: null };
    await this.#call(project, client =>
      client.patch(
        resources.rollouts,
        { namespace, name },
        {
          ...TIMEOUT,
          fieldManager: ACTS_MANAGER,
          patch: { type: 'merge', body: { metadata: { annotations } } },
        },
      ),
    );
  }

  async list(project: ProjectRecord): Promise<readonly StoredSecret[]> {
    const { items } = await this.#call(project, client =>
      client.list(resources.secrets, {
        ...TIMEOUT,
        namespace: project.namespace,
        labelSelector: CONTENT_LABEL,
        metadataOnly: true,
      }),
    );
    return items.flatMap(item => toStored(item) ?? []);
  }

  async mentions({ cluster, namespace }: ProjectRecord): Promise<string> {
    const { items } = await this.#call({ cluster }, client =>
      client.list(resources.rollouts, { ...TIMEOUT, namespace }),
    );
    return JSON.stringify(items.map(({ spec }) => spec));
  }

  async remove(project: ProjectRecord, secret: StoredSecret): Promise<void> {
    const { namespace, name, uid, resourceVersion } = secret;
    await this.#call(project, async client => {
      try {
        const options = { ...TIMEOUT, uid, resourceVersion };
        await client.delete(resources.secrets, { namespace, name }, options);
      } catch (error) {
        if (!isGoneOrUsed(error)) {
          throw error;
        }
      }
    });
  }

  async #ensureNamespace(project: ProjectRecord): Promise<void> {
    const { id: projectId, name: projectName, cluster, namespace } = project;
    const { namespaceUid: uid, isAdopted } = project;
    await this.#options.gateway(cluster)?.ensureNamespace({
      namespace,
      projectId,
      projectName,
      uid,
      isAdopted,
    });
  }

  async #put(client: KubeClient, secret: NewSecret): Promise<void> {
    try {
      await client.create(resources.secrets, this.#build(secret), {
        ...TIMEOUT,
        fieldManager: BACKEND_MANAGER,
      });
    } catch (error) {
      if (!(error instanceof KubeAlreadyExistsError)) {
        throw error;
      }
      await this.#use(client, secret);
    }
  }

  /** Tells the collector, which deletes only what has not changed since it looked, that the Secret is wanted. */
  async #use(client: KubeClient, secret: NewSecret): Promise<void> {
    const { project, name, values } = secret;
    const { namespace } = project;
    try {
      const { metadata } = this.#build(secret);
      const { labels, annotations } = metadata;
      const used = await client.patch<Secret>(
        resources.secrets,
        { namespace, name },
        {
          ...TIMEOUT,
          fieldManager: BACKEND_MANAGER,
          patch: { type: 'merge', body: { metadata: { labels, annotations } } },
        },
      );
      if (!isSame(toValues(used), values)) {
        throw new ConflictError(
          `Secret '${name}' in namespace '${namespace}' was replaced by other values: delete it there and save again`,
        );
      }
    } catch (error) {
      if (error instanceof KubeNotFoundError) {
        // Collected in this very moment.
        await client.create(resources.secrets, this.#build(secret), TIMEOUT);
        return;
      }
      throw error;
    }
  }

  #build({ project, rollout, name, kind, values }: NewSecret) {
    const { namespace } = project;
    const usedAt = new Date(this.#options.clock.now()).toISOString();
    const data = [...values].map(([key, value]) => [
      key,
      Buffer.from(value, 'utf8').toString('base64'),
    ]);
    return {
      metadata: {
        namespace,
        name,
        labels: {
          ...selectorLabels({ name: rollout, namespace }),
          [CONTENT_LABEL]: kind,
        },
        annotations: { [USED_AT_ANNOTATION]: usedAt },
      },
      immutable: true,
      type: kind === 'values' ? 'Opaque' : 'kubernetes.io/dockerconfigjson',
      data: Object.fromEntries(data) as Record<string, string>,
    };
  }

  async #withNewRights(work: () => Promise<void>): Promise<void> {
    const { clock } = this.#options;
    for (let tries = 1; ; tries += 1) {
      try {
        await work();
        return;
      } catch (error) {
        const isLate = error instanceof KubeForbiddenError && isNoRight(error);
        if (!isLate || tries >= RIGHTS_TRIES) {
          throw error;
        }
        await sleep(clock, RIGHTS_WAIT_MS);
      }
    }
  }

  async #call<T>(
    { cluster }: Pick<ProjectRecord, 'cluster'>,
    work: (client: KubeClient) => Promise<T>,
  ): Promise<T> {
    const client = this.#options.clients.get(cluster, 'secrets');
    try {
      return await work(client);
    } catch (error) {
      throw toVaultError(error, cluster);
    }
  }
}

// A quota or a webhook refuses with the same status, and goes on doing so.
function isNoRight({ message }: KubeForbiddenError): boolean {
  return /\bcannot \w+ resource\b/.test(message);
}

function isGoneOrUsed(error: unknown): boolean {
  return (
    error instanceof KubeNotFoundError || error instanceof KubeConflictError
  );
}

function toValues({ data = {} }: Secret): SecretValues {
  return new Map(
    Object.entries(data).map(([key, value]) => [
      key,
      Buffer.from(value, 'base64').toString('utf8'),
    ]),
  );
}

function isSame(left: SecretValues, right: SecretValues): boolean {
  return (
    left.size === right.size &&
    [...left].every(([key, value]) => right.get(key) === value)
  );
}

function toStored({ metadata = {} }: Secret): StoredSecret | undefined {
  const { namespace, name, uid, resourceVersion, labels, annotations } =
    metadata;
  const rollout = labels?.[ROLLOUT_LABEL];
  if (!namespace || !name || !uid || !resourceVersion || !rollout) {
    return undefined;
  }
  const made = metadata.creationTimestamp;
  const usedAt =
    annotations?.[USED_AT_ANNOTATION] ??
    (made ? new Date(made).toISOString() : '');
  return { namespace, name, rollout, uid, resourceVersion, usedAt };
}
