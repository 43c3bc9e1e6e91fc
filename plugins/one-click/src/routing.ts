import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';
import {
  newRolloutRouteRef,
  projectRouteRef,
  projectsRouteRef,
  rolloutRouteRef,
  rolloutsRouteRef,
} from './routes';

export {
  Navigate,
  Route,
  Routes,
  useLocation,
  useNavigate,
  useNavigationType,
  useParams,
  useSearchParams,
} from 'react-router-dom';

/** What the create flow may be opened with; absent parts are asked for. */
export interface NewRolloutQuery {
  readonly blueprint?: string | undefined;
  readonly from?: string | undefined;
  readonly entityRef?: string | undefined;
}

/** Addresses of our pages, whatever path the host mounted them under. */
export interface Paths {
  projects(): string;
  rollouts(query?: Readonly<Record<string, string>>): string;
  project(project: string): string;
  newRollout(project: string, query?: NewRolloutQuery): string;
  /** `section` as in pages.md 2.1, with what follows it; the overview where absent. */
  rollout(
    ref: { readonly project: string; readonly rollout: string },
    section?: string,
  ): string;
}

/** Gives the addresses of our pages. */
export function usePaths(): Paths {
  const projects = useRouteRef(projectsRouteRef);
  const rollouts = useRouteRef(rolloutsRouteRef);
  const project = useRouteRef(projectRouteRef);
  const newRollout = useRouteRef(newRolloutRouteRef);
  const rollout = useRouteRef(rolloutRouteRef);

  return useMemo(
    () => ({
      projects: () => projects?.() ?? '',
      rollouts: query => `${rollouts?.() ?? ''}${toSearch(query)}`,
      project: name => `${project?.({ project: name }) ?? ''}/rollouts`,
      newRollout: (name, query) =>
        `${newRollout?.({ project: name }) ?? ''}${toSearch(query)}`,
      rollout: (ref, section = 'overview') =>
        `${rollout?.({ ...ref }) ?? ''}/${section}`,
    }),
    [projects, rollouts, project, newRollout, rollout],
  );
}

function toSearch(query: object = {}): string {
  const present = Object.entries(query).filter(([, value]) => value);
  const search = new URLSearchParams(
    present.map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
  return search && `?${search}`;
}
