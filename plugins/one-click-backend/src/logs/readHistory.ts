import type {
  KubeClient,
  LogOptions,
} from '@one-click/backstage-plugin-one-click-kube';
import type { ContainerRef } from './ContainerRef';
import { LineCursor, secondOf } from './LogPosition';
import type { PlacedLine, ReadPosition } from './LogPosition';

/** A line that is longer is cut: no page shows more, and memory is bounded by it. */
export const MAX_LINE_BYTES = 64 * 1024;

/** What to read of a log that is there. */
export interface HistoryRequest {
  readonly ref: ContainerRef;
  readonly previous: boolean;
  /** Goes on after this; takes the place of `sinceSeconds`. */
  readonly after: ReadPosition | undefined;
  readonly sinceSeconds: number | undefined;
  /** The last lines at most. */
  readonly tail: number;
  /** Bytes kept at most; of more, the newest. */
  readonly maxBytes: number;
}

/** What was read. */
export interface History {
  readonly lines: readonly PlacedLine[];
  /** Where reading ended; absent where the log is empty. */
  readonly position: ReadPosition | undefined;
  /** Lines that were asked for and are not here; `undefined` for some that nobody counted. */
  readonly skipped: number | undefined;
}

/** The newest lines that fit into so many bytes. */
class NewestLines {
  readonly #maxBytes: number;
  #lines: PlacedLine[] = [];
  #first = 0;
  #bytes = 0;
  dropped = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get count(): number {
    return this.#lines.length - this.#first + this.dropped;
  }

  get lines(): readonly PlacedLine[] {
    return this.#lines.slice(this.#first);
  }

  add(line: PlacedLine): void {
    this.#lines.push(line);
    this.#bytes += line.text.length;
    while (this.#bytes > this.#maxBytes) {
      this.#bytes -= this.#lines[this.#first]?.text.length ?? 0;
      this.#first += 1;
      this.dropped += 1;
    }
    if (this.#first > 1_000) {
      this.#lines = this.#lines.slice(this.#first);
      this.#first = 0;
    }
  }
}

/** Reads what a container's log holds now, the newest part of it if it is too much. */
export async function readHistory(
  client: KubeClient,
  request: HistoryRequest,
  signal: AbortSignal,
): Promise<History> {
  const { after, maxBytes, tail } = request;
  const cursor = new LineCursor(after);
  const kept = new NewestLines(maxBytes);
  let read = 0;
  const { namespace, pod: name } = request.ref;
  for await (const raw of client.logs(
    { namespace, name },
    { ...toLogOptions(request), signal },
  )) {
    read += 1;
    const line = cursor.take(raw);
    if (line) {
      kept.add(line);
    }
  }
  const isTailFull = after !== undefined && read >= tail && kept.count >= tail;
  return {
    lines: kept.lines,
    position: cursor.position,
    skipped: isTailFull ? undefined : kept.dropped,
  };
}

function toLogOptions(request: HistoryRequest): LogOptions {
  const { ref, previous, after, sinceSeconds, tail } = request;
  return {
    container: ref.container,
    previous,
    timestamps: true,
    tailLines: tail,
    cutLinesAt: MAX_LINE_BYTES,
    ...(after
      ? { sinceTime: secondOf(after) }
      : sinceSeconds !== undefined && { sinceSeconds }),
  };
}
