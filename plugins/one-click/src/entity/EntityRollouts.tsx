import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import type { RolloutSummary } from '@one-click/backstage-plugin-one-click-common';
import { useRollouts } from '../api/queries';
import { ClusterBanner } from '../components/ClusterBanner';
import { EmptyState } from '../components/EmptyState';
import { LiveLine } from '../components/LiveLine';
import { PageBody } from '../components/PageBody';
import { PageHeading } from '../components/PageHeading';
import { QueryStates } from '../components/QueryStates';
import { ShowMore } from '../components/ShowMore';
import { useLiveTopics } from '../live/OneClickProvider';
import { topics } from '../live/topics';
import { RolloutList } from '../rollouts/RolloutList';
import { RolloutListSkeleton } from '../rollouts/RolloutListSkeleton';
import { useTexts } from '../translation';
import { NewEntityRollout } from './NewEntityRollout';

/** The rollouts that run a catalog entity. */
export function EntityRollouts() {
  const t = useTexts();
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  useLiveTopics([topics.entity(entityRef)]);
  const query = useRollouts({ entityRef });
  const items = query.data?.pages.flatMap(page => page.items);
  return (
    <PageBody nested>
      <PageHeading
        actions={
          items &&
          items.length > 0 && <NewEntityRollout entityRef={entityRef} />
        }
        title={t('entity.title')}
      />
      <ClusterBanner clusters={clustersOf(items ?? [])} />
      <LiveLine />
      <QueryStates
        query={{ ...query, data: items }}
        skeleton={<RolloutListSkeleton />}
        what={t('rollouts.what')}
      >
        {rollouts =>
          rollouts.length > 0 ? (
            <>
              <RolloutList columns={{ project: true }} rollouts={rollouts} />
              <ShowMore
                query={query}
                shown={rollouts.length}
                total={query.data?.pages[0]?.totalItems ?? rollouts.length}
              />
            </>
          ) : (
            <EmptyState
              text={t('entity.empty.text')}
              title={t(
                entity.kind.toLowerCase() === 'system'
                  ? 'entity.empty.system'
                  : 'entity.empty.component',
              )}
            >
              <NewEntityRollout entityRef={entityRef} />
            </EmptyState>
          )
        }
      </QueryStates>
    </PageBody>
  );
}

function clustersOf(rollouts: readonly RolloutSummary[]): readonly string[] {
  return [...new Set(rollouts.map(({ cluster }) => cluster))];
}
