import { isDeepStrictEqual } from 'node:util';
import { OPERATOR_MANAGER } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  Rollout,
  RolloutStatus,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import {
  KubeInvalidError,
  KubeNotFoundError,
  resources,
} from '@one-click/backstage-plugin-one-click-kube';
import type { KubeClient } from '@one-click/backstage-plugin-one-click-kube';
import { keyOf } from '../engine/store';

interface Written {
  readonly uid: string;
  readonly asked: RolloutStatus;
  readonly stored: RolloutStatus | undefined;
}

interface RolloutRef {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
}

/** The rollout is gone, or there is another one of its name: the watch tells in a moment. */
function isOfAnother(error: unknown): boolean {
  // What a test of a patch finds amiss names no field; a schema does.
  const isFailedTest =
    error instanceof KubeInvalidError && error.causes.length === 0;
  return isFailedTest || error instanceof KubeNotFoundError;
}

/** Writes statuses that differ from what is there, and no others. */
export class StatusWriter {
  readonly #client: KubeClient;
  /** For a CRD older than the operator, which drops fields it does not know. */
  readonly #written = new Map<string, Written>();

  constructor(client: KubeClient) {
    this.#client = client;
  }

  /** Gives the Rollout as it then is; `undefined` if nothing had to be written, or it is gone. */
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
    const stored = await this.#replace({ namespace, name, uid }, status);
    if (!stored) {
      return undefined;
    }
    this.#written.set(key, { uid, asked: status, stored: stored.status });
    return stored;
  }

  /** A patch costs the API server two thirds of an apply, and nobody else writes here. */
  async #replace(
    { namespace, name, uid }: RolloutRef,
    status: RolloutStatus,
  ): Promise<Rollout | undefined> {
    try {
      return await this.#client.patch(
        resources.rollouts,
        { namespace, name },
        {
          subresource: 'status',
          fieldManager: OPERATOR_MANAGER,
          patch: {
            type: 'json',
            body: [
              { op: 'test', path: '/metadata/uid', value: uid },
              { op: 'add', path: '/status', value: status },
            ],
          },
        },
      );
    } catch (error) {
      if (isOfAnother(error)) {
        return undefined;
      }
      throw error;
    }
  }

  forget(rolloutKey: string): void {
    this.#written.delete(rolloutKey);
  }
}
