import { RegistryError } from './RegistryError';
import type { RegistryAnswer } from './RegistryTransport';

/** Nobody is left alone for longer, whatever they ask for. */
const MAX_RETRY_AFTER_MS = 6 * 60 * 60 * 1000;

/** Throws RegistryError for an answer that is a failure of any kind; `what` names who or what it is about. */
export function refuseFailure(answer: RegistryAnswer, what: string): void {
  const { status } = answer;
  if (status === 401 || status === 403) {
    throw new RegistryError(
      'signInRefused',
      `${what} is not handed out with this sign-in, or without one (${status})`,
    );
  }
  if (status === 404) {
    throw new RegistryError('notFound', `${what} does not exist (404)`);
  }
  if (status === 429) {
    const retryAfterMs = readRetryAfter(answer);
    throw new RegistryError(
      'limited',
      `${what} was asked for too often (429)`,
      { retryAfterMs },
    );
  }
  if (status >= 500) {
    throw new RegistryError('away', `${what} could not be served (${status})`, {
      retryAfterMs: readRetryAfter(answer),
    });
  }
}

function readRetryAfter({ headers }: RegistryAnswer): number | undefined {
  const given = headers['retry-after'];
  const seconds = Number(given);
  if (given !== undefined && Number.isFinite(seconds)) {
    return clampWait(seconds * 1000);
  }
  // As a date, it is measured against the sender's own clock.
  const at = Date.parse(given ?? '');
  const from = Date.parse(headers.date ?? '');
  return Number.isNaN(at - from) ? undefined : clampWait(at - from);
}

function clampWait(ms: number): number {
  return Math.min(Math.max(ms, 0), MAX_RETRY_AFTER_MS);
}

/** The value of a JSON text that somebody else wrote; `undefined` for what is none. */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

const NEXT = /<([^>]*)>\s*;[^,]*\brel="?next"?/i;

/** The following page, where the answer names one. */
export function nextPage(answer: RegistryAnswer, url: URL): URL | undefined {
  const { link } = answer.headers;
  const target = (Array.isArray(link) ? link.join(',') : link)?.match(
    NEXT,
  )?.[1];
  if (target === undefined) {
    return undefined;
  }
  const next = URL.canParse(target, url) ? new URL(target, url) : undefined;
  // A page elsewhere would take the sign-in along.
  if (next?.origin !== url.origin) {
    throw new RegistryError(
      'unexpected',
      `'${url.host}' says that its next page is at another host`,
    );
  }
  return next;
}
