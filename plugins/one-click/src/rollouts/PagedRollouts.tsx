import { ROLLOUT_STATES } from '@one-click/backstage-plugin-one-click-common';
import type {
  RolloutListQuery,
  RolloutState,
} from '@one-click/backstage-plugin-one-click-common';
import type { ReactNode } from 'react';
import { useMemo } from 'react';
import { useRollouts } from '../api/queries';
import { LiveLine } from '../components/LiveLine';
import { NoMatch } from '../components/NoMatch';
import { QueryStates } from '../components/QueryStates';
import { ShowMore } from '../components/ShowMore';
import { useFilters } from '../components/useFilters';
import { useSettled } from '../components/useSettled';
import { useTexts } from '../translation';
import { RolloutFilters } from './RolloutFilters';
import { RolloutList } from './RolloutList';
import type { RolloutColumns } from './RolloutList';
import { RolloutListSkeleton } from './RolloutListSkeleton';

export interface PagedRolloutsProps {
  /** The only project shown; all where absent. */
  readonly project?: string | undefined;
  readonly columns?: RolloutColumns | undefined;
  /** Stands where there is none at all. */
  readonly empty: ReactNode;
}

/** Rollouts with their filters, page by page; the address bar holds the filters. */
export function PagedRollouts(props: PagedRolloutsProps) {
  const { project, columns, empty } = props;
  const t = useTexts();
  const filters = useFilters(['q', 'health', 'project']);
  const q = useSettled(filters.get('q'));
  const query = useRollouts(
    toQuery({
      q,
      state: filters.get('health'),
      project: project ?? filters.get('project'),
    }),
  );
  const items = useMemo(
    () => query.data?.pages.flatMap(page => page.items),
    [query.data],
  );
  const hasAny = (items?.length ?? 0) > 0 || filters.isSet;

  return (
    <>
      {hasAny && (
        <RolloutFilters
          filters={filters}
          withProjects={project === undefined}
        />
      )}
      <LiveLine />
      <QueryStates
        query={{ ...query, data: items }}
        skeleton={<RolloutListSkeleton />}
        what={t('rollouts.what')}
      >
        {rollouts => (
          <>
            {rollouts.length > 0 && (
              <RolloutList columns={columns} rollouts={rollouts} />
            )}
            {rollouts.length === 0 &&
              (filters.isSet ? <NoMatch onClear={filters.clear} /> : empty)}
            <ShowMore
              query={query}
              shown={rollouts.length}
              total={query.data?.pages[0]?.totalItems ?? rollouts.length}
            />
          </>
        )}
      </QueryStates>
    </>
  );
}

function isState(text: string): text is RolloutState {
  return ROLLOUT_STATES.some(state => state === text);
}

function toQuery(filters: {
  readonly q: string;
  readonly state: string;
  readonly project: string;
}): RolloutListQuery {
  const { q, state, project } = filters;
  return {
    ...(q && { q }),
    ...(isState(state) && { state }),
    ...(project && { project }),
  };
}
