import {
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** The plugin's page; it redirects to the list of projects. */
export const rootRouteRef = createRouteRef();

/** The list of projects. */
export const projectsRouteRef = createRouteRef();

/** Every rollout that the viewer may see. */
export const rolloutsRouteRef = createRouteRef();

/** One project, at its rollouts. */
export const projectRouteRef = createSubRouteRef({
  parent: projectsRouteRef,
  path: '/:project',
});

/** The create flow of a project. */
export const newRolloutRouteRef = createSubRouteRef({
  parent: projectsRouteRef,
  path: '/:project/new',
});

/** One rollout, at its overview. */
export const rolloutRouteRef = createSubRouteRef({
  parent: projectsRouteRef,
  path: '/:project/rollouts/:rollout',
});
