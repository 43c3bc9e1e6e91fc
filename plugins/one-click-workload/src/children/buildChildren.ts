import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { buildAutoscaler } from './autoscaler';
import type { ChildObject } from './Child';
import { buildClaims } from './claims';
import { buildCronJobs } from './cronJobs';
import { buildDeployment } from './deployment';
import { buildDisruptionBudget } from './disruptionBudget';
import { buildEnvSecrets } from './envSecrets';
import { buildFilesConfigMap } from './filesConfigMap';
import { buildIngresses } from './ingresses';
import type { FormerJobs } from './jobNames';
import { buildPullSecrets } from './pullSecrets';
import { buildServiceAccounts } from './serviceAccounts';
import { buildServices } from './services';

function present<T>(child: T | undefined): readonly T[] {
  return child === undefined ? [] : [child];
}

/** What children depend on beside the rollout itself. */
export interface ChildrenContext {
  /** Jobs whose CronJob has the name the Go operator gave it; none by default. */
  readonly formerJobs?: FormerJobs | undefined;
}

/**
 * Builds everything a rollout consists of, in the order to apply it.
 *
 * Pure, total for every spec the schema takes, and the same each time: what is
 * not returned is not wanted. Every value stands as the API server stores it.
 */
export function buildChildren(
  rollout: Rollout,
  { formerJobs }: ChildrenContext = {},
): readonly ChildObject[] {
  return [
    ...buildServiceAccounts(rollout),
    ...buildClaims(rollout),
    ...buildEnvSecrets(rollout),
    ...buildPullSecrets(rollout, formerJobs),
    ...present(buildFilesConfigMap(rollout)),
    buildDeployment(rollout),
    ...buildServices(rollout),
    ...buildIngresses(rollout),
    ...present(buildAutoscaler(rollout)),
    ...present(buildDisruptionBudget(rollout)),
    ...buildCronJobs(rollout, formerJobs),
  ];
}
