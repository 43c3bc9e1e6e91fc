import { z } from 'zod';
import {
  imageInspectionSchema,
  imageInspectRequestSchema,
  imageTagsRequestSchema,
  imageTagsSchema,
  pageOf,
  pageQuerySchema,
  proposalSchema,
  updateDecisionSchema,
  updatePolicyInputSchema,
  updatePolicySchema,
  updatePreviewSchema,
} from '../../wire';
import type { Endpoint } from './Endpoint';
import { inProject, inRollout } from './params';

const inProposal = { ...inRollout, proposal: z.string().max(36) };

/** Operations of update policies, what they propose, and of images in registries. */
export const updatesEndpoints = {
  getUpdatePolicy: {
    method: 'get',
    path: '/v1/projects/{project}/rollouts/{rollout}/update-policy',
    summary:
      'Which newer images a rollout takes, and what the last look came to',
    params: inRollout,
    response: updatePolicySchema,
  },
  putUpdatePolicy: {
    method: 'put',
    path: '/v1/projects/{project}/rollouts/{rollout}/update-policy',
    summary: 'Set the update policy, which looks at once',
    params: inRollout,
    body: updatePolicyInputSchema,
    response: updatePolicySchema,
  },
  removeUpdatePolicy: {
    method: 'delete',
    path: '/v1/projects/{project}/rollouts/{rollout}/update-policy',
    summary: 'Take no newer images any more',
    params: inRollout,
    response: z.object({}),
  },
  lookForUpdates: {
    method: 'post',
    path: '/v1/projects/{project}/rollouts/{rollout}/update-policy/look',
    summary: 'Have the update policy look now',
    params: inRollout,
    status: 202,
    response: updatePolicySchema,
  },
  previewUpdatePolicy: {
    method: 'post',
    path: '/v1/projects/{project}/rollouts/{rollout}/update-policy/preview',
    summary: 'What an update policy would do now, and why; nothing is changed',
    params: inRollout,
    body: updatePolicyInputSchema,
    response: updatePreviewSchema,
  },
  listUpdateDecisions: {
    method: 'get',
    path: '/v1/projects/{project}/rollouts/{rollout}/update-decisions',
    summary: 'What the update policy decided and why, newest first',
    params: inRollout,
    query: pageQuerySchema,
    response: pageOf(updateDecisionSchema),
  },
  listProposals: {
    method: 'get',
    path: '/v1/projects/{project}/rollouts/{rollout}/proposals',
    summary: 'Changes that wait or waited for a person, newest first',
    params: inRollout,
    query: pageQuerySchema,
    response: pageOf(proposalSchema),
  },
  acceptProposal: {
    method: 'post',
    path: '/v1/projects/{project}/rollouts/{rollout}/proposals/{proposal}/accept',
    summary: 'Make the proposed change a revision',
    params: inProposal,
    response: proposalSchema,
  },
  declineProposal: {
    method: 'post',
    path: '/v1/projects/{project}/rollouts/{rollout}/proposals/{proposal}/decline',
    summary: 'Do not make the proposed change, nor have it proposed again',
    params: inProposal,
    response: proposalSchema,
  },
  listImageTags: {
    method: 'post',
    path: '/v1/projects/{project}/images/tags',
    summary: 'Tags of a repository, or why the registry tells none',
    params: inProject,
    body: imageTagsRequestSchema,
    response: imageTagsSchema,
  },
  inspectImage: {
    method: 'post',
    path: '/v1/projects/{project}/images/inspect',
    summary: 'What an image says of itself, or why the registry tells nothing',
    params: inProject,
    body: imageInspectRequestSchema,
    response: imageInspectionSchema,
  },
} as const satisfies Record<string, Endpoint>;
