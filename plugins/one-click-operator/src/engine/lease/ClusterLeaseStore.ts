import type { V1Lease } from '@kubernetes/client-node';
import { resources } from '@one-click/backstage-plugin-one-click-kube';
import type {
  CallOptions,
  KubeClient,
} from '@one-click/backstage-plugin-one-click-kube';
import type {
  LeaseClaim,
  LeaseRecord,
  LeaseRef,
  LeaseStore,
} from './LeaseStore';

/** What a lease needs of a client. */
export type LeaseClient = Pick<KubeClient, 'find' | 'create' | 'patch'>;

/** A `Lease` of `coordination.k8s.io/v1`. */
export class ClusterLeaseStore implements LeaseStore {
  readonly #client: LeaseClient;
  readonly #ref: LeaseRef;

  constructor(client: LeaseClient, ref: LeaseRef) {
    this.#client = client;
    this.#ref = ref;
  }

  async read(options: CallOptions): Promise<LeaseRecord | undefined> {
    const found = await this.#client.find(resources.leases, this.#ref, options);
    return found && toRecord(found);
  }

  async create(claim: LeaseClaim, options: CallOptions): Promise<LeaseRecord> {
    const lease = { metadata: this.#ref, spec: toSpec(claim) };
    return toRecord(
      await this.#client.create(resources.leases, lease, options),
    );
  }

  async update(
    claim: LeaseClaim,
    options: CallOptions & { readonly resourceVersion: string },
  ): Promise<LeaseRecord> {
    const { resourceVersion, ...call } = options;
    // A version in the body makes the server refuse the patch for any other.
    const body = { metadata: { resourceVersion }, spec: toSpec(claim) };
    const patch = { type: 'merge', body } as const;
    return toRecord(
      await this.#client.patch(resources.leases, this.#ref, { ...call, patch }),
    );
  }
}

function toRecord({ metadata, spec = {} }: V1Lease): LeaseRecord {
  const { leaseDurationSeconds } = spec;
  return {
    holder: spec.holderIdentity ?? '',
    resourceVersion: metadata?.resourceVersion ?? '',
    durationMs: leaseDurationSeconds && leaseDurationSeconds * 1000,
    transitions: spec.leaseTransitions ?? 0,
    stamp: JSON.stringify(spec),
  };
}

function toSpec(claim: LeaseClaim): object {
  const { holder, durationMs, transitions, renewedAt, acquiredAt } = claim;
  return {
    holderIdentity: holder,
    leaseDurationSeconds: Math.max(1, Math.round(durationMs / 1000)),
    leaseTransitions: transitions,
    renewTime: toMicroTime(renewedAt),
    ...(acquiredAt !== undefined && { acquireTime: toMicroTime(acquiredAt) }),
  };
}

/** The API takes these times with exactly six digits of a second. */
function toMicroTime(epochMs: number): string {
  return new Date(epochMs).toISOString().replace('Z', '000Z');
}
