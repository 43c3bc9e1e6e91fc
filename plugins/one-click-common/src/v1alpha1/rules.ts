import type {
  ContainerImage,
  HorizontalScale,
  RolloutSpec,
  RolloutSpecInput,
} from './types';
import { DEFAULT_REPLICAS } from './defaults';

/** The image as Kubernetes takes it: `registry/repository:tag`, with `@digest` where it is pinned. */
export function imageText(image: ContainerImage): string {
  const { registry, repository, tag, digest } = image;
  const name = `${registry}/${repository}:${tag}`;
  return digest === undefined ? name : `${name}@${digest}`;
}

function hasRange({ minReplicas, maxReplicas }: HorizontalScale): boolean {
  return minReplicas !== maxReplicas;
}

/** Whether an autoscaler decides how many instances run. Equal bounds leave it nothing to decide. */
export function isAutoscaled(spec: RolloutSpecInput): boolean {
  return spec.horizontalScale !== undefined && hasRange(spec.horizontalScale);
}

/** The least and most instances a spec asks for, pause aside. */
export function instanceBounds(spec: RolloutSpecInput): {
  readonly min: number;
  readonly max: number;
} {
  const { horizontalScale, replicas = DEFAULT_REPLICAS } = spec;
  return horizontalScale === undefined
    ? { min: replicas, max: replicas }
    : { min: horizontalScale.minReplicas, max: horizontalScale.maxReplicas };
}

/**
 * The number of instances somebody asked for in vain, since an autoscaler
 * decides; `undefined` where `replicas` is the default or has its meaning.
 */
export function ignoredScale(spec: RolloutSpecInput): number | undefined {
  const { replicas = DEFAULT_REPLICAS } = spec;
  const isAsked = replicas !== DEFAULT_REPLICAS;
  return spec.horizontalScale !== undefined && isAsked ? replicas : undefined;
}

/** Whether an update stops all instances first. The original took any other text for rollingUpdate. */
export function isRecreated(
  spec: Pick<RolloutSpec, 'rolloutStrategy'>,
): boolean {
  return spec.rolloutStrategy?.toLowerCase() === 'recreate';
}

/** One address a rollout answers to from outside. */
export interface Address {
  readonly interfaceName: string;
  /** Empty for any host. */
  readonly host: string;
  readonly path: string;
  readonly tls: boolean;
}

/** The addresses a spec asks for, in its order, each once. */
export function addressesOf(spec: RolloutSpecInput): readonly Address[] {
  const addresses = (spec.interfaces ?? []).flatMap(
    ({ name, ingress }) =>
      ingress?.rules.map(({ host, path, tls = false }) => ({
        interfaceName: name,
        host,
        // The original wrote empty paths as well.
        path: path || '/',
        tls,
      })) ?? [],
  );
  const keys = addresses.map(({ host, path }) => JSON.stringify([host, path]));
  return addresses.filter(
    (_, index) => keys.indexOf(keys[index] ?? '') === index,
  );
}
