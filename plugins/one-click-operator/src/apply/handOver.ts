import { PAUSED_REPLICAS_ANNOTATION } from '@one-click/backstage-plugin-one-click-workload';
import type { ChildObject } from '@one-click/backstage-plugin-one-click-workload';
import type { ChildRecord } from '../cluster/records/ChildRecord';

type LiveDeployment = ChildRecord<'Deployment'>;
type DesiredDeployment = ChildObject<'Deployment'>;

/** What has to be written before a Deployment can be applied. */
export interface HandOver {
  /** Hold this number under a manager of its own, so that letting go of it does not reset it to 1. */
  readonly replicas?: number;
  /** Remove what Kubernetes filled in for a rolling update, which it does not take with Recreate. */
  readonly clearRollingUpdate?: true;
}

function pausedReplicas(live: LiveDeployment): number {
  const running = live.spec?.replicas ?? 0;
  const noted = live.metadata?.annotations?.[PAUSED_REPLICAS_ANNOTATION];
  return running > 0 ? running : Number(noted ?? 0);
}

/**
 * The Deployment to apply, with the number of instances an autoscaler had given
 * it noted while it is paused. A pause is told by a number of 0.
 */
export function noteReplicas(
  desired: DesiredDeployment,
  live: LiveDeployment | undefined,
  autoscaled: boolean,
): DesiredDeployment {
  if (!live || !autoscaled || desired.spec?.replicas !== 0) {
    return desired;
  }
  const { metadata } = desired;
  return {
    ...desired,
    metadata: {
      ...metadata,
      annotations: {
        ...metadata.annotations,
        [PAUSED_REPLICAS_ANNOTATION]: String(pausedReplicas(live)),
      },
    },
  };
}

/** What has to happen first; nothing most of the time. */
export function findHandOver(
  desired: DesiredDeployment,
  live: LiveDeployment,
): HandOver {
  const letsGo =
    desired.spec?.replicas === undefined && live.facts.ownsReplicas === true;
  const replicas = letsGo ? pausedReplicas(live) : 0;
  const clears =
    desired.spec?.strategy?.type === 'Recreate' &&
    live.spec?.strategy?.rollingUpdate !== undefined;
  return {
    ...(replicas > 0 && { replicas }),
    ...(clears && { clearRollingUpdate: true as const }),
  };
}
