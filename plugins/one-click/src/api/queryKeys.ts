import type {
  ProjectListQuery,
  RolloutListQuery,
  RolloutRef,
} from '@one-click/backstage-plugin-one-click-common';

const ROOT = 'one-click';

/** Names of what is cached; a shorter key names all that begin with it. */
export const queryKeys = {
  all: [ROOT],
  me: [ROOT, 'me'],
  clusters: [ROOT, 'clusters'],
  blueprints: [ROOT, 'blueprints'],
  allProjects: [ROOT, 'projects'],
  projects: (query: ProjectListQuery) => [ROOT, 'projects', query],
  project: (project: string) => [ROOT, 'project', project],
  allRollouts: [ROOT, 'rollouts'],
  rollouts: (query: RolloutListQuery) => [ROOT, 'rollouts', query],
  rollout: (ref: RolloutRef) => [ROOT, 'rollout', ref.project, ref.rollout],
  revisions: (ref: RolloutRef) => [ROOT, 'revisions', ref.project, ref.rollout],
  revision: (ref: RolloutRef, revision: number) => [
    ROOT,
    'revision',
    ref.project,
    ref.rollout,
    revision,
  ],
} as const;
