import type { Routes } from '../api/createRoutes';
import { changesProject, readsProject } from '../api/Route';
import type { Exchange } from '../api/Route';
import type { AvatarRequest, AvatarService } from './AvatarService';
import { versionOf } from './AvatarService';

/** Operations of pictures. */
export type AvatarOperation =
  | 'getProjectAvatar'
  | 'setProjectAvatar'
  | 'removeProjectAvatar'
  | 'getRolloutAvatar'
  | 'setRolloutAvatar'
  | 'removeRolloutAvatar';

/** Routes of pictures: whoever sees something sees its picture. */
export function createAvatarRoutes(
  avatars: AvatarService,
): Pick<Routes, AvatarOperation> {
  const serve = async (request: AvatarRequest, exchange: Exchange) =>
    servePicture(await avatars.get(request), exchange);
  return {
    getProjectAvatar: readsProject('viewer', ({ exchange }, access) =>
      serve({ access }, exchange),
    ),
    setProjectAvatar: changesProject(
      { role: 'admin', event: 'project-avatar-set' },
      ({ body }, access) => avatars.set({ access, image: body.image }),
    ),
    removeProjectAvatar: changesProject(
      { role: 'admin', event: 'project-avatar-remove' },
      (_, access) => avatars.remove({ access }),
    ),
    getRolloutAvatar: readsProject('viewer', ({ params, exchange }, access) =>
      serve({ access, rollout: params.rollout }, exchange),
    ),
    setRolloutAvatar: changesProject(
      { role: 'editor', event: 'rollout-avatar-set' },
      ({ params, body }, access) =>
        avatars.set({ access, rollout: params.rollout, image: body.image }),
    ),
    removeRolloutAvatar: changesProject(
      { role: 'editor', event: 'rollout-avatar-remove' },
      ({ params }, access) =>
        avatars.remove({ access, rollout: params.rollout }),
    ),
  };
}

/** As a picture and nothing else: a browser must not find a page in it, whatever it holds. */
function servePicture(
  avatar: Awaited<ReturnType<AvatarService['get']>>,
  { res }: Exchange,
): void {
  const { mediaType, image } = avatar;
  res
    .status(200)
    .set({
      'Content-Type': mediaType,
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Content-Disposition': 'inline; filename="avatar"',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Cache-Control': 'private, max-age=300',
      ETag: `"${versionOf(image)}"`,
    })
    .end(Buffer.from(image));
}
