import type {
  Clock,
  KubeClient,
} from '@one-click/backstage-plugin-one-click-kube';
import { sleep } from '@one-click/backstage-plugin-one-click-kube';
import { Listeners } from '../live/Listeners';
import type { Shareable } from '../live/SharedPool';
import type { ContainerRef } from './ContainerRef';
import { LineCursor, secondOf } from './LogPosition';
import type { PlacedLine, ReadPosition } from './LogPosition';
import { MAX_LINE_BYTES } from './readHistory';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;

export interface ContainerLogOptions {
  readonly ref: ContainerRef;
  readonly client: () => KubeClient | undefined;
  readonly clock: Clock;
}

/**
 * Follows one container's log, once for all who look at it. It begins where its
 * first reader's history ended. A log that ends or breaks is opened again from
 * its last moment, over restarts of the container as well; what comes twice is
 * left out.
 */
export class ContainerLog implements Shareable {
  readonly #options: ContainerLogOptions;
  readonly #listeners = new Listeners<[PlacedLine]>();
  readonly #closed = new AbortController();
  #cursor: LineCursor | undefined;
  #startedAfter: ReadPosition | undefined;
  #pauseMs = FIRST_PAUSE_MS;

  constructor(options: ContainerLogOptions) {
    this.#options = options;
  }

  onLine(listener: (line: PlacedLine) => void): () => void {
    return this.#listeners.add(listener);
  }

  /**
   * Begins after a position, or at the log's beginning, unless begun already.
   * Returns after which position it began: a reader whose own history ends
   * before that has to read on until there.
   */
  start(after: ReadPosition | undefined): ReadPosition | undefined {
    if (!this.#cursor) {
      this.#startedAfter = after;
      this.#cursor = new LineCursor(after);
      this.#run(this.#cursor).catch(() => undefined);
    }
    return this.#startedAfter;
  }

  close(): void {
    this.#closed.abort(new Error('Nobody reads this log any more'));
  }

  async #run(cursor: LineCursor): Promise<void> {
    const { signal } = this.#closed;
    while (!signal.aborted) {
      await this.#follow(cursor).catch(() => undefined);
      await sleep(this.#options.clock, this.#pauseMs, signal);
      this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS);
    }
  }

  async #follow(cursor: LineCursor): Promise<void> {
    const { ref, client } = this.#options;
    const found = client();
    const { position } = cursor;
    cursor.rewind();
    const lines = found?.logs(
      { namespace: ref.namespace, name: ref.pod },
      {
        container: ref.container,
        follow: true,
        timestamps: true,
        cutLinesAt: MAX_LINE_BYTES,
        signal: this.#closed.signal,
        ...(position && { sinceTime: secondOf(position) }),
      },
    );
    for await (const raw of lines ?? []) {
      const line = cursor.take(raw);
      if (line) {
        this.#pauseMs = FIRST_PAUSE_MS;
        this.#listeners.tell(line);
      }
    }
  }
}
