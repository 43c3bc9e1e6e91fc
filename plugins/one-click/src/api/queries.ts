import { useApi } from '@backstage/frontend-plugin-api';
import type {
  Page,
  ProjectListQuery,
  RolloutListQuery,
  RolloutRef,
} from '@one-click/backstage-plugin-one-click-common';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useLiveStatus, useOneClickData } from '../live/OneClickProvider';
import { oneClickApiRef } from './apiRef';
import { queryKeys } from './queryKeys';

const FIRST_PAGE: string | undefined = undefined;
/** While the stream is away, pages look this often. */
const POLL_MS = 30_000;

const paged = {
  initialPageParam: FIRST_PAGE,
  getNextPageParam: (page: Page<unknown>) => page.pageInfo.nextCursor,
};

function usePolling(): number | false {
  return useLiveStatus().phase === 'reconnecting' && POLL_MS;
}

/** Who the reader is. */
export function useMe() {
  const api = useApi(oneClickApiRef);
  return useQuery({
    queryKey: queryKeys.me,
    queryFn: ({ signal }) => api.getMe({ signal }),
  });
}

/** The clusters and whether they answer. */
export function useClusters() {
  const api = useApi(oneClickApiRef);
  return useQuery({
    queryKey: queryKeys.clusters,
    queryFn: ({ signal }) => api.listClusters({ signal }),
    refetchInterval: usePolling(),
  });
}

/** The blueprints that the reader may deploy. */
export function useBlueprints() {
  const api = useApi(oneClickApiRef);
  return useQuery({
    queryKey: queryKeys.blueprints,
    queryFn: ({ signal }) => api.listBlueprints({ signal }),
  });
}

/** Projects page by page. */
export function useProjects(query: ProjectListQuery) {
  const api = useApi(oneClickApiRef);
  return useInfiniteQuery({
    queryKey: queryKeys.projects(query),
    queryFn: ({ signal, pageParam: cursor }) =>
      api.listProjects({ ...query, cursor }, { signal }),
    ...paged,
    refetchInterval: usePolling(),
  });
}

/** One project. */
export function useProject(project: string) {
  const api = useApi(oneClickApiRef);
  return useQuery({
    queryKey: queryKeys.project(project),
    queryFn: ({ signal }) => api.getProject(project, { signal }),
  });
}

/** Rollouts page by page, worst first. */
export function useRollouts(query: RolloutListQuery) {
  const api = useApi(oneClickApiRef);
  const { recent } = useOneClickData();
  return useInfiniteQuery({
    queryKey: queryKeys.rollouts(query),
    queryFn: async ({ signal, pageParam: cursor }) => {
      const askedAt = Date.now();
      const page = await api.listRollouts({ ...query, cursor }, { signal });
      const items = page.items.map(item => recent.freshen(item, askedAt));
      return { ...page, items };
    },
    ...paged,
    refetchInterval: usePolling(),
  });
}

/** One rollout with its newest spec; not read at all where it is not `enabled`. */
export function useRollout(
  ref: RolloutRef,
  { enabled = true }: { readonly enabled?: boolean } = {},
) {
  const api = useApi(oneClickApiRef);
  const { recent } = useOneClickData();
  return useQuery({
    queryKey: queryKeys.rollout(ref),
    queryFn: async ({ signal }) => {
      const askedAt = Date.now();
      return recent.freshen(await api.getRollout(ref, { signal }), askedAt);
    },
    enabled,
    refetchInterval: usePolling(),
  });
}

/** A rollout's revisions page by page, newest first. */
export function useRevisions(ref: RolloutRef) {
  const api = useApi(oneClickApiRef);
  return useInfiniteQuery({
    queryKey: queryKeys.revisions(ref),
    queryFn: ({ signal, pageParam: cursor }) =>
      api.listRevisions(ref, { cursor }, { signal }),
    ...paged,
    refetchInterval: usePolling(),
  });
}

/** One revision with its spec, which never changes. */
export function useRevision(ref: RolloutRef, revision: number | undefined) {
  const api = useApi(oneClickApiRef);
  return useQuery({
    queryKey: queryKeys.revision(ref, revision ?? 0),
    queryFn: ({ signal }) => api.getRevision(ref, revision ?? 0, { signal }),
    enabled: revision !== undefined,
    staleTime: Infinity,
  });
}
