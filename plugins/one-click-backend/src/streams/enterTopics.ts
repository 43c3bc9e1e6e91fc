import type { AuditorService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { oneClickRolloutLogsReadPermission } from '@one-click/backstage-plugin-one-click-common';
import type { Role } from '@one-click/backstage-plugin-one-click-common';
import type { Request } from 'express';
import type { AccessService, Caller, ProjectAccess } from '../access';
import type { RolloutPlace } from '../map/MapHub';
import type { RolloutStore } from '../rollouts/RolloutStore';
import { isLive } from './topics';
import type { LiveTopic, Topic } from './topics';

/** Every topic is for those who may look at all. */
const LEAST_ROLE: Role = 'viewer';

/** What the portal's policy is asked about beside reading. */
export const STREAM_PERMISSIONS = [oneClickRolloutLogsReadPermission] as const;

/** A live topic that its viewer was let into. */
export interface EnteredTopic {
  readonly topic: LiveTopic;
  /** Absent until the project has a namespace of its own: what is in another one of that name is not told. */
  readonly place: RolloutPlace | undefined;
  readonly role: Role;
}

export interface EnterOptions {
  readonly access: AccessService;
  readonly rollouts: Pick<RolloutStore, 'find'>;
}

/**
 * Lets a caller into all topics or throws: NotFoundError for what does not
 * exist or is not theirs to see, NotAllowedError where more is needed. Returns
 * the live topics with what follows from it.
 */
export async function enterTopics(
  options: EnterOptions,
  viewer: { readonly caller: Caller; readonly topics: readonly Topic[] },
): Promise<readonly EnteredTopic[]> {
  const { caller, topics } = viewer;
  const entered: EnteredTopic[] = [];
  for (const topic of topics) {
    const access = await enter(options.access, caller, topic);
    if (access && isLive(topic)) {
      const place = await findPlace(options.rollouts, access, topic);
      entered.push({ topic, place, role: access.role });
    }
  }
  return entered;
}

async function enter(
  access: AccessService,
  caller: Caller,
  topic: Topic,
): Promise<ProjectAccess | undefined> {
  if (!('project' in topic)) {
    return undefined;
  }
  return access.enter({
    caller,
    project: topic.project,
    role: LEAST_ROLE,
    ...('rollout' in topic && { rollout: topic.rollout }),
    ...(topic.kind === 'logs' && {
      permission: oneClickRolloutLogsReadPermission,
    }),
  });
}

async function findPlace(
  rollouts: EnterOptions['rollouts'],
  { project }: ProjectAccess,
  { rollout }: LiveTopic,
): Promise<RolloutPlace | undefined> {
  if (!(await rollouts.find(project.id, rollout))) {
    throw new NotFoundError(`No rollout '${rollout}' in this project`);
  }
  const { cluster, namespace, namespaceUid } = project;
  return namespaceUid === undefined
    ? undefined
    : { cluster, namespace, rollout };
}

/** Records who reads which logs, refused attempts as well. */
export async function auditLogs<T>(
  auditor: AuditorService,
  read: { readonly req: Request; readonly topics: readonly Topic[] },
  work: () => Promise<T>,
): Promise<T> {
  const events = await Promise.all(
    read.topics.flatMap(topic =>
      topic.kind === 'logs'
        ? auditor.createEvent({
            eventId: 'logs-read',
            request: read.req,
            severityLevel: 'low',
            meta: {
              project: topic.project,
              rollout: topic.rollout,
              ...topic.query,
            },
          })
        : [],
    ),
  );
  try {
    const result = await work();
    await Promise.all(events.map(event => event.success()));
    return result;
  } catch (error) {
    const cause = error instanceof Error ? error : new Error(String(error));
    await Promise.all(events.map(event => event.fail({ error: cause })));
    throw error;
  }
}
