import { PROJECT_LABEL } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { ChildObject } from './Child';

// Kubernetes makes this one in every namespace.
const BUILT_IN = 'default';

/**
 * Builds the service accounts a rollout and its jobs name.
 *
 * Rollouts of a namespace share them, so nothing in them depends on the
 * rollout, and no rollout owns one: deleting it must not take away what the
 * others run as.
 */
export function buildServiceAccounts(
  rollout: Rollout,
): ChildObject<'ServiceAccount'>[] {
  const { serviceAccountName, cronjobs = [] } = rollout.spec;
  const { namespace } = rollout.metadata;
  const names = new Set(
    [serviceAccountName, ...cronjobs.map(job => job.serviceAccountName)]
      .flatMap(name => name ?? [])
      .filter(name => name !== '' && name !== BUILT_IN),
  );
  return [...names].map(name => ({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name, namespace, labels: { [PROJECT_LABEL]: namespace } },
  }));
}
