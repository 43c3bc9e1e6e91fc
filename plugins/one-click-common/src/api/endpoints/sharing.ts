import { z } from 'zod';
import {
  blueprintSubscriberSchema,
  nameSchema,
  sharedBlueprintSchema,
  shareLinkCreateSchema,
  shareLinkMadeSchema,
  shareLinkSchema,
  shareTokenSchema,
} from '../../wire';
import type { Endpoint } from './Endpoint';
import { ofPrincipal } from './params';

const ofBlueprint = { blueprint: nameSchema };
const byToken = { token: shareTokenSchema };

/** Operations of who has a blueprint: links, and subscriptions. */
export const sharingEndpoints = {
  getShareLink: {
    method: 'get',
    path: '/v1/blueprints/{blueprint}/share',
    summary: 'The link that works, without its token, for owners',
    params: ofBlueprint,
    response: z.object({ link: shareLinkSchema.optional() }),
  },
  makeShareLink: {
    method: 'post',
    path: '/v1/blueprints/{blueprint}/share',
    summary: 'Make a link; the one before stops working',
    params: ofBlueprint,
    body: shareLinkCreateSchema,
    status: 201,
    response: shareLinkMadeSchema,
  },
  endShareLink: {
    method: 'delete',
    path: '/v1/blueprints/{blueprint}/share',
    summary: 'End the link; who took it keeps the blueprint',
    params: ofBlueprint,
    response: z.object({ removed: z.boolean() }),
  },
  getSharedBlueprint: {
    method: 'get',
    path: '/v1/shared/{token}',
    summary: 'What a link leads to',
    params: byToken,
    response: sharedBlueprintSchema,
  },
  takeSharedBlueprint: {
    method: 'post',
    path: '/v1/shared/{token}',
    summary: 'Add what a link leads to to the blueprints of the caller',
    params: byToken,
    response: sharedBlueprintSchema,
  },
  subscribeBlueprint: {
    method: 'put',
    path: '/v1/blueprints/{blueprint}/subscription',
    summary: 'Add a blueprint that the caller sees to their own',
    params: ofBlueprint,
    response: z.object({ subscribed: z.boolean() }),
  },
  unsubscribeBlueprint: {
    method: 'delete',
    path: '/v1/blueprints/{blueprint}/subscription',
    summary: 'Take a blueprint from those of the caller',
    params: ofBlueprint,
    response: z.object({ removed: z.boolean() }),
  },
  addBlueprintSubscriber: {
    method: 'put',
    path: '/v1/blueprints/{blueprint}/subscribers/{kind}/{namespace}/{name}',
    summary: 'Share a blueprint with a user or a group',
    params: { ...ofBlueprint, ...ofPrincipal },
    response: blueprintSubscriberSchema,
  },
  removeBlueprintSubscriber: {
    method: 'delete',
    path: '/v1/blueprints/{blueprint}/subscribers/{kind}/{namespace}/{name}',
    summary:
      'Take a blueprint away from a user or a group, and end the link, so that it does not let them in again',
    params: { ...ofBlueprint, ...ofPrincipal },
    response: z.object({ removed: z.boolean() }),
  },
} as const satisfies Record<string, Endpoint>;
