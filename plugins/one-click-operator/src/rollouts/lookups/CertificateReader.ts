import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { resources } from '@one-click/backstage-plugin-one-click-kube';
import type {
  Clock,
  KubeClient,
} from '@one-click/backstage-plugin-one-click-kube';
import { findTlsSecrets } from '@one-click/backstage-plugin-one-click-workload';
import type { CertificateFacts } from '@one-click/backstage-plugin-one-click-workload';
import { readCertificate } from './readCertificate';

// Not at once, or the start of an operator would be a storm of requests.
const FIRST_MS = 10_000;
const SPREAD_MS = 50_000;
// Somebody waits for it.
const WAITING_MS = 30_000;
// Issuers renew weeks ahead; to hear of it late does no harm.
const SETTLED_MS = 30 * 60_000;

interface Reading {
  /** The Secrets it is about. */
  readonly about: string;
  readonly certificates?: readonly CertificateFacts[];
  readonly nextAt: number;
}

/** What is known of certificates. */
export interface KnownCertificates {
  /** Absent while not known. */
  readonly certificates?: readonly CertificateFacts[];
  /** When to read on; epoch milliseconds. */
  readonly readAgainAt: number | undefined;
}

/** A different moment for each key, and always the same for one. */
function spreadOf(key: string): number {
  const sum = [...key].reduce(
    (hash, letter) => (hash * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003,
    7,
  );
  return sum % SPREAD_MS;
}

/** Reads, now and then, the certificates of hosts served over https. Of a Secret, only names and expiry are kept. */
export class CertificateReader {
  readonly #client: Pick<KubeClient, 'find'>;
  readonly #clock: Clock;
  readonly #readings = new Map<string, Reading>();

  constructor(options: {
    readonly client: Pick<KubeClient, 'find'>;
    readonly clock: Clock;
  }) {
    this.#client = options.client;
    this.#clock = options.clock;
  }

  async read(key: string, rollout: Rollout): Promise<KnownCertificates> {
    const secrets = findTlsSecrets(rollout);
    if (secrets.length === 0) {
      this.forget(key);
      return { readAgainAt: undefined };
    }
    const reading = await this.#next(key, secrets, rollout.metadata.namespace);
    this.#readings.set(key, reading);
    const { certificates, nextAt } = reading;
    return { ...(certificates && { certificates }), readAgainAt: nextAt };
  }

  forget(key: string): void {
    this.#readings.delete(key);
  }

  async #next(
    key: string,
    secrets: readonly string[],
    namespace: string,
  ): Promise<Reading> {
    const now = this.#clock.now();
    const about = secrets.join();
    const last = this.#readings.get(key);
    if (!last) {
      return { about, nextAt: now + FIRST_MS + spreadOf(key) };
    }
    if (last.about === about && now < last.nextAt) {
      return last;
    }
    const certificates = await Promise.all(
      secrets.map(async name =>
        readCertificate(
          name,
          await this.#client.find(resources.secrets, { namespace, name }),
        ),
      ),
    );
    const isWaiting = certificates.some(({ hosts }) => !hosts);
    const nextAt = now + (isWaiting ? WAITING_MS : SETTLED_MS);
    return { about, certificates, nextAt };
  }
}
