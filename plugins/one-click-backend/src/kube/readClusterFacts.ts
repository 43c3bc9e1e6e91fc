import type { V1Node } from '@kubernetes/client-node';
import type { ClusterNodes } from '@one-click/backstage-plugin-one-click-common';
import {
  addQuantities,
  compareQuantities,
  formatQuantity,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import {
  KubeForbiddenError,
  KubeNotFoundError,
  KubeServerError,
  KubeUnavailableError,
  resources,
} from '@one-click/backstage-plugin-one-click-kube';
import type {
  CallOptions,
  KubeClient,
} from '@one-click/backstage-plugin-one-click-kube';
import type { ClusterFacts } from '../clusters/ClusterStore';

const DEFAULT_STORAGE_CLASS = 'storageclass.kubernetes.io/is-default-class';
const DEFAULT_INGRESS_CLASS = 'ingressclass.kubernetes.io/is-default-class';
const METRICS_API = '/apis/metrics.k8s.io/v1beta1';

interface Classified {
  readonly metadata?: {
    readonly name?: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
}

/** A part of the facts, and what people call it. */
type Reading = readonly [
  what: string,
  read: (
    client: KubeClient,
    call: CallOptions,
  ) => Promise<Omit<ClusterFacts, 'gaps'>>,
];

const READINGS: readonly Reading[] = [
  ['ingress classes', readIngressClasses],
  ['storage classes', readStorageClasses],
  ['nodes', readNodes],
  ['version', readVersion],
  ['metrics', readMetrics],
];

/**
 * Reads what a cluster offers. What we may not read, or what alone fails, is
 * absent and named in `gaps`; rejects where the cluster does not answer.
 */
export async function readClusterFacts(
  client: KubeClient,
  call: CallOptions,
): Promise<ClusterFacts> {
  const gaps: string[] = [];
  const parts = await Promise.all(
    READINGS.map(async ([what, read]) => {
      try {
        return await read(client, call);
      } catch (error) {
        if (
          error instanceof KubeForbiddenError ||
          error instanceof KubeServerError
        ) {
          gaps.push(what);
          return {};
        }
        throw error;
      }
    }),
  );
  return Object.assign({ gaps }, ...parts);
}

/** The classes of a cluster, as they are now. */
export async function readClasses(client: KubeClient, call: CallOptions) {
  const [ingress, storage] = await Promise.all([
    readIngressClasses(client, call),
    readStorageClasses(client, call),
  ]);
  return { ingress: ingress.ingressClasses, storage: storage.storageClasses };
}

async function readIngressClasses(client: KubeClient, call: CallOptions) {
  const { items } = await client.list(resources.ingressClasses, call);
  const ingressClasses = items.map(each => ({
    name: each.metadata?.name ?? '',
    isDefault: isMarked(each, DEFAULT_INGRESS_CLASS),
  }));
  return { ingressClasses };
}

async function readStorageClasses(client: KubeClient, call: CallOptions) {
  const { items } = await client.list(resources.storageClasses, call);
  const storageClasses = items.map(each => ({
    name: each.metadata?.name ?? '',
    isDefault: isMarked(each, DEFAULT_STORAGE_CLASS),
    canGrow: each.allowVolumeExpansion ?? false,
  }));
  return { storageClasses };
}

async function readNodes(client: KubeClient, call: CallOptions) {
  const { items } = await client.list(resources.nodes, call);
  return { nodes: toClusterNodes(items) };
}

async function readVersion(client: KubeClient, call: CallOptions) {
  const { gitVersion } = await client.version(call);
  return { version: gitVersion };
}

async function readMetrics(client: KubeClient, call: CallOptions) {
  try {
    await client.getRaw(METRICS_API, call);
    return { hasMetrics: true };
  } catch (error) {
    // Not installed, or installed and not answering; the rest of the cluster is.
    if (
      error instanceof KubeNotFoundError ||
      error instanceof KubeUnavailableError
    ) {
      return { hasMetrics: false };
    }
    throw error;
  }
}

function toClusterNodes(nodes: readonly V1Node[]): ClusterNodes {
  const platforms = new Map(
    nodes.map(node => {
      const platform = platformOf(node);
      return [`${platform.os}/${platform.architecture}`, platform] as const;
    }),
  );
  const ready = nodes.filter(isReady);
  return {
    total: nodes.length,
    ready: ready.length,
    platforms: [...platforms.values()],
    capacity: sumOf(nodes, 'capacity'),
    allocatable: sumOf(ready, 'allocatable'),
    largest: {
      cpu: largestOf(ready, 'cpu'),
      memory: largestOf(ready, 'memory'),
    },
  };
}

function platformOf({ metadata, status }: V1Node) {
  const { labels = {} } = metadata ?? {};
  const { operatingSystem, architecture } = status?.nodeInfo ?? {};
  return {
    os: operatingSystem || labels['kubernetes.io/os'] || 'linux',
    architecture: architecture || labels['kubernetes.io/arch'] || 'amd64',
  };
}

function isReady({ status, spec }: V1Node): boolean {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  return ready?.status === 'True' && !spec?.unschedulable;
}

function sumOf(nodes: readonly V1Node[], which: 'capacity' | 'allocatable') {
  const total = (resource: string) =>
    formatQuantity(
      addQuantities(
        0,
        ...nodes.flatMap(({ status }) => status?.[which]?.[resource] ?? []),
      ),
    );
  return { cpu: total('cpu'), memory: total('memory'), pods: total('pods') };
}

function largestOf(nodes: readonly V1Node[], resource: string): string {
  const amounts = nodes.flatMap(
    ({ status }) => status?.allocatable?.[resource] ?? [],
  );
  return amounts.toSorted((a, b) => compareQuantities(b, a))[0] ?? '0';
}

function isMarked({ metadata }: Classified, annotation: string): boolean {
  return metadata?.annotations?.[annotation] === 'true';
}
