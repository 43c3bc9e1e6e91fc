import { Progress } from '@backstage/core-components';
import { lazy, Suspense } from 'react';
import { Route, Routes } from '../routing';
import { ProjectPage } from './project/ProjectPage';
import { ProjectsPage } from './projects/ProjectsPage';

const CreatePage = lazy(() =>
  import('./create/CreatePage').then(m => ({ default: m.CreatePage })),
);
const RolloutPage = lazy(() =>
  import('./rollout/RolloutPage').then(m => ({ default: m.RolloutPage })),
);

/** The pages below the Projects tab. */
export function ProjectRoutes() {
  return (
    <Suspense fallback={<Progress />}>
      <Routes>
        <Route index element={<ProjectsPage />} />
        <Route path=":project/new/*" element={<CreatePage />} />
        <Route path=":project/rollouts/:rollout/*" element={<RolloutPage />} />
        <Route path=":project/*" element={<ProjectPage />} />
      </Routes>
    </Suspense>
  );
}
