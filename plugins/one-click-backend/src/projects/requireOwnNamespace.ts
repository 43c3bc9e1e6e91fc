import { NoNamespaceError } from '../errors';
import type { ProjectRecord } from './ProjectRecord';

/**
 * Throws NoNamespaceError where a project has no namespace of its own yet. One
 * of that name may be there, and what is in it is somebody else's.
 */
export function requireOwnNamespace({
  name,
  namespaceUid,
}: Pick<ProjectRecord, 'name' | 'namespaceUid'>): void {
  if (namespaceUid === undefined) {
    throw new NoNamespaceError(name);
  }
}
