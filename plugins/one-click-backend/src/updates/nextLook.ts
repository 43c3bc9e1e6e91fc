import type { Decided } from './Finding';
import type { UpdatePolicyRecord } from './UpdateStore';

const MINUTE_MS = 60_000;
const LONGEST_WAIT_MS = 6 * 60 * MINUTE_MS;

/**
 * When a policy looks next, in epoch milliseconds: after its interval, give or
 * take a tenth, so that policies made together drift apart; later each time
 * that it gets no answer, and not before the registry wants to be asked.
 */
export function nextLook(
  policy: Pick<UpdatePolicyRecord, 'settings' | 'failures'>,
  look: {
    readonly decided: Pick<Decided, 'problem'>;
    readonly now: number;
    /** Between 0 and 1. */
    readonly chance: number;
  },
): number {
  const { problem } = look.decided;
  const interval = policy.settings.intervalMinutes * MINUTE_MS;
  const jitter = 0.9 + look.chance / 5;
  if (!problem) {
    return look.now + Math.round(interval * jitter);
  }
  if (problem.retryAt !== undefined) {
    const left = Date.parse(problem.retryAt) - look.now;
    return look.now + Math.round(Math.max(left, 0) * (1 + look.chance / 10));
  }
  const backoff = interval * 2 ** Math.min(policy.failures, 10);
  const wait = Math.max(interval, Math.min(backoff, LONGEST_WAIT_MS));
  return look.now + Math.round(wait * jitter);
}
