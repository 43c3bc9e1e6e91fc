import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  KubeClient,
  KubeForbiddenError,
} from '@one-click/backstage-plugin-one-click-kube';
import type { Observed } from '@one-click/backstage-plugin-one-click-workload';
import { readIfPermitted } from '../readIfPermitted';
import { CertificateReader } from './CertificateReader';
import { IngressClassReader } from './IngressClassReader';
import type { IngressClassReaderOptions } from './IngressClassReader';
import { RunPodReader } from './RunPodReader';

/** What lookups work with. */
export interface LookupsOptions extends IngressClassReaderOptions {
  readonly client: Pick<KubeClient, 'find' | 'list'>;
  /** Told when a right is missing; what it would tell is then not said. */
  readonly onDenied: (error: KubeForbiddenError) => void;
}

/** What was found on demand. */
export interface Found {
  readonly facts: Pick<Observed, 'runPods' | 'certificates' | 'ingressClasses'>;
  /** When to look on; epoch milliseconds. */
  readonly readAgainAt: number | undefined;
}

/** Looks up what no watch tells and the status needs: seldom, and only where something is promised or amiss. */
export class Lookups {
  readonly #certificates: CertificateReader;
  readonly #ingressClasses: IngressClassReader;
  readonly #runPods: RunPodReader;
  readonly #onDenied: LookupsOptions['onDenied'];

  constructor(options: LookupsOptions) {
    this.#certificates = new CertificateReader(options);
    this.#ingressClasses = new IngressClassReader(options);
    this.#runPods = new RunPodReader(options.client);
    this.#onDenied = options.onDenied;
  }

  async find(key: string, rollout: Rollout, seen: Observed): Promise<Found> {
    const { namespace } = rollout.metadata;
    const runPods = await this.#read(() =>
      this.#runPods.read(key, namespace, seen),
    );
    const certificates = await this.#read(() =>
      this.#certificates.read(key, rollout),
    );
    const classes = await this.#read(() => this.#ingressClasses.read(seen));
    const moments = [certificates, classes].flatMap(
      found => found?.readAgainAt ?? [],
    );
    return {
      facts: {
        ...(runPods && { runPods }),
        ...(certificates?.certificates && {
          certificates: certificates.certificates,
        }),
        ...(classes?.ingressClasses && {
          ingressClasses: classes.ingressClasses,
        }),
      },
      readAgainAt: moments.length > 0 ? Math.min(...moments) : undefined,
    };
  }

  forget(key: string): void {
    this.#certificates.forget(key);
    this.#runPods.forget(key);
  }

  #read<T>(read: () => Promise<T>): Promise<T | undefined> {
    return readIfPermitted(read, this.#onDenied);
  }
}
