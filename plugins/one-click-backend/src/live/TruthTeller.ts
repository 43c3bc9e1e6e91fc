import { Listeners } from './Listeners';
import type { Truth } from './toProblems';

const LOADING: Truth = { state: 'loading', problems: [] };

/** Holds whether what is told is the truth right now, and tells when that changes. */
export class TruthTeller {
  readonly #listeners = new Listeners<[Truth]>();
  #truth = LOADING;

  get truth(): Truth {
    return this.#truth;
  }

  set(truth: Truth): void {
    if (JSON.stringify(truth) !== JSON.stringify(this.#truth)) {
      this.#truth = truth;
      this.#listeners.tell(truth);
    }
  }

  /** Tells it now, and each time it changes. */
  follow(listener: (truth: Truth) => void): () => void {
    listener(this.#truth);
    return this.#listeners.add(listener);
  }
}
