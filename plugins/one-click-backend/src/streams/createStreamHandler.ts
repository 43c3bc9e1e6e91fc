import type {
  BackstageCredentials,
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { isError, stringifyError } from '@backstage/errors';
import { endpoints } from '@one-click/backstage-plugin-one-click-common';
import type { Clock } from '@one-click/backstage-plugin-one-click-kube';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { AccessService, Caller } from '../access';
import { parseRequest } from '../api/parseRequest';
import { TooManyStreamsError } from '../errors';
import { EventWriter } from './EventWriter';
import type { StreamHub, Viewer } from './StreamHub';
import { parseTopic, projectsOf } from './topics';
import type { Topic } from './topics';

/** How soon a role that was taken away ends a stream. */
export const RECHECK_MS = 30_000;
/** One stream a tab, and few people have this many tabs. */
const MAX_STREAMS_A_USER = 20;

const bodySchema = endpoints.stream.body;
const lastEventIdSchema = z
  .string()
  .regex(/^[0-9a-z]+-\d+$/)
  .optional()
  .catch('0-0');

export interface StreamHandlerOptions {
  readonly access: AccessService;
  readonly clock: Clock;
  readonly httpAuth: HttpAuthService;
  readonly hub: StreamHub;
  readonly logger: LoggerService;
}

/** Answers the one stream of a browser tab. What refuses it comes before its headers. */
export function createStreamHandler(
  options: StreamHandlerOptions,
): RequestHandler {
  const { access, clock, httpAuth, hub } = options;
  return async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow: ['user'] });
    const { body } = parseRequest('stream', endpoints.stream, req);
    const topics = bodySchema.parse(body).topics.map(parseTopic);
    const caller = await access.identify(credentials);
    await requireTopics(access, { caller, topics });
    if (hub.countOf(caller.ref) >= MAX_STREAMS_A_USER) {
      res.set('Retry-After', '10');
      throw new TooManyStreamsError(MAX_STREAMS_A_USER);
    }

    const writer = EventWriter.open({ res, clock });
    const viewer: Viewer = { writer, topics, caller };
    const remove = hub.add(
      viewer,
      lastEventIdSchema.parse(req.get('Last-Event-ID')),
    );
    const stopWatching = watchOver(options, { viewer, writer, credentials });
    await writer.closed;
    stopWatching();
    remove();
  };
}

async function requireTopics(
  access: AccessService,
  viewer: { readonly caller: Caller; readonly topics: readonly Topic[] },
): Promise<void> {
  const { caller, topics } = viewer;
  for (const project of new Set(projectsOf(topics))) {
    await access.enter({ caller, project, role: 'viewer' });
  }
}

interface Watched {
  readonly viewer: Viewer;
  readonly writer: EventWriter;
  readonly credentials: BackstageCredentials;
}

/** Ends a stream when its token expires or its viewer may no longer look; the host would let it run on. */
function watchOver(
  options: StreamHandlerOptions,
  { viewer, writer, credentials }: Watched,
): () => void {
  const { access, clock, logger } = options;
  const expiresAt = credentials.expiresAt?.getTime() ?? Infinity;
  let cancel = () => {};
  let isWatching = true;
  const recheck = async () => {
    try {
      viewer.caller = await access.identify(credentials);
      await requireTopics(access, viewer);
    } catch (error) {
      logger.debug(`A stream ends: ${stringifyError(error)}`);
      // Expired tokens and a permission backend that is away look alike here;
      // a viewer who opens the stream again finds out which it is.
      writer.end(isRefusal(error) ? 'revoked' : 'token');
    }
  };
  const schedule = () => {
    const left = expiresAt - clock.now();
    if (left <= RECHECK_MS) {
      cancel = clock.schedule(() => writer.end('token'), Math.max(0, left));
      return;
    }
    cancel = clock.schedule(async () => {
      await recheck();
      if (isWatching) {
        schedule();
      }
    }, RECHECK_MS);
  };
  schedule();
  return () => {
    isWatching = false;
    cancel();
  };
}

function isRefusal(error: unknown): boolean {
  return (
    isError(error) &&
    (error.name === 'NotFoundError' || error.name === 'NotAllowedError')
  );
}
