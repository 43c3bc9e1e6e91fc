import { isDeepStrictEqual } from 'node:util';
import { OPERATOR_MANAGER } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  Rollout,
  RolloutStatus,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { resources } from '@one-click/backstage-plugin-one-click-kube';
import type { KubeClient } from '@one-click/backstage-plugin-one-click-kube';
import { keyOf } from '../engine/store';

interface Written {
  readonly uid: string;
  readonly asked: RolloutStatus;
  readonly stored: RolloutStatus | undefined;
}

/** Writes statuses that differ from what is there, and no others. */
export class StatusWriter {
  readonly #client: KubeClient;
  /** For a CRD older than the operator, which drops fields it does not know. */
  readonly #written = new Map<string, Written>();

  constructor(client: KubeClient) {
    this.#client = client;
  }

  /** Gives the Rollout as it then is; `undefined` if nothing had to be written. */
  async write(
    rollout: Rollout,
    status: RolloutStatus,
  ): Promise<Rollout | undefined> {
    if (isDeepStrictEqual(rollout.status, status)) {
      return undefined;
    }
    const { namespace, name, uid = '' } = rollout.metadata;
    const key = keyOf(namespace, name);
    const last = this.#written.get(key);
    if (
      last?.uid === uid &&
      isDeepStrictEqual(last.asked, status) &&
      isDeepStrictEqual(last.stored, rollout.status)
    ) {
      return undefined;
    }
    const stored = await this.#client.apply(
      resources.rollouts,
      // The uid keeps it from a rollout that took the place of this one.
      { metadata: { namespace, name, uid }, ...{ status } },
      { fieldManager: OPERATOR_MANAGER, force: true, subresource: 'status' },
    );
    this.#written.set(key, { uid, asked: status, stored: stored.status });
    return stored;
  }

  forget(rolloutKey: string): void {
    this.#written.delete(rolloutKey);
  }
}
