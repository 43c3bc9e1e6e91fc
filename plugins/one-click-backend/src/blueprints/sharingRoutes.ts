import type { Routes } from '../api/createRoutes';
import { forPeople } from '../api/Route';
import type { SharingService } from './SharingService';

/** Operations of who has a blueprint. */
export type SharingOperation =
  | 'listBlueprintSubscribers'
  | 'getShareLink'
  | 'makeShareLink'
  | 'endShareLink'
  | 'getSharedBlueprint'
  | 'takeSharedBlueprint'
  | 'subscribeBlueprint'
  | 'unsubscribeBlueprint'
  | 'addBlueprintSubscriber'
  | 'removeBlueprintSubscriber';

/** Routes of who has a blueprint. */
export function createSharingRoutes(
  sharing: SharingService,
): Pick<Routes, SharingOperation> {
  return {
    ...createOwnerRoutes(sharing),
    getSharedBlueprint: forPeople({}, ({ params }, caller) =>
      sharing.look(caller, params.token),
    ),
    takeSharedBlueprint: forPeople(
      { event: 'blueprint-take' },
      ({ params }, caller) => sharing.take(caller, params.token),
    ),
    subscribeBlueprint: forPeople(
      { event: 'blueprint-subscribe' },
      async ({ params }, caller) => ({
        subscribed: await sharing.subscribe(caller, params.blueprint),
      }),
    ),
    unsubscribeBlueprint: forPeople(
      { event: 'blueprint-unsubscribe' },
      async ({ params }, caller) => ({
        removed: await sharing.unsubscribe(caller, params.blueprint),
      }),
    ),
  };
}

type OwnerOperation =
  | 'listBlueprintSubscribers'
  | 'getShareLink'
  | 'makeShareLink'
  | 'endShareLink'
  | 'addBlueprintSubscriber'
  | 'removeBlueprintSubscriber';

function createOwnerRoutes(
  sharing: SharingService,
): Pick<Routes, OwnerOperation> {
  return {
    listBlueprintSubscribers: forPeople({}, ({ params, query }, caller) =>
      sharing.listSubscribers(caller, params.blueprint, query),
    ),
    getShareLink: forPeople({}, async ({ params }, caller) => ({
      link: await sharing.getLink(caller, params.blueprint),
    })),
    makeShareLink: forPeople(
      { event: 'blueprint-share' },
      ({ params, body }, caller) =>
        sharing.makeLink(caller, params.blueprint, body),
    ),
    endShareLink: forPeople(
      { event: 'blueprint-unshare' },
      async ({ params }, caller) => ({
        removed: await sharing.endLink(caller, params.blueprint),
      }),
    ),
    addBlueprintSubscriber: forPeople(
      { event: 'blueprint-subscriber-add' },
      ({ params }, caller) =>
        sharing.addSubscriber(caller, params.blueprint, toRef(params)),
    ),
    removeBlueprintSubscriber: forPeople(
      { event: 'blueprint-subscriber-remove' },
      async ({ params }, caller) => ({
        removed: await sharing.removeSubscriber(
          caller,
          params.blueprint,
          toRef(params),
        ),
      }),
    ),
  };
}

function toRef(params: {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}): string {
  return `${params.kind}:${params.namespace}/${params.name}`;
}
