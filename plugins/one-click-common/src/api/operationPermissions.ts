import * as permissions from '../permissions';
import type { OneClickPermission } from '../permissions';
import type { Operation } from './endpoints';

/**
 * Which permission each operation asks for, on top of the role that it needs.
 * Operations without one are for everybody who is signed in, or for whoever
 * holds a token of ours.
 */
export const operationPermissions: Readonly<
  Partial<Record<Operation, OneClickPermission>>
> = {
  listProjects: permissions.oneClickProjectReadPermission,
  createProject: permissions.oneClickProjectCreatePermission,
  getProject: permissions.oneClickProjectReadPermission,
  updateProject: permissions.oneClickProjectUpdatePermission,
  getAccess: permissions.oneClickProjectReadPermission,
  listMembers: permissions.oneClickProjectReadPermission,
  setMember: permissions.oneClickProjectGrantPermission,
  removeMember: permissions.oneClickProjectGrantPermission,

  listRollouts: permissions.oneClickRolloutReadPermission,
  createRollout: permissions.oneClickRolloutCreatePermission,
  getRollout: permissions.oneClickRolloutReadPermission,
  saveRollout: permissions.oneClickRolloutUpdatePermission,
  rollBack: permissions.oneClickRolloutRollBackPermission,
  listRevisions: permissions.oneClickRolloutReadPermission,
  getRevision: permissions.oneClickRolloutReadPermission,
  stream: permissions.oneClickRolloutReadPermission,
};
