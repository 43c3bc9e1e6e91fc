import type { StateKeeper } from '../storage/StateKeeper';
import type { Instant } from '../storage/Instant';

/** Orders the namespaces of a cluster to be guarded as the configuration says now. */
export async function orderGuards(
  { stores }: Pick<StateKeeper, 'stores'>,
  request: {
    readonly cluster: string;
    readonly policy: string;
    readonly at: Instant;
  },
): Promise<void> {
  const { cluster, policy, at } = request;
  for (const { id } of await stores.projects.listUnguarded(cluster, policy)) {
    await stores.outbox.put({
      subject: { kind: 'project', id },
      cluster,
      revision: 0,
      createdAt: at,
      attempts: 0,
      dueAt: at,
    });
  }
}
