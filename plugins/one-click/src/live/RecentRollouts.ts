import type { RolloutSummary } from '@one-click/backstage-plugin-one-click-common';

/** No request takes longer than this, so older news is in every answer. */
const KEPT_MS = 60_000;

/**
 * The latest news of each rollout. An answer that was on its way while news
 * came is older than the news, and must not undo it.
 */
export class RecentRollouts {
  readonly #news = new Map<string, { at: number; rollout: RolloutSummary }>();

  /** Remembers what the stream told at `at`, in milliseconds. */
  note(rollout: RolloutSummary, at: number): void {
    for (const [key, news] of this.#news) {
      if (at - news.at > KEPT_MS) {
        this.#news.delete(key);
      }
    }
    this.#news.set(keyOf(rollout), { at, rollout });
  }

  /** The rollout with news that came after the request for it, at `askedAt`, had been sent. */
  freshen<T extends RolloutSummary>(rollout: T, askedAt: number): T {
    const news = this.#news.get(keyOf(rollout));
    if (!news || news.at < askedAt) {
      return rollout;
    }
    const isOlder =
      news.rollout.lastChange.revision < rollout.lastChange.revision;
    return isOlder ? rollout : { ...rollout, ...news.rollout };
  }
}

function keyOf(rollout: RolloutSummary): string {
  return `${rollout.project}/${rollout.name}`;
}
