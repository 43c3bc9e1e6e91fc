import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { isErrorCode } from './errorCode';

/** Anything that can be applied to a cluster. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

const PLURALS: Readonly<Record<string, string>> = {
  APIService: 'apiservices',
  ClusterRole: 'clusterroles',
  ClusterRoleBinding: 'clusterrolebindings',
  CustomResourceDefinition: 'customresourcedefinitions',
  IngressClass: 'ingressclasses',
  Namespace: 'namespaces',
  Node: 'nodes',
  Role: 'roles',
  RoleBinding: 'rolebindings',
  Service: 'services',
  StorageClass: 'storageclasses',
  ValidatingAdmissionPolicy: 'validatingadmissionpolicies',
  ValidatingAdmissionPolicyBinding: 'validatingadmissionpolicybindings',
};

/** The path of an object in the API; only kinds a cluster starts with. */
export function objectPath(object: KubeObject): string {
  const { apiVersion, kind, metadata } = object;
  const plural = PLURALS[kind];
  if (!plural) {
    throw new Error(
      `Cannot apply kind '${kind}': add its plural to PLURALS in tools/devcluster/src/objects.ts`,
    );
  }
  const group = apiVersion.includes('/')
    ? `/apis/${apiVersion}`
    : `/api/${apiVersion}`;
  const namespace = metadata.namespace
    ? `/namespaces/${metadata.namespace}`
    : '';
  return `${group}${namespace}/${plural}/${metadata.name}`;
}

/** Reads all objects of a folder's YAML files; none if it is not there. */
export async function readObjects(folder: string): Promise<KubeObject[]> {
  const files = await yamlFiles(folder);
  const texts = await Promise.all(
    files.map(file => readFile(join(folder, file), 'utf8')),
  );
  return texts.flatMap(parseObjects);
}

function parseObjects(text: string): KubeObject[] {
  return parseAllDocuments(text)
    .map(document => document.toJS() as KubeObject | null)
    .filter(object => object !== null);
}

async function yamlFiles(folder: string): Promise<string[]> {
  try {
    const names = await readdir(folder);
    return names.filter(name => /\.ya?ml$/.test(name)).sort();
  } catch (error) {
    if (isErrorCode(error, 'ENOENT')) {
      return [];
    }
    throw error;
  }
}
