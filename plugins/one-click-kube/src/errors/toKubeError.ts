import type { FieldCause, KubeError, KubeErrorOptions } from './KubeError';
import {
  KubeAlreadyExistsError,
  KubeConflictError,
  KubeExpiredError,
  KubeForbiddenError,
  KubeInvalidError,
  KubeNotAcceptableError,
  KubeNotFoundError,
  KubeRefusedError,
  KubeServerError,
  KubeTimeoutError,
  KubeTooManyRequestsError,
  KubeUnauthorizedError,
  KubeUnavailableError,
} from './KubeError';
import { withoutSecretValues } from './withoutSecretValues';

/** An answer that refuses. */
export interface Refusal {
  readonly status: number;
  /** The body as it came: a `Status`, or a proxy's page. */
  readonly body: string;
  /** The header, in seconds. */
  readonly retryAfter?: string | undefined;
  /** What was asked for, such as `GET /api/v1/pods`. */
  readonly request: string;
}

/** The parts of the API's `Status` that say what went wrong. */
interface FailureStatus {
  readonly message: string;
  readonly reason: string | undefined;
  readonly kind: string | undefined;
  readonly causes: readonly FieldCause[];
  readonly retryAfterSeconds: number | undefined;
}

type Content = KubeErrorOptions & { readonly causes: readonly FieldCause[] };

type Build = (message: string, content: Content) => KubeError;

const BY_STATUS: ReadonlyMap<number, Build> = new Map<number, Build>([
  [400, (message, content) => new KubeInvalidError(message, content)],
  [401, (message, content) => new KubeUnauthorizedError(message, content)],
  [403, (message, content) => new KubeForbiddenError(message, content)],
  [404, (message, content) => new KubeNotFoundError(message, content)],
  [406, (message, content) => new KubeNotAcceptableError(message, content)],
  [408, (message, content) => new KubeTimeoutError(message, content)],
  [409, (message, content) => new KubeConflictError(message, content)],
  [410, (message, content) => new KubeExpiredError(message, content)],
  [415, (message, content) => new KubeNotAcceptableError(message, content)],
  [422, (message, content) => new KubeInvalidError(message, content)],
  [429, (message, content) => new KubeTooManyRequestsError(message, content)],
  [502, (message, content) => new KubeUnavailableError(message, content)],
  [503, (message, content) => new KubeUnavailableError(message, content)],
  [504, (message, content) => new KubeTimeoutError(message, content)],
]);

/** Turns a refusal into the error that says how it wants to be handled. */
export function toKubeError(refusal: Refusal): KubeError {
  const failure = readStatus(refusal);
  const { status } = refusal;
  const { reason, causes } = failure;
  const message = `${failure.message} (${refusal.request})`;
  const retryAfterMs = retryAfterOf(refusal, failure);
  const content = { status, reason, causes, retryAfterMs };

  if (reason === 'AlreadyExists') {
    return new KubeAlreadyExistsError(message, content);
  }
  if (status === 500 && blamesInput(failure.message)) {
    return new KubeInvalidError(message, content);
  }
  const build = BY_STATUS.get(status);
  if (build) {
    return build(message, content);
  }
  return status >= 500
    ? new KubeServerError(message, content)
    : new KubeRefusedError(message, content);
}

// An env name twice, say; and a quantity that is none.
const BLAMES_INPUT =
  /^failed to (?:create typed patch object|convert new object)/;

/**
 * Server-side apply answers 500, without a reason, to some objects that it cannot
 * read. Only its text tells that from a server in trouble.
 */
function blamesInput(message: string): boolean {
  return BLAMES_INPUT.test(message);
}

function retryAfterOf(
  refusal: Refusal,
  failure: FailureStatus,
): number | undefined {
  const seconds = Number(refusal.retryAfter ?? failure.retryAfterSeconds);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}

function readStatus(refusal: Refusal): FailureStatus {
  const status = parseObject(refusal.body);
  const details = asObject(status.details);
  const kind = asText(details.kind);
  const message = asText(status.message);
  return {
    // What is not from the API is not repeated: a proxy's page helps nobody.
    message: message
      ? withoutSecretValues(message, { kind })
      : `The cluster answered ${refusal.status}`,
    reason: asText(status.reason),
    kind,
    causes: asArray(details.causes).map(cause => toFieldCause(cause, kind)),
    retryAfterSeconds:
      typeof details.retryAfterSeconds === 'number'
        ? details.retryAfterSeconds
        : undefined,
  };
}

function toFieldCause(value: unknown, kind: string | undefined): FieldCause {
  const cause = asObject(value);
  const field = asText(cause.field) ?? '';
  const message = withoutSecretValues(asText(cause.message) ?? '', {
    kind,
    field,
  });
  return { field, reason: asText(cause.reason) ?? '', message };
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return {};
  }
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
