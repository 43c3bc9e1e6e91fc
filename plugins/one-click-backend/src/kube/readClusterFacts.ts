import { resources } from '@one-click/backstage-plugin-one-click-kube';
import type {
  CallOptions,
  KubeClient,
} from '@one-click/backstage-plugin-one-click-kube';
import type { ClusterFacts } from '../clusters/ClusterStore';

const DEFAULT_STORAGE_CLASS = 'storageclass.kubernetes.io/is-default-class';
const DEFAULT_INGRESS_CLASS = 'ingressclass.kubernetes.io/is-default-class';

interface Classified {
  readonly metadata?: {
    readonly name?: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
}

/** Reads what a cluster offers: its ingress and storage classes. */
export async function readClusterFacts(
  client: KubeClient,
  call: CallOptions,
): Promise<ClusterFacts> {
  const ingress = await client.list(resources.ingressClasses, call);
  const storage = await client.list(resources.storageClasses, call);
  return {
    ingressClasses: ingress.items.map(each => ({
      name: each.metadata?.name ?? '',
      isDefault: isMarked(each, DEFAULT_INGRESS_CLASS),
    })),
    storageClasses: storage.items.map(each => ({
      name: each.metadata?.name ?? '',
      isDefault: isMarked(each, DEFAULT_STORAGE_CLASS),
      canGrow: each.allowVolumeExpansion ?? false,
    })),
  };
}

function isMarked({ metadata }: Classified, annotation: string): boolean {
  return metadata?.annotations?.[annotation] === 'true';
}
