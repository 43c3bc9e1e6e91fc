import { ConflictError } from '@backstage/errors';
import { UnacceptableError } from '../errors';
import { isSystemNamespace } from '../kube/namespaceMarks';
import type { ClusterContents } from './ClusterContents';

/** Throws UnacceptableError for a namespace of the cluster itself or none at all, and ConflictError for another project's. */
export async function requireAdoptable(
  contents: Pick<ClusterContents, 'findNamespace'>,
  name: string,
): Promise<void> {
  if (isSystemNamespace(name)) {
    refuse(`may not be '${name}', which belongs to the cluster itself`);
  }
  const found = await contents.findNamespace(name);
  if (!found || found.isDeleting) {
    refuse(`must be a namespace that exists, and there is no '${name}'`);
    return;
  }
  if (found.isOurs || found.projectId !== undefined) {
    throw new ConflictError(`Namespace '${name}' belongs to another project`);
  }
}

function refuse(message: string): void {
  throw new UnacceptableError([{ path: 'namespace', message }]);
}
