import type { Priority } from './Priority';

/** A key and when it is due. */
export interface Delay {
  readonly key: string;
  readonly at: number;
  readonly priority: Priority;
}

interface Slot {
  delay: Delay;
  /** Of those due at the same moment, who was put in first leaves first. */
  readonly order: number;
  index: number;
}

function isBefore(a: Slot, b: Slot): boolean {
  return (
    a.delay.at < b.delay.at || (a.delay.at === b.delay.at && a.order < b.order)
  );
}

/** Keys by the moment they are due, each once: the earliest moment and the higher priority win. */
export class DelayHeap {
  /** A binary heap: no slot is due before its parent, which is at half its index. */
  readonly #heap: Slot[] = [];
  readonly #slots = new Map<string, Slot>();
  #puts = 0;

  get size(): number {
    return this.#heap.length;
  }

  /** When the first of them is due. */
  get firstAt(): number | undefined {
    return this.#heap[0]?.delay.at;
  }

  put(delay: Delay): void {
    const slot = this.#slots.get(delay.key);
    if (!slot) {
      this.#puts += 1;
      const added = { delay, order: this.#puts, index: this.#heap.length };
      this.#slots.set(delay.key, added);
      this.#heap.push(added);
      this.#rise(added);
      return;
    }
    slot.delay = {
      key: delay.key,
      at: Math.min(slot.delay.at, delay.at),
      priority: slot.delay.priority === 'low' ? delay.priority : 'normal',
    };
    this.#rise(slot);
  }

  remove(key: string): void {
    const slot = this.#slots.get(key);
    const last = slot && this.#heap.pop();
    if (!slot || !last) {
      return;
    }
    this.#slots.delete(key);
    if (last !== slot) {
      this.#place(last, slot.index);
      this.#rise(last);
      this.#sink(last);
    }
  }

  /** The first that is due by then, which thereby leaves. */
  takeDue(now: number): Delay | undefined {
    const delay = this.#heap[0]?.delay;
    if (!delay || delay.at > now) {
      return undefined;
    }
    this.remove(delay.key);
    return delay;
  }

  clear(): void {
    this.#heap.length = 0;
    this.#slots.clear();
  }

  #rise(slot: Slot): void {
    while (slot.index > 0) {
      const parent = this.#heap[(slot.index - 1) >> 1];
      if (!parent || isBefore(parent, slot)) {
        return;
      }
      this.#swap(slot, parent);
    }
  }

  #sink(slot: Slot): void {
    for (;;) {
      const child = this.#earlierChild(slot.index);
      if (!child || isBefore(slot, child)) {
        return;
      }
      this.#swap(slot, child);
    }
  }

  #earlierChild(index: number): Slot | undefined {
    const left = this.#heap[2 * index + 1];
    const right = this.#heap[2 * index + 2];
    return left && right && isBefore(right, left) ? right : left;
  }

  #swap(a: Slot, b: Slot): void {
    const index = a.index;
    this.#place(a, b.index);
    this.#place(b, index);
  }

  #place(slot: Slot, index: number): void {
    this.#heap[index] = slot;
    slot.index = index;
  }
}
