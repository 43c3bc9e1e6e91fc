import {
  KubeForbiddenError,
  KubeNotFoundError,
} from '@one-click/backstage-plugin-one-click-kube';
import type { LeaseRef } from './LeaseStore';

/** Says in a sentence why a lease cannot be held, and what would help. */
export function describeLeaseProblem(error: unknown, lease: LeaseRef): string {
  const { namespace, name } = lease;
  if (error instanceof KubeForbiddenError && error.missingRight) {
    const { verb } = error.missingRight;
    return (
      `This account may not ${verb} leases of group 'coordination.k8s.io' in namespace '${namespace}': ` +
      `grant it 'create', and 'get' and 'patch' on '${name}', or choose another namespace for the lease`
    );
  }
  // Reading a lease that is not there is no error, so it is the namespace.
  if (error instanceof KubeNotFoundError) {
    return (
      `Namespace '${namespace}' of lease '${name}' does not exist: ` +
      `create it, or choose another namespace for the lease`
    );
  }
  const reason = error instanceof Error ? error.message : String(error);
  return `Cannot renew lease '${namespace}/${name}': ${reason}`;
}
