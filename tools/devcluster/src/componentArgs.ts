import { certificateFiles } from './certificates';
import { kubeconfigFile } from './layout';
import type { Layout } from './layout';
import { COMPONENT_USERS } from './users';

// Addresses of simulated pods lead nowhere. This range is set aside for
// benchmarks, so no real host is met if something dials one by mistake.
const SIMULATED_POD_CIDR = '198.18.0.0/16';

/** The annotation of nodes that kwok plays. */
export const SIMULATED_NODE_ANNOTATION = 'kwok.x-k8s.io/node';

// A controller manager held to its usual 20 requests a second needs five of them
// to log its controllers in. Here it has the API server to itself.
const UNTHROTTLED = { 'kube-api-qps': '1000', 'kube-api-burst': '2000' };

/** Builds etcd's arguments. Speed over safety: its data is for play. */
export function buildEtcdArgs({ ports, etcdData }: Layout): string[] {
  const client = `http://127.0.0.1:${ports.etcd}`;
  const peer = `http://127.0.0.1:${ports.etcdPeer}`;
  return flags({
    'data-dir': etcdData,
    name: 'default',
    'listen-client-urls': client,
    'advertise-client-urls': client,
    'listen-peer-urls': peer,
    'initial-advertise-peer-urls': peer,
    'initial-cluster': `default=${peer}`,
    'unsafe-no-fsync': 'true',
    'log-level': 'warn',
  });
}

/** Builds the API server's arguments. */
export function buildApiServerArgs(
  layout: Layout,
  extra: readonly string[] = [],
): string[] {
  const { pki, ports } = layout;
  const serving = certificateFiles(pki, 'apiserver');
  const proxy = certificateFiles(pki, 'front-proxy');
  const kubelet = certificateFiles(pki, 'apiserver-kubelet-client');
  const accounts = `${pki}/service-accounts`;
  const given = flags({
    'etcd-servers': `http://127.0.0.1:${ports.etcd}`,
    'bind-address': layout.bindAddress,
    'advertise-address': layout.advertiseAddress,
    'secure-port': String(ports.apiserver),
    'tls-cert-file': serving.certificate,
    'tls-private-key-file': serving.key,
    'client-ca-file': `${pki}/ca.crt`,
    'token-auth-file': layout.tokens,
    'authorization-mode': 'Node,RBAC',
    'enable-admission-plugins': 'NodeRestriction',
    'service-account-issuer': 'https://kubernetes.default.svc.cluster.local',
    'service-account-key-file': `${accounts}.pub`,
    'service-account-signing-key-file': `${accounts}.key`,
    'service-cluster-ip-range': layout.serviceCidr,
    'endpoint-reconciler-type': endpointReconciler(layout),
    'allow-privileged': 'true',
    'kubelet-preferred-address-types': 'InternalIP',
    'kubelet-client-certificate': kubelet.certificate,
    'kubelet-client-key': kubelet.key,
    'requestheader-client-ca-file': `${pki}/front-proxy-ca.crt`,
    'requestheader-allowed-names': 'front-proxy',
    'requestheader-username-headers': 'X-Remote-User',
    'requestheader-group-headers': 'X-Remote-Group',
    'requestheader-extra-headers-prefix': 'X-Remote-Extra-',
    'proxy-client-cert-file': proxy.certificate,
    'proxy-client-key-file': proxy.key,
    'audit-policy-file': layout.auditPolicy,
    'audit-log-path': layout.auditLog,
    // Rotation would hide from a test what was written before it.
    'audit-log-maxsize': '100000',
    profiling: 'false',
  });
  return [...given, ...extra];
}

/** Builds the controller manager's arguments. */
export function buildControllerManagerArgs(layout: Layout): string[] {
  const user = COMPONENT_USERS.controllerManager.name;
  const { pki, ports } = layout;
  return flags({
    ...asUser(layout, user),
    ...UNTHROTTLED,
    'bind-address': '127.0.0.1',
    'secure-port': String(ports.controllerManager),
    'cert-dir': `${layout.dir}/controller-manager`,
    'leader-elect': 'false',
    'use-service-account-credentials': 'true',
    'service-account-private-key-file': `${pki}/service-accounts.key`,
    'root-ca-file': `${pki}/ca.crt`,
    'cluster-signing-cert-file': `${pki}/ca.crt`,
    'cluster-signing-key-file': `${pki}/ca.key`,
  });
}

/** Builds the scheduler's arguments. */
export function buildSchedulerArgs(layout: Layout): string[] {
  return flags({
    ...asUser(layout, COMPONENT_USERS.scheduler.name),
    ...UNTHROTTLED,
    'bind-address': '127.0.0.1',
    'secure-port': String(layout.ports.scheduler),
    'cert-dir': `${layout.dir}/scheduler`,
    'leader-elect': 'false',
  });
}

/** Builds kwok's arguments. */
export function buildKwokArgs(layout: Layout): string[] {
  const serving = certificateFiles(layout.pki, 'kwok');
  const { ports } = layout;
  return flags({
    kubeconfig: kubeconfigFile(layout.dir, COMPONENT_USERS.kwok.name),
    config: layout.kwokConfig,
    'manage-all-nodes': 'false',
    'manage-nodes-with-annotation-selector': `${SIMULATED_NODE_ANNOTATION}=fake`,
    cidr: SIMULATED_POD_CIDR,
    'node-ip': '127.0.0.1',
    'node-port': String(ports.kwok),
    'server-address': `127.0.0.1:${ports.kwok}`,
    'tls-cert-file': serving.certificate,
    'tls-private-key-file': serving.key,
  });
}

/** Builds metrics-server's arguments. */
export function buildMetricsServerArgs(layout: Layout): string[] {
  const serving = certificateFiles(layout.pki, 'metrics-server');
  return flags({
    ...asUser(layout, COMPONENT_USERS.metricsServer.name),
    'bind-address': '127.0.0.1',
    'secure-port': String(layout.ports.metricsServer),
    'tls-cert-file': serving.certificate,
    'tls-private-key-file': serving.key,
    'kubelet-insecure-tls': 'true',
    'kubelet-preferred-address-types': 'InternalIP',
    'kubelet-use-node-status-port': 'true',
    // The shortest it accepts: tests wait for the first numbers.
    'metric-resolution': '10s',
    'kubelet-request-timeout': '5s',
  });
}

/** The address of the API server within its service range. */
export function firstServiceAddress(serviceCidr: string): string {
  const [network = ''] = serviceCidr.split('/');
  return network.replace(/\.0$/, '.1');
}

// Endpoints may not be loopback addresses, so there the Service `kubernetes` has
// none; simulated pods never dial it.
function endpointReconciler({ advertiseAddress }: Layout): string {
  return advertiseAddress.startsWith('127.') ? 'none' : 'lease';
}

function asUser(layout: Layout, user: string): Record<string, string> {
  const file = kubeconfigFile(layout.dir, user);
  return {
    kubeconfig: file,
    'authentication-kubeconfig': file,
    'authorization-kubeconfig': file,
  };
}

function flags(values: Readonly<Record<string, string>>): string[] {
  return Object.entries(values).map(([name, value]) => `--${name}=${value}`);
}
