import { changesProject, readsProject } from '../api/Route';
import type { Routes } from '../api/createRoutes';
import type { ImageService } from '../images/ImageService';
import type { ProposalService } from '../proposals/ProposalService';
import type { UpdateService } from './UpdateService';

/** Operations of update policies, proposals and images. */
export type UpdateOperation =
  | 'getUpdatePolicy'
  | 'putUpdatePolicy'
  | 'removeUpdatePolicy'
  | 'lookForUpdates'
  | 'previewUpdatePolicy'
  | 'listUpdateDecisions'
  | 'listProposals'
  | 'acceptProposal'
  | 'declineProposal'
  | 'listImageTags'
  | 'inspectImage';

/** The services behind them. */
export interface UpdateServices {
  readonly updates: UpdateService;
  readonly proposals: ProposalService;
  readonly images: ImageService;
}

/** Routes of update policies, proposals and images. What makes a registry work takes an editor. */
export function createUpdateRoutes(
  services: UpdateServices,
): Pick<Routes, UpdateOperation> {
  return { ...createPolicyRoutes(services), ...createOtherRoutes(services) };
}

type OtherOperation =
  | 'listProposals'
  | 'acceptProposal'
  | 'declineProposal'
  | 'listImageTags'
  | 'inspectImage';

function createPolicyRoutes({
  updates,
}: UpdateServices): Pick<Routes, Exclude<UpdateOperation, OtherOperation>> {
  return {
    getUpdatePolicy: readsProject('viewer', ({ params }, access) =>
      updates.get({ access, rollout: params.rollout }),
    ),
    putUpdatePolicy: changesProject(
      { role: 'editor', event: 'update-policy-set' },
      ({ params, body }, access) =>
        updates.put({ access, rollout: params.rollout }, body),
    ),
    removeUpdatePolicy: changesProject(
      { role: 'editor', event: 'update-policy-remove' },
      async ({ params }, access) => {
        await updates.remove({ access, rollout: params.rollout });
        return {};
      },
    ),
    lookForUpdates: changesProject(
      { role: 'editor', event: 'update-look' },
      ({ params }, access) => updates.look({ access, rollout: params.rollout }),
    ),
    previewUpdatePolicy: changesProject(
      { role: 'editor', event: 'update-policy-preview' },
      ({ params, body }, access) =>
        updates.preview({ access, rollout: params.rollout }, body),
    ),
    listUpdateDecisions: readsProject('viewer', ({ params, query }, access) =>
      updates.listDecisions({ access, rollout: params.rollout }, query),
    ),
  };
}

function createOtherRoutes({
  proposals,
  images,
}: UpdateServices): Pick<Routes, OtherOperation> {
  return {
    listProposals: readsProject('viewer', ({ params, query }, access) =>
      proposals.list({ access, rollout: params.rollout }, query),
    ),
    acceptProposal: changesProject(
      { role: 'editor', event: 'proposal-accept' },
      ({ params }, access) =>
        proposals.accept({ access, rollout: params.rollout }, params.proposal),
    ),
    declineProposal: changesProject(
      { role: 'editor', event: 'proposal-decline' },
      ({ params }, access) =>
        proposals.decline({ access, rollout: params.rollout }, params.proposal),
    ),
    listImageTags: changesProject(
      { role: 'editor', event: 'image-tags' },
      ({ body }, access) => images.listTags(access, body),
    ),
    inspectImage: changesProject(
      { role: 'editor', event: 'image-inspect' },
      ({ body }, access) => images.inspect(access, body),
    ),
  };
}
