import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@material-ui/lab';
import { useProject } from '../../api/queries';
import { ClusterBanner } from '../../components/ClusterBanner';
import { PageBody } from '../../components/PageBody';
import { QueryStates } from '../../components/QueryStates';
import { TabRow } from '../../components/TabRow';
import { Navigate, Route, Routes, useParams, usePaths } from '../../routing';
import { useTexts } from '../../translation';
import { countRollouts } from '../projects/projectFilters';
import { ProjectHeader } from './ProjectHeader';
import { ProjectRollouts } from './ProjectRollouts';

/** One project: its facts, its parts as tabs, and the chosen one. */
export function ProjectPage() {
  const t = useTexts();
  const paths = usePaths();
  const { project: name = '' } = useParams();
  const query = useProject(name);
  return (
    <BreadcrumbEntry
      entry={{ label: query.data?.title ?? name, href: paths.project(name) }}
    >
      <QueryStates
        query={query}
        skeleton={<Skeletons />}
        what={t('project.what')}
      >
        {project => (
          <PageBody>
            <ProjectHeader project={project} />
            <ClusterBanner clusters={[project.cluster]} />
            <TabRow
              label={t('project.tabs.label')}
              tabs={[
                {
                  label: t('project.tabs.rollouts'),
                  to: paths.project(name),
                  current: true,
                  count: countRollouts([project]),
                },
              ]}
            />
            <Routes>
              <Route
                path="rollouts"
                element={<ProjectRollouts project={project} />}
              />
              <Route
                path="*"
                element={<Navigate replace to={paths.project(name)} />}
              />
            </Routes>
          </PageBody>
        )}
      </QueryStates>
    </BreadcrumbEntry>
  );
}

function Skeletons() {
  return (
    <PageBody>
      <Skeleton height={32} variant="rect" width={240} />
      <Skeleton height={20} variant="rect" width={360} />
      <Skeleton height={320} variant="rect" />
    </PageBody>
  );
}
