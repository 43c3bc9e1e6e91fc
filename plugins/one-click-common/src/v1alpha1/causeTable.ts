interface CauseDefinition {
  /** Names of the parameters the sentences need. */
  readonly params: readonly string[];
  /** English sentence with `{param}` places. */
  readonly sentence: string;
  /** The sentence where `count` is 1. */
  readonly one?: string;
}

/**
 * Every cause: its parameters and its English sentence.
 *
 * Parameters hold names, amounts, whole numbers and moments (ISO text), never
 * elapsed time, or the status would change while nothing happens. `within` and
 * `window` are limits in seconds.
 */
export const CAUSES = {
  ImageNotFound: {
    params: ['tag', 'image'],
    sentence: 'The registry has no tag {tag} for {image}.',
  },
  ImageForbidden: {
    params: ['registry', 'image'],
    sentence:
      '{registry} refused to hand out {image} (sign-in missing or not allowed).',
  },
  ImageNameInvalid: {
    params: ['image'],
    sentence: '{image} is not a valid image name.',
  },
  RegistryAway: {
    params: ['registry', 'count'],
    sentence:
      '{registry} does not answer from the cluster. Kubernetes keeps trying (try {count}).',
  },
  RegistryLimited: {
    params: ['registry'],
    sentence: '{registry} limits downloads right now. Kubernetes keeps trying.',
  },
  WrongPlatform: {
    params: ['image', 'have', 'need'],
    sentence: '{image} is built for {have}; the nodes are {need}.',
  },
  CrashLoop: {
    params: ['container', 'code', 'count'],
    sentence:
      'Container {container} exits with code {code} right after start ({count} times).',
    one: 'Container {container} exits with code {code} right after start.',
  },
  CrashCommand: {
    params: ['container', 'command', 'code'],
    sentence:
      'Container {container} cannot run {command}: no such file or not executable (code {code}).',
  },
  CleanExit: {
    params: ['container'],
    sentence:
      'Container {container} ends by itself with code 0. A rollout needs a program that keeps running.',
  },
  OutOfMemory: {
    params: ['container', 'limit'],
    sentence:
      'Container {container} used more than its limit of {limit} and was stopped (code 137).',
  },
  Restarting: {
    params: ['container', 'count', 'window'],
    sentence:
      'Container {container} restarted {count} times in {window}; between restarts it serves.',
    one: 'Container {container} restarted once in {window}; between restarts it serves.',
  },
  InitFailed: {
    params: ['container', 'code'],
    sentence:
      'Init container {container} failed with code {code}, so the program has not started.',
  },
  ReadyProbe: {
    params: ['count', 'check', 'result'],
    sentence:
      '{count} instances run but do not answer the readiness check {check}: {result}.',
    one: '1 instance runs but does not answer the readiness check {check}: {result}.',
  },
  LiveProbe: {
    params: ['container', 'check', 'count'],
    sentence:
      'Container {container} was restarted because {check} did not answer {count} times.',
    one: 'Container {container} was restarted because {check} did not answer.',
  },
  StartProbe: {
    params: ['container', 'within'],
    sentence: 'Container {container} did not finish starting within {within}.',
  },
  PortClosed: {
    params: ['port', 'container'],
    sentence: 'Nothing listens on port {port} in container {container}.',
  },
  NoCpu: {
    params: ['need', 'free'],
    sentence:
      'No node has {need} CPU free for one instance (largest free: {free}).',
  },
  NoMemory: {
    params: ['need', 'free'],
    sentence:
      'No node has {need} memory free for one instance (largest free: {free}).',
  },
  NodeSelector: {
    params: ['label'],
    sentence: 'No node has the label {label}.',
  },
  Taint: {
    params: ['taint'],
    sentence: 'All fitting nodes are reserved ({taint}).',
  },
  Spread: {
    params: ['rule'],
    sentence: 'The spreading rule {rule} leaves no node for one more instance.',
  },
  VolumeZone: {
    params: ['volume', 'zone'],
    sentence: 'Volume {volume} lives in {zone}; no node there is free.',
  },
  QuotaUsed: {
    params: ['need', 'resource', 'free'],
    sentence:
      "The project's limit is reached: {need} {resource} more needed, {free} free.",
  },
  LimitRange: {
    params: ['max', 'resource', 'need'],
    sentence:
      'The project allows at most {max} {resource} per instance; {need} is asked.',
  },
  PodSecurity: {
    params: ['level', 'what'],
    sentence: 'The security level {level} of this project forbids {what}.',
  },
  VolumePending: {
    params: ['volume', 'why'],
    sentence: 'Volume {volume} waits for storage: {why}.',
  },
  VolumeClass: {
    params: ['class', 'cluster'],
    sentence: 'Storage class {class} does not exist in {cluster}.',
  },
  VolumeBusy: {
    params: ['volume', 'node'],
    sentence:
      'Volume {volume} is still attached to {node}. Waiting for it to let go.',
  },
  VolumeFull: {
    params: ['volume', 'used', 'size'],
    sentence: 'Volume {volume} is full ({used} of {size}).',
  },
  ConfigMissing: {
    params: ['kind', 'name', 'key', 'container'],
    sentence: '{kind} {name} has no key {key}, which {container} needs.',
  },
  SecretMissing: {
    params: ['name', 'namespace'],
    sentence: 'Secret {name} does not exist in {namespace}.',
  },
  HostTaken: {
    params: ['host', 'path', 'owner'],
    sentence:
      '{host}{path} already belongs to {owner}, so this address is off.',
  },
  NoAddress: {
    params: ['class', 'host', 'since'],
    sentence:
      'Ingress class {class} has given {host} no address since {since}.',
  },
  CertWaiting: {
    params: ['host', 'why'],
    sentence: 'The certificate for {host} is not ready: {why}.',
  },
  CertBad: {
    params: ['host', 'expiredAt'],
    sentence: 'The certificate for {host} expired on {expiredAt}.',
  },
  NoEndpoints: {
    params: ['interface'],
    sentence:
      'Interface {interface} reaches no instance, because none is ready.',
  },
  NoMetrics: {
    params: ['metric', 'count'],
    sentence:
      'Automatic scaling cannot read {metric}, so the number stays at {count}.',
  },
  HpaAtMax: {
    params: ['max'],
    sentence: 'Automatic scaling wants more than the maximum of {max}.',
  },
  WebhookDenied: {
    params: ['webhook', 'kind', 'name', 'message'],
    sentence: 'Admission rule {webhook} refused {kind} {name}: {message}.',
  },
  WebhookAway: {
    params: ['webhook'],
    sentence:
      'Admission rule {webhook} does not answer, so nothing can be changed. The operator keeps trying.',
  },
  Deadline: {
    params: ['revision', 'within', 'ready', 'wanted'],
    sentence:
      'Revision {revision} did not become ready within {within}; {ready} of {wanted} are ready.',
  },
  Evicted: {
    params: ['count', 'node', 'resource'],
    sentence:
      '{count} instances were moved away: node {node} ran short of {resource}.',
    one: '1 instance was moved away: node {node} ran short of {resource}.',
  },
  NodeLost: {
    params: ['node', 'count'],
    sentence:
      'Node {node} does not answer; {count} instances are counted as lost.',
    one: 'Node {node} does not answer; 1 instance is counted as lost.',
  },
  SpecInvalid: {
    params: ['field', 'why'],
    sentence: 'The cluster refuses this rollout: {field} {why}.',
  },
  NotOurs: {
    params: ['kind', 'name', 'owner'],
    sentence:
      '{kind} {name} exists and belongs to {owner}, so it is left alone.',
  },
  ClusterAway: {
    params: ['cluster', 'since'],
    sentence: 'Cluster {cluster} has not answered since {since}.',
  },
  OperatorAway: {
    params: ['cluster', 'since'],
    sentence: 'The operator in {cluster} is not running (last seen {since}).',
  },
  NoRight: {
    params: ['verb', 'kind', 'cluster'],
    sentence: 'The portal may not {verb} {kind} in {cluster}.',
  },
  JobFailed: {
    params: ['job', 'count', 'code'],
    sentence: 'Job {job} failed after {count} tries (code {code}).',
    one: 'Job {job} failed after 1 try (code {code}).',
  },
  JobMissed: {
    params: ['job', 'count', 'why'],
    sentence: 'Job {job} missed {count} runs: {why}.',
    one: 'Job {job} missed 1 run: {why}.',
  },
  Other: {
    params: ['message'],
    sentence: '«{message}»',
  },
} as const satisfies Readonly<Record<string, CauseDefinition>>;

/** The machine name of a cause. */
export type CauseId = keyof typeof CAUSES;
