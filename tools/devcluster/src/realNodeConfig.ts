import type { NodeNetwork } from './realNodeNetwork';
import type { NodePackages } from './realNodePackages';

/** Name of the one real node of a cluster. */
export const REAL_NODE_NAME = 'real-0';

/** Label of the real node, and its value. */
export const REAL_NODE_LABEL = { 'one-click.dev/node': 'real' } as const;

/** What the files of a node are built from. */
export interface NodeConfig {
  /** The node's part of the cluster's folder. */
  readonly folder: string;
  readonly network: NodeNetwork;
  readonly packages: NodePackages;
  /** Host and port of the registry. */
  readonly registry: string;
  readonly pauseImage: string;
  readonly podGroup: string;
  /** Certificate and key the kubelet serves with, and whom it trusts. */
  readonly serving: { readonly certificate: string; readonly key: string };
  readonly clientCa: string;
  /** Kubeconfig of kube-proxy. */
  readonly proxyLogin: string;
}

/** Builds every file that the programs of a node read, by its path. */
export function buildNodeFiles(
  config: NodeConfig,
): ReadonlyMap<string, string> {
  const { folder, registry } = config;
  return new Map([
    [`${folder}/containerd.toml`, buildContainerdConfig(config)],
    [`${folder}/kubelet.json`, json(buildKubeletConfig(config))],
    [`${folder}/kube-proxy.json`, json(buildProxyConfig(config))],
    [`${folder}/cni/10-bridge.conflist`, json(buildNetworkConfig(config))],
    [`${folder}/certs.d/${registry}/hosts.toml`, buildRegistryHost(registry)],
  ]);
}

// A machine may forbid to lower what the out-of-memory killer thinks of a
// process; without `restrict_oom_score_adj` no pod would start there.
function buildContainerdConfig(config: NodeConfig): string {
  const { folder, packages, pauseImage } = config;
  return `version = 2
root = "${folder}/containerd"
state = "/run/containerd"
disabled_plugins = ["io.containerd.internal.v1.restart"]

[grpc]
  address = "/run/containerd/containerd.sock"
[ttrpc]
  address = "/run/containerd/containerd.sock.ttrpc"

[plugins."io.containerd.internal.v1.opt"]
  path = "${folder}/opt"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "${pauseImage}"
  restrict_oom_score_adj = true
[plugins."io.containerd.grpc.v1.cri".cni]
  bin_dir = "${packages.networkPlugins}"
  conf_dir = "${folder}/cni"
[plugins."io.containerd.grpc.v1.cri".registry]
  config_path = "${folder}/certs.d"
`;
}

function buildNetworkConfig(config: NodeConfig): object {
  const { folder, network } = config;
  return {
    cniVersion: '0.4.0',
    name: 'pods',
    plugins: [
      {
        type: 'bridge',
        bridge: 'pods0',
        isGateway: true,
        hairpinMode: true,
        ipam: {
          type: 'host-local',
          ranges: [[{ subnet: network.podCidr }]],
          routes: [{ dst: '0.0.0.0/0' }],
          dataDir: `${folder}/addresses`,
        },
      },
    ],
  };
}

function buildKubeletConfig(config: NodeConfig): object {
  const { folder, network, serving } = config;
  return {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    address: network.nodeAddress,
    containerRuntimeEndpoint: 'unix:///run/containerd/containerd.sock',
    cgroupDriver: 'cgroupfs',
    cgroupRoot: config.podGroup,
    failCgroupV1: false,
    enforceNodeAllocatable: [],
    failSwapOn: false,
    localStorageCapacityIsolation: false,
    makeIPTablesUtilChains: false,
    healthzPort: 0,
    resolvConf: '',
    // Nobody answers there; without it every pod would get a warning.
    clusterDNS: [dnsAddress(network)],
    clusterDomain: 'cluster.local',
    podLogsDir: `${folder}/pod-logs`,
    volumePluginDir: `${folder}/volume-plugins`,
    tlsCertFile: serving.certificate,
    tlsPrivateKeyFile: serving.key,
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: true },
      x509: { clientCAFile: config.clientCa },
    },
    authorization: { mode: 'Webhook' },
    // A full disk is the machine's affair; the node should not throw pods out.
    evictionHard: {
      'memory.available': '0%',
      'nodefs.available': '0%',
      'nodefs.inodesFree': '0%',
      'imagefs.available': '0%',
      'imagefs.inodesFree': '0%',
    },
    imageGCHighThresholdPercent: 100,
    registryPullQPS: 0,
    eventRecordQPS: 0,
  };
}

/** Where kube-proxy says whether it is well. */
export const PROXY_HEALTH_PORT = 10256;

function buildProxyConfig({ network, proxyLogin }: NodeConfig): object {
  return {
    apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
    kind: 'KubeProxyConfiguration',
    mode: 'nftables',
    clientConnection: { kubeconfig: proxyLogin },
    hostnameOverride: REAL_NODE_NAME,
    clusterCIDR: network.podCidr,
    healthzBindAddress: `${network.nodeAddress}:${PROXY_HEALTH_PORT}`,
    // These settings of the kernel are the machine's, not the node's.
    conntrack: {
      maxPerCore: 0,
      min: 0,
      tcpEstablishedTimeout: '0s',
      tcpCloseWaitTimeout: '0s',
    },
  };
}

/** Where the DNS of a cluster is, by custom. */
function dnsAddress(network: NodeNetwork): string {
  return network.serviceCidr.replace(/\.0\/\d+$/, '.10');
}

function buildRegistryHost(registry: string): string {
  return `server = "http://${registry}"

[host."http://${registry}"]
  capabilities = ["pull", "resolve"]
`;
}

/** Builds the configuration of the registry that the node pulls from. */
export function buildRegistryConfig(options: {
  readonly address: string;
  readonly folder: string;
}): string {
  return json({
    version: 0.1,
    log: { level: 'warn' },
    storage: {
      filesystem: { rootdirectory: options.folder },
      delete: { enabled: true },
    },
    http: { addr: options.address },
  });
}

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
