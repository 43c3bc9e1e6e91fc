import type { V1Ingress } from '@kubernetes/client-node';
import { ROLLOUT_LABEL } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { resources } from '@one-click/backstage-plugin-one-click-kube';
import type { KubeClient } from '@one-click/backstage-plugin-one-click-kube';
import { isSameAddress, toAddress } from './Address';
import type { Address } from './Address';

/** People type: one list serves what is asked within this time. */
const FRESH_MS = 5_000;
const CALL_TIMEOUT_MS = 7_000;

/** An address that an Ingress of the cluster asks for. */
export interface HeldAddress extends Address {
  readonly namespace: string;
  /** The rollout that the Ingress says it is of; absent for those that no rollout made. */
  readonly rollout: string | undefined;
}

interface Listed {
  readonly at: number;
  readonly addresses: Promise<readonly HeldAddress[]>;
}

export interface IngressIndexOptions {
  readonly clients: {
    find(cluster: string): Pick<KubeClient, 'pages'> | undefined;
  };
  readonly now: () => number;
}

/** Knows the addresses of all Ingresses of clusters, whoever made them. */
export class IngressIndex {
  readonly #options: IngressIndexOptions;
  readonly #listed = new Map<string, Listed>();

  constructor(options: IngressIndexOptions) {
    this.#options = options;
  }

  /** Who asks for an address; `undefined` while the cluster is away. Rejects where it does not answer. */
  async find(
    cluster: string,
    address: Address,
  ): Promise<readonly HeldAddress[] | undefined> {
    const client = this.#options.clients.find(cluster);
    if (!client) {
      return undefined;
    }
    const all = await this.#list(cluster, client);
    return all.filter(each => isSameAddress(each, address));
  }

  async #list(
    cluster: string,
    client: Pick<KubeClient, 'pages'>,
  ): Promise<readonly HeldAddress[]> {
    const now = this.#options.now();
    const known = this.#listed.get(cluster);
    if (known && now - known.at < FRESH_MS) {
      return known.addresses;
    }
    const addresses = listAddresses(client);
    this.#listed.set(cluster, { at: now, addresses });
    // A failure is told to those who asked, and asked again by the next.
    addresses.catch(() => this.#listed.delete(cluster));
    return addresses;
  }
}

async function listAddresses(
  client: Pick<KubeClient, 'pages'>,
): Promise<readonly HeldAddress[]> {
  const found: HeldAddress[] = [];
  const pages = client.pages(resources.ingresses, {
    timeoutMs: CALL_TIMEOUT_MS,
  });
  for await (const { items } of pages) {
    found.push(...items.flatMap(toHeld));
  }
  return found;
}

function toHeld({ metadata, spec }: V1Ingress): HeldAddress[] {
  const namespace = metadata?.namespace ?? '';
  const rollout = metadata?.labels?.[ROLLOUT_LABEL];
  return (spec?.rules ?? []).flatMap(({ host, http }) =>
    (http?.paths ?? []).map(({ path, pathType }) => ({
      ...toAddress({ host, path, pathType }),
      namespace,
      rollout,
    })),
  );
}
