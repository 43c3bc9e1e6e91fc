import type { MonotonicClock } from '../clock';

/** What a look at a key asks for. */
export interface LookResult {
  /** Look again after so many milliseconds even if nothing changes. */
  readonly lookAgainAfterMs?: number | undefined;
}

/** Brings one key to what it should be. Aborts with the signal, and rejects where it could not. */
export type Reconcile = (
  key: string,
  signal: AbortSignal,
) => Promise<LookResult | undefined>;

/** How a reconcile ended. */
export type Outcome =
  | { readonly type: 'done'; readonly result: LookResult | undefined }
  | { readonly type: 'threw'; readonly thrown: unknown };

/** One run of a reconcile over one key. Whatever it throws, and however, is its outcome. */
export class Reconciliation {
  readonly key: string;
  /** Never rejects. */
  readonly outcome: Promise<Outcome>;
  readonly #abort = new AbortController();
  readonly #clock: MonotonicClock;

  constructor(options: {
    readonly key: string;
    readonly reconcile: Reconcile;
    readonly clock: MonotonicClock;
  }) {
    this.key = options.key;
    this.#clock = options.clock;
    this.outcome = this.#run(options.reconcile);
  }

  /** Its outcome, or `undefined` if it has none after `ms`. */
  within(ms: number): Promise<Outcome | undefined> {
    return new Promise(resolve => {
      const cancel = this.#clock.schedule(() => resolve(undefined), ms);
      void this.outcome.then(outcome => {
        cancel();
        resolve(outcome);
      });
    });
  }

  /** Asks it to end. */
  abort(reason: Error): void {
    this.#abort.abort(reason);
  }

  async #run(reconcile: Reconcile): Promise<Outcome> {
    try {
      const result = await reconcile(this.key, this.#abort.signal);
      return { type: 'done', result };
    } catch (thrown) {
      return { type: 'threw', thrown };
    }
  }
}
