import type { RolloutRef } from '@one-click/backstage-plugin-one-click-common';

/** Names of what the stream can tell about. */
export const topics = {
  clusters: 'clusters',
  rollouts: 'rollouts',
  project: (project: string) => `project:${project}`,
  rollout: (ref: RolloutRef) => `rollout:${ref.project}/${ref.rollout}`,
  entity: (entityRef: string) => `entity:${entityRef}`,
} as const;
