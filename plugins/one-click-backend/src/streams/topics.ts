import { InvalidRequestError } from '../errors';
import type { RolloutView } from '../rollouts/toRolloutSummary';
import type { Change } from './Change';

/** What a viewer wants to be told of. */
export type Topic =
  | { readonly kind: 'rollouts' }
  | { readonly kind: 'clusters' }
  | { readonly kind: 'project'; readonly project: string }
  | {
      readonly kind: 'rollout';
      readonly project: string;
      readonly rollout: string;
    }
  | { readonly kind: 'entity'; readonly entityRef: string };

/** A topic from its text. Throws InvalidRequestError for one that does not exist. */
export function parseTopic(text: string): Topic {
  const [kind, ...rest] = text.split(':');
  const name = rest.join(':');
  const [project = '', rollout = ''] = name.split('/');
  switch (kind) {
    case 'rollouts':
    case 'clusters':
      return { kind };
    case 'project':
      return { kind, project: name };
    case 'rollout':
      return { kind, project, rollout };
    case 'entity':
      return { kind, entityRef: name };
    default:
      throw new InvalidRequestError([
        {
          path: 'topics',
          message: `has '${text}', which should be rollouts, clusters, project:<project>, rollout:<project>/<rollout> or entity:<entityRef>`,
        },
      ]);
  }
}

/** The projects that topics name. */
export function projectsOf(topics: readonly Topic[]): readonly string[] {
  return topics.flatMap(topic => ('project' in topic ? [topic.project] : []));
}

/** Whether a viewer of these topics wants to be told of a change. */
export function isWanted(topics: readonly Topic[], change: Change): boolean {
  switch (change.type) {
    case 'reset':
      return true;
    case 'cluster':
      return topics.some(({ kind }) => kind === 'clusters');
    case 'rollout':
      return topics.some(topic => isAbout(topic, change.view));
    case 'revision':
      // Lists show no revisions.
      return topics.some(
        topic => topic.kind === 'rollout' && isAbout(topic, change.view),
      );
  }
}

function isAbout(topic: Topic, view: RolloutView): boolean {
  const { project, rollout, entityRefs } = view;
  switch (topic.kind) {
    case 'rollouts':
      return true;
    case 'clusters':
      return false;
    case 'project':
      return topic.project === project.name;
    case 'rollout':
      return topic.project === project.name && topic.rollout === rollout.name;
    case 'entity':
      return entityRefs.includes(topic.entityRef);
  }
}
