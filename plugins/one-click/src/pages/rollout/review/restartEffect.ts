import type {
  RolloutSpecInput,
  SpecChange,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { DEFAULT_REPLICAS } from '@one-click/backstage-plugin-one-click-common/v1alpha1';

/** What a save does to the instances. */
export type RestartEffect =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'rolling'; readonly count: number }
  | { readonly kind: 'recreate' }
  | { readonly kind: 'paused' }
  | { readonly kind: 'pauses' }
  | { readonly kind: 'resumes'; readonly count: number };

/** The fields that are no part of the instances themselves: changing them restarts none. */
const WITHOUT_RESTART = [
  /^replicas$/,
  /^horizontalScale(\.|$)/,
  /^suspend$/,
  /^rolloutStrategy$/,
  /^rollingUpdate(\.|$)/,
  /^podDisruptionBudget(\.|$)/,
  /^cronjobs(\[|$)/,
  /^interfaces\[[^\]]*\]\.ingress(\.|$)/,
  /^interfaces\[[^\]]*\]\.headless$/,
  /^volumes\[[^\]]*\]\.(size|onRemove|storageClass)$/,
];

/** Whether a changed field makes new instances. */
export function restarts({ path }: Pick<SpecChange, 'path'>): boolean {
  return !WITHOUT_RESTART.some(pattern => pattern.test(path));
}

/** How many instances a spec asks for at least. */
export function wantedInstances(spec: RolloutSpecInput): number {
  return spec.horizontalScale?.minReplicas ?? spec.replicas ?? DEFAULT_REPLICAS;
}

/**
 * What changed fields do to the instances, as far as it can be told without
 * asking the cluster. `running` is how many instances run now.
 */
export function restartEffect(
  from: RolloutSpecInput,
  to: RolloutSpecInput,
  facts: { readonly changes: readonly SpecChange[]; readonly running: number },
): RestartEffect {
  if (to.suspend) {
    return { kind: from.suspend ? 'paused' : 'pauses' };
  }
  if (from.suspend) {
    return { kind: 'resumes', count: wantedInstances(to) };
  }
  const { changes, running } = facts;
  if (!changes.some(restarts) || running === 0) {
    return { kind: 'nothing' };
  }
  return to.rolloutStrategy?.toLowerCase() === 'recreate'
    ? { kind: 'recreate' }
    : { kind: 'rolling', count: running };
}

/** Hosts that stop answering and volumes that are detached with a save. */
export interface Losses {
  readonly hosts: readonly string[];
  readonly volumes: readonly string[];
}

function hostsOf(spec: RolloutSpecInput): readonly string[] {
  return (spec.interfaces ?? [])
    .flatMap(({ ingress }) => ingress?.rules ?? [])
    .map(({ host }) => host)
    .filter(Boolean);
}

/** What is there before a save and not after it. */
export function lossesOf(from: RolloutSpecInput, to: RolloutSpecInput): Losses {
  const hosts = new Set(hostsOf(to));
  const volumes = new Set(to.volumes?.map(({ name }) => name));
  return {
    hosts: [...new Set(hostsOf(from))].filter(host => !hosts.has(host)),
    volumes: (from.volumes ?? [])
      .map(({ name }) => name)
      .filter(name => !volumes.has(name)),
  };
}
