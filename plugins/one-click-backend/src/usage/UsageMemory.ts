import { UsageRing } from './UsageRing';

/** Rollouts whose use is remembered; each takes some kilobytes. */
const MAX_RINGS = 500;

/** Remembers what rollouts used, also while nobody looks for a while. */
export class UsageMemory {
  readonly #rings = new Map<string, UsageRing>();

  /** The ring of a rollout; the one that was asked for longest ago makes room. */
  of(name: string): UsageRing {
    const ring = this.#rings.get(name) ?? new UsageRing();
    this.#rings.delete(name);
    this.#rings.set(name, ring);
    const [oldest] = this.#rings.keys();
    if (this.#rings.size > MAX_RINGS && oldest !== undefined) {
      this.#rings.delete(oldest);
    }
    return ring;
  }
}
