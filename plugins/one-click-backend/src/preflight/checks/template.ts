import type { V1Pod } from '@kubernetes/client-node';
import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { buildChildren } from '@one-click/backstage-plugin-one-click-workload';
import type { Trial } from '../Trial';

/** The pod with what LimitRanges add, where the cluster told. */
export async function findTemplate(trial: Trial): Promise<V1Pod> {
  const tried = await trial.tryPod();
  return 'refusal' in tried ? templateOf(await trial.rollout()) : tried.pod;
}

/** The pod of a rollout as the operator would ask for it. */
export function templateOf(rollout: Rollout): V1Pod {
  const deployment = buildChildren(rollout).find(
    ({ kind }) => kind === 'Deployment',
  );
  const template =
    deployment?.kind === 'Deployment' ? deployment.spec?.template : undefined;
  return { ...(template?.spec && { spec: template.spec }) };
}
