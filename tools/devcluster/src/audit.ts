import { open } from 'node:fs/promises';
import { isErrorCode } from './errorCode';

/** One request that the API server has answered, as its audit log has it. */
export interface AuditEvent {
  readonly at: Date;
  readonly user: string;
  readonly userAgent: string;
  readonly verb: string;
  /** Plural name, such as `deployments`. */
  readonly resource: string;
  readonly subresource: string | undefined;
  readonly apiGroup: string;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly status: number;
  readonly uri: string;
}

/** Which events to give; absent means any. */
export interface AuditFilter {
  readonly user?: string;
  /** Only what the API server received at or after this. */
  readonly since?: Date;
}

/** What the API server wrote down about who did what. */
export interface AuditLog {
  readonly file: string;
  /** Everything logged: all of people's requests, only writes of the system. */
  events(filter?: AuditFilter): Promise<AuditEvent[]>;
  /** Only requests that meant to change something, also those refused. */
  writes(filter?: AuditFilter): Promise<AuditEvent[]>;
}

const WRITE_VERBS: ReadonlySet<string> = new Set([
  'create',
  'update',
  'patch',
  'delete',
  'deletecollection',
]);

/** Whether a request meant to change something. */
export function isWrite({ verb }: AuditEvent): boolean {
  return WRITE_VERBS.has(verb);
}

/** Builds the audit policy: metadata of each request once it is answered. */
export function buildAuditPolicy(): object {
  return {
    apiVersion: 'audit.k8s.io/v1',
    kind: 'Policy',
    omitStages: ['RequestReceived', 'ResponseStarted'],
    rules: [
      {
        level: 'None',
        userGroups: [
          'system:nodes',
          'system:serviceaccounts:kube-system',
          'system:unauthenticated',
        ],
        verbs: ['get', 'list', 'watch'],
      },
      {
        level: 'None',
        users: [
          'system:apiserver',
          'system:kube-controller-manager',
          'system:kube-scheduler',
          'kwok',
          'metrics-server',
        ],
        verbs: ['get', 'list', 'watch'],
      },
      { level: 'Metadata' },
    ],
  };
}

/** Reads audit logs of the API server's own format, a JSON object a line. */
export class FileAuditLog implements AuditLog {
  readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  async events(filter: AuditFilter = {}): Promise<AuditEvent[]> {
    const { user, since } = filter;
    const found: AuditEvent[] = [];
    const named = user === undefined ? '' : JSON.stringify(user);
    for await (const line of readLines(this.file)) {
      // The log of a whole run is long, and most of it is about others.
      if (!line.includes(named)) {
        continue;
      }
      const event = parseAuditEvent(line);
      if (
        (user === undefined || event.user === user) &&
        (since === undefined || event.at >= since)
      ) {
        found.push(event);
      }
    }
    return found;
  }

  async writes(filter: AuditFilter = {}): Promise<AuditEvent[]> {
    const events = await this.events(filter);
    return events.filter(isWrite);
  }
}

interface RawAuditEvent {
  readonly requestReceivedTimestamp: string;
  readonly user?: { readonly username?: string };
  readonly userAgent?: string;
  readonly verb: string;
  readonly requestURI: string;
  readonly objectRef?: {
    readonly resource?: string;
    readonly subresource?: string;
    readonly apiGroup?: string;
    readonly namespace?: string;
    readonly name?: string;
  };
  readonly responseStatus?: { readonly code?: number };
}

/** Reads one line of an audit log. */
export function parseAuditEvent(line: string): AuditEvent {
  const raw = JSON.parse(line) as RawAuditEvent;
  const {
    resource = '',
    subresource,
    apiGroup = '',
    namespace,
    name,
  } = raw.objectRef ?? {};
  return {
    at: new Date(raw.requestReceivedTimestamp),
    user: raw.user?.username ?? '',
    userAgent: raw.userAgent ?? '',
    verb: raw.verb,
    resource,
    subresource,
    apiGroup,
    namespace,
    name,
    status: raw.responseStatus?.code ?? 0,
    uri: raw.requestURI,
  };
}

/** Gives whole lines: the last one may still be being written. */
async function* readLines(file: string): AsyncGenerator<string> {
  try {
    const handle = await open(file);
    let rest = '';
    for await (const chunk of handle.createReadStream({ encoding: 'utf8' })) {
      const lines = `${rest}${chunk}`.split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch (error) {
    // No request yet, no file yet.
    if (!isErrorCode(error, 'ENOENT')) {
      throw error;
    }
  }
}
