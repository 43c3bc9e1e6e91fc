import type { V1Ingress } from '@kubernetes/client-node';
import { resources } from '@one-click/backstage-plugin-one-click-kube';
import type {
  Clock,
  KubeClient,
} from '@one-click/backstage-plugin-one-click-kube';
import { wantsIngressClasses } from '@one-click/backstage-plugin-one-click-workload';
import type {
  IngressClassFacts,
  Observed,
} from '@one-click/backstage-plugin-one-click-workload';

// Classes come and go with whole installations.
const INTERVAL_MS = 60_000;
// Where a class gives addresses to nobody there is nothing to tell.
const QUIET_MS = 30 * 60_000;

/** What is known of the ingress classes of the cluster. */
export interface KnownIngressClasses {
  /** Absent while nobody needs to know. */
  readonly ingressClasses?: readonly IngressClassFacts[];
  /** When to read on; epoch milliseconds. */
  readonly readAgainAt: number | undefined;
}

/** What a reader works with. */
export interface IngressClassReaderOptions {
  readonly client: Pick<KubeClient, 'list'>;
  readonly clock: Clock;
  /** All Ingresses the operator knows. */
  readonly allIngresses: () => Iterable<V1Ingress>;
}

/** Reads the ingress classes of the cluster while an Ingress waits for its address, for all rollouts together. */
export class IngressClassReader {
  readonly #options: IngressClassReaderOptions;
  #last:
    | { readonly at: number; readonly facts: IngressClassFacts[] }
    | undefined;

  constructor(options: IngressClassReaderOptions) {
    this.#options = options;
  }

  async read(
    observed: Pick<Observed, 'ingresses'>,
  ): Promise<KnownIngressClasses> {
    const now = this.#options.clock.now();
    if (!wantsIngressClasses(observed, now)) {
      return { readAgainAt: undefined };
    }
    if (!this.#last || now >= this.#last.at + INTERVAL_MS) {
      this.#last = { at: now, facts: await this.#list() };
    }
    const { facts } = this.#last;
    const isQuiet = observed.ingresses.every(({ spec }) =>
      facts.some(
        ({ name, gives }) => name === spec?.ingressClassName && !gives,
      ),
    );
    const readAgainAt = now + (isQuiet ? QUIET_MS : INTERVAL_MS);
    return { ingressClasses: facts, readAgainAt };
  }

  async #list(): Promise<IngressClassFacts[]> {
    const { client, allIngresses } = this.#options;
    const { items } = await client.list(resources.ingressClasses);
    const giving = new Set<string | undefined>();
    for (const { spec, status } of allIngresses()) {
      if ((status?.loadBalancer?.ingress ?? []).length > 0) {
        giving.add(spec?.ingressClassName);
      }
    }
    return items.map(({ metadata }) => {
      const { name = '' } = metadata ?? {};
      return { name, gives: giving.has(name) };
    });
  }
}
