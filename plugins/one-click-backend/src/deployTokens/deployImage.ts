import { ConflictError } from '@backstage/errors';
import type { Deploy } from '@one-click/backstage-plugin-one-click-common';
import { endPin, readHolding } from '../pinning/holding';
import { isQuarantined } from '../pinning/quarantine';
import type { RolloutRecord } from '../rollouts/RolloutRecord';
import { changeSpec } from '../saving/changeSpec';
import { lockNewest } from '../saving/lockNewest';
import type { SaveContext, SaveOutcome } from '../saving/SaveOutcome';
import type { Stores } from '../storage/StateKeeper';
import { imageOf, withImage } from '../images/specImage';

/**
 * Changes tag and digest as a pipeline asks. What was rolled back does not come
 * back this way: an image in quarantine is refused, and a pin ends only with
 * another one.
 */
export async function deployImage(
  stores: Stores,
  context: SaveContext,
  request: { readonly rollout: RolloutRecord; readonly wanted: Deploy },
): Promise<SaveOutcome> {
  const { name, id } = request.rollout;
  const { digest, note } = request.wanted;
  const { project, actor: by, at } = context;
  const newest = await lockNewest(stores, { project: project.id, name });
  const { ref, running } = imageOf(newest.revision.spec);
  const tag = request.wanted.tag ?? running.tag;
  const image = { tag, ...(digest !== undefined && { digest }) };
  const holding = await readHolding(stores, id);
  if (isQuarantined(holding.quarantined, { ...ref, ...image })) {
    throw new ConflictError(
      `'${tag}' is in quarantine since it was rolled back: deploy another image, or have an editor release it`,
    );
  }
  if (tag !== running.tag || digest !== running.digest) {
    const { rollout } = newest;
    await endPin(stores, { rollout, by, at, details: { tag } });
  }
  return changeSpec(stores, context, {
    name,
    act: 'rollout-pipeline',
    via: 'pipeline',
    details: { tag },
    note,
    change: spec => withImage(spec, image),
  });
}
