import type { KubeObject } from '../client/Resource';
import { KubeServerError, toKubeError } from '../errors';

/** What a line of a watch says. */
export type WatchEvent<T> =
  | {
      readonly type: 'upsert' | 'delete';
      readonly object: T;
      /** What to resume from once this event was handled. */
      readonly resourceVersion: string;
    }
  | {
      readonly type: 'bookmark';
      readonly resourceVersion: string;
      /** Marks the end of the objects there were at the start. */
      readonly initialEventsEnd: boolean;
    };

const INITIAL_EVENTS_END = 'k8s.io/initial-events-end';

interface Line<T> {
  readonly type: string;
  readonly object: T & {
    readonly code?: number;
    readonly metadata?: {
      readonly resourceVersion?: string;
      readonly annotations?: Readonly<Record<string, string>>;
    };
  };
}

/** Reads a line of a watch. Throws what an ERROR line says, as a `KubeError`. */
export function parseWatchLine<T extends KubeObject>(
  line: string,
  request: string,
): WatchEvent<T> {
  const { type, object } = parseLine<T>(line, request);
  const { resourceVersion = '', annotations } = object.metadata ?? {};
  switch (type) {
    case 'ADDED':
    case 'MODIFIED':
      return { type: 'upsert', object, resourceVersion };
    case 'DELETED':
      return { type: 'delete', object, resourceVersion };
    case 'BOOKMARK': {
      const initialEventsEnd = annotations?.[INITIAL_EVENTS_END] === 'true';
      return { type: 'bookmark', resourceVersion, initialEventsEnd };
    }
    case 'ERROR':
      throw toKubeError({
        status: object.code ?? 500,
        body: JSON.stringify(object),
        request,
      });
    default:
      throw new KubeServerError(`Unknown watch event '${type}' (${request})`, {
        reason: 'MalformedLine',
      });
  }
}

function parseLine<T>(line: string, request: string): Line<T> {
  try {
    return JSON.parse(line) as Line<T>;
  } catch (cause) {
    throw new KubeServerError(`Malformed line in a watch (${request})`, {
      reason: 'MalformedLine',
      cause,
    });
  }
}
