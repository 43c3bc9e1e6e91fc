import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { KnownChildren } from './knownChildren';

/**
 * Names of the jobs whose CronJob has the name the Go operator gave it, without
 * the rollout's. They keep it, since a CronJob under a new name would forget
 * its runs.
 */
export function formerJobNames(
  known: Pick<KnownChildren, 'cronJobsOf'>,
  rollout: Rollout,
): ReadonlySet<string> {
  const names = rollout.spec.cronjobs?.map(({ name }) => name) ?? [];
  if (names.length === 0) {
    return new Set();
  }
  const present = known.cronJobsOf(rollout);
  return new Set(names.filter(name => present.has(name)));
}
