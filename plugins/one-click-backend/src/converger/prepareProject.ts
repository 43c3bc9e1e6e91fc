import type { KubeGateway } from '../kube/KubeGateway';
import type { ProjectRecord } from '../projects/ProjectRecord';
import type { StateKeeper } from '../storage/StateKeeper';

/** What preparing a project works with. */
export interface PrepareOptions {
  readonly state: StateKeeper;
  readonly signal: AbortSignal;
  /** Is told that a project has a namespace from now on. */
  readonly onNamespace: (project: ProjectRecord) => void;
}

/** Makes sure of a project's namespace and of what guards it; gives the project as it then is. */
export async function prepareProject(
  gateway: KubeGateway,
  project: ProjectRecord,
  { state, signal, onNamespace }: PrepareOptions,
): Promise<ProjectRecord> {
  const { id, name, namespace, namespaceUid: uid, isAdopted } = project;
  const namespaceUid = await gateway.ensureNamespace(
    { namespace, projectId: id, projectName: name, uid, isAdopted },
    { signal },
  );
  const ready = { ...project, namespaceUid };
  if (namespaceUid !== uid) {
    await state.stores.projects.update(id, { namespaceUid });
    onNamespace(ready);
  }
  const { policy } = gateway;
  if (!project.isAdopted && project.policy !== policy) {
    await gateway.guardNamespace(namespace, { signal });
    await state.stores.projects.update(id, { policy });
  }
  return ready;
}
