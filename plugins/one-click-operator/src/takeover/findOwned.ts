import type { V1ObjectMeta } from '@kubernetes/client-node';
import { ROLLOUT_LABEL } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { KubeClient } from '@one-click/backstage-plugin-one-click-kube';
import { careOf } from '@one-click/backstage-plugin-one-click-workload';
import type { ChildKind } from '@one-click/backstage-plugin-one-click-workload';
import { CHILD_RESOURCES } from '../cluster/childResources';
import type { ChildRef } from './knownChildren';
import { controllingRollout } from './originals';

/** The kinds the Go operator makes, in the order a take-over goes through them. */
export const ORIGINAL_KINDS = [
  'ServiceAccount',
  'PersistentVolumeClaim',
  'Deployment',
  'Secret',
  'Service',
  'Ingress',
  'HorizontalPodAutoscaler',
  'CronJob',
] as const satisfies readonly ChildKind[];

/** A child found by its owner. */
export interface OwnedChild extends ChildRef {
  /** The rollout that controls it. */
  readonly owner: { readonly name: string; readonly uid: string };
}

/** How to look for what the Go operator made. */
export interface OriginalsFinderOptions {
  readonly client: KubeClient;
  /** Namespaces to look at; all of them if empty. */
  readonly namespaces: readonly string[];
}

/** Of Secrets, it left only pull secrets without labels: all others of a cluster are neither our business nor small. */
const PULL_SECRETS = 'type=kubernetes.io/dockerconfigjson';

function toChild(
  kind: ChildKind,
  metadata: V1ObjectMeta | undefined,
): OwnedChild[] {
  const owner = metadata && controllingRollout(metadata);
  if (!owner) {
    return [];
  }
  const { namespace = '', name = '' } = metadata;
  return [{ kind, namespace, name, owner }];
}

/**
 * Finds by their owners what no watch of ours brings: autoscalers, service
 * accounts and pull secrets have none of the labels. Of the kinds that must let
 * go of their owner first, all are looked at.
 */
export async function findOwned(
  options: OriginalsFinderOptions,
): Promise<OwnedChild[]> {
  const { client, namespaces } = options;
  const scopes = namespaces.length > 0 ? namespaces : [undefined];
  const found: OwnedChild[] = [];
  for (const kind of ORIGINAL_KINDS) {
    const labelSelector =
      careOf(kind) === 'owned' ? `!${ROLLOUT_LABEL}` : undefined;
    for (const namespace of scopes) {
      const pages = client.pages<{ metadata?: V1ObjectMeta }>(
        CHILD_RESOURCES[kind],
        {
          namespace,
          labelSelector,
          fieldSelector: kind === 'Secret' ? PULL_SECRETS : undefined,
        },
      );
      for await (const { items } of pages) {
        found.push(...items.flatMap(({ metadata }) => toChild(kind, metadata)));
      }
    }
  }
  return found;
}
