import type {
  Cluster,
  Page,
  Revision,
  RolloutDetail,
  RolloutRef,
  RolloutSummary,
  StreamMessage,
} from '@one-click/backstage-plugin-one-click-common';
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { queryKeys } from '../api/queryKeys';

type Pages<T> = InfiniteData<Page<T>>;

/** Brings one message of the stream into what is cached; pages render from there. */
export function applyMessage(cache: QueryClient, message: StreamMessage): void {
  switch (message.type) {
    case 'rollout':
      applyRollout(cache, message.rollout);
      break;
    case 'gone':
      applyGone(cache, message);
      break;
    case 'revision':
      applyRevision(cache, message, message.revision);
      break;
    case 'cluster':
      applyCluster(cache, message.cluster);
      break;
    case 'reset':
      void cache.invalidateQueries({ queryKey: queryKeys.all });
      break;
    case 'hello':
    case 'beat':
    case 'bye':
      break;
  }
}

function isSame(ref: RolloutRef, rollout: RolloutSummary): boolean {
  return rollout.project === ref.project && rollout.name === ref.rollout;
}

function applyRollout(cache: QueryClient, rollout: RolloutSummary) {
  const ref = { project: rollout.project, rollout: rollout.name };
  let known = false;
  let moved = false;
  cache.setQueriesData<Pages<RolloutSummary>>(
    { queryKey: queryKeys.allRollouts },
    data =>
      data &&
      mapItems(data, item => {
        if (!isSame(ref, item)) {
          return item;
        }
        known = true;
        moved ||= item.health.state !== rollout.health.state;
        return rollout;
      }),
  );
  if (!known) {
    void cache.invalidateQueries({ queryKey: queryKeys.allRollouts });
  }
  if (!known || moved) {
    // Projects count their rollouts by state.
    void cache.invalidateQueries({ queryKey: queryKeys.allProjects });
  }
  applyToDetail(cache, ref, rollout);
}

function applyToDetail(
  cache: QueryClient,
  ref: RolloutRef,
  rollout: RolloutSummary,
) {
  const queryKey = queryKeys.rollout(ref);
  const detail = cache.getQueryData<RolloutDetail>(queryKey);
  if (!detail) {
    return;
  }
  cache.setQueryData<RolloutDetail>(queryKey, { ...detail, ...rollout });
  const isNewer = rollout.lastChange.revision !== detail.revision.number;
  if (isNewer || changesInstances(detail, rollout)) {
    // A summary holds neither the spec nor the names of the instances.
    void cache.invalidateQueries({ queryKey });
  }
}

function changesInstances(detail: RolloutDetail, rollout: RolloutSummary) {
  const before = detail.health;
  const after = rollout.health;
  return (
    before.state !== after.state ||
    before.ready !== after.ready ||
    before.wanted !== after.wanted ||
    before.revision !== after.revision
  );
}

function applyGone(cache: QueryClient, ref: RolloutRef) {
  cache.setQueriesData<Pages<RolloutSummary>>(
    { queryKey: queryKeys.allRollouts },
    data => data && dropItems(data, item => isSame(ref, item)),
  );
  void cache.invalidateQueries({ queryKey: queryKeys.rollout(ref) });
  void cache.invalidateQueries({ queryKey: queryKeys.allProjects });
}

function applyRevision(
  cache: QueryClient,
  ref: RolloutRef,
  revision: Revision,
) {
  const isKnown = (item: Revision) => item.number === revision.number;
  cache.setQueryData<Pages<Revision>>(queryKeys.revisions(ref), data => {
    if (!data) {
      return data;
    }
    return data.pages.some(page => page.items.some(isKnown))
      ? mapItems(data, item => (isKnown(item) ? revision : item))
      : putFirst(data, revision);
  });

  const queryKey = queryKeys.rollout(ref);
  const detail = cache.getQueryData<RolloutDetail>(queryKey);
  if (detail?.revision.number === revision.number) {
    cache.setQueryData(queryKey, { ...detail, revision });
  } else if (detail && detail.revision.number < revision.number) {
    void cache.invalidateQueries({ queryKey });
  }
}

function applyCluster(cache: QueryClient, cluster: Cluster) {
  cache.setQueryData<Cluster[]>(
    queryKeys.clusters,
    clusters =>
      clusters &&
      clusters.map(item => (item.name === cluster.name ? cluster : item)),
  );
}

function mapItems<T>(data: Pages<T>, change: (item: T) => T): Pages<T> {
  const pages = data.pages.map(page => ({
    ...page,
    items: page.items.map(change),
  }));
  return { ...data, pages };
}

function dropItems<T>(
  data: Pages<T>,
  isDropped: (item: T) => boolean,
): Pages<T> {
  const pages = data.pages.map(page => {
    const items = page.items.filter(item => !isDropped(item));
    const dropped = page.items.length - items.length;
    return { ...page, items, totalItems: page.totalItems - dropped };
  });
  return { ...data, pages };
}

function putFirst<T>(data: Pages<T>, item: T): Pages<T> {
  const pages = data.pages.map((page, index) => ({
    ...page,
    items: index === 0 ? [item, ...page.items] : page.items,
    totalItems: page.totalItems + 1,
  }));
  return { ...data, pages };
}
