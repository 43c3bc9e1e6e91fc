import type { ChildRecord } from '../cluster/records/ChildRecord';

interface Settled {
  readonly uid: string;
  readonly wanted: string;
  readonly stored: string | undefined;
}

/**
 * Remembers in which form the API server stored what it did not store as sent.
 *
 * Where our knowledge of its forms has a gap, an object never looks as wanted.
 * With what it looked like right after it was written, that is one write and
 * not a write in every look.
 */
export class SettledForms {
  readonly #settled = new Map<string, Settled>();

  /** Whether an object still is what became of that very wish. */
  holds(key: string, wanted: string, live: ChildRecord): boolean {
    const settled = this.#settled.get(key);
    return (
      settled !== undefined &&
      settled.wanted === wanted &&
      settled.uid === live.metadata.uid &&
      settled.stored === live.facts.fingerprint
    );
  }

  /** Notes what became of a wish; gives whether it is in a form we do not know. */
  note(key: string, wanted: string, stored: ChildRecord): boolean {
    const { fingerprint } = stored.facts;
    if (fingerprint === wanted) {
      this.#settled.delete(key);
      return false;
    }
    const { uid } = stored.metadata;
    this.#settled.set(key, { uid, wanted, stored: fingerprint });
    return true;
  }

  forget(key: string): void {
    this.#settled.delete(key);
  }
}
