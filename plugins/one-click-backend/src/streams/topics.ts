import { logQuerySchema } from '@one-click/backstage-plugin-one-click-common';
import type { LogQuery } from '@one-click/backstage-plugin-one-click-common';
import { InvalidRequestError } from '../errors';
import type { RolloutView } from '../rollouts/toRolloutSummary';
import type { Change } from './Change';

/** What a viewer wants to be told of. */
export type Topic =
  | { readonly kind: 'projects' | 'rollouts' | 'clusters' | 'bin' }
  | { readonly kind: 'project' | 'activity'; readonly project: string }
  | {
      readonly kind: 'rollout';
      readonly project: string;
      readonly rollout: string;
    }
  | { readonly kind: 'entity'; readonly entityRef: string }
  | LiveTopic;

interface AboutRollout {
  readonly project: string;
  readonly rollout: string;
  /** As it was asked for: messages name it so. */
  readonly text: string;
}

/** What a viewer wants to be told of a rollout by its cluster. */
export type LiveTopic =
  | (AboutRollout & { readonly kind: 'map' | 'events' | 'metrics' })
  | (AboutRollout & { readonly kind: 'logs'; readonly query: LogQuery });

const OF_ALL = ['projects', 'rollouts', 'clusters', 'bin'] as const;
const OF_PROJECT = ['project', 'activity'] as const;
const OF_ROLLOUT = ['rollout', 'map', 'events', 'metrics'] as const;

/** A topic from its text. Throws InvalidRequestError for one that does not exist. */
export function parseTopic(text: string): Topic {
  const [kind = '', ...rest] = text.split(':');
  const name = rest.join(':');
  if (kind === 'logs') {
    return parseLogTopic(text);
  }
  if (kind === 'entity') {
    return { kind, entityRef: name };
  }
  const topic = parseNamedTopic(kind, name, text);
  if (!topic) {
    throw refuse(
      `has '${text}', which should be projects, rollouts, clusters, bin, project:<project>, activity:<project>, entity:<entityRef>, or one of rollout, map, events, metrics and logs with :<project>/<rollout>`,
    );
  }
  return topic;
}

function parseNamedTopic(
  kind: string,
  name: string,
  text: string,
): Topic | undefined {
  const ofAll = OF_ALL.find(each => each === kind);
  if (ofAll) {
    return { kind: ofAll };
  }
  const ofProject = OF_PROJECT.find(each => each === kind);
  if (ofProject) {
    return { kind: ofProject, project: name };
  }
  const ofRollout = OF_ROLLOUT.find(each => each === kind);
  const [project = '', rollout = ''] = name.split('/');
  return ofRollout && { kind: ofRollout, project, rollout, text };
}

function parseLogTopic(text: string): LiveTopic {
  const [path = '', search = ''] = text.slice('logs:'.length).split('?');
  const [project = '', rollout = ''] = path.split('/');
  const asked = Object.fromEntries(new URLSearchParams(search));
  const query = logQuerySchema.strict().safeParse(asked);
  if (!query.success) {
    const [issue] = query.error.issues;
    throw refuse(
      `has '${text}', whose query is wrong: '${issue?.path.join('.') ?? ''}' ${
        issue?.message
      }`,
    );
  }
  return { kind: 'logs', project, rollout, text, query: query.data };
}

function refuse(message: string): InvalidRequestError {
  return new InvalidRequestError([{ path: 'topics', message }]);
}

/** Whether a cluster is asked about a topic. */
export function isLive(topic: Topic): topic is LiveTopic {
  return ['map', 'events', 'metrics', 'logs'].includes(topic.kind);
}

/** Whether one of the topics names a project. */
export function isAboutProject(
  topics: readonly Topic[],
  project: string,
): boolean {
  return topics.some(topic => 'project' in topic && topic.project === project);
}

/** Whether a viewer of these topics wants to be told of a change. */
export function isWanted(topics: readonly Topic[], change: Change): boolean {
  switch (change.type) {
    case 'reset':
      return true;
    case 'cluster':
      return topics.some(({ kind }) => kind === 'clusters');
    case 'acted':
      return topics.some(topic => mayShowAct(topic, change.project.name));
    case 'rollout':
      return topics.some(topic => isAbout(topic, change.view));
    case 'revision':
      // Lists show no revisions.
      return topics.some(
        topic => topic.kind === 'rollout' && isAbout(topic, change.view),
      );
  }
}

/** Lists of projects and of the bin show what was done last, and timelines all. */
function mayShowAct(topic: Topic, project: string): boolean {
  return topic.kind === 'activity'
    ? topic.project === project
    : topic.kind === 'projects' || topic.kind === 'bin';
}

/** Live topics have feeds of their own. */
function isAbout(topic: Topic, view: RolloutView): boolean {
  const { project, rollout, entityRefs } = view;
  switch (topic.kind) {
    case 'rollouts':
      return true;
    case 'project':
      return topic.project === project.name;
    case 'rollout':
      return topic.project === project.name && topic.rollout === rollout.name;
    case 'entity':
      return entityRefs.includes(topic.entityRef);
    default:
      return false;
  }
}
