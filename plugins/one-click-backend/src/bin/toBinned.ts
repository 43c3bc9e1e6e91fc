import type { Binned } from '@one-click/backstage-plugin-one-click-common';
import type { RolloutRecord } from '../rollouts/RolloutRecord';

/** Where something waits in the bin, as answers tell it; nothing where it does not. */
export function toBinned(
  record: Pick<RolloutRecord, 'binnedAt' | 'binnedBy' | 'purgeAt' | 'purgeId'>,
): { readonly binned?: Binned } {
  const { binnedAt: at, binnedBy: by = '', purgeAt, purgeId: purge } = record;
  return at === undefined
    ? {}
    : {
        binned: {
          at,
          by,
          ...(purgeAt !== undefined && { purgeAt }),
          ...(purge !== undefined && { purge }),
        },
      };
}
