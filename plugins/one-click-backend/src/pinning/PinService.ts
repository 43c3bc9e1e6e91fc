import { NotFoundError } from '@backstage/errors';
import type {
  Hold,
  Quarantine,
  QuarantinedImage,
} from '@one-click/backstage-plugin-one-click-common';
import type { PersonalAccess } from '../access';
import { imageOf } from '../images/specImage';
import type { RolloutRecord } from '../rollouts/RolloutRecord';
import type { RolloutRequest } from '../rollouts/RolloutService';
import { lockNewest } from '../saving/lockNewest';
import type { Written } from '../saving/writeRevision';
import type { StateKeeper, Stores } from '../storage/StateKeeper';
import type { Announcer } from '../streams/Announcer';
import { endPin, quarantine, readHolding } from './holding';
import type { Deed } from './holding';
import type { QuarantineRecord } from './PinStore';

type Change = RolloutRequest<PersonalAccess>;

export interface PinServiceOptions {
  readonly state: StateKeeper;
  readonly announcer: Pick<Announcer, 'rolloutChanged'>;
  readonly now: () => number;
  readonly newId: () => string;
}

/** Tells, and lets people change, what holds update policies off a rollout. */
export class PinService {
  readonly #options: PinServiceOptions;

  constructor(options: PinServiceOptions) {
    this.#options = options;
  }

  async get({ access, rollout: name }: RolloutRequest): Promise<Hold> {
    const { stores } = this.#options.state;
    const rollout = await stores.rollouts.find(access.project.id, name);
    if (!rollout) {
      throw new NotFoundError(`No rollout '${name}' in this project`);
    }
    return readHold(stores, rollout);
  }

  /** Lets update policies go on; images stay in quarantine unless they are released, too. */
  async unpin(request: Change & { readonly release: boolean }): Promise<Hold> {
    return this.#change(request, async (stores, deed) => {
      if (request.release) {
        await releaseAll(stores, deed);
      }
      await endPin(stores, deed);
    });
  }

  /** Keeps update policies from another image of the rollout's repository. */
  async quarantine(
    request: Change & { readonly image: Quarantine },
  ): Promise<Hold> {
    const id = this.#options.newId();
    return this.#change(request, async (stores, deed) => {
      const { ref } = imageOf(deed.revision.spec);
      const image = { ...ref, ...request.image, id };
      await quarantine(stores, { ...deed, image });
    });
  }

  /** Throws NotFoundError for an image that is not in quarantine. */
  async release(request: Change & { readonly image: string }): Promise<Hold> {
    return this.#change(request, async (stores, deed) => {
      const released = await releaseAll(stores, deed, request.image);
      if (released === 0) {
        throw new NotFoundError(
          `No image '${request.image}' in quarantine for rollout '${request.rollout}'`,
        );
      }
    });
  }

  async #change(
    { access, rollout: name }: Change,
    work: (stores: Stores, deed: Deed & Written) => Promise<void>,
  ): Promise<Hold> {
    const { state, announcer, now } = this.#options;
    const { project, caller } = access;
    const at = new Date(now()).toISOString();
    const { id, hold } = await state.transact(async stores => {
      const newest = await lockNewest(stores, { project: project.id, name });
      await work(stores, { ...newest, by: caller.ref, at });
      return {
        id: newest.rollout.id,
        hold: await readHold(stores, newest.rollout),
      };
    });
    announcer.rolloutChanged(id);
    return hold;
  }
}

async function releaseAll(
  stores: Stores,
  { rollout, by, at }: Deed,
  id?: string,
): Promise<number> {
  const released = await stores.pins.release(rollout.id, id);
  for (const { tag, digest } of released) {
    await stores.activity.append({
      projectId: rollout.projectId,
      rolloutId: rollout.id,
      rolloutName: rollout.name,
      at,
      actor: by,
      act: 'image-release',
      revision: undefined,
      details: { tag, ...(digest !== undefined && { digest }) },
    });
  }
  return released.length;
}

async function readHold(
  stores: Stores,
  { id }: Pick<RolloutRecord, 'id'>,
): Promise<Hold> {
  const { pin, quarantined } = await readHolding(stores, id);
  return {
    ...(pin && {
      pin: { since: pin.since, by: pin.by, revision: pin.revision },
    }),
    quarantined: quarantined.map(toQuarantinedImage),
  };
}

function toQuarantinedImage(record: QuarantineRecord): QuarantinedImage {
  const { id, registry, repository, tag, digest, since, by, revision } = record;
  return {
    id,
    registry,
    repository,
    tag,
    ...(digest !== undefined && { digest }),
    since,
    by,
    ...(revision !== undefined && { revision }),
  };
}
