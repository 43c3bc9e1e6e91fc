import type {
  FieldError,
  SaveConflict,
} from '@one-click/backstage-plugin-one-click-common';

/**
 * The request as such is wrong: a parameter, a query or a body of another
 * shape (400). The host's error middleware reads `statusCode` and puts every
 * other field into the answer.
 */
export class InvalidRequestError extends Error {
  override readonly name = 'InputError';
  readonly statusCode = 400;
  readonly fields: readonly FieldError[];

  constructor(fields: readonly FieldError[]) {
    super(sentenceOf('The request is not valid', fields));
    this.fields = fields;
  }
}

/** The request is well formed, but what it asks for is not acceptable (422); `fields` say what to change. */
export class UnacceptableError extends Error {
  override readonly name = 'UnacceptableError';
  readonly statusCode = 422;
  readonly fields: readonly FieldError[];

  constructor(fields: readonly FieldError[]) {
    super(sentenceOf('The request is not acceptable', fields));
    this.fields = fields;
  }
}

/** Somebody else changed the same fields meanwhile (409); `conflict` says which and to what. */
export class SaveConflictError extends Error {
  override readonly name = 'ConflictError';
  readonly statusCode = 409;
  readonly conflict: SaveConflict;

  constructor(conflict: SaveConflict) {
    const paths = conflict.clashes.map(({ path }) => `'${path}'`).join(', ');
    super(
      `${conflict.by} changed ${paths} in revision ${conflict.revision}: choose which values hold and save again`,
    );
    this.conflict = conflict;
  }
}

/** The same Idempotency-Key came with another request before (409). */
export class IdempotencyKeyReusedError extends Error {
  override readonly name = 'ConflictError';
  readonly statusCode = 409;

  constructor(key: string) {
    super(
      `The Idempotency-Key '${key}' was used for another request: use a new key for a new request`,
    );
  }
}

/** A save names no revision it is based on (428). */
export class MissingBaseRevisionError extends Error {
  override readonly name = 'PreconditionRequiredError';
  readonly statusCode = 428;

  constructor() {
    super(
      'The header If-Match is missing: name the revision that the form was opened with, as in If-Match: "3"',
    );
  }
}

/** A person has more streams open than tabs make sense (429). */
export class TooManyStreamsError extends Error {
  override readonly name = 'TooManyRequestsError';
  readonly statusCode = 429;

  constructor(limit: number) {
    super(`You have ${limit} streams open: close some of your tabs`);
  }
}

/** A person follows more live topics than pages show (429). */
export class TooManyTopicsError extends Error {
  override readonly name = 'TooManyRequestsError';
  readonly statusCode = 429;

  constructor(limit: number, open: number) {
    super(
      `You follow ${open} live topics, and ${limit} are the most: close some of your tabs`,
    );
  }
}

/** Nothing of a project is in its cluster yet, and may never be where its namespace is somebody else's (409). */
export class NoNamespaceError extends Error {
  override readonly name = 'ConflictError';
  readonly statusCode = 409;

  constructor(project: string) {
    super(
      `Project '${project}' has no namespace in its cluster yet: its rollouts say why, or try again in a moment`,
    );
  }
}

/** A caller asks more often than people do (429); the answer says in Retry-After when to come again. */
export class TooManyRequestsError extends Error {
  override readonly name = 'TooManyRequestsError';
  readonly statusCode = 429;

  constructor(limit: number) {
    super(
      `You made more than ${limit} such requests within a minute: wait as long as Retry-After says`,
    );
  }
}

/** A body is larger than its operation can need (413). */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError';
  readonly statusCode = 413;

  constructor(limit: number) {
    super(
      `The body is larger than the ${limit} bytes that this operation takes: send less`,
    );
  }
}

/**
 * What is asked for cannot wait for a cluster that is away (503). `field` is
 * the part of the request that needs it.
 */
export class ClusterAwayError extends Error {
  override readonly name = 'ServiceUnavailableError';
  readonly statusCode = 503;
  override readonly cause = 'ClusterAway';
  readonly fields: readonly FieldError[];

  constructor(cluster: string, field?: string) {
    const message = `cannot be done while cluster '${cluster}' is away: try again when it is back`;
    super(field ? `'${field}' ${message}` : `This ${message}`);
    this.fields = field ? [{ path: field, message }] : [];
  }
}

function sentenceOf(what: string, fields: readonly FieldError[]): string {
  const [first] = fields;
  if (!first) {
    return what;
  }
  const more = fields.length > 1 ? ` (and ${fields.length - 1} more)` : '';
  return `${what}: '${first.path}' ${first.message}${more}`;
}
