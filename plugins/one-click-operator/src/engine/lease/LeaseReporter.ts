import { KubeError } from '@one-click/backstage-plugin-one-click-kube';
import type { MonotonicClock } from '../clock';
import { describeLeaseProblem } from './describeLeaseProblem';
import type { LeaseEvents, LeaseObserver } from './LeaderElector';
import type { LeaseRef } from './LeaseStore';

/** Where a reporter writes, and about which lease. */
export interface LeaseReporterOptions {
  readonly lease: LeaseRef;
  readonly clock: MonotonicClock;
  readonly log: {
    info(facts: object, message: string): void;
    warn(facts: object, message: string): void;
  };
  /** Milliseconds of failures that only a person can end, until there is no hope; 120,000 by default. */
  readonly hopelessAfterMs?: number | undefined;
}

const HOPELESS_AFTER_MS = 120_000;
const REPEAT_MS = 60_000;

/** Logs how an election goes: who holds the lease, and what is in the way, at most once a minute. */
export class LeaseReporter implements LeaseObserver {
  #resolveHopeless: (problem: string) => void = () => undefined;
  /** Resolves to the problem when the lease could not even be asked for, for too long, and only a person can help. */
  readonly hopeless: Promise<string> = new Promise(resolve => {
    this.#resolveHopeless = resolve;
  });
  readonly #options: LeaseReporterOptions;
  #told: { readonly problem: string; readonly at: number } | undefined;
  /** Since when nothing but a person could help. */
  #hopelessSince: number | undefined;

  constructor(options: LeaseReporterOptions) {
    this.#options = options;
  }

  // Bound, since an observer's methods are called by themselves.

  readonly leading = ({ isLeading }: LeaseEvents['leading']): void => {
    const { log, lease } = this.#options;
    log.info({ lease }, isLeading ? 'Leads from now on' : 'Leads no longer');
  };

  readonly holder = ({ holder }: LeaseEvents['holder']): void => {
    const { log, lease } = this.#options;
    log.info(
      { lease, holder },
      holder === '' ? 'Nobody holds the lease' : 'The lease is held by another',
    );
  };

  readonly answered = (): void => {
    this.#told = undefined;
    this.#hopelessSince = undefined;
  };

  readonly failed = ({ error }: LeaseEvents['failed']): void => {
    const { clock, lease, log, hopelessAfterMs } = this.#options;
    const now = clock.elapsed();
    const problem = describeLeaseProblem(error, lease);
    if (this.#told?.problem !== problem || now - this.#told.at >= REPEAT_MS) {
      this.#told = { problem, at: now };
      log.warn({ lease }, problem);
    }
    if (!(error instanceof KubeError) || error.retriable) {
      this.#hopelessSince = undefined;
      return;
    }
    this.#hopelessSince ??= now;
    if (now - this.#hopelessSince >= (hopelessAfterMs ?? HOPELESS_AFTER_MS)) {
      this.#resolveHopeless(problem);
    }
  };
}
