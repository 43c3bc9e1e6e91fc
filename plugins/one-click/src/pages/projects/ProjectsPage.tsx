import { makeStyles } from '@material-ui/core/styles';
import { Skeleton } from '@material-ui/lab';
import type { Project } from '@one-click/backstage-plugin-one-click-common';
import { useProjects } from '../../api/queries';
import { ClusterBanner } from '../../components/ClusterBanner';
import { LiveLine } from '../../components/LiveLine';
import { NoMatch } from '../../components/NoMatch';
import { PageBody } from '../../components/PageBody';
import { PageHeading } from '../../components/PageHeading';
import { QueryStates } from '../../components/QueryStates';
import { ShowMore } from '../../components/ShowMore';
import { useFilters } from '../../components/useFilters';
import type { Filters } from '../../components/useFilters';
import { useSettled } from '../../components/useSettled';
import { useLiveTopics } from '../../live/OneClickProvider';
import { topics } from '../../live/topics';
import { useTexts } from '../../translation';
import { NewProjectButton } from './NewProjectButton';
import { NoProjects } from './NoProjects';
import { ProjectCard } from './ProjectCard';
import { ProjectFilters } from './ProjectFilters';
import { arrangeProjects } from './projectFilters';
import { isProjectSort } from './projectSorts';
import { TroubledRollouts } from './TroubledRollouts';

const PAGE_SIZE = 200;

const useStyles = makeStyles(
  theme => ({
    grid: {
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fill, minmax(min(320px, 100%), 1fr))',
      gap: theme.spacing(2),
      margin: 0,
      padding: 0,
      listStyle: 'none',
    },
    card: { minWidth: 0, maxWidth: 420 },
    wide: {
      [theme.breakpoints.down('xs')]: { maxWidth: 'none' },
    },
  }),
  { name: 'OneClickProjectsPage' },
);

/** Find a project, see what is wrong anywhere, start something new. */
export function ProjectsPage() {
  const t = useTexts();
  useLiveTopics([topics.rollouts]);
  const filters = useFilters(['q', 'tag', 'mine']);
  const q = useSettled(filters.get('q'));
  const mine = filters.get('mine') === '1';
  const query = useProjects({
    limit: PAGE_SIZE,
    ...(q && { q }),
    ...(mine && { mine }),
  });
  const projects = query.data?.pages.flatMap(page => page.items);

  return (
    <PageBody>
      <PageHeading title={t('projects.title')} actions={<NewProjectButton />} />
      <ClusterBanner />
      <ProjectFilters filters={filters} projects={projects ?? []} />
      <LiveLine />
      <TroubledRollouts mine={mine} />
      <QueryStates
        query={{ ...query, data: projects }}
        skeleton={<Skeletons />}
        what={t('projects.what')}
      >
        {loaded => (
          <>
            <Cards filters={filters} projects={loaded} />
            <ShowMore
              query={query}
              shown={loaded.length}
              total={query.data?.pages[0]?.totalItems ?? loaded.length}
            />
          </>
        )}
      </QueryStates>
    </PageBody>
  );
}

interface CardsProps {
  readonly projects: readonly Project[];
  readonly filters: Filters;
}

function Cards({ projects, filters }: CardsProps) {
  const classes = useStyles();
  const sort = filters.get('sort');
  const shown = arrangeProjects(projects, {
    tags: filters.all('tag'),
    sort: isProjectSort(sort) ? sort : 'attention',
  });
  if (shown.length > 0) {
    return (
      <ul className={classes.grid}>
        {shown.map(project => (
          <li key={project.name} className={`${classes.card} ${classes.wide}`}>
            <ProjectCard project={project} />
          </li>
        ))}
      </ul>
    );
  }
  if (filters.get('q') || filters.get('tag')) {
    return <NoMatch onClear={filters.clear} />;
  }
  return <NoProjects filters={filters} />;
}

function Skeletons() {
  const classes = useStyles();
  return (
    <div className={classes.grid}>
      {['a', 'b', 'c'].map(card => (
        <Skeleton
          key={card}
          className={classes.card}
          height={216}
          variant="rect"
        />
      ))}
    </div>
  );
}
