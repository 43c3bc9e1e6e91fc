import type { Clock } from '@one-click/backstage-plugin-one-click-kube';
import { describeOutages } from './describeOutages';
import type { Outage } from './describeOutages';

/** Where a reporter writes, and by which clock. */
export interface OutageReporterOptions {
  readonly log: {
    info(facts: object, message: string): void;
    warn(facts: object, message: string): void;
  };
  readonly clock: Clock;
}

/** What breaks together is told together. */
const GATHER_MS = 500;
const REPEAT_MS = 60_000;

/** Says what cannot be done and what would help: soon, then once a minute for as long as it lasts. */
export class OutageReporter {
  readonly #options: OutageReporterOptions;
  /** By what is out; ends when told so. */
  readonly #lasting = new Map<string, Outage>();
  /** By their words; each is told once, as nobody tells their end. */
  readonly #single = new Map<string, Outage>();
  #cancel: (() => void) | undefined;
  #nextAt = 0;
  #hasSpoken = false;

  constructor(options: OutageReporterOptions) {
    this.#options = options;
  }

  /** Something is out until `end`. */
  begin(name: string, outage: Outage): void {
    this.#lasting.set(name, outage);
    this.#plan();
  }

  end(name: string): void {
    this.#lasting.delete(name);
    if (this.#hasSpoken && this.#lasting.size === 0) {
      this.#hasSpoken = false;
      this.#options.log.info({}, 'Everything is watched again');
    }
  }

  /** Something failed that is tried again. */
  note(outage: Outage): void {
    this.#single.set(outage.cause.message, outage);
    this.#plan();
  }

  /** What is out right now and what would help, in sentences. */
  describe(): string[] {
    return describeOutages([...this.#lasting.values()]).map(
      ({ message, reason }) => `${message} (${reason})`,
    );
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #plan(): void {
    if (this.#cancel) {
      return;
    }
    const { clock } = this.#options;
    const waitMs = Math.max(GATHER_MS, this.#nextAt - clock.now());
    this.#cancel = clock.schedule(() => this.#speak(), waitMs);
  }

  #speak(): void {
    this.#cancel = undefined;
    const { clock, log } = this.#options;
    const outages = [...this.#lasting.values(), ...this.#single.values()];
    this.#single.clear();
    if (outages.length === 0) {
      return;
    }
    describeOutages(outages).forEach(({ message, reason }) =>
      log.warn({ reason }, message),
    );
    this.#hasSpoken = this.#lasting.size > 0;
    this.#nextAt = clock.now() + REPEAT_MS;
    this.#plan();
  }
}
