import type {
  Cluster,
  Revision,
} from '@one-click/backstage-plugin-one-click-common';
import type { ProjectRecord } from '../projects/ProjectRecord';
import type { RolloutView } from '../rollouts/toRolloutSummary';

/** Something that viewers may want to know, before it is seen through a viewer's eyes. */
export type Change =
  | { readonly type: 'rollout'; readonly view: RolloutView }
  | {
      readonly type: 'revision';
      readonly view: RolloutView;
      readonly revision: Revision;
    }
  | { readonly type: 'cluster'; readonly cluster: Cluster }
  /** Something was done in a project, as its timeline has it. */
  | { readonly type: 'acted'; readonly project: ProjectRecord }
  /** So much changed at once that viewers read again what they show. */
  | { readonly type: 'reset' };

/** What a change is the newest state of. */
export function keyOfChange(change: Change): string {
  switch (change.type) {
    case 'rollout':
      return `rollout:${change.view.rollout.id}`;
    case 'revision':
      return `revision:${change.view.rollout.id}:${change.revision.number}`;
    case 'cluster':
      return `cluster:${change.cluster.name}`;
    case 'acted':
      return `acted:${change.project.id}`;
    case 'reset':
      return 'reset';
  }
}
