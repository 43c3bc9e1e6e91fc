import type { ClusterAccess } from '@one-click/devcluster';

/** Where a rollout's objects are. */
export interface RolloutInCluster {
  readonly namespace: string;
  readonly name: string;
}

/** The parts of a pod that tests look at. */
export interface Pod {
  readonly metadata: {
    readonly name: string;
    readonly deletionTimestamp?: string;
  };
  readonly spec: {
    readonly containers: readonly {
      readonly image: string;
      readonly env?: readonly {
        readonly name: string;
        readonly value?: string;
      }[];
    }[];
  };
  readonly status: {
    readonly conditions?: readonly {
      readonly type: string;
      readonly status: string;
    }[];
  };
}

/** Reads the pods of a rollout as the cluster has them, without those on their way out. */
export async function readPods(
  cluster: ClusterAccess,
  rollout: RolloutInCluster,
): Promise<readonly Pod[]> {
  const { namespace, name } = rollout;
  const { stdout } = await cluster.kubectl([
    'get',
    'pods',
    `--namespace=${namespace}`,
    `--selector=one-click.dev/deploymentId=${name}`,
    '--output=json',
  ]);
  const { items }: { items: readonly Pod[] } = JSON.parse(stdout);
  return items.filter(pod => !pod.metadata.deletionTimestamp);
}

/** Whether a pod may get requests. */
export function isReady(pod: Pod): boolean {
  return (pod.status.conditions ?? []).some(
    ({ type, status }) => type === 'Ready' && status === 'True',
  );
}

/** The value of a plain variable in the first container, exactly. */
export function envValue(pod: Pod, name: string): string | undefined {
  const [container] = pod.spec.containers;
  return container?.env?.find(variable => variable.name === name)?.value;
}
