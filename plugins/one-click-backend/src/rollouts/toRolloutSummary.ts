import type {
  RolloutDetail,
  RolloutNote,
  RolloutSummary,
} from '@one-click/backstage-plugin-one-click-common';
import { toAccess } from '../access/roles';
import type { RoleRules } from '../access/roles';
import { toBinned } from '../bin/toBinned';
import { toHealth } from '../health';
import type { HealthContext } from '../health';
import type { ProjectRecord } from '../projects/ProjectRecord';
import type { RevisionRecord } from '../revisions/RevisionRecord';
import { toRevision } from '../revisions/toRevision';
import type { RolloutRecord } from './RolloutRecord';

/** A rollout with all that an answer needs beside the caller's role. */
export interface RolloutView {
  readonly rollout: RolloutRecord;
  readonly project: ProjectRecord;
  readonly entityRefs: readonly string[];
}

/** From whose eyes, and when, a rollout is seen. */
export interface Viewpoint {
  readonly role: RolloutSummary['access']['role'];
  readonly rules: RoleRules;
  readonly health: HealthContext;
}

/** A rollout as lists tell it. */
export function toRolloutSummary(
  view: RolloutView,
  viewpoint: Viewpoint,
): RolloutSummary {
  const { rollout, project, entityRefs } = view;
  const { role, rules, health } = viewpoint;
  return {
    project: project.name,
    projectTitle: project.title,
    name: rollout.name,
    title: rollout.title,
    owner: project.owner,
    cluster: project.cluster,
    namespace: project.namespace,
    health: toHealth(rollout, health),
    ...rollout.facade,
    entityRefs: [...entityRefs],
    notes: notesOf(rollout),
    lastChange: {
      revision: rollout.newest,
      at: rollout.changedAt,
      by: rollout.changedBy,
      via: rollout.changedVia,
    },
    access: toAccess(project, role, rules),
    ...toBinned(rollout),
    ...(rollout.newerImage && { newerImage: rollout.newerImage }),
    ...(rollout.avatar !== undefined && { avatar: rollout.avatar }),
  };
}

/** A rollout as its own page reads it. */
export function toRolloutDetail(
  view: RolloutView & {
    readonly revision: RevisionRecord;
    readonly waiting: readonly number[];
  },
  viewpoint: Viewpoint,
): RolloutDetail {
  return {
    ...toRolloutSummary(view, viewpoint),
    revision: toRevision(view.revision),
    spec: view.revision.spec,
    podNames: [...(view.rollout.live?.podNames ?? [])],
    waiting: [...view.waiting],
  };
}

function notesOf(rollout: RolloutRecord): RolloutNote[] {
  const notes: readonly [RolloutNote, boolean][] = [
    ['pinned', rollout.pinned],
    ['changedInCluster', rollout.drift !== undefined],
    ['madeInCluster', rollout.madeInCluster],
    ['deletedInCluster', rollout.deletedInCluster],
  ];
  return notes.filter(([, holds]) => holds).map(([note]) => note);
}
