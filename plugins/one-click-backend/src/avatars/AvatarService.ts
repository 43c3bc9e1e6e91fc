import { createHash } from 'node:crypto';
import { NotFoundError } from '@backstage/errors';
import { MAX_AVATAR_BYTES } from '@one-click/backstage-plugin-one-click-common';
import type { PersonalAccess, ProjectAccess } from '../access';
import { UnacceptableError } from '../errors';
import type { StateKeeper, Stores } from '../storage/StateKeeper';
import type { AvatarRecord, AvatarSubject } from './AvatarStore';
import { sniffImage } from './sniffImage';

/** A project, or a rollout of it. */
export interface AvatarRequest<A extends ProjectAccess = ProjectAccess> {
  readonly access: A;
  readonly rollout?: string | undefined;
}

/** Which picture something has now. */
export interface AvatarVersion {
  readonly avatar?: string;
}

/** Keeps the pictures of projects and rollouts. */
export class AvatarService {
  readonly #state: StateKeeper;
  readonly #now: () => number;

  constructor(options: {
    readonly state: StateKeeper;
    readonly now: () => number;
  }) {
    this.#state = options.state;
    this.#now = options.now;
  }

  /** Throws NotFoundError where there is no picture. */
  async get(request: AvatarRequest): Promise<AvatarRecord> {
    const { stores } = this.#state;
    const subject = await findSubject(stores, request);
    const avatar = await stores.avatars.find(subject);
    if (!avatar) {
      throw new NotFoundError('There is no picture here');
    }
    return avatar;
  }

  /** Throws UnacceptableError for what is no picture or too large. */
  async set(
    request: AvatarRequest<PersonalAccess> & { readonly image: string },
  ): Promise<AvatarVersion> {
    const image = new Uint8Array(Buffer.from(request.image, 'base64'));
    const mediaType = sniffImage(image);
    if (!mediaType || image.length > MAX_AVATAR_BYTES) {
      throw new UnacceptableError([
        {
          path: 'image',
          message: `must be a PNG, JPEG or WebP picture of at most ${MAX_AVATAR_BYTES} bytes`,
        },
      ]);
    }
    const version = versionOf(image);
    await this.#state.transact(async stores => {
      const subject = await findSubject(stores, request);
      await stores.avatars.put({
        subject,
        mediaType,
        image,
        changedAt: new Date(this.#now()).toISOString(),
        changedBy: request.access.caller.ref,
      });
      await setVersion(stores, subject, version);
    });
    return { avatar: version };
  }

  async remove(request: AvatarRequest<PersonalAccess>): Promise<AvatarVersion> {
    await this.#state.transact(async stores => {
      const subject = await findSubject(stores, request);
      await stores.avatars.remove(subject);
      await setVersion(stores, subject, undefined);
    });
    return {};
  }
}

/** Tells pictures apart. */
export function versionOf(image: Uint8Array): string {
  return createHash('sha256').update(image).digest('hex').slice(0, 16);
}

async function findSubject(
  stores: Stores,
  { access, rollout: name }: AvatarRequest,
): Promise<AvatarSubject> {
  const { id } = access.project;
  if (name === undefined) {
    return { kind: 'project', id };
  }
  const rollout = await stores.rollouts.find(id, name);
  if (!rollout) {
    throw new NotFoundError(`No rollout '${name}' in this project`);
  }
  return { kind: 'rollout', id: rollout.id };
}

async function setVersion(
  stores: Stores,
  { kind, id }: AvatarSubject,
  avatar: string | undefined,
): Promise<void> {
  await (kind === 'project'
    ? stores.projects.update(id, { avatar })
    : stores.rollouts.update(id, { avatar }));
}
