import type {
  Finding,
  PreflightCheck,
} from '@one-click/backstage-plugin-one-click-common';
import type { Trial } from './Trial';

/** A finding before it has an id. */
export type NewFinding = Omit<Finding, 'id' | 'check'> & {
  /** What kind of finding it is, such as `host-taken`. */
  readonly code: string;
};

/** What a check came to. */
export interface CheckOutcome {
  readonly findings: readonly NewFinding[];
  /** What it could not find out, and why; absent where it knows all. */
  readonly unknown?: string | undefined;
}

/** One thing to find out about a draft; independent of all others. */
export interface Check {
  readonly id: PreflightCheck;
  /** Throws `Unanswerable` where it cannot find out; the same goes for anything else that it throws. */
  run(trial: Trial, signal: AbortSignal): Promise<CheckOutcome>;
}

/** Nothing to say against the draft. */
export const ALL_WELL: CheckOutcome = { findings: [] };

/** A question that cannot be answered now; the message says why, as a sentence. */
export class Unanswerable extends Error {
  override readonly name = 'Unanswerable';
}

/** Several outcomes as one. */
export function joinOutcomes(outcomes: readonly CheckOutcome[]): CheckOutcome {
  return {
    findings: outcomes.flatMap(({ findings }) => findings),
    unknown: outcomes.find(({ unknown }) => unknown !== undefined)?.unknown,
  };
}

/** Gives a finding the id that it has in every run. */
export function toFinding(
  check: PreflightCheck,
  { code, ...finding }: NewFinding,
): Finding {
  const place = finding.field === undefined ? '' : `@${finding.field}`;
  return { id: `${check}.${code}${place}`, check, ...finding };
}
