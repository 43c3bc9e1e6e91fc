/** API group of the resource. */
export const API_GROUP = 'one-click.dev';
/** Version of the resource. */
export const VERSION = 'v1alpha1';
/** `apiVersion` of the resource. */
export const API_VERSION = 'one-click.dev/v1alpha1';
/** `kind` of the resource. */
export const KIND = 'Rollout';
/** Plural of the resource, as it stands in API paths. */
export const PLURAL = 'rollouts';

/** Label with the project, which is the namespace; part of the Deployment's selector. */
export const PROJECT_LABEL = 'one-click.dev/projectId';
/** Label with the rollout's name; part of the Deployment's selector. */
export const ROLLOUT_LABEL = 'one-click.dev/deploymentId';
/** Label the original puts on a Rollout for its own record; ours leaves it alone. */
export const ORIGINAL_RECORD_LABEL = 'one-click.dev/rolloutId';
/** Label of a Rollout that waits in the bin. */
export const BINNED_LABEL = 'one-click.dev/binned';
/** Label on runs of a job and their pods: the job's name. */
export const JOB_LABEL = 'one-click.dev/job';
/**
 * Label on runs of a job and their pods: the rollout's name. Not
 * {@link ROLLOUT_LABEL}, or Services would send requests to jobs.
 */
export const JOB_OWNER_LABEL = 'one-click.dev/jobOf';

/** Annotation with the number of the revision the backend applied; copied to the Deployment, never to its pods. */
export const REVISION_ANNOTATION = 'one-click.dev/revision';
/** Annotation with the moment of the last asked-for restart; copied to the pod template. */
export const RESTARTED_AT_ANNOTATION = 'one-click.dev/restarted-at';
/** Annotation with the generation at which the Go operator's objects were taken over. */
export const ADOPTED_GENERATION_ANNOTATION = 'one-click.dev/adopted-generation';
/** Annotation of the pod template that changes with plaintext secrets. */
export const SECRETS_CHECKSUM_ANNOTATION = 'one-click.dev/secrets-checksum';
/** Annotation kubectl keeps the whole manifest in, secrets included. */
export const LAST_APPLIED_ANNOTATION =
  'kubectl.kubernetes.io/last-applied-configuration';

/** Finalizer of the operator: what Kubernetes' own collector would not remove. */
export const FINALIZER = 'one-click.dev/finalizer';

/** Field manager of the backend's saves. */
export const BACKEND_MANAGER = 'one-click';
/** Field manager of acts without a revision, such as a restart. */
export const ACTS_MANAGER = 'one-click-acts';
/** Field manager of the operator. */
export const OPERATOR_MANAGER = 'one-click-operator';
/** Field manager that holds `spec.replicas` while an autoscaler takes over. */
export const HANDOVER_MANAGER = 'one-click-operator-handover';

/** Longest DNS label, hence longest name of a rollout, Service or container. */
export const MAX_LABEL_LENGTH = 63;
/** Longest name of a CronJob: Kubernetes appends 11 characters for each run. */
export const MAX_CRONJOB_NAME_LENGTH = 52;
/** What `<interface>-<rollout>-svc` adds to the two names. */
export const SERVICE_NAME_EXTRA = '--svc'.length;
/** What `<volume>-<rollout>` adds to the two names. */
export const VOLUME_NAME_EXTRA = '-'.length;

/** Name of the Deployment; the autoscaler and disruption budget share it. */
export function deploymentName(rollout: string): string {
  return rollout;
}

/** Name of the HorizontalPodAutoscaler. */
export function autoscalerName(rollout: string): string {
  return rollout;
}

/** Name of the PodDisruptionBudget. */
export function disruptionBudgetName(rollout: string): string {
  return rollout;
}

/** Name of the program's container; the original calls it like the rollout. */
export function mainContainerName(rollout: string): string {
  return rollout;
}

/** Name of an interface's Service. */
export function serviceName(rollout: string, interfaceName: string): string {
  return `${interfaceName}-${rollout}-svc`;
}

/** Name of an interface's Ingress. */
export function ingressName(rollout: string, interfaceName: string): string {
  return `${interfaceName}-${rollout}-ingress`;
}

/** Name of the certificate Secret of an interface whose address names none. */
export function tlsSecretName(rollout: string, interfaceName: string): string {
  return `${interfaceName}-${rollout}-tls-secret`;
}

/** Name of a volume's claim, and of the volume in the pod. */
export function claimName(rollout: string, volume: string): string {
  return `${volume}-${rollout}`;
}

/** Name of the Secret with the plaintext `secrets`. */
export function secretsName(rollout: string): string {
  return `${rollout}-secrets`;
}

/** Name of a Secret the backend writes, told apart by its content. */
export function contentSecretName(rollout: string, hash: string): string {
  return `${rollout}-secrets-${hash}`;
}

/** Name of a Secret with the sign-in for a registry that the backend writes, told apart by its content. */
export function contentSignInName(rollout: string, hash: string): string {
  return `${rollout}-registry-${hash}`;
}

/** Whether a Secret is, by its name, one that the backend writes for a rollout. */
export function isContentSecretName(rollout: string, name: string): boolean {
  return (
    name.startsWith(`${rollout}-`) &&
    /^-(secrets|registry)-[0-9a-f]{16}$/.test(name.slice(rollout.length))
  );
}

/** Name of the pull secret made from `image.username` and `image.password`. */
export function pullSecretName(rollout: string): string {
  return `${rollout}-imagepullsecret`;
}

/** Name of a job's CronJob. The original left the rollout out; see the take-over. */
export function cronJobName(rollout: string, job: string): string {
  return `${rollout}-${job}`;
}

/** Name of the Secret with a job's plaintext `secrets`. */
export function jobSecretsName(rollout: string, job: string): string {
  return `${cronJobName(rollout, job)}-secrets`;
}

/** Name of the pull secret made from a job's own sign-in. */
export function jobPullSecretName(rollout: string, job: string): string {
  return `${cronJobName(rollout, job)}-imagepullsecret`;
}

/** Name of the ConfigMap with the inline `files`. */
export function filesName(rollout: string): string {
  return `${rollout}-files`;
}

/** Name the original gives a service account nobody named; its pods never used it. */
export function defaultServiceAccountName(rollout: string): string {
  return `${rollout}-sa`;
}

/** Labels of every child, and the Deployment's immutable selector. */
export function selectorLabels(owner: {
  readonly name: string;
  readonly namespace: string;
}): Readonly<Record<string, string>> {
  return { [PROJECT_LABEL]: owner.namespace, [ROLLOUT_LABEL]: owner.name };
}
