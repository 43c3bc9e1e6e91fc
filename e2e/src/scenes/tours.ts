import { AWAY_SCENES, MEMBER_SCENES } from './memberScenes';
import { pageScene } from './Scene';
import type { Tour } from './Scene';

/** Everything there is to see in a furnished portal. */
export const TOURS: readonly Tour[] = [
  {
    scenes: [
      pageScene('sign-in', { path: '/', says: 'Who do you want to be?' }),
    ],
  },
  { as: 'Ana Díaz', scenes: MEMBER_SCENES },
  {
    as: 'Sam Okafor',
    scenes: [
      pageScene('projects-empty', {
        path: '/one-click/projects',
        says: 'No projects yet',
      }),
      pageScene('component-empty', {
        path: '/catalog/default/component/storefront/rollouts',
        says: 'No rollout runs this component yet',
      }),
    ],
  },
];

/** What there is to see while the cluster is away. */
export const AWAY_TOURS: readonly Tour[] = [
  { as: 'Ana Díaz', scenes: AWAY_SCENES },
];
