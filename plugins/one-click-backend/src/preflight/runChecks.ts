import type {
  PreflightCheck,
  PreflightMessage,
} from '@one-click/backstage-plugin-one-click-common';
import type { Clock } from '@one-click/backstage-plugin-one-click-kube';
import { explainFailure } from '../kube/explainFailure';
import { toFinding, Unanswerable } from './Check';
import type { Check, CheckOutcome } from './Check';
import { Inbox } from './Inbox';
import type { Trial } from './Trial';

/** People wait for it; what takes longer is told as unknown. */
export const CHECK_TIMEOUT_MS = 8_000;

export interface RunOptions {
  readonly checks: readonly Check[];
  readonly trial: Trial;
  readonly clock: Clock;
  /** Aborted when nobody listens any more. */
  readonly signal: AbortSignal;
}

/** Runs all checks at once and tells of each as it comes to something. No check can hold up or break another. */
export async function* runChecks(
  options: RunOptions,
): AsyncGenerator<PreflightMessage> {
  const { checks } = options;
  const inbox = new Inbox<PreflightMessage>();
  const all = checks.map(check => runCheck(check, options, inbox));
  const ended = Promise.all(all).finally(() => inbox.close());
  yield* inbox;
  await ended;
}

async function runCheck(
  check: Check,
  options: RunOptions,
  inbox: Inbox<PreflightMessage>,
): Promise<void> {
  const { id } = check;
  inbox.put({ type: 'check', check: id, state: 'started' });
  const outcome = await findOutcome(check, options);
  tell(id, outcome, inbox);
}

/** What a check came to, in its order: findings, then how it ended. */
function tell(
  check: PreflightCheck,
  { findings, unknown }: CheckOutcome,
  inbox: Inbox<PreflightMessage>,
): void {
  for (const each of findings) {
    inbox.put({ type: 'finding', finding: toFinding(check, each) });
  }
  if (findings.some(({ severity }) => severity === 'error')) {
    inbox.put({ type: 'check', check, state: 'failed' });
    return;
  }
  inbox.put(
    unknown === undefined
      ? { type: 'check', check, state: 'ok' }
      : { type: 'check', check, state: 'unknown', reason: unknown },
  );
}

async function findOutcome(
  check: Check,
  { trial, clock, signal }: RunOptions,
): Promise<CheckOutcome> {
  const own = new AbortController();
  const giveUp = () => own.abort();
  signal.addEventListener('abort', giveUp, { once: true });
  let cancel = () => {};
  const late = new Promise<CheckOutcome>(resolve => {
    cancel = clock.schedule(() => {
      resolve({
        findings: [],
        unknown: `There was no answer within ${CHECK_TIMEOUT_MS / 1000} s`,
      });
      giveUp();
    }, CHECK_TIMEOUT_MS);
  });
  try {
    return await Promise.race([attempt(check, trial, own.signal), late]);
  } finally {
    cancel();
    signal.removeEventListener('abort', giveUp);
  }
}

async function attempt(
  check: Check,
  trial: Trial,
  signal: AbortSignal,
): Promise<CheckOutcome> {
  try {
    return await check.run(trial, signal);
  } catch (error) {
    return { findings: [], unknown: explain(error) };
  }
}

function explain(error: unknown): string {
  return error instanceof Unanswerable ? error.message : explainFailure(error);
}
