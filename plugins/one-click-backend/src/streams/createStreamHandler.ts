import type {
  AuditorService,
  BackstageCredentials,
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { endpoints } from '@one-click/backstage-plugin-one-click-common';
import type { StreamRequest } from '@one-click/backstage-plugin-one-click-common';
import type { Clock } from '@one-click/backstage-plugin-one-click-kube';
import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import type { Caller } from '../access';
import { parseRequest } from '../api/parseRequest';
import type { StreamSettings } from '../config/readStreams';
import { TooManyStreamsError, TooManyTopicsError } from '../errors';
import type { LiveViewer } from '../live/LiveFeeds';
import { auditLogs, enterTopics, STREAM_PERMISSIONS } from './enterTopics';
import type { EnteredTopic, EnterOptions } from './enterTopics';
import { EventWriter } from './EventWriter';
import type { StreamHub, Viewer } from './StreamHub';
import { isLive, parseTopic } from './topics';
import type { LiveTopic, Topic } from './topics';
import { watchOver } from './watchOver';

const bodySchema = endpoints.stream.body;
const lastEventIdSchema = z
  .string()
  .regex(/^[0-9a-z]+-\d+$/)
  .optional()
  .catch('0-0');

export interface StreamHandlerOptions extends EnterOptions {
  readonly auditor: AuditorService;
  readonly clock: Clock;
  readonly httpAuth: HttpAuthService;
  readonly hub: StreamHub;
  readonly limits: StreamSettings;
  readonly logger: LoggerService;
  /** Brings what clusters tell. */
  readonly feeds: { open(viewer: LiveViewer): () => void };
}

/** A stream that may be opened. */
interface Admitted {
  readonly caller: Caller;
  readonly credentials: BackstageCredentials;
  readonly topics: readonly Topic[];
  readonly entered: readonly EnteredTopic[];
  readonly resume: StreamRequest['resume'];
}

/** Answers the one stream of a browser tab. What refuses it comes before its headers. */
export function createStreamHandler(
  options: StreamHandlerOptions,
): RequestHandler {
  return async (req, res) => {
    const admitted = await admit(options, req);
    requireRoom(options, admitted, res);
    await run(options, admitted, { req, res });
  };
}

async function admit(
  options: StreamHandlerOptions,
  req: Request,
): Promise<Admitted> {
  const { access, auditor, httpAuth } = options;
  const credentials = await httpAuth.credentials(req, { allow: ['user'] });
  const { body } = parseRequest('stream', endpoints.stream, req);
  const { topics: texts, resume } = bodySchema.parse(body);
  const topics = texts.map(parseTopic);
  const caller = await access.identify(credentials, STREAM_PERMISSIONS);
  const entered = await auditLogs(auditor, { req, topics }, () =>
    enterTopics(options, { caller, topics }),
  );
  return { caller, credentials, topics, entered, resume };
}

/** Nothing may be awaited between this and adding the viewer: else many would slip in at once. */
function requireRoom(
  { hub, limits }: StreamHandlerOptions,
  { caller, topics }: Admitted,
  res: Response,
): void {
  const open = hub.countOf(caller.ref);
  if (open.streams >= limits.streamsPerUser) {
    res.set('Retry-After', '10');
    throw new TooManyStreamsError(limits.streamsPerUser);
  }
  const wanted = topics.filter(isLive).length;
  if (open.topics + wanted > limits.topicsPerUser) {
    res.set('Retry-After', '10');
    throw new TooManyTopicsError(limits.topicsPerUser, open.topics);
  }
}

async function run(
  options: StreamHandlerOptions,
  { caller, credentials, topics, entered, resume }: Admitted,
  { req, res }: { readonly req: Request; readonly res: Response },
): Promise<void> {
  const { clock, feeds, hub } = options;
  const writer = EventWriter.open({ res, clock });
  const viewer: Viewer = { writer, topics, caller };
  const guardian = watchOver(options, {
    viewer,
    writer,
    credentials,
    entered,
  });
  viewer.recheck = () => guardian.recheck();
  const remove = hub.add(
    viewer,
    lastEventIdSchema.parse(req.get('Last-Event-ID')),
  );
  const closers = entered.flatMap(({ topic, role, place }) => {
    if (!place) {
      tellLoading(writer, topic);
      return [];
    }
    const person = caller.ref;
    const positions = resume?.[topic.text] ?? [];
    return feeds.open({
      topic,
      role,
      place,
      person,
      resume: positions,
      writer,
    });
  });
  await writer.closed;
  guardian.stop();
  closers.forEach(close => close());
  remove();
}

/** There is nothing to follow yet; the stream is opened again once there is. */
function tellLoading(writer: EventWriter, { text }: LiveTopic): void {
  writer.send(
    { type: 'topic', topic: text, state: 'loading', problems: [] },
    { key: `truth:${text}` },
  );
}
