import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { isError, stringifyError } from '@backstage/errors';
import type { Clock } from '@one-click/backstage-plugin-one-click-kube';
import { enterTopics, STREAM_PERMISSIONS } from './enterTopics';
import type { EnteredTopic, EnterOptions } from './enterTopics';
import type { EventWriter } from './EventWriter';
import type { Viewer } from './StreamHub';

/** How soon a role that was taken away elsewhere ends a stream. */
export const RECHECK_MS = 30_000;

export interface WatchOverOptions extends EnterOptions {
  readonly clock: Clock;
  readonly logger: LoggerService;
}

/** An open stream and what its viewer was let into. */
export interface Watched {
  readonly viewer: Viewer;
  readonly writer: EventWriter;
  readonly credentials: BackstageCredentials;
  readonly entered: readonly EnteredTopic[];
}

/** Looks after one stream. */
export interface Guardian {
  /** Looks again now. */
  recheck(): void;
  stop(): void;
}

/** Ends a stream when its token expires or its viewer may no longer look; the host would let it run on. */
export function watchOver(
  options: WatchOverOptions,
  watched: Watched,
): Guardian {
  const { clock } = options;
  const { writer, credentials } = watched;
  const expiresAt = credentials.expiresAt?.getTime() ?? Infinity;
  let cancel = () => {};
  let isWatching = true;
  const schedule = () => {
    const left = expiresAt - clock.now();
    if (left <= RECHECK_MS) {
      cancel = clock.schedule(() => writer.end('token'), Math.max(0, left));
      return;
    }
    cancel = clock.schedule(async () => {
      await recheck(options, watched);
      if (isWatching) {
        schedule();
      }
    }, RECHECK_MS);
  };
  schedule();
  return {
    recheck() {
      recheck(options, watched).catch(() => undefined);
    },
    stop() {
      isWatching = false;
      cancel();
    },
  };
}

async function recheck(
  options: WatchOverOptions,
  { viewer, writer, credentials, entered }: Watched,
): Promise<void> {
  const { access, logger } = options;
  try {
    viewer.caller = await access.identify(credentials, STREAM_PERMISSIONS);
    const now = await enterTopics(options, viewer);
    if (now.some((topic, index) => isOther(topic, entered[index]))) {
      // Opened again, it shows what there is to see now.
      writer.end('token');
    }
  } catch (error) {
    logger.debug(`A stream ends: ${stringifyError(error)}`);
    // Expired tokens and a permission backend that is away look alike here;
    // a viewer who opens the stream again finds out which it is.
    writer.end(isRefusal(error) ? 'revoked' : 'token');
  }
}

/** Whether a viewer has another role than before, or the project a namespace where it had none. */
function isOther(now: EnteredTopic, then: EnteredTopic | undefined): boolean {
  const [isThere, wasThere] = [now, then].map(
    topic => topic?.place !== undefined,
  );
  return now.role !== then?.role || isThere !== wasThere;
}

function isRefusal(error: unknown): boolean {
  return (
    isError(error) &&
    (error.name === 'NotFoundError' || error.name === 'NotAllowedError')
  );
}
