import type { Clock } from '../Clock';

/** Time that passes only while somebody waits for it, and then at once. */
export class FakeClock implements Clock {
  #now = 0;
  /** Called before each wait ends. */
  onWait: () => void = () => {};

  now(): number {
    return this.#now;
  }

  async wait(ms: number, signal?: AbortSignal): Promise<void> {
    this.#now += ms;
    this.onWait();
    signal?.throwIfAborted();
  }
}
