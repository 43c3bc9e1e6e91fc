/**
 * One sentence for each machine cause (pages.md, section 4.2), with the
 * parameters that the operator writes; a moment is told by its name with `Span`,
 * `Ago` or `Date`, a limit in seconds by its name with `Span`. A cause that is not here, or that lacks
 * a parameter, is told in the server's own English sentence.
 */
export const causes = {
  ImageNotFound: 'The registry has no tag {{tag}} for {{image}}.',
  ImageForbidden:
    '{{registry}} refused to hand out {{image}} (sign-in missing or not allowed).',
  ImageNameInvalid: '{{image}} is not a valid image name.',
  RegistryAway:
    '{{registry}} does not answer from the cluster. Kubernetes keeps trying (try {{count}}).',
  RegistryLimited:
    '{{registry}} limits downloads right now. Kubernetes keeps trying.',
  WrongPlatform: '{{image}} is built for {{have}}; the nodes are {{need}}.',
  CrashLoop_one:
    'Container {{container}} exits with code {{code}} right after start.',
  CrashLoop_other:
    'Container {{container}} exits with code {{code}} right after start ({{count}} times).',
  CrashCommand:
    'Container {{container}} cannot run {{command}}: no such file or not executable (code {{code}}).',
  CleanExit:
    'Container {{container}} ends by itself with code 0. A rollout needs a program that keeps running.',
  OutOfMemory:
    'Container {{container}} used more than its limit of {{limit}} and was stopped (code 137).',
  Restarting_one:
    'Container {{container}} restarted once in {{windowSpan}}; between restarts it serves.',
  Restarting_other:
    'Container {{container}} restarted {{count}} times in {{windowSpan}}; between restarts it serves.',
  InitFailed:
    'Init container {{container}} failed with code {{code}}, so the program has not started.',
  ReadyProbe_one:
    '1 instance runs but does not answer the readiness check {{check}}: {{result}}.',
  ReadyProbe_other:
    '{{count}} instances run but do not answer the readiness check {{check}}: {{result}}.',
  LiveProbe_one:
    'Container {{container}} was restarted because {{check}} did not answer.',
  LiveProbe_other:
    'Container {{container}} was restarted because {{check}} did not answer {{count}} times.',
  StartProbe:
    'Container {{container}} did not finish starting within {{withinSpan}}.',
  PortClosed: 'Nothing listens on port {{port}} in container {{container}}.',
  NoCpu:
    'No node has {{need}} CPU free for one instance (largest free: {{free}}).',
  NoMemory:
    'No node has {{need}} memory free for one instance (largest free: {{free}}).',
  NodeSelector: 'No node has the label {{label}}.',
  Taint: 'All fitting nodes are reserved ({{taint}}).',
  Spread: 'The spreading rule {{rule}} leaves no node for one more instance.',
  VolumeZone: 'Volume {{volume}} lives in {{zone}}; no node there is free.',
  QuotaUsed:
    "The project's limit is reached: {{need}} {{resource}} more needed, {{free}} free.",
  LimitRange:
    'The project allows at most {{max}} {{resource}} per instance; {{need}} is asked.',
  PodSecurity: 'The security level {{level}} of this project forbids {{what}}.',
  VolumePending: 'Volume {{volume}} waits for storage: {{why}}.',
  VolumeClass: 'Storage class {{class}} does not exist in {{cluster}}.',
  VolumeBusy:
    'Volume {{volume}} is still attached to {{node}}. Waiting for it to let go.',
  VolumeFull: 'Volume {{volume}} is full ({{used}} of {{size}}).',
  ConfigMissing:
    '{{kind}} {{name}} has no key {{key}}, which {{container}} needs.',
  SecretMissing: 'Secret {{name}} does not exist in {{namespace}}.',
  HostTaken:
    '{{host}}{{path}} already belongs to {{owner}}, so this address is off.',
  NoAddress:
    'Ingress class {{class}} has given {{host}} no address for {{sinceSpan}}.',
  CertWaiting: 'The certificate for {{host}} is not ready: {{why}}.',
  CertBad: 'The certificate for {{host}} expired on {{expiredAtDate}}.',
  NoEndpoints:
    'Interface {{interface}} reaches no instance, because none is ready.',
  NoMetrics:
    'Automatic scaling cannot read {{metric}}, so the number stays at {{count}}.',
  HpaAtMax: 'Automatic scaling wants more than the maximum of {{max}}.',
  WebhookDenied:
    'Admission rule {{webhook}} refused {{kind}} {{name}}: {{message}}.',
  WebhookAway:
    'Admission rule {{webhook}} does not answer, so nothing can be changed. The operator keeps trying.',
  Deadline:
    'Revision {{revision}} did not become ready within {{withinSpan}}; {{ready}} of {{wanted}} are ready.',
  Evicted_one:
    '1 instance was moved away: node {{node}} ran short of {{resource}}.',
  Evicted_other:
    '{{count}} instances were moved away: node {{node}} ran short of {{resource}}.',
  NodeLost_one: 'Node {{node}} does not answer; 1 instance is counted as lost.',
  NodeLost_other:
    'Node {{node}} does not answer; {{count}} instances are counted as lost.',
  SpecInvalid: 'The cluster refuses this rollout: {{field}} {{why}}.',
  NotOurs:
    '{{kind}} {{name}} exists and belongs to {{owner}}, so it is left alone.',
  ClusterAway: 'Cluster {{cluster}} has not answered for {{sinceSpan}}.',
  OperatorAway:
    'The operator in {{cluster}} is not running (last seen {{sinceAgo}}).',
  NoRight: 'The portal may not {{verb}} {{kind}} in {{cluster}}.',
  JobFailed_one: 'Job {{job}} failed after 1 try (code {{code}}).',
  JobFailed_other: 'Job {{job}} failed after {{count}} tries (code {{code}}).',
  JobMissed_one: 'Job {{job}} missed 1 run: {{why}}.',
  JobMissed_other: 'Job {{job}} missed {{count}} runs: {{why}}.',
  Other: '«{{message}}»',
} as const;
