import { connect } from 'node:net';
import { join } from 'node:path';
import type { ApiClient } from './apiClient';
import { DEPLOY_FOLDER } from './folders';
import {
  buildFurnishing,
  buildMetricsApi,
  buildSystemNamespace,
  SYSTEM_NAMESPACE,
} from './furnishing';
import { objectPath, readObjects } from './objects';
import type { KubeObject } from './objects';
import { waitFor } from './waitFor';

interface Wait {
  readonly path: string;
  /** A condition that must be True; absent where existence is enough. */
  readonly condition?: string;
}

const DEFAULT_ACCOUNT: Wait = {
  path: `/api/v1/namespaces/${SYSTEM_NAMESPACE}/serviceaccounts/default`,
};

const CONDITIONS: Readonly<Record<string, string>> = {
  APIService: 'Available',
  CustomResourceDefinition: 'Established',
  Node: 'Ready',
};

/** What a bare cluster is furnished with. */
export interface Furnishing {
  readonly admin: ApiClient;
  readonly nodes: readonly string[];
  readonly caData: string;
  readonly metricsServerPort: number;
  /** Throws if waiting is in vain, since a program has ended. */
  readonly check: () => void;
}

/** Installs the suite's own CRDs; done when they are served. */
export async function installCrds(
  furnishing: Pick<Furnishing, 'admin' | 'check'>,
): Promise<void> {
  const { admin, check } = furnishing;
  const crds = await readObjects(join(DEPLOY_FOLDER, 'crds'));
  await Promise.all(crds.map(crd => applyObject(admin, crd)));
  const waits = crds.map(waitOf).filter(wait => wait !== undefined);
  await Promise.all(waits.map(wait => untilTrue(admin, { ...wait, check })));
}

/**
 * Puts into a cluster what every cluster of ours has besides CRDs, and waits
 * until all of it works: nodes Ready, metrics API answering.
 */
export async function furnish(furnishing: Furnishing): Promise<void> {
  const { admin, nodes, check } = furnishing;
  const shipped = await readObjects(join(DEPLOY_FOLDER, 'rbac'));
  const objects = [...shipped, ...buildFurnishing(nodes)];
  await applyObject(admin, buildSystemNamespace());
  await Promise.all(objects.map(object => applyObject(admin, object)));
  const waits = [
    ...objects.map(waitOf).filter(wait => wait !== undefined),
    DEFAULT_ACCOUNT,
  ];
  await Promise.all([
    metricsApi(furnishing),
    ...waits.map(wait => untilTrue(admin, { ...wait, check })),
  ]);
}

/** Applies an object as the launcher, taking over every field it names. */
export async function applyObject(
  client: ApiClient,
  object: KubeObject,
): Promise<void> {
  await client.call({
    method: 'PATCH',
    path: `${objectPath(object)}?fieldManager=devcluster&force=true`,
    contentType: 'application/apply-patch+yaml',
    body: object,
  });
}

function waitOf(object: KubeObject): Wait | undefined {
  const condition = CONDITIONS[object.kind];
  return condition ? { path: objectPath(object), condition } : undefined;
}

// Its availability is checked less and less often while it does not answer, so
// it is announced only once it does.
async function metricsApi(furnishing: Furnishing): Promise<void> {
  const { admin, caData, metricsServerPort, check } = furnishing;
  const objects = buildMetricsApi({
    port: metricsServerPort,
    caBundle: caData,
  });
  await listening(metricsServerPort, check);
  for (const object of objects) {
    await applyObject(admin, object);
  }
  const waits = objects.map(waitOf).filter(wait => wait !== undefined);
  await Promise.all(waits.map(wait => untilTrue(admin, { ...wait, check })));
}

async function listening(port: number, check: () => void): Promise<void> {
  await waitFor(
    () => {
      check();
      return accepts(port);
    },
    { what: 'metrics-server to listen' },
  );
}

function accepts(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

async function untilTrue(
  admin: ApiClient,
  wait: Wait & { readonly check: () => void },
): Promise<void> {
  const { path, condition, check } = wait;
  await waitFor(
    async () => {
      check();
      const { status, body } = await admin.send({ method: 'GET', path });
      return status === 200 && (!condition || hasCondition(body, condition));
    },
    {
      what: condition ? `'${path}' to be ${condition}` : `'${path}'`,
    },
  );
}

interface WithConditions {
  readonly status?: {
    readonly conditions?: readonly {
      readonly type: string;
      readonly status: string;
    }[];
  };
}

function hasCondition(body: unknown, type: string): boolean {
  const { status } = body as WithConditions;
  const found = status?.conditions?.find(each => each.type === type);
  return found?.status === 'True';
}
