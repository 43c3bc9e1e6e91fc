import { resources } from '@one-click/backstage-plugin-one-click-kube';
import type { KubeClient } from '@one-click/backstage-plugin-one-click-kube';
import type { ClusterClients } from '../clusters/ClusterClients';
import { readDockerConfig } from './pullSecrets';
import type { PullSecrets } from './pullSecrets';
import { RegistryError } from './RegistryError';

const KEY = '.dockerconfigjson';

/** Reads sign-ins from the Secrets that pods pull with; they are kept nowhere. */
export class KubePullSecrets implements PullSecrets {
  readonly #clients: ClusterClients<KubeClient>;

  constructor(clients: ClusterClients<KubeClient>) {
    this.#clients = clients;
  }

  async find(request: Parameters<PullSecrets['find']>[0]) {
    const { cluster, namespace, name, ref } = request;
    const client = this.#clients.get(cluster);
    const secret = await client
      .find(resources.secrets, { namespace, name })
      .catch(() => {
        throw new RegistryError(
          'away',
          `The registry sign-in in the Secret '${name}' cannot be read from the cluster`,
        );
      });
    const encoded = secret?.data?.[KEY];
    return encoded === undefined
      ? undefined
      : readDockerConfig(Buffer.from(encoded, 'base64').toString('utf8'), ref);
  }
}
