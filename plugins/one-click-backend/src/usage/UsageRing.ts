import type { UsageSample } from '@one-click/backstage-plugin-one-click-common';

/** The cluster's own numbers are this old at most. */
export const SAMPLE_MS = 15_000;
const HOUR_MS = 3_600_000;

/** The samples of the last hour. */
export class UsageRing {
  #samples: readonly UsageSample[] = [];

  /** Samples of at most the last hour before `now` (epoch milliseconds), oldest first. */
  read(now: number): readonly UsageSample[] {
    const from = new Date(now - HOUR_MS).toISOString();
    this.#samples = this.#samples.filter(({ at }) => at > from);
    return this.#samples;
  }

  add(sample: UsageSample): void {
    this.#samples = [...this.read(Date.parse(sample.at)), sample];
  }
}
