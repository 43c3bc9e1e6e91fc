import { useSyncExternalStore } from 'react';
import { useMe } from '../api/queries';
import { useOneClickData } from '../live/OneClickProvider';
import type { Draft } from './Draft';
import type { DraftKey } from './DraftStore';

export interface StoredDraft {
  readonly draft: Draft | undefined;
  readonly wasRestored: boolean;
  readonly setDraft: (draft: Draft | undefined) => void;
}

/** The reader's draft of a rollout in this tab. */
export function useDraftStore(ref: Omit<DraftKey, 'user'>): StoredDraft {
  const { drafts } = useOneClickData();
  const me = useMe();
  const key = { ...ref, user: me.data?.userEntityRef ?? '' };
  const draft = useSyncExternalStore(drafts.subscribe, () => drafts.get(key));
  return {
    draft,
    wasRestored: drafts.wasRestored(key),
    setDraft: next => drafts.set(key, next),
  };
}
