import { selectorLabels } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { resources } from '@one-click/backstage-plugin-one-click-kube';
import type {
  KubeClient,
  Resource,
} from '@one-click/backstage-plugin-one-click-kube';
import type { ClusterClients } from '../clusters/ClusterClients';

/** Where a rollout's instances are. */
export interface InstancesRef {
  readonly cluster: string;
  readonly namespace: string;
  readonly rollout: string;
}

/** Tells which images instances were really started from. */
export interface RunningImages {
  /**
   * Digests by the image's text, such as `docker.io/library/nginx:1.27`; empty
   * where the cluster is away or does not answer soon.
   */
  findDigests(ref: InstancesRef): Promise<ReadonlyMap<string, string>>;
}

/** A rollback must not wait for a slow cluster: without a digest the tag alone goes into quarantine. */
const TIMEOUT_MS = 2_000;

const DIGEST = /@(sha256:[0-9a-f]{64})$/;

type PodOf<R> = R extends Resource<infer T> ? T : never;
type Pod = PodOf<typeof resources.pods>;

/** Asks the cluster's pods. */
export class ClusterRunningImages implements RunningImages {
  readonly #clients: Pick<ClusterClients<KubeClient>, 'find'>;

  constructor(options: {
    readonly clients: Pick<ClusterClients<KubeClient>, 'find'>;
  }) {
    this.#clients = options.clients;
  }

  async findDigests(ref: InstancesRef): Promise<ReadonlyMap<string, string>> {
    const { cluster, namespace, rollout: name } = ref;
    const labels = Object.entries(selectorLabels({ name, namespace }));
    try {
      const found = await this.#clients.find(cluster)?.list(resources.pods, {
        namespace,
        labelSelector: labels.map(label => label.join('=')).join(','),
        timeoutMs: TIMEOUT_MS,
      });
      return new Map(found?.items.flatMap(digestsOf));
    } catch {
      return new Map();
    }
  }
}

function digestsOf({ spec, status }: Pod): [string, string][] {
  return (spec?.containers ?? []).flatMap(
    ({ name, image }): [string, string][] => {
      const running = status?.containerStatuses?.find(
        each => each.name === name,
      );
      const digest = DIGEST.exec(running?.imageID ?? '')?.[1];
      return image && digest ? [[image, digest]] : [];
    },
  );
}
