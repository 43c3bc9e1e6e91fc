import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defineResource } from '@one-click/backstage-plugin-one-click-kube';
import type {
  KubeObject,
  Resource,
} from '@one-click/backstage-plugin-one-click-kube';
import { parseAllDocuments } from 'yaml';
import { ROOT } from './repository';

/** Where One-Click's own objects live in a cluster. */
export const SYSTEM_NAMESPACE = 'one-click-system';

/** Accounts of the backend and of the operator; named like their roles. */
export const ACCOUNTS = ['one-click-backend', 'one-click-operator'] as const;
export type Account = (typeof ACCOUNTS)[number];

/** An object to install. */
export interface InstalledObject extends KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** Everything `make start CLUSTER=…` installs, in the order it is applied. */
export async function readInstallation(): Promise<InstalledObject[]> {
  const shipped = await Promise.all(
    ['crds', 'rbac'].map(folder => readManifests(join(ROOT, 'deploy', folder))),
  );
  return [
    buildNamespace(),
    ...shipped.flat(),
    ...ACCOUNTS.flatMap(buildAccount),
  ];
}

/** The token Secret of an account. */
export function tokenSecretName(account: Account): string {
  return `${account}-token`;
}

/** One line an object, as a person would name it. */
export function describeInstallation(
  objects: readonly InstalledObject[],
): string[] {
  return objects.map(({ kind, metadata: { name, namespace } }) =>
    namespace ? `${kind} ${namespace}/${name}` : `${kind} ${name}`,
  );
}

/** Where an object of the installation lives in the API. */
export function resourceOf(object: InstalledObject): Resource {
  const [version = '', group = ''] = object.apiVersion.split('/').reverse();
  return defineResource({
    group,
    version,
    kind: object.kind,
    // True of all kinds that are installed.
    plural: object.kind.toLowerCase().replace(/y$/, 'ie').concat('s'),
    namespaced: object.metadata.namespace !== undefined,
  });
}

const RBAC = 'rbac.authorization.k8s.io';

function buildNamespace(): InstalledObject {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: SYSTEM_NAMESPACE },
  };
}

function buildAccount(name: Account): InstalledObject[] {
  const metadata = { name, namespace: SYSTEM_NAMESPACE };
  const subjects = [{ kind: 'ServiceAccount', ...metadata }];
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    Object.assign(
      {
        apiVersion: `${RBAC}/v1`,
        kind: 'ClusterRoleBinding',
        metadata: { name },
      },
      { roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name }, subjects },
    ),
    Object.assign(
      { apiVersion: `${RBAC}/v1`, kind: 'RoleBinding', metadata },
      { roleRef: { apiGroup: RBAC, kind: 'Role', name }, subjects },
    ),
    Object.assign(
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: {
          name: tokenSecretName(name),
          namespace: SYSTEM_NAMESPACE,
          annotations: { 'kubernetes.io/service-account.name': name },
        },
      },
      { type: 'kubernetes.io/service-account-token' },
    ),
  ];
}

async function readManifests(folder: string): Promise<InstalledObject[]> {
  const files = (await readdir(folder)).filter(name => name.endsWith('.yaml'));
  const texts = await Promise.all(
    files.sort().map(file => readFile(join(folder, file), 'utf8')),
  );
  return texts
    .flatMap(text => parseAllDocuments(text))
    .map(document => document.toJS() as InstalledObject | null)
    .filter(object => object !== null);
}
