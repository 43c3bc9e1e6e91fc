import type {
  Page,
  Revision,
  RolloutDetail,
  RolloutSummary,
} from '@one-click/backstage-plugin-one-click-common';
import { QueryClient } from '@tanstack/react-query';
import type { InfiniteData } from '@tanstack/react-query';
import { queryKeys } from '../api/queryKeys';
import {
  aCluster,
  aHealth,
  aRevision,
  aRolloutDetail,
} from '../testing/fixtures';
import { applyMessage } from './applyMessage';
import { RecentRollouts } from './RecentRollouts';

const REF = { project: 'shop', rollout: 'web' };

function onePage<T>(...items: T[]): InfiniteData<Page<T>> {
  return {
    pages: [{ items, totalItems: items.length, pageInfo: {} }],
    pageParams: [undefined],
  };
}

function aCache() {
  const cache = new QueryClient();
  const web = aRolloutDetail();
  const worker = aRolloutDetail({ name: 'worker' });
  cache.setQueryData(queryKeys.rollouts({}), onePage(web, worker));
  cache.setQueryData(queryKeys.projects({}), onePage());
  cache.setQueryData(queryKeys.rollout(REF), web);
  cache.setQueryData(queryKeys.revisions(REF), onePage(aRevision()));
  return cache;
}

function namesIn(cache: QueryClient): string[] {
  const data = cache.getQueryData<InfiniteData<Page<RolloutSummary>>>(
    queryKeys.rollouts({}),
  );
  return data?.pages.flatMap(page => page.items.map(item => item.name)) ?? [];
}

function isStale(cache: QueryClient, key: readonly unknown[]): boolean {
  return cache.getQueryState(key)?.isInvalidated === true;
}

describe('applyMessage', () => {
  it('changes a rollout in lists and in its own page, where it stands', () => {
    const cache = aCache();
    const health = aHealth({ state: 'Down', ready: 0 });
    applyMessage(cache, {
      type: 'rollout',
      rollout: aRolloutDetail({ health }),
    });

    expect(namesIn(cache)).toEqual(['web', 'worker']);
    expect(
      cache.getQueryData<RolloutDetail>(queryKeys.rollout(REF))?.health.state,
    ).toBe('Down');
  });

  it('keeps the spec that a summary does not have', () => {
    const cache = aCache();
    const { spec: _, revision: __, ...summary } = aRolloutDetail();
    applyMessage(cache, { type: 'rollout', rollout: summary });

    expect(
      cache.getQueryData<RolloutDetail>(queryKeys.rollout(REF))?.spec,
    ).toEqual(aRolloutDetail().spec);
    expect(isStale(cache, queryKeys.rollout(REF))).toBe(false);
  });

  it('reads the page again when the rollout has a newer revision', () => {
    const cache = aCache();
    const rollout = aRolloutDetail();
    applyMessage(cache, {
      type: 'rollout',
      rollout: {
        ...rollout,
        lastChange: { ...rollout.lastChange, revision: 16 },
      },
    });

    expect(isStale(cache, queryKeys.rollout(REF))).toBe(true);
  });

  it('reads lists again for a rollout that none of them has', () => {
    const cache = aCache();
    applyMessage(cache, {
      type: 'rollout',
      rollout: aRolloutDetail({ name: 'new' }),
    });

    expect(isStale(cache, queryKeys.rollouts({}))).toBe(true);
    expect(isStale(cache, queryKeys.projects({}))).toBe(true);
  });

  it('counts again only when a state changed', () => {
    const cache = aCache();
    applyMessage(cache, { type: 'rollout', rollout: aRolloutDetail() });
    expect(isStale(cache, queryKeys.projects({}))).toBe(false);

    applyMessage(cache, {
      type: 'rollout',
      rollout: aRolloutDetail({ health: aHealth({ state: 'Down' }) }),
    });
    expect(isStale(cache, queryKeys.projects({}))).toBe(true);
  });

  it('takes a gone rollout off the lists', () => {
    const cache = aCache();
    applyMessage(cache, { type: 'gone', ...REF });

    expect(namesIn(cache)).toEqual(['worker']);
  });

  it('puts a new revision first, and its outcome in its place', () => {
    const cache = aCache();
    const told = (revision: Revision) =>
      applyMessage(cache, { type: 'revision', ...REF, revision });
    told(aRevision({ number: 16, outcome: 'pending' }));
    told(aRevision({ number: 16, outcome: 'healthy' }));

    const data = cache.getQueryData<InfiniteData<Page<Revision>>>(
      queryKeys.revisions(REF),
    );
    expect(
      data?.pages[0]?.items.map(({ number, outcome }) => [number, outcome]),
    ).toEqual([
      [16, 'healthy'],
      [15, 'healthy'],
    ]);
  });

  it('changes a cluster', () => {
    const cache = aCache();
    cache.setQueryData(queryKeys.clusters, [aCluster()]);
    const away = aCluster({ state: 'away' });
    applyMessage(cache, { type: 'cluster', cluster: away });

    expect(cache.getQueryData(queryKeys.clusters)).toEqual([away]);
  });

  it('reads everything again when messages are missing', () => {
    const cache = aCache();
    applyMessage(cache, { type: 'reset' });

    expect(isStale(cache, queryKeys.rollout(REF))).toBe(true);
    expect(isStale(cache, queryKeys.rollouts({}))).toBe(true);
  });
});

describe('RecentRollouts', () => {
  const down = aRolloutDetail({ health: aHealth({ state: 'Down' }) });

  it('lets no answer undo news that came after its question', () => {
    const recent = new RecentRollouts();
    recent.note(down, 2_000);

    expect(recent.freshen(aRolloutDetail(), 1_000).health.state).toBe('Down');
  });

  it('believes an answer to a question that came after the news', () => {
    const recent = new RecentRollouts();
    recent.note(down, 2_000);

    expect(recent.freshen(aRolloutDetail(), 3_000).health.state).toBe(
      'Healthy',
    );
  });
});
