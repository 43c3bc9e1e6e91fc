import { stage } from './KwokDocument';
import type { KwokDocument } from './KwokDocument';

// Well under the 50 s after which a silent node counts as lost.
const HEARTBEAT_MS = [15_000, 20_000] as const;

const NODE_CONDITIONS = `
{{ $now := Now }}
{{ $since := or .metadata.creationTimestamp $now }}
conditions:
{{ range NodeConditions }}
- type: {{ .type | Quote }}
  status: {{ .status | Quote }}
  reason: {{ .reason | Quote }}
  message: {{ .message | Quote }}
  lastHeartbeatTime: {{ $now | Quote }}
  lastTransitionTime: {{ $since | Quote }}
{{ end }}`;

// Repeated with every heartbeat, so that nodes of a kept cluster learn the port
// that kwok listens on this time.
const NODE_FACTS = `
addresses:
- type: InternalIP
  address: {{ NodeIP | Quote }}
- type: Hostname
  address: {{ .metadata.name | Quote }}
daemonEndpoints:
  kubeletEndpoint:
    Port: {{ NodePort }}
nodeInfo:
  architecture: amd64
  bootID: ""
  containerRuntimeVersion: {{ printf "kwok-%s" Version }}
  kernelVersion: {{ printf "kwok-%s" Version }}
  kubeProxyVersion: {{ printf "kwok-%s" Version }}
  kubeletVersion: {{ printf "kwok-%s" Version }}
  machineID: ""
  operatingSystem: linux
  osImage: simulated
  systemUUID: ""
phase: Running`;

/** Builds the stages of simulated nodes: they become ready, and stay so. */
export function buildNodeStages(): KwokDocument[] {
  const ready = '.status.conditions.[] | select( .type == "Ready" ) | .status';
  const isReady = (operator: string) => ({
    matchExpressions: [{ jq: { key: ready, operator, values: ['True'] } }],
  });
  const [from, to] = HEARTBEAT_MS;
  return [
    stage('node-initialize', 'Node', {
      selector: isReady('NotIn'),
      steps: [nodeStatus(`${NODE_CONDITIONS}\n${NODE_FACTS}`)],
    }),
    stage('node-heartbeat', 'Node', {
      selector: isReady('In'),
      delay: { durationMilliseconds: from, jitterDurationMilliseconds: to },
      steps: [nodeStatus(`${NODE_CONDITIONS}\n${NODE_FACTS}`)],
      immediateNextStage: true,
    }),
  ];
}

function nodeStatus(template: string): object {
  return { patch: { root: 'status', subresource: 'status', template } };
}
