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

  compareRevisions: permissions.oneClickRolloutReadPermission,
  hideRevision: permissions.oneClickRolloutHidePermission,
  unhideRevision: permissions.oneClickRolloutHidePermission,
  restartRollout: permissions.oneClickRolloutRestartPermission,
  pauseRollout: permissions.oneClickRolloutPausePermission,
  resumeRollout: permissions.oneClickRolloutPausePermission,
  scaleRollout: permissions.oneClickRolloutScalePermission,
  runJob: permissions.oneClickRolloutRunJobPermission,
  suspendJob: permissions.oneClickRolloutRunJobPermission,
  resumeJob: permissions.oneClickRolloutRunJobPermission,
  listRuns: permissions.oneClickRolloutReadPermission,
  deleteRun: permissions.oneClickRolloutDeletePodPermission,
  deletePod: permissions.oneClickRolloutDeletePodPermission,
  growVolume: permissions.oneClickRolloutGrowVolumePermission,
  getHold: permissions.oneClickRolloutReadPermission,
  unpin: permissions.oneClickRolloutPinPermission,
  quarantineImage: permissions.oneClickRolloutPinPermission,
  releaseImage: permissions.oneClickRolloutPinPermission,
  getDrift: permissions.oneClickRolloutReadPermission,
  decideDrift: permissions.oneClickRolloutUpdatePermission,
  listProjectActivity: permissions.oneClickRolloutReadPermission,
  listRolloutActivity: permissions.oneClickRolloutReadPermission,

  binProject: permissions.oneClickProjectDeletePermission,
  unbinProject: permissions.oneClickProjectDeletePermission,
  purgeProject: permissions.oneClickProjectPurgePermission,
  binRollout: permissions.oneClickRolloutDeletePermission,
  unbinRollout: permissions.oneClickRolloutDeletePermission,
  purgeRollout: permissions.oneClickRolloutPurgePermission,
  getPurge: permissions.oneClickProjectReadPermission,
  getProjectContents: permissions.oneClickRolloutReadPermission,
  getRolloutContents: permissions.oneClickRolloutReadPermission,
  adoptNamespace: permissions.oneClickProjectCreatePermission,
  getProjectAvatar: permissions.oneClickProjectReadPermission,
  setProjectAvatar: permissions.oneClickProjectUpdatePermission,
  removeProjectAvatar: permissions.oneClickProjectUpdatePermission,
  getRolloutAvatar: permissions.oneClickRolloutReadPermission,
  setRolloutAvatar: permissions.oneClickRolloutUpdatePermission,
  removeRolloutAvatar: permissions.oneClickRolloutUpdatePermission,

  getMap: permissions.oneClickRolloutReadPermission,
  getUsage: permissions.oneClickRolloutReadPermission,
  getManifest: permissions.oneClickRolloutManifestReadPermission,
  downloadLogs: permissions.oneClickRolloutLogsReadPermission,

  getSecrets: permissions.oneClickRolloutReadPermission,
  moveSecrets: permissions.oneClickRolloutUpdatePermission,

  getUpdatePolicy: permissions.oneClickRolloutReadPermission,
  putUpdatePolicy: permissions.oneClickRolloutAutoUpdatePermission,
  removeUpdatePolicy: permissions.oneClickRolloutAutoUpdatePermission,
  previewUpdatePolicy: permissions.oneClickRolloutAutoUpdatePermission,
  lookForUpdates: permissions.oneClickRolloutAutoUpdatePermission,
  listUpdateDecisions: permissions.oneClickRolloutReadPermission,
  listProposals: permissions.oneClickRolloutReadPermission,
  acceptProposal: permissions.oneClickRolloutAutoUpdatePermission,
  declineProposal: permissions.oneClickRolloutAutoUpdatePermission,
  getWebhook: permissions.oneClickRolloutTokensPermission,
  makeWebhook: permissions.oneClickRolloutTokensPermission,
  removeWebhook: permissions.oneClickRolloutTokensPermission,
  listDeployTokens: permissions.oneClickRolloutTokensPermission,
  makeDeployToken: permissions.oneClickRolloutTokensPermission,
  revokeDeployToken: permissions.oneClickRolloutTokensPermission,

  listImageTags: permissions.oneClickImageReadPermission,
  inspectImage: permissions.oneClickImageReadPermission,

  checkNewRollout: permissions.oneClickRolloutCreatePermission,
  checkRollout: permissions.oneClickRolloutUpdatePermission,
  checkHost: permissions.oneClickRolloutCreatePermission,

  createBlueprint: permissions.oneClickBlueprintCreatePermission,
  publishBlueprintVersion: permissions.oneClickBlueprintCreatePermission,
  updateBlueprint: permissions.oneClickBlueprintUpdatePermission,
  deleteBlueprint: permissions.oneClickBlueprintUpdatePermission,
  makeShareLink: permissions.oneClickBlueprintUpdatePermission,
  endShareLink: permissions.oneClickBlueprintUpdatePermission,
  addBlueprintSubscriber: permissions.oneClickBlueprintUpdatePermission,
  removeBlueprintSubscriber: permissions.oneClickBlueprintUpdatePermission,
  getRolloutOrigin: permissions.oneClickRolloutReadPermission,
  draftBlueprint: permissions.oneClickRolloutReadPermission,
};
