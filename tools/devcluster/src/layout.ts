import { join } from 'node:path';

/** Where things lie in a cluster's folder, and on which ports it listens. */
export interface Layout {
  readonly dir: string;
  readonly pki: string;
  readonly logs: string;
  readonly etcdData: string;
  readonly volumes: string;
  readonly auditLog: string;
  readonly auditPolicy: string;
  readonly tokens: string;
  readonly kwokConfig: string;
  readonly kubectl: string;
  readonly description: string;
  readonly ports: Ports;
  /** Address of the API server, as in a URL. */
  readonly bindAddress: string;
  readonly advertiseAddress: string;
  readonly serviceCidr: string;
}

/** One free port for each listener. */
export interface Ports {
  readonly etcd: number;
  readonly etcdPeer: number;
  readonly apiserver: number;
  readonly controllerManager: number;
  readonly scheduler: number;
  readonly kwok: number;
  readonly metricsServer: number;
}

/** Order of the ports when they are drawn. */
export const PORT_NAMES = [
  'etcd',
  'etcdPeer',
  'apiserver',
  'controllerManager',
  'scheduler',
  'kwok',
  'metricsServer',
] as const satisfies readonly (keyof Ports)[];

/** What varies between clusters. */
export interface LayoutOptions {
  readonly dir: string;
  /** Where keys, etcd's data and volumes go; the same folder or a kept one. */
  readonly dataDir: string;
  readonly ports: Ports;
  readonly bindAddress: string;
  readonly advertiseAddress: string;
  readonly serviceCidr: string;
}

/** Builds the layout of a cluster's folder. */
export function buildLayout(options: LayoutOptions): Layout {
  const { dir, dataDir } = options;
  const inDir = (name: string) => join(dir, name);
  return {
    ...options,
    pki: join(dataDir, 'pki'),
    logs: inDir('logs'),
    etcdData: join(dataDir, 'etcd'),
    volumes: join(dataDir, 'volumes'),
    auditLog: inDir('audit.log'),
    auditPolicy: inDir('audit-policy.json'),
    tokens: inDir('tokens.csv'),
    kwokConfig: inDir('kwok.yaml'),
    kubectl: inDir('kubectl'),
    description: inDir('cluster.json'),
  };
}

/** URL of the API server. */
export function serverUrl(layout: Layout): string {
  return `https://${layout.bindAddress}:${layout.ports.apiserver}`;
}

/** Path of a user's kubeconfig. */
export function kubeconfigFile(dir: string, user: string): string {
  return join(dir, 'kubeconfigs', `${user.replaceAll(':', '_')}.yaml`);
}
