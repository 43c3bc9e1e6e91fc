import type { MemoryTables } from '../storage/MemoryTables';
import { MAX_QUARANTINED } from './PinStore';
import type { PinRecord, PinStore, QuarantineRecord } from './PinStore';

/** Keeps pins and quarantined images in memory, for tests. */
export class InMemoryPinStore implements PinStore {
  readonly #tables: () => MemoryTables;

  constructor(tables: () => MemoryTables) {
    this.#tables = tables;
  }

  async pin(pin: PinRecord): Promise<void> {
    this.#tables().pins.set(pin.rolloutId, pin);
  }

  async findPin(rolloutId: string): Promise<PinRecord | undefined> {
    return this.#tables().pins.get(rolloutId);
  }

  async unpin(rolloutId: string): Promise<void> {
    this.#tables().pins.delete(rolloutId);
  }

  async quarantine(image: QuarantineRecord): Promise<void> {
    this.#tables().quarantine.push(image);
  }

  async listQuarantined(
    rolloutId: string,
  ): Promise<readonly QuarantineRecord[]> {
    const orderOf = ({ since, id }: QuarantineRecord) => `${since} ${id}`;
    return this.#tables()
      .quarantine.filter(image => image.rolloutId === rolloutId)
      .sort((a, b) => (orderOf(a) < orderOf(b) ? 1 : -1))
      .slice(0, MAX_QUARANTINED);
  }

  async release(
    rolloutId: string,
    id?: string,
  ): Promise<readonly QuarantineRecord[]> {
    const tables = this.#tables();
    const isReleased = (image: QuarantineRecord) =>
      image.rolloutId === rolloutId && (id === undefined || image.id === id);
    const released = tables.quarantine.filter(isReleased);
    tables.quarantine = tables.quarantine.filter(image => !isReleased(image));
    return released;
  }
}
