import type { V1PodTemplateSpec } from '@kubernetes/client-node';
import { fingerprint } from '../../apply/fingerprint';

const TEMPLATE_HASH_LABEL = 'pod-template-hash';
const MARK = 'fingerprint';

/**
 * Stands for a pod template where it only matters whether two are equal: a
 * Deployment's and its ReplicaSet's are, but for the label the latter gets.
 */
export function toTemplateMark(
  template: V1PodTemplateSpec | undefined,
): V1PodTemplateSpec {
  const { metadata, spec } = template ?? {};
  const { [TEMPLATE_HASH_LABEL]: _, ...labels } = metadata?.labels ?? {};
  const { annotations } = metadata ?? {};
  const mark = fingerprint({ annotations, labels, spec });
  return { metadata: { annotations: { [MARK]: mark } } };
}
