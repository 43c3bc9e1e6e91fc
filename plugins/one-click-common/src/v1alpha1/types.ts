// Generated from the zod schemas by `yarn workspace @one-click/backstage-plugin-one-click-common generate`.

/** What the rollout shall be. */
export interface RolloutSpec {
  /** Which image runs. */
  readonly image: Image;
  /** Replaces the image's entry point. */
  readonly command?: readonly string[];
  /** Replaces the image's arguments. */
  readonly args?: readonly string[];
  /** Pause: no instance runs and no job starts; storage, secrets and addresses stay. */
  readonly suspend?: boolean;
  /** How many instances run. Without meaning where horizontalScale is set. */
  readonly replicas: number;
  /** Automatic scaling. Absent: replicas. Equal bounds: that many instances, without an autoscaler. */
  readonly horizontalScale?: HorizontalScale;
  /** Processor and memory of one instance. */
  readonly resources?: Resources;
  /** Environment variables of the container. */
  readonly env?: readonly EnvVar[];
  /** Secret environment variables in plain text, kept for manifests of the original. Prefer secretsFrom. */
  readonly secrets?: readonly SecretVar[];
  /** Secrets whose keys become environment variables. */
  readonly secretsFrom?: readonly SecretSource[];
  /** Files mounted into the container, written here or taken from a Secret or ConfigMap. */
  readonly files?: readonly FileMount[];
  /** Storage mounted into the container. */
  readonly volumes?: readonly Volume[];
  /** Ports of the program that others reach by name, and their addresses. */
  readonly interfaces?: readonly Interface[];
  /** Checks that tell whether an instance works. */
  readonly probes?: Probes;
  /** What happens around start and stop. */
  readonly lifecycle?: Lifecycle;
  /** How long an instance may take to stop. Absent: 30. Unit: seconds. */
  readonly terminationGracePeriodSeconds?: number;
  /** Containers that run one after the other before the program starts. */
  readonly initContainers?: readonly InitContainer[];
  /** Containers that run beside the program in every instance. */
  readonly sidecars?: readonly Sidecar[];
  /** Scheduled jobs of the rollout. */
  readonly cronjobs?: readonly Job[];
  /** recreate stops the old instances before new ones start; anything else, rollingUpdate say, replaces them one by one. */
  readonly rolloutStrategy?: string;
  /** How an update replaces instances. */
  readonly rollingUpdate?: RollingUpdate;
  /** How many instances may be moved away at once, for example while a node is emptied. */
  readonly podDisruptionBudget?: PodDisruptionBudget;
  /** Security options. What is absent is left to the image and the cluster. */
  readonly securityContext?: SecurityContext;
  /** Service account of the instances; made if it does not exist. Absent or empty: the default one of the namespace. */
  readonly serviceAccountName?: string;
  /** Whether the instances get a token for the Kubernetes API. */
  readonly automountServiceAccountToken?: boolean;
  /** Priority class of the instances. */
  readonly priorityClassName?: string;
  /** Extra labels of the instances. */
  readonly podLabels?: Readonly<Record<string, string>>;
  /** Extra annotations of the instances. */
  readonly podAnnotations?: Readonly<Record<string, string>>;
  /** Labels a node must carry. */
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /** Taints of nodes that are no obstacle. */
  readonly tolerations?: readonly Toleration[];
  /** Where instances want to run, as in Kubernetes. */
  readonly affinity?: Affinity;
  /** How instances spread over nodes and zones. Without labelSelector: the rollout's own instances. */
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
  /** Extra lines of /etc/hosts. */
  readonly hostAliases?: readonly HostAlias[];
}

/** What the rollout shall be. */
export interface RolloutSpecInput {
  /** Which image runs. */
  readonly image: Image;
  /** Replaces the image's entry point. */
  readonly command?: readonly string[];
  /** Replaces the image's arguments. */
  readonly args?: readonly string[];
  /** Pause: no instance runs and no job starts; storage, secrets and addresses stay. */
  readonly suspend?: boolean;
  /** How many instances run. Without meaning where horizontalScale is set. */
  readonly replicas?: number;
  /** Automatic scaling. Absent: replicas. Equal bounds: that many instances, without an autoscaler. */
  readonly horizontalScale?: HorizontalScale;
  /** Processor and memory of one instance. */
  readonly resources?: Resources;
  /** Environment variables of the container. */
  readonly env?: readonly EnvVar[];
  /** Secret environment variables in plain text, kept for manifests of the original. Prefer secretsFrom. */
  readonly secrets?: readonly SecretVar[];
  /** Secrets whose keys become environment variables. */
  readonly secretsFrom?: readonly SecretSource[];
  /** Files mounted into the container, written here or taken from a Secret or ConfigMap. */
  readonly files?: readonly FileMount[];
  /** Storage mounted into the container. */
  readonly volumes?: readonly VolumeInput[];
  /** Ports of the program that others reach by name, and their addresses. */
  readonly interfaces?: readonly Interface[];
  /** Checks that tell whether an instance works. */
  readonly probes?: Probes;
  /** What happens around start and stop. */
  readonly lifecycle?: Lifecycle;
  /** How long an instance may take to stop. Absent: 30. Unit: seconds. */
  readonly terminationGracePeriodSeconds?: number;
  /** Containers that run one after the other before the program starts. */
  readonly initContainers?: readonly InitContainer[];
  /** Containers that run beside the program in every instance. */
  readonly sidecars?: readonly Sidecar[];
  /** Scheduled jobs of the rollout. */
  readonly cronjobs?: readonly Job[];
  /** recreate stops the old instances before new ones start; anything else, rollingUpdate say, replaces them one by one. */
  readonly rolloutStrategy?: string;
  /** How an update replaces instances. */
  readonly rollingUpdate?: RollingUpdate;
  /** How many instances may be moved away at once, for example while a node is emptied. */
  readonly podDisruptionBudget?: PodDisruptionBudget;
  /** Security options. What is absent is left to the image and the cluster. */
  readonly securityContext?: SecurityContext;
  /** Service account of the instances; made if it does not exist. Absent or empty: the default one of the namespace. */
  readonly serviceAccountName?: string;
  /** Whether the instances get a token for the Kubernetes API. */
  readonly automountServiceAccountToken?: boolean;
  /** Priority class of the instances. */
  readonly priorityClassName?: string;
  /** Extra labels of the instances. */
  readonly podLabels?: Readonly<Record<string, string>>;
  /** Extra annotations of the instances. */
  readonly podAnnotations?: Readonly<Record<string, string>>;
  /** Labels a node must carry. */
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /** Taints of nodes that are no obstacle. */
  readonly tolerations?: readonly Toleration[];
  /** Where instances want to run, as in Kubernetes. */
  readonly affinity?: Affinity;
  /** How instances spread over nodes and zones. Without labelSelector: the rollout's own instances. */
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
  /** Extra lines of /etc/hosts. */
  readonly hostAliases?: readonly HostAlias[];
}

/** Which image runs. */
export interface Image {
  /** Host of the registry, with a port or a leading path where needed; docker.io for Docker Hub. */
  readonly registry: string;
  /** Path of the image in the registry; Docker Hub keeps its official images under library/. */
  readonly repository: string;
  /** Tag of the image. The form tag@sha256:… is taken as well. */
  readonly tag: string;
  /** Digest the image is pinned to. The tag then only tells people which version it is. */
  readonly digest?: string;
  /** When the node asks the registry. Absent: Always for the tag latest, else IfNotPresent. */
  readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
  /** A Secret with the sign-in for the registry. */
  readonly pullSecretRef?: ObjectRef;
  /** User name for the registry, in plain text. Prefer pullSecretRef. */
  readonly username?: string;
  /** Password for the registry, in plain text. Prefer pullSecretRef. */
  readonly password?: string;
}

/** A Secret with the sign-in for the registry. */
export interface ObjectRef {
  /** Name of a Secret of type kubernetes.io/dockerconfigjson in the same namespace. */
  readonly name: string;
}

/** Automatic scaling. Absent: replicas. Equal bounds: that many instances, without an autoscaler. */
export interface HorizontalScale {
  /** The least instances. */
  readonly minReplicas: number;
  /** The most instances. */
  readonly maxReplicas: number;
  /** Average processor use to aim at, in percent of the request. With neither target given: 80. */
  readonly targetCPUUtilizationPercentage?: number;
  /** Average memory use to aim at, in percent of the request. */
  readonly targetMemoryUtilizationPercentage?: number;
}

/** Processor and memory of one instance. */
export interface Resources {
  /** What one instance is sure to get. Keys: cpu, memory, ephemeral-storage or an extended resource. */
  readonly requests?: ResourceList;
  /** What one instance may use at most. Keys: cpu, memory, ephemeral-storage or an extended resource. */
  readonly limits?: ResourceList;
}

/** What one instance is sure to get. Keys: cpu, memory, ephemeral-storage or an extended resource. */
export type ResourceList = Readonly<Record<string, number | string>>;

/** One environment variable. */
export interface EnvVar {
  /** Name of the environment variable. */
  readonly name: string;
  /** The value; may be empty. $(OTHER) is replaced by a variable further up. */
  readonly value?: string;
  /** Where the value comes from; exactly one source. */
  readonly valueFrom?: ValueSource;
}

/** Where the value comes from; exactly one source. */
export interface ValueSource {
  /** One key of a Secret. */
  readonly secretKeyRef?: KeyRef;
  /** One key of a ConfigMap. */
  readonly configMapKeyRef?: KeyRef;
  /** A field of the pod. */
  readonly fieldRef?: FieldRef;
  /** A request or limit of the container's. */
  readonly resourceFieldRef?: ResourceFieldRef;
}

/** One key of a Secret. */
export interface KeyRef {
  /** Name of the object in the same namespace. */
  readonly name: string;
  /** Key inside the object. */
  readonly key: string;
  /** Start even if the object or key is missing. */
  readonly optional?: boolean;
}

/** A field of the pod. */
export interface FieldRef {
  /** Path of the field, such as metadata.name. */
  readonly fieldPath: string;
}

/** A request or limit of the container's. */
export interface ResourceFieldRef {
  /** Which one, such as limits.memory. */
  readonly resource: string;
  /** Unit the value is given in. */
  readonly divisor?: number | string;
}

/** One secret environment variable in plain text. */
export interface SecretVar {
  /** Name of the environment variable and key of the Secret. */
  readonly name: string;
  /** The secret in plain text, readable for everyone who may read the Rollout. Prefer secretsFrom. */
  readonly value?: string;
}

/** A Secret whose keys become environment variables. */
export interface SecretSource {
  /** Name of the Secret in the same namespace. */
  readonly name: string;
  /** Put in front of every key. */
  readonly prefix?: string;
  /** Start even if the Secret is missing. */
  readonly optional?: boolean;
}

/** One file mounted into the container. */
export interface FileMount {
  /** Where the file appears in the container. */
  readonly mountPath: string;
  /** Content of the file, in plain text. */
  readonly content?: string;
  /** Content from a Secret. */
  readonly secretRef?: FileRef;
  /** Content from a ConfigMap. */
  readonly configMapRef?: FileRef;
  /** Permissions as a decimal number: 420 is 0644, 256 is 0400. Absent: 420. */
  readonly mode?: number;
}

/** Content from a Secret. */
export interface FileRef {
  /** Name of the object in the same namespace. */
  readonly name: string;
  /** Key whose value is the file. Absent: every key becomes a file below mountPath. */
  readonly key?: string;
  /** Start even if the object or key is missing. */
  readonly optional?: boolean;
}

/** Storage mounted into the container. */
export interface Volume {
  /** Name of the volume; its claim is called <name>-<rollout>. */
  readonly name: string;
  /** Where it appears in the container. */
  readonly mountPath: string;
  /** Size of the claim, such as 1Gi. It can grow, never shrink. */
  readonly size?: number | string;
  /** Storage class of the claim. Absent or empty: the default one of the cluster. */
  readonly storageClass?: string;
  /** Who may mount the claim at once. Absent: ReadWriteOnce. */
  readonly accessModes?: readonly (
    | 'ReadWriteOnce'
    | 'ReadOnlyMany'
    | 'ReadWriteMany'
    | 'ReadWriteOncePod'
  )[];
  /** A claim that exists already; it is used and never changed. */
  readonly existingClaim?: string;
  /** Scratch space that goes with the instance. */
  readonly emptyDir?: EmptyDir;
  /** Mount only this folder of the volume. */
  readonly subPath?: string;
  /** Mount it read-only. */
  readonly readOnly?: boolean;
  /** What becomes of the claim and its data when the volume leaves the rollout. */
  readonly onRemove: 'retain' | 'delete';
}

/** Storage mounted into the container. */
export interface VolumeInput {
  /** Name of the volume; its claim is called <name>-<rollout>. */
  readonly name: string;
  /** Where it appears in the container. */
  readonly mountPath: string;
  /** Size of the claim, such as 1Gi. It can grow, never shrink. */
  readonly size?: number | string;
  /** Storage class of the claim. Absent or empty: the default one of the cluster. */
  readonly storageClass?: string;
  /** Who may mount the claim at once. Absent: ReadWriteOnce. */
  readonly accessModes?: readonly (
    | 'ReadWriteOnce'
    | 'ReadOnlyMany'
    | 'ReadWriteMany'
    | 'ReadWriteOncePod'
  )[];
  /** A claim that exists already; it is used and never changed. */
  readonly existingClaim?: string;
  /** Scratch space that goes with the instance. */
  readonly emptyDir?: EmptyDir;
  /** Mount only this folder of the volume. */
  readonly subPath?: string;
  /** Mount it read-only. */
  readonly readOnly?: boolean;
  /** What becomes of the claim and its data when the volume leaves the rollout. */
  readonly onRemove?: 'retain' | 'delete';
}

/** Scratch space that goes with the instance. */
export interface EmptyDir {
  /** Memory keeps it in RAM, counted against the memory limit. */
  readonly medium?: '' | 'Memory';
  /** The most it may hold. */
  readonly sizeLimit?: number | string;
}

/** A port of the program that others reach by name. */
export interface Interface {
  /** Name of the interface; its Service is called <name>-<rollout>-svc. */
  readonly name: string;
  /** Port of the Service. */
  readonly port: number;
  /** Port the program listens on. Absent: the same. */
  readonly targetPort?: number;
  /** Absent: TCP. */
  readonly protocol?: 'TCP' | 'UDP' | 'SCTP';
  /** Give no address of its own to the Service; its name resolves to the instances. */
  readonly headless?: boolean;
  /** Addresses from outside the cluster. */
  readonly ingress?: IngressSpec;
}

/** Addresses from outside the cluster. */
export interface IngressSpec {
  /** Which ingress controller serves it. Absent or empty: the default one of the cluster. */
  readonly ingressClass?: string;
  /** Annotations of the Ingress, for example for certificates. */
  readonly annotations?: Readonly<Record<string, string>>;
  /** The addresses. */
  readonly rules: readonly IngressRule[];
}

/** One address. */
export interface IngressRule {
  /** DNS name the address answers to; *.example.com for a whole level, empty for any. */
  readonly host: string;
  /** Path the address starts with. Absent: /. */
  readonly path?: string;
  /** How the path is compared. Absent: ImplementationSpecific. */
  readonly pathType?: 'Exact' | 'Prefix' | 'ImplementationSpecific';
  /** Serve it over https. */
  readonly tls?: boolean;
  /** Secret with the certificate. Absent: one made for this interface. */
  readonly tlsSecretName?: string;
}

/** Checks that tell whether an instance works. */
export interface Probes {
  /** Restart the container when this fails. */
  readonly liveness?: Probe;
  /** Send requests to the instance only while this is good. */
  readonly readiness?: Probe;
  /** Hold the other checks back until this is good once. */
  readonly startup?: Probe;
}

/** Restart the container when this fails. */
export interface Probe {
  /** Ask for a page; status 200 to 399 is good. */
  readonly httpGet?: HttpGetAction;
  /** Open a connection. */
  readonly tcpSocket?: TcpSocketAction;
  /** Ask the gRPC health service. */
  readonly grpc?: GrpcAction;
  /** Run a command in the container; exit code 0 is good. */
  readonly exec?: ExecAction;
  /** Time from the start to the first check. Unit: seconds. */
  readonly initialDelaySeconds?: number;
  /** Time between checks. Absent: 10. Unit: seconds. */
  readonly periodSeconds?: number;
  /** Time an answer may take. Absent: 1. Unit: seconds. */
  readonly timeoutSeconds?: number;
  /** Good answers in a row that count as good. Absent: 1. */
  readonly successThreshold?: number;
  /** Bad answers in a row that count as bad. Absent: 3. */
  readonly failureThreshold?: number;
  /** Time to stop after this check failed. Absent: that of the rollout. Unit: seconds. */
  readonly terminationGracePeriodSeconds?: number;
}

/** Ask for a page; status 200 to 399 is good. */
export interface HttpGetAction {
  /** Path to ask for. Absent: /. */
  readonly path?: string;
  /** Port the program listens on. */
  readonly port: number;
  /** Absent: HTTP. Certificates are not checked. */
  readonly scheme?: 'HTTP' | 'HTTPS';
  /** Headers of the request. */
  readonly httpHeaders?: readonly HttpHeader[];
}

/** One header of the request. */
export interface HttpHeader {
  /** Name of the header. */
  readonly name: string;
  /** Value of the header. */
  readonly value: string;
}

/** Open a connection. */
export interface TcpSocketAction {
  /** Port the program listens on. */
  readonly port: number;
}

/** Ask the gRPC health service. */
export interface GrpcAction {
  /** Port the program listens on. */
  readonly port: number;
  /** Service name of the health request. */
  readonly service?: string;
}

/** Run a command in the container; exit code 0 is good. */
export interface ExecAction {
  /** The command; no shell is involved. */
  readonly command: readonly string[];
}

/** What happens around start and stop. */
export interface Lifecycle {
  /** Right after the start. */
  readonly postStart?: LifecycleHandler;
  /** Before the stop. Absent, where an interface exists: a sleep of 5 seconds, so that no request is lost. */
  readonly preStop?: LifecycleHandler;
}

/** Right after the start. */
export interface LifecycleHandler {
  /** Run a command in the container; exit code 0 is good. */
  readonly exec?: ExecAction;
  /** Ask for a page; status 200 to 399 is good. */
  readonly httpGet?: HttpGetAction;
  /** Wait. */
  readonly sleep?: SleepAction;
}

/** Wait. */
export interface SleepAction {
  /** How long. Unit: seconds. */
  readonly seconds: number;
}

/** A container that must end well before the program starts. */
export interface InitContainer {
  /** Name of the container. */
  readonly name: string;
  /** Which image the container runs. */
  readonly image: ContainerImage;
  /** Replaces the image's entry point. */
  readonly command?: readonly string[];
  /** Replaces the image's arguments. */
  readonly args?: readonly string[];
  /** Environment variables of the container. */
  readonly env?: readonly EnvVar[];
  /** Secrets whose keys become environment variables. */
  readonly secretsFrom?: readonly SecretSource[];
  /** Processor and memory of one instance. */
  readonly resources?: Resources;
  /** Security options of the container. */
  readonly securityContext?: ContainerSecurityContext;
  /** The rollout's volumes this container sees as well. */
  readonly volumes?: readonly VolumeMount[];
}

/** Which image the container runs. */
export interface ContainerImage {
  /** Host of the registry, with a port or a leading path where needed; docker.io for Docker Hub. */
  readonly registry: string;
  /** Path of the image in the registry; Docker Hub keeps its official images under library/. */
  readonly repository: string;
  /** Tag of the image. The form tag@sha256:… is taken as well. */
  readonly tag: string;
  /** Digest the image is pinned to. The tag then only tells people which version it is. */
  readonly digest?: string;
  /** When the node asks the registry. Absent: Always for the tag latest, else IfNotPresent. */
  readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
  /** A Secret with the sign-in for the registry. */
  readonly pullSecretRef?: ObjectRef;
}

/** Security options of the container. */
export interface ContainerSecurityContext {
  /** User id the program runs as. Absent: what the image says. */
  readonly runAsUser?: number;
  /** Group id the program runs as. Absent: what the image says. */
  readonly runAsGroup?: number;
  /** Refuse to start as root. */
  readonly runAsNonRoot?: boolean;
  /** Whether a program may gain more rights than its parent. */
  readonly allowPrivilegeEscalation?: boolean;
  /** Whether the image's own files are read-only. */
  readonly readOnlyRootFilesystem?: boolean;
  /** Root on the node; most clusters refuse it. */
  readonly privileged?: boolean;
  /** Linux capabilities of the container. */
  readonly capabilities?: Capabilities;
  /** Which system calls are allowed. */
  readonly seccompProfile?: SeccompProfile;
}

/** Linux capabilities of the container. */
export interface Capabilities {
  /** Capabilities to add. */
  readonly add?: readonly string[];
  /** Capabilities to drop. */
  readonly drop?: readonly string[];
}

/** Which system calls are allowed. */
export interface SeccompProfile {
  /** Kind of profile. */
  readonly type: 'RuntimeDefault' | 'Unconfined' | 'Localhost';
  /** File on the node, for the type Localhost. */
  readonly localhostProfile?: string;
}

/** One of the rollout's volumes in another container. */
export interface VolumeMount {
  /** Name of one of the rollout's volumes. */
  readonly name: string;
  /** Where it appears in this container. */
  readonly mountPath: string;
  /** Mount only this folder of the volume. */
  readonly subPath?: string;
  /** Mount it read-only. */
  readonly readOnly?: boolean;
}

/** A container that runs beside the program. */
export interface Sidecar {
  /** Name of the container. */
  readonly name: string;
  /** Which image the container runs. */
  readonly image: ContainerImage;
  /** Replaces the image's entry point. */
  readonly command?: readonly string[];
  /** Replaces the image's arguments. */
  readonly args?: readonly string[];
  /** Environment variables of the container. */
  readonly env?: readonly EnvVar[];
  /** Secrets whose keys become environment variables. */
  readonly secretsFrom?: readonly SecretSource[];
  /** Processor and memory of one instance. */
  readonly resources?: Resources;
  /** Security options of the container. */
  readonly securityContext?: ContainerSecurityContext;
  /** The rollout's volumes this container sees as well. */
  readonly volumes?: readonly VolumeMount[];
  /** Checks that tell whether an instance works. */
  readonly probes?: Probes;
  /** What happens around start and stop. */
  readonly lifecycle?: Lifecycle;
}

/** A scheduled job. */
export interface Job {
  /** Name of the job; its CronJob is called <rollout>-<name>. */
  readonly name: string;
  /** When it runs: five fields of cron, or a word such as @daily. */
  readonly schedule: string;
  /** Time zone of the schedule. Absent: that of the cluster. */
  readonly timeZone?: string;
  /** Start no new runs. */
  readonly suspend?: boolean;
  /** Which image runs. Absent: the rollout's own. */
  readonly image?: Image;
  /** Replaces the image's entry point. */
  readonly command?: readonly string[];
  /** Replaces the image's arguments. */
  readonly args?: readonly string[];
  /** Environment variables of the container. */
  readonly env?: readonly EnvVar[];
  /** Secret environment variables in plain text, kept for manifests of the original. Prefer secretsFrom. */
  readonly secrets?: readonly SecretVar[];
  /** Secrets whose keys become environment variables. */
  readonly secretsFrom?: readonly SecretSource[];
  /** The rollout's volumes this container sees as well. */
  readonly volumes?: readonly VolumeMount[];
  /** Processor and memory of one instance. */
  readonly resources?: Resources;
  /** Service account of the job. Absent: the rollout's own. */
  readonly serviceAccountName?: string;
  /** What happens when the last run is not over yet. Absent: Allow. */
  readonly concurrencyPolicy?: 'Allow' | 'Forbid' | 'Replace';
  /** How late a run may start; later ones count as missed. Unit: seconds. */
  readonly startingDeadlineSeconds?: number;
  /** How long a run may take before it is stopped. Unit: seconds. */
  readonly activeDeadlineSeconds?: number;
  /** How long a finished run is kept. Absent: as the history limits say. Unit: seconds. */
  readonly ttlSecondsAfterFinished?: number;
  /** How often a failing run is tried again. Absent: maxRetries, else 0. */
  readonly backoffLimit?: number;
  /** Kept for manifests of the original, which ignored it: used where backoffLimit is absent. */
  readonly maxRetries?: number;
  /** How many good runs are kept. Absent: 3. */
  readonly successfulJobsHistoryLimit?: number;
  /** How many failed runs are kept. Absent: 1. */
  readonly failedJobsHistoryLimit?: number;
}

/** How an update replaces instances. */
export interface RollingUpdate {
  /** How many instances more than asked for may exist during an update. Absent: 25%. */
  readonly maxSurge?: number | string;
  /** How many instances may be missing during an update. Absent: 25%. */
  readonly maxUnavailable?: number | string;
}

/** How many instances may be moved away at once, for example while a node is emptied. */
export interface PodDisruptionBudget {
  /** How many must stay. */
  readonly minAvailable?: number | string;
  /** How many may be missing. */
  readonly maxUnavailable?: number | string;
}

/** Security options. What is absent is left to the image and the cluster. */
export interface SecurityContext {
  /** Group id that owns the files of the volumes. */
  readonly fsGroup?: number;
  /** User id the program runs as. Absent: what the image says. */
  readonly runAsUser?: number;
  /** Group id the program runs as. Absent: what the image says. */
  readonly runAsGroup?: number;
  /** Refuse to start as root. */
  readonly runAsNonRoot?: boolean;
  /** Whether a program may gain more rights than its parent. */
  readonly allowPrivilegeEscalation?: boolean;
  /** Whether the image's own files are read-only. */
  readonly readOnlyRootFilesystem?: boolean;
  /** Root on the node; most clusters refuse it. */
  readonly privileged?: boolean;
  /** Linux capabilities of the container. */
  readonly capabilities?: Capabilities;
  /** Which system calls are allowed. */
  readonly seccompProfile?: SeccompProfile;
}

/** One taint that is no obstacle. */
export interface Toleration {
  /** Key of the taint. Empty: any. */
  readonly key?: string;
  /** How the value is compared. Absent: Equal. */
  readonly operator?: '' | 'Exists' | 'Equal' | 'Lt' | 'Gt';
  /** Value of the taint. */
  readonly value?: string;
  /** Effect of the taint. Absent: any. */
  readonly effect?: '' | 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
  /** How long a running instance may stay. Unit: seconds. Absent: for ever. */
  readonly tolerationSeconds?: number;
}

/** Where instances want to run, as in Kubernetes. */
export interface Affinity {
  /** Which nodes are wanted. */
  readonly nodeAffinity?: NodeAffinity;
  /** Near which pods. */
  readonly podAffinity?: PodAffinity;
  /** Far from which pods. */
  readonly podAntiAffinity?: PodAffinity;
}

/** Which nodes are wanted. */
export interface NodeAffinity {
  /** What a node must fulfil. */
  readonly requiredDuringSchedulingIgnoredDuringExecution?: NodeSelector;
  /** What a node should fulfil. */
  readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly PreferredNode[];
}

/** What a node must fulfil. */
export interface NodeSelector {
  /** Alternatives; one of them must hold. */
  readonly nodeSelectorTerms: readonly NodeSelectorTerm[];
}

/** Conditions that must all hold. */
export interface NodeSelectorTerm {
  /** Conditions on labels of the node. */
  readonly matchExpressions?: readonly NodeRequirement[];
  /** Conditions on fields of the node. */
  readonly matchFields?: readonly NodeRequirement[];
}

/** One condition on a node. */
export interface NodeRequirement {
  /** Key of the label. */
  readonly key: string;
  /** How it is compared. */
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt';
  /** Values to compare with. */
  readonly values?: readonly string[];
}

/** One wish. */
export interface PreferredNode {
  /** How much it counts, from 1 to 100. */
  readonly weight: number;
  /** Conditions that must all hold. */
  readonly preference: NodeSelectorTerm;
}

/** Near which pods. */
export interface PodAffinity {
  /** What must hold. */
  readonly requiredDuringSchedulingIgnoredDuringExecution?: readonly PodAffinityTerm[];
  /** What should hold. */
  readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly PreferredPods[];
}

/** Pods to be near to or far from. */
export interface PodAffinityTerm {
  /** Label of the node that says what near means. */
  readonly topologyKey: string;
  /** Which pods are meant. */
  readonly labelSelector?: LabelSelector;
  /** Namespaces to look in. Absent: this one. */
  readonly namespaces?: readonly string[];
  /** Which pods are meant. */
  readonly namespaceSelector?: LabelSelector;
  /** Labels of this pod to compare as well. */
  readonly matchLabelKeys?: readonly string[];
  /** Labels of this pod that must differ. */
  readonly mismatchLabelKeys?: readonly string[];
}

/** Which pods are meant. */
export interface LabelSelector {
  /** Labels that must be equal. */
  readonly matchLabels?: Readonly<Record<string, string>>;
  /** Conditions that must all hold. */
  readonly matchExpressions?: readonly LabelRequirement[];
}

/** One condition. */
export interface LabelRequirement {
  /** Key of the label. */
  readonly key: string;
  /** How it is compared. */
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  /** Values to compare with. */
  readonly values?: readonly string[];
}

/** One wish. */
export interface PreferredPods {
  /** How much it counts, from 1 to 100. */
  readonly weight: number;
  /** Pods to be near to or far from. */
  readonly podAffinityTerm: PodAffinityTerm;
}

/** One rule of spreading. */
export interface TopologySpreadConstraint {
  /** How uneven the spread may be. */
  readonly maxSkew: number;
  /** Label of the node to spread over, such as topology.kubernetes.io/zone. */
  readonly topologyKey: string;
  /** What happens when it cannot be kept. */
  readonly whenUnsatisfiable: 'DoNotSchedule' | 'ScheduleAnyway';
  /** Which pods are meant. */
  readonly labelSelector?: LabelSelector;
  /** The least groups of nodes to use. */
  readonly minDomains?: number;
  /** Whether nodes this rollout may not use count. */
  readonly nodeAffinityPolicy?: 'Honor' | 'Ignore';
  /** Whether reserved nodes count. */
  readonly nodeTaintsPolicy?: 'Honor' | 'Ignore';
  /** Labels of this pod to compare as well. */
  readonly matchLabelKeys?: readonly string[];
}

/** One line of /etc/hosts. */
export interface HostAlias {
  /** The address. */
  readonly ip: string;
  /** Names of the address. */
  readonly hostnames?: readonly string[];
}

/** What the rollout is; written by the operator. */
export interface RolloutStatus {
  /** Generation of the spec this status speaks of. */
  readonly observedGeneration?: number;
  /** Revision of the spec this status speaks of. */
  readonly observedRevision?: number;
  /** The state in one word. */
  readonly state?:
    | 'Down'
    | 'Blocked'
    | 'UpdateFailed'
    | 'Degraded'
    | 'RollingOut'
    | 'Starting'
    | 'Paused'
    | 'Healthy';
  /** When the state last changed. */
  readonly stateSince?: string;
  /** The state in one sentence. */
  readonly message?: string;
  /** Why the rollout is not as asked for; the chief cause first. */
  readonly causes?: readonly CauseStatus[];
  /** Conditions, as kubectl wait reads them. */
  readonly conditions?: readonly Condition[];
  /** Instances that exist. */
  readonly replicas?: number;
  /** Instances that are wanted. */
  readonly wantedReplicas?: number;
  /** Instances that serve. */
  readonly readyReplicas?: number;
  /** Instances of the newest revision. */
  readonly updatedReplicas?: number;
  /** Instances of the newest revision that serve. */
  readonly updatedReadyReplicas?: number;
  /** Revision of the instances that serve, if they are of one. */
  readonly servingRevision?: number;
  /** Label selector of the instances, as text. */
  readonly selector?: string;
  /** All hosts, joined by commas. */
  readonly hosts?: string;
  /** The Deployment, in the shape of the original. */
  readonly deployment?: DeploymentStatus;
  /** The Services. */
  readonly services?: readonly ServiceStatus[];
  /** The Ingresses. */
  readonly ingresses?: readonly IngressStatus[];
  /** The claims. */
  readonly volumes?: readonly VolumeStatus[];
  /** The scheduled jobs. What ails them says nothing about the state of the rollout. */
  readonly jobs?: readonly JobStatus[];
}

/** Why the rollout is not as asked for. */
export interface CauseStatus {
  /** Machine name of the cause. */
  readonly id: string;
  /** The cause in one English sentence. */
  readonly message: string;
  /** What the sentence is about; moments, never durations. */
  readonly params?: Readonly<Record<string, string>>;
  /** The way from the rollout to the culprit. */
  readonly chain?: readonly CauseLink[];
}

/** One link from the rollout to the culprit. */
export interface CauseLink {
  /** Kind of the object, or container, event, quota, claim, probe. */
  readonly kind: string;
  /** Its name. */
  readonly name: string;
  /** The cluster's own words. */
  readonly message?: string;
}

/** One condition. */
export interface Condition {
  /** Ready, Reconciling or Stalled. */
  readonly type: string;
  /** Whether it holds. */
  readonly status: 'True' | 'False' | 'Unknown';
  /** One word why. */
  readonly reason: string;
  /** One sentence why. */
  readonly message: string;
  /** When status last changed. */
  readonly lastTransitionTime: string;
  /** Generation of the spec it speaks of. */
  readonly observedGeneration?: number;
}

/** The Deployment, in the shape of the original. */
export interface DeploymentStatus {
  /** Instances that exist. */
  readonly replicas: number;
  /** Their pods. */
  readonly podNames: readonly string[];
  /** What the instances ask for and may use. */
  readonly resources: ResourceSums;
  /** OK, Pending, NotReady or Error, as the original has it. */
  readonly status: string;
}

/** What the instances ask for and may use. */
export interface ResourceSums {
  /** A sum over all instances. */
  readonly requestSum: ResourceSum;
  /** A sum over all instances. */
  readonly limitSum: ResourceSum;
}

/** A sum over all instances. */
export interface ResourceSum {
  /** Cores, as a plain decimal. */
  readonly cpu: string;
  /** Bytes, as a plain decimal. */
  readonly memory: string;
}

/** One Service. */
export interface ServiceStatus {
  /** Name of the Service. */
  readonly name: string;
  /** Its ports. */
  readonly ports: readonly number[];
  /** OK or Pending. */
  readonly status: string;
}

/** One Ingress. */
export interface IngressStatus {
  /** Name of the Ingress. */
  readonly name: string;
  /** Its hosts. */
  readonly hosts: readonly string[];
  /** OK or Pending. */
  readonly status: string;
}

/** One claim. */
export interface VolumeStatus {
  /** Name of the claim. */
  readonly name: string;
  /** Phase of the claim. */
  readonly status: string;
}

/** One scheduled job. */
export interface JobStatus {
  /** Name of the job. */
  readonly name: string;
  /** When it runs, in the words of cron. */
  readonly schedule: string;
  /** Whether it starts no new runs; so it is in a pause, too. */
  readonly suspended: boolean;
  /** How its last run went, in one word; when that was, its CronJob tells. Absent: it has not run yet. */
  readonly state?: 'Suspended' | 'Missed' | 'Failed' | 'Succeeded';
  /** Why its last run failed, or runs were missed. */
  readonly cause?: CauseStatus;
}
