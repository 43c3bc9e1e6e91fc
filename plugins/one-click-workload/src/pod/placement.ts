import type {
  V1Affinity,
  V1HostAlias,
  V1LabelSelector,
  V1LabelSelectorRequirement,
  V1NodeAffinity,
  V1NodeSelectorRequirement,
  V1NodeSelectorTerm,
  V1PodAffinity,
  V1PodAffinityTerm,
  V1Toleration,
  V1TopologySpreadConstraint,
} from '@kubernetes/client-node';
import { selectorLabels } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  LabelSelector,
  NodeAffinity,
  NodeSelectorTerm,
  PodAffinity,
  PodAffinityTerm,
  Rollout,
  RolloutSpec,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { compact } from '../compact';

function toNodeTerm(term: NodeSelectorTerm): V1NodeSelectorTerm {
  return compact<V1NodeSelectorTerm>({
    matchExpressions: term.matchExpressions?.map(each =>
      compact<V1NodeSelectorRequirement>(each),
    ),
    matchFields: term.matchFields?.map(each =>
      compact<V1NodeSelectorRequirement>(each),
    ),
  });
}

function toNodeAffinity(
  affinity: NodeAffinity | undefined,
): V1NodeAffinity | undefined {
  const required = affinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const preferred = affinity?.preferredDuringSchedulingIgnoredDuringExecution;
  return compact<V1NodeAffinity>({
    requiredDuringSchedulingIgnoredDuringExecution: required && {
      nodeSelectorTerms: required.nodeSelectorTerms.map(toNodeTerm),
    },
    preferredDuringSchedulingIgnoredDuringExecution: preferred?.map(
      ({ weight, preference }) => ({
        weight,
        preference: toNodeTerm(preference),
      }),
    ),
  });
}

/** Empty, it selects everything: not the same as absent. */
function toLabelSelector(selector: LabelSelector): V1LabelSelector {
  return compact<V1LabelSelector>({
    matchLabels: selector.matchLabels,
    matchExpressions: selector.matchExpressions?.map(each =>
      compact<V1LabelSelectorRequirement>(each),
    ),
  });
}

function toPodTerm(term: PodAffinityTerm): V1PodAffinityTerm {
  const { labelSelector, namespaceSelector, ...rest } = term;
  return {
    ...compact<V1PodAffinityTerm>(rest),
    ...(labelSelector && { labelSelector: toLabelSelector(labelSelector) }),
    ...(namespaceSelector && {
      namespaceSelector: toLabelSelector(namespaceSelector),
    }),
  };
}

function toPodAffinity(
  affinity: PodAffinity | undefined,
): V1PodAffinity | undefined {
  const required = affinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const preferred = affinity?.preferredDuringSchedulingIgnoredDuringExecution;
  return compact<V1PodAffinity>({
    requiredDuringSchedulingIgnoredDuringExecution: required?.map(toPodTerm),
    preferredDuringSchedulingIgnoredDuringExecution: preferred?.map(
      ({ weight, podAffinityTerm }) => ({
        weight,
        podAffinityTerm: toPodTerm(podAffinityTerm),
      }),
    ),
  });
}

/** Where instances want to run. */
export function toAffinity({ affinity }: RolloutSpec): V1Affinity | undefined {
  return compact<V1Affinity>({
    nodeAffinity: toNodeAffinity(affinity?.nodeAffinity),
    podAffinity: toPodAffinity(affinity?.podAffinity),
    podAntiAffinity: toPodAffinity(affinity?.podAntiAffinity),
  });
}

/** How instances spread. A rule that does not say whom it counts counts the rollout's own instances. */
export function toSpreadConstraints(
  rollout: Rollout,
): V1TopologySpreadConstraint[] {
  const own = { matchLabels: { ...selectorLabels(rollout.metadata) } };
  const { topologySpreadConstraints = [] } = rollout.spec;
  return topologySpreadConstraints.map(({ labelSelector, ...rest }) => ({
    ...compact<V1TopologySpreadConstraint>(rest),
    labelSelector: labelSelector ? toLabelSelector(labelSelector) : own,
  }));
}

/** Taints of nodes that are no obstacle. */
export function toTolerations({ tolerations }: RolloutSpec): V1Toleration[] {
  return (tolerations ?? []).map(each => compact<V1Toleration>(each));
}

/** Extra lines of /etc/hosts. */
export function toHostAliases({ hostAliases }: RolloutSpec): V1HostAlias[] {
  return (hostAliases ?? []).map(each => compact<V1HostAlias>(each));
}
