import type {
  OneClickApi,
  Revision,
} from '@one-click/backstage-plugin-one-click-common';
import type { Clock } from './Clock';
import { toStepError } from './stepError';

/** How often the outcome is asked for: a person watching a log barely notices two seconds. */
const POLL_MS = 2_000;

/** Which revision to follow, and for how long. */
export interface FollowOptions {
  readonly api: OneClickApi;
  readonly clock: Clock;
  readonly ref: { readonly project: string; readonly rollout: string };
  readonly revision: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  /** Called with the revision whenever its outcome is another than before. */
  onChange(revision: Revision): void;
}

/**
 * Follows a revision until its outcome is final, and gives it back then. Gives
 * `undefined` when the time is over before.
 *
 * A portal that does not answer for a while, as during its own update, only
 * delays this; a refusal (gone, not allowed) is thrown at once. Rejects when the
 * signal aborts.
 */
export async function followRevision(
  options: FollowOptions,
): Promise<Revision | undefined> {
  const { clock, timeoutMs, signal, onChange } = options;
  const deadline = clock.now() + timeoutMs;
  let outcome: Revision['outcome'] | undefined;
  do {
    signal?.throwIfAborted();
    const revision = await askPatiently(options);
    if (revision && revision.outcome !== outcome) {
      outcome = revision.outcome;
      onChange(revision);
    }
    if (revision && isFinal(revision)) {
      return revision;
    }
    await clock.wait(POLL_MS, signal);
  } while (clock.now() < deadline);
  return undefined;
}

function isFinal({ outcome }: Revision): boolean {
  return outcome !== 'pending' && outcome !== 'applied';
}

async function askPatiently(
  options: FollowOptions,
): Promise<Revision | undefined> {
  const { api, ref, revision, signal } = options;
  try {
    return await api.getRevision(ref, revision, { signal });
  } catch (error) {
    if (signal?.aborted || isRefusal(error)) {
      throw toStepError(error);
    }
    return undefined;
  }
}

function isRefusal(error: unknown): boolean {
  const status = statusOf(error);
  return status !== undefined && status >= 400 && status < 500;
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) {
    return undefined;
  }
  // OneClickError says `status`, ResponseError says `statusCode`.
  const { status, statusCode } = {
    status: undefined,
    statusCode: undefined,
    ...error,
  };
  const code = status ?? statusCode;
  return typeof code === 'number' ? code : undefined;
}
