import type { V1ObjectMeta } from '@kubernetes/client-node';
import {
  KubeConflictError,
  KubeInvalidError,
} from '@one-click/backstage-plugin-one-click-kube';
import type { KubeClient } from '@one-click/backstage-plugin-one-click-kube';
import type { ChildKind } from '@one-click/backstage-plugin-one-click-workload';
import { CHILD_RESOURCES } from '../cluster/childResources';
import type { ChildRef } from './knownChildren';
import type { FoundChild, TakeOverStep } from './planTakeOver';

/** Field manager of what a take-over itself adds to an object. */
const TAKEOVER_MANAGER = 'one-click-operator-takeover';

/** Where a write goes, and who is told of it. */
export interface TakeOverWriterOptions {
  readonly client: KubeClient;
  readonly onWritten: (kind: ChildKind, stored: LiveObject) => void;
}

/** An object as the cluster stored it. */
export interface LiveObject {
  readonly metadata?: V1ObjectMeta;
}

/** Somebody wrote in between, which they do not do for ever. */
const ATTEMPTS = 5;

function isRefusedForNow(error: unknown): boolean {
  // A test within a patch that fails counts as invalid.
  return (
    error instanceof KubeConflictError || error instanceof KubeInvalidError
  );
}

/** Carries out the single writes of a take-over. */
export class TakeOverWriter {
  readonly #client: KubeClient;
  readonly #onWritten: TakeOverWriterOptions['onWritten'];

  constructor(options: TakeOverWriterOptions) {
    this.#client = options.client;
    this.#onWritten = options.onWritten;
  }

  /**
   * Reads an object and makes the write that is planned for it, again if
   * somebody else was faster.
   */
  async write(
    ref: ChildRef,
    plan: (found: FoundChild) => TakeOverStep | undefined,
  ): Promise<void> {
    let last:
      | { readonly version?: string; readonly error: unknown }
      | undefined;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const object = await this.#find(ref);
      const step = object && plan({ kind: ref.kind, object });
      if (!step) {
        return;
      }
      const version = object?.metadata?.resourceVersion ?? '';
      if (last?.version === version) {
        throw last.error;
      }
      try {
        await this.#patch(step);
        return;
      } catch (error) {
        if (!isRefusedForNow(error)) {
          throw error;
        }
        last = { version, error };
      }
    }
    throw last?.error;
  }

  #find({ kind, namespace, name }: ChildRef): Promise<LiveObject | undefined> {
    return this.#client.find<LiveObject>(CHILD_RESOURCES[kind], {
      namespace,
      name,
    });
  }

  async #patch(step: TakeOverStep): Promise<void> {
    const { kind, namespace, name, patch } = step;
    const stored = await this.#client.patch<LiveObject>(
      CHILD_RESOURCES[kind],
      { namespace, name },
      {
        fieldManager: TAKEOVER_MANAGER,
        patch: { type: 'json', body: patch },
      },
    );
    this.#onWritten(kind, stored);
  }
}
