import { z } from 'zod';
import {
  blueprintCreateSchema,
  blueprintDetailSchema,
  blueprintDraftSchema,
  blueprintListQuerySchema,
  blueprintRenderSchema,
  blueprintSchema,
  blueprintSubscriberSchema,
  blueprintUpdateSchema,
  blueprintUseSchema,
  blueprintVersionCreateSchema,
  blueprintVersionDetailSchema,
  blueprintVersionSchema,
  MAX_REVISION,
  nameSchema,
  pageOf,
  pageQuerySchema,
  renderedBlueprintSchema,
  rolloutOriginSchema,
} from '../../wire';
import type { Endpoint } from './Endpoint';
import { inRollout, SPEC_BODY_LIMIT } from './params';

const ofBlueprint = { blueprint: nameSchema };
const ofVersion = {
  ...ofBlueprint,
  version: z.coerce.number().int().min(1).max(MAX_REVISION),
};

/** Operations of blueprints: the catalogue, versions, and what was made from them. */
export const blueprintsEndpoints = {
  listBlueprints: {
    method: 'get',
    path: '/v1/blueprints',
    summary:
      'Blueprints that the caller may deploy: those of sources first, then by name',
    query: blueprintListQuerySchema,
    response: pageOf(blueprintSchema),
  },
  createBlueprint: {
    method: 'post',
    path: '/v1/blueprints',
    summary: 'Make a blueprint with its first version',
    body: blueprintCreateSchema,
    bodyLimit: SPEC_BODY_LIMIT,
    headers: ['Idempotency-Key'],
    status: 201,
    response: blueprintDetailSchema,
  },
  getBlueprint: {
    method: 'get',
    path: '/v1/blueprints/{blueprint}',
    summary: 'One blueprint with its newest version',
    params: ofBlueprint,
    response: blueprintDetailSchema,
  },
  updateBlueprint: {
    method: 'put',
    path: '/v1/blueprints/{blueprint}',
    summary: 'Change title, summary, readme, owner or who sees it',
    params: ofBlueprint,
    body: blueprintUpdateSchema,
    response: blueprintDetailSchema,
  },
  deleteBlueprint: {
    method: 'delete',
    path: '/v1/blueprints/{blueprint}',
    summary: 'Remove a blueprint; what was made from it keeps running',
    params: ofBlueprint,
    response: z.object({ removed: z.boolean() }),
  },
  listBlueprintVersions: {
    method: 'get',
    path: '/v1/blueprints/{blueprint}/versions',
    summary: 'Versions of a blueprint, newest first',
    params: ofBlueprint,
    query: pageQuerySchema,
    response: pageOf(blueprintVersionSchema),
  },
  publishBlueprintVersion: {
    method: 'post',
    path: '/v1/blueprints/{blueprint}/versions',
    summary: 'Make the next version',
    params: ofBlueprint,
    body: blueprintVersionCreateSchema,
    bodyLimit: SPEC_BODY_LIMIT,
    status: 201,
    response: blueprintVersionDetailSchema,
  },
  getBlueprintVersion: {
    method: 'get',
    path: '/v1/blueprints/{blueprint}/versions/{version}',
    summary: 'One version with its parameters and template',
    params: ofVersion,
    response: blueprintVersionDetailSchema,
  },
  renderBlueprint: {
    method: 'post',
    path: '/v1/blueprints/{blueprint}/render',
    summary:
      'The spec that some answers make, to be looked at and then created; nothing is kept',
    params: ofBlueprint,
    body: blueprintRenderSchema,
    bodyLimit: SPEC_BODY_LIMIT,
    response: renderedBlueprintSchema,
  },
  listBlueprintRollouts: {
    method: 'get',
    path: '/v1/blueprints/{blueprint}/rollouts',
    summary:
      'Rollouts made from a blueprint that the caller may see, the oldest version first',
    params: ofBlueprint,
    query: pageQuerySchema,
    response: pageOf(blueprintUseSchema),
  },
  listBlueprintSubscribers: {
    method: 'get',
    path: '/v1/blueprints/{blueprint}/subscribers',
    summary: 'Who a blueprint is shared with, for its owners',
    params: ofBlueprint,
    query: pageQuerySchema,
    response: pageOf(blueprintSubscriberSchema),
  },
  getRolloutOrigin: {
    method: 'get',
    path: '/v1/projects/{project}/rollouts/{rollout}/blueprint',
    summary:
      'The blueprint that a rollout was made from, and whether there is a newer version',
    params: inRollout,
    response: z.object({ origin: rolloutOriginSchema.optional() }),
  },
  draftBlueprint: {
    method: 'get',
    path: '/v1/projects/{project}/rollouts/{rollout}/blueprint-draft',
    summary: 'A blueprint made of a rollout, without its secrets and hosts',
    params: inRollout,
    response: blueprintDraftSchema,
  },
} as const satisfies Record<string, Endpoint>;
