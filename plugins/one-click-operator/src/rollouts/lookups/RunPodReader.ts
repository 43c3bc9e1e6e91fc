import type { V1Pod } from '@kubernetes/client-node';
import { resources } from '@one-click/backstage-plugin-one-click-kube';
import type { KubeClient } from '@one-click/backstage-plugin-one-click-kube';
import { findFailedRuns } from '@one-click/backstage-plugin-one-click-workload';
import type {
  FailedRun,
  Observed,
} from '@one-click/backstage-plugin-one-click-workload';

const RUN_LABEL = 'batch.kubernetes.io/controller-uid';

/** What is kept of a pod: whose it is, and how its containers ended. */
function bare({ metadata, status }: V1Pod): V1Pod {
  const { ownerReferences = [] } = metadata ?? {};
  const { startTime, containerStatuses, initContainerStatuses } = status ?? {};
  return {
    metadata: { ownerReferences },
    status: {
      ...(startTime && { startTime }),
      ...(containerStatuses && { containerStatuses }),
      ...(initContainerStatuses && { initContainerStatuses }),
    },
  };
}

/** Reads the pods of runs that failed: once each, since they never change again. */
export class RunPodReader {
  readonly #client: Pick<KubeClient, 'list'>;
  /** By rollout, then by the run's uid. */
  readonly #known = new Map<string, ReadonlyMap<string, readonly V1Pod[]>>();

  constructor(client: Pick<KubeClient, 'list'>) {
    this.#client = client;
  }

  async read(
    key: string,
    namespace: string,
    observed: Pick<Observed, 'runs'>,
  ): Promise<readonly V1Pod[]> {
    const failed = findFailedRuns(observed);
    if (failed.length === 0) {
      this.forget(key);
      return [];
    }
    const known = this.#known.get(key);
    const pods = await Promise.all(
      failed.map(
        async run =>
          [
            run.uid,
            known?.get(run.uid) ?? (await this.#list(namespace, run)),
          ] as const,
      ),
    );
    this.#known.set(key, new Map(pods));
    return pods.flatMap(([, ofRun]) => ofRun);
  }

  forget(key: string): void {
    this.#known.delete(key);
  }

  async #list(namespace: string, { uid }: FailedRun): Promise<V1Pod[]> {
    const labelSelector = `${RUN_LABEL}=${uid}`;
    const page = await this.#client.list(resources.pods, {
      namespace,
      labelSelector,
    });
    return page.items.map(bare);
  }
}
