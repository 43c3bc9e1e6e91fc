import { KIND } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { resources } from '@one-click/backstage-plugin-one-click-kube';
import type {
  CallOptions,
  KubeClient,
  KubeObject,
  Resource,
} from '@one-click/backstage-plugin-one-click-kube';

/** An object that may have owners. */
export interface OwnedObject extends KubeObject {
  readonly metadata?: KubeObject['metadata'] & {
    readonly ownerReferences?: readonly OwnerRef[] | undefined;
  };
}

interface OwnerRef {
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean | undefined;
}

/** What stands between a rollout and its pods. */
const BETWEEN: Readonly<Record<string, Resource<OwnedObject>>> = {
  ReplicaSet: resources.replicaSets,
  Deployment: resources.deployments,
  Job: resources.jobs,
  CronJob: resources.cronJobs,
};

/** The rollout that has to be at the end of the chain. */
export interface ChainEnd {
  readonly namespace: string;
  readonly uid: string;
}

/**
 * Whether an object belongs to a rollout, by its controller, that one's
 * controller, and so on, as the cluster has them now. Names and labels prove
 * nothing: anybody may write them.
 */
export async function isOwnedBy(
  client: KubeClient,
  object: OwnedObject,
  end: ChainEnd & CallOptions,
): Promise<boolean> {
  const { namespace, uid, ...call } = end;
  let at: OwnedObject | undefined = object;
  // Pod, Job, CronJob, Rollout is the longest way there is.
  for (let step = 0; step < 4 && at; step += 1) {
    const owner: OwnerRef | undefined = controllerOf(at);
    if (!owner) {
      return false;
    }
    if (owner.kind === KIND) {
      return owner.uid === uid;
    }
    const resource: Resource<OwnedObject> | undefined = BETWEEN[owner.kind];
    const { name } = owner;
    const found: OwnedObject | undefined =
      resource && (await client.find(resource, { namespace, name }, call));
    // Another one of that name took its place: the object is an orphan.
    at = found?.metadata?.uid === owner.uid ? found : undefined;
  }
  return false;
}

/** The one owner that keeps an object. */
export function controllerOf({ metadata }: OwnedObject): OwnerRef | undefined {
  return metadata?.ownerReferences?.find(({ controller }) => controller);
}
