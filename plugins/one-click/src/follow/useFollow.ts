import { useCallback, useSyncExternalStore } from 'react';
import { useMe } from '../api/queries';
import { useOneClickData } from '../live/OneClickProvider';
import type { Follow, FollowKey } from './FollowStore';

/** Follows a revision of a rollout in this tab. */
export function useStartFollow(): (
  ref: Omit<FollowKey, 'user'>,
  follow: Follow | undefined,
) => void {
  const { follows } = useOneClickData();
  const user = useMe().data?.userEntityRef ?? '';
  return useCallback(
    ({ project, rollout }, follow) =>
      follows.set({ user, project, rollout }, follow),
    [follows, user],
  );
}

/** The revision of a rollout that the reader follows. */
export function useFollow(ref: Omit<FollowKey, 'user'>): Follow | undefined {
  const { follows } = useOneClickData();
  const user = useMe().data?.userEntityRef ?? '';
  return useSyncExternalStore(follows.subscribe, () =>
    follows.get({ ...ref, user }),
  );
}
