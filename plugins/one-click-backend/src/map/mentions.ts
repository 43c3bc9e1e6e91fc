import type {
  CronJob,
  Deployment,
  Ingress,
  Job,
  Pod,
  PodSpec,
  Service,
} from '../live/objects';

/** Names that a pod's spec mentions. */
export interface Mentions {
  readonly claims: ReadonlySet<string>;
  readonly secrets: ReadonlySet<string>;
  readonly configMaps: ReadonlySet<string>;
}

/** The names of claims, Secrets and ConfigMaps that a pod needs. */
export function findMentions(spec: PodSpec | undefined): Mentions {
  const volumes = spec?.volumes ?? [];
  const projected = volumes.flatMap(
    ({ projected: from }) => from?.sources ?? [],
  );
  const containers = [
    ...(spec?.initContainers ?? []),
    ...(spec?.containers ?? []),
  ];
  const env = containers.flatMap(each => each.env ?? []);
  const envFrom = containers.flatMap(each => each.envFrom ?? []);
  return {
    claims: namesOf(
      volumes.map(volume => volume.persistentVolumeClaim?.claimName),
    ),
    secrets: namesOf([
      ...volumes.map(({ secret }) => secret?.secretName),
      ...projected.map(({ secret }) => secret?.name),
      ...env.map(({ valueFrom }) => valueFrom?.secretKeyRef?.name),
      ...envFrom.map(({ secretRef }) => secretRef?.name),
      ...(spec?.imagePullSecrets ?? []).map(({ name }) => name),
    ]),
    configMaps: namesOf([
      ...volumes.map(({ configMap }) => configMap?.name),
      ...projected.map(({ configMap }) => configMap?.name),
      ...env.map(({ valueFrom }) => valueFrom?.configMapKeyRef?.name),
      ...envFrom.map(({ configMapRef }) => configMapRef?.name),
    ]),
  };
}

function namesOf(names: readonly (string | undefined)[]): ReadonlySet<string> {
  return new Set(names.flatMap(name => name ?? []));
}

/** The pods that an object makes, or is. */
export function podSpecOf(
  object: Deployment | Job | CronJob | Pod,
): PodSpec | undefined {
  const { spec } = object;
  if (!spec) {
    return undefined;
  }
  if ('jobTemplate' in spec) {
    return spec.jobTemplate.spec?.template.spec;
  }
  return 'template' in spec ? spec.template.spec : spec;
}

/** Names of the Services that an Ingress sends requests to. */
export function backendsOf({ spec }: Ingress): ReadonlySet<string> {
  const paths = (spec?.rules ?? []).flatMap(({ http }) => http?.paths ?? []);
  return namesOf([
    spec?.defaultBackend?.service?.name,
    ...paths.map(({ backend }) => backend.service?.name),
  ]);
}

/** Names of the Secrets that hold an Ingress's certificates. */
export function certificatesOf({ spec }: Ingress): ReadonlySet<string> {
  return namesOf((spec?.tls ?? []).map(({ secretName }) => secretName));
}

/** Whether a Service sends requests to a pod; one without selector sends to none. */
export function selects(service: Service, pod: Pod): boolean {
  const wanted = Object.entries(service.spec?.selector ?? {});
  const labels = pod.metadata?.labels ?? {};
  return (
    wanted.length > 0 && wanted.every(([name, value]) => labels[name] === value)
  );
}
