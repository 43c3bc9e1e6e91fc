/**
 * How a failure wants to be handled: `retriable` means that the whole step,
 * from its reads on, may succeed later with no change by a person; `terminal`
 * means that it fails again until the input, the rights or the cluster change.
 */
export type KubeErrorHandling = 'retriable' | 'terminal';

export interface KubeErrorOptions {
  /** HTTP status, where there was an answer. */
  readonly status?: number | undefined;
  /** The API's machine-readable reason, such as `AlreadyExists`. */
  readonly reason?: string | undefined;
  /** Milliseconds the server asks to wait before another attempt. */
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

// Names are spelled out, since a minified bundle would mangle class names.

/** A call to the cluster that failed. Its message never holds a credential. */
export abstract class KubeError extends Error {
  abstract readonly handling: KubeErrorHandling;
  readonly status: number | undefined;
  readonly reason: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(message: string, options: KubeErrorOptions = {}) {
    super(
      message,
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.status = options.status;
    this.reason = options.reason;
    this.retryAfterMs = options.retryAfterMs;
  }

  get retriable(): boolean {
    return this.handling === 'retriable';
  }
}

/** 404: no such object, namespace or kind. */
export class KubeNotFoundError extends KubeError {
  override readonly name = 'KubeNotFoundError';
  readonly handling = 'terminal';
}

/** 409: somebody else changed it, or another field manager owns the field. */
export class KubeConflictError extends KubeError {
  override readonly name = 'KubeConflictError';
  readonly handling = 'retriable';
  /** The fields in dispute, where the server names them. */
  readonly causes: readonly FieldCause[];

  constructor(
    message: string,
    options: KubeErrorOptions & { readonly causes: readonly FieldCause[] },
  ) {
    super(message, options);
    this.causes = options.causes;
  }
}

/** 409 on create: the name is taken. */
export class KubeAlreadyExistsError extends KubeError {
  override readonly name = 'KubeAlreadyExistsError';
  readonly handling = 'terminal';
}

/** What the server holds against one field. */
export interface FieldCause {
  /** JSON path such as `spec.replicas`; empty where it is about the whole object. */
  readonly field: string;
  readonly reason: string;
  readonly message: string;
}

/** 422, 400, or a 500 that blames the input: the object is not acceptable. */
export class KubeInvalidError extends KubeError {
  override readonly name = 'KubeInvalidError';
  readonly handling = 'terminal';
  readonly causes: readonly FieldCause[];

  constructor(
    message: string,
    options: KubeErrorOptions & { readonly causes: readonly FieldCause[] },
  ) {
    super(message, options);
    this.causes = options.causes;
  }

  /** Messages by field, in the server's order. */
  byField(): ReadonlyMap<string, readonly string[]> {
    const fields = new Map<string, string[]>();
    for (const { field, message } of this.causes) {
      fields.set(field, [...(fields.get(field) ?? []), message]);
    }
    return fields;
  }
}

/** 401, or nothing to log in with: credentials are missing, wrong or expired. */
export class KubeUnauthorizedError extends KubeError {
  override readonly name = 'KubeUnauthorizedError';
  readonly handling = 'terminal';
}

/** What an account would have to be allowed. */
export interface MissingRight {
  readonly verb: string;
  /** With its subresource, such as `rollouts/status`. */
  readonly resource: string;
  /** Empty for the core group. */
  readonly group: string;
}

// Whatever authorizer refused, the API server words it so.
const MISSING_RIGHT = / cannot (\w+) resource "([^"]+)" in API group "([^"]*)"/;

/** 403: rights are missing, or quota or policy refuse. */
export class KubeForbiddenError extends KubeError {
  override readonly name = 'KubeForbiddenError';
  readonly handling = 'terminal';

  /** The right that is missing; `undefined` where something else refuses. */
  get missingRight(): MissingRight | undefined {
    const found = MISSING_RIGHT.exec(this.message);
    const [, verb, resource, group] = found ?? [];
    return verb !== undefined && resource !== undefined && group !== undefined
      ? { verb, resource, group }
      : undefined;
  }
}

/** 410: the resource version or continue token is too old; list anew. */
export class KubeExpiredError extends KubeError {
  override readonly name = 'KubeExpiredError';
  readonly handling = 'retriable';
}

/** 429: the server sheds load. */
export class KubeTooManyRequestsError extends KubeError {
  override readonly name = 'KubeTooManyRequestsError';
  readonly handling = 'retriable';
}

/** No answer in time, by the server's clock (408, 504) or by ours. */
export class KubeTimeoutError extends KubeError {
  override readonly name = 'KubeTimeoutError';
  readonly handling = 'retriable';
}

/** The API server was not reached, or says it is not serving (502, 503). */
export class KubeUnavailableError extends KubeError {
  override readonly name = 'KubeUnavailableError';
  readonly handling = 'retriable';
}

/** 406 or 415: the server does not speak the asked-for representation. */
export class KubeNotAcceptableError extends KubeError {
  override readonly name = 'KubeNotAcceptableError';
  readonly handling = 'terminal';
}

/** 500 and other answers of a server in trouble. */
export class KubeServerError extends KubeError {
  override readonly name = 'KubeServerError';
  readonly handling = 'retriable';
}

/** Any other refusal, such as 405 or 413. */
export class KubeRefusedError extends KubeError {
  override readonly name = 'KubeRefusedError';
  readonly handling = 'terminal';
}
