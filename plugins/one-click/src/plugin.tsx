import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
  PluginWrapperBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import type { ExtensionDefinition } from '@backstage/frontend-plugin-api';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import TouchAppOutlined from '@material-ui/icons/TouchAppOutlined';
import { OneClickClient } from '@one-click/backstage-plugin-one-click-common';
import { oneClickApiRef } from './api/apiRef';
import {
  newRolloutRouteRef,
  projectRouteRef,
  projectsRouteRef,
  rolloutRouteRef,
  rolloutsRouteRef,
  rootRouteRef,
} from './routes';

const api = ApiBlueprint.make({
  name: 'client',
  params: defineParams =>
    defineParams({
      api: oneClickApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new OneClickClient(deps),
    }),
});

const page = PageBlueprint.make({
  params: {
    path: '/one-click',
    title: 'One-Click',
    icon: <TouchAppOutlined />,
    routeRef: rootRouteRef,
  },
});

const projectsPage = SubPageBlueprint.make({
  name: 'projects',
  params: {
    path: 'projects',
    title: 'Projects',
    routeRef: projectsRouteRef,
    loader: () =>
      import('./pages/ProjectRoutes').then(m => <m.ProjectRoutes />),
  },
});

const rolloutsPage = SubPageBlueprint.make({
  name: 'rollouts',
  params: {
    path: 'rollouts',
    title: 'Rollouts',
    routeRef: rolloutsRouteRef,
    loader: () =>
      import('./pages/rollouts/RolloutsPage').then(m => <m.RolloutsPage />),
  },
});

const entityRollouts = EntityContentBlueprint.make({
  name: 'rollouts',
  params: {
    path: '/rollouts',
    title: 'Rollouts',
    group: 'deployment',
    filter: { $any: [{ kind: 'component' }, { kind: 'system' }] },
    loader: () =>
      import('./entity/EntityRollouts').then(m => <m.EntityRollouts />),
  },
});

// All pages, tabs and cards of a browser tab share one cache and one stream.
const wrapper = PluginWrapperBlueprint.make({
  name: 'data',
  params: defineParams =>
    defineParams({
      loader: () =>
        import('./live/OneClickProvider').then(m => ({
          useWrapperValue: m.useCreateOneClickData,
          component: m.DataWrapper,
        })),
    }),
});

/** The One-Click plugin: install the package, and its pages appear. */
export const oneClickPlugin = createFrontendPlugin({
  pluginId: 'one-click',
  title: 'One-Click',
  icon: <TouchAppOutlined />,
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: rootRouteRef,
    projects: projectsRouteRef,
    rollouts: rolloutsRouteRef,
    project: projectRouteRef,
    newRollout: newRolloutRouteRef,
    rollout: rolloutRouteRef,
  },
  // Backstage types a missing name as `undefined`, which
  // exactOptionalPropertyTypes does not let through.
  extensions: [
    api,
    page as unknown as ExtensionDefinition,
    projectsPage,
    rolloutsPage,
    entityRollouts,
    wrapper,
  ],
});
