import type { OneClickApi } from '@one-click/backstage-plugin-one-click-common';
import { OneClickError } from '@one-click/backstage-plugin-one-click-common';
import { QueryClient } from '@tanstack/react-query';
import { queryKeys } from '../api/queryKeys';
import { DraftStore } from '../draft/DraftStore';
import { FollowStore } from '../follow/FollowStore';
import { applyMessage } from './applyMessage';
import { LiveHub } from './LiveHub';
import { RecentRollouts } from './RecentRollouts';

const STALE_MS = 60_000;
const KEPT_MS = 10 * 60_000;
const MAX_RETRIES = 2;

/** What all pages of a browser tab share: the cache and the one stream that keeps it fresh. */
export interface OneClickData {
  readonly cache: QueryClient;
  readonly hub: LiveHub;
  readonly recent: RecentRollouts;
  readonly drafts: DraftStore;
  readonly follows: FollowStore;
}

/** Makes the shared data of a tab; nothing is read before a page asks. */
export function createOneClickData(api: OneClickApi): OneClickData {
  const cache = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: STALE_MS,
        gcTime: KEPT_MS,
        retry: (count, error) =>
          count < MAX_RETRIES && !(error instanceof OneClickError),
        // The host knows better than the browser whether the portal answers.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
  const recent = new RecentRollouts();
  const hub = new LiveHub({
    open: (topics, options) => api.stream(topics, options),
    onFresh: () => refreshOlder(cache),
    onMessage: message => {
      if (message.type === 'rollout') {
        recent.note(message.rollout, Date.now());
      }
      applyMessage(cache, message);
    },
  });
  return {
    cache,
    hub,
    recent,
    drafts: new DraftStore(),
    follows: new FollowStore(),
  };
}

/** Reads again what was read before the stream could tell of changes. */
function refreshOlder(cache: QueryClient) {
  const live: readonly unknown[] = ['rollout', 'rollouts', 'revisions'];
  void cache.invalidateQueries({
    queryKey: queryKeys.all,
    predicate: query =>
      live.includes(query.queryKey[1]) && query.state.data !== undefined,
  });
}
