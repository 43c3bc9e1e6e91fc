import { abortable } from '../transport/abortable';

/** Lets one through at a time, in the order they came. */
export class Turns {
  #last: Promise<void> = Promise.resolve();

  /**
   * Resolves when it is one's turn, with what ends it (safe to repeat). Rejects
   * with the signal's reason if that aborts while waiting.
   */
  async take(signal: AbortSignal): Promise<() => void> {
    const before = this.#last;
    let end = () => {};
    this.#last = new Promise(resolve => {
      end = resolve;
    });
    try {
      await abortable(before, signal);
      return end;
    } catch (error) {
      // Whoever waits behind goes on waiting for those before.
      void before.then(end);
      throw error;
    }
  }
}
