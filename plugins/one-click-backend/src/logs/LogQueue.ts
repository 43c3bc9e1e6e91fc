import type {
  LogGap,
  LogLine,
  StreamMessage,
} from '@one-click/backstage-plugin-one-click-common';
import type { Clock } from '@one-click/backstage-plugin-one-click-kube';
import type { LogBudget } from './LogBudget';
import { byMoment } from './LogPosition';

/** Gathers lines into few messages; nobody reads faster. */
export const FLUSH_MS = 100;
/** What waits for a slow reader at most, beside the socket's own buffers. */
const MAX_WAITING_BYTES = 512 * 1024;
/** Bytes a message carries, about; a page draws it at one go. */
const MESSAGE_BYTES = 64 * 1024;
/** What a line costs beside its text. */
const LINE_OVERHEAD = 120;

/** Where lines go. */
export interface LogSink {
  readonly isBlocked: boolean;
  send(message: StreamMessage): void;
}

export interface LogQueueOptions {
  readonly topic: string;
  readonly sink: LogSink;
  readonly budget: LogBudget;
  readonly clock: Clock;
}

/**
 * Lines on their way to one reader, merged by time. Memory is bounded: of what
 * a reader or a limit cannot keep up with the oldest lines are dropped, counted
 * and told. Whoever reads from a file waits for room instead.
 */
export class LogQueue {
  readonly #options: LogQueueOptions;
  readonly #skipped = new Map<string, LogGap>();
  #waiting: LogLine[] = [];
  #bytes = 0;
  #cancelFlush: (() => void) | undefined;
  #giveRoom: (() => void)[] = [];
  #isClosed = false;

  constructor(options: LogQueueOptions) {
    this.#options = options;
  }

  /** Takes a line that cannot be asked for again. */
  push(line: LogLine): void {
    this.#keep(line);
    while (this.#bytes > MAX_WAITING_BYTES) {
      const oldest = this.#waiting.shift();
      if (!oldest) {
        break;
      }
      this.#bytes -= sizeOf(oldest);
      this.skip(oldest, 1);
    }
    this.#schedule();
  }

  /** Takes lines that can wait: resolves when all have found room. */
  async pour(lines: readonly LogLine[]): Promise<void> {
    for (const line of lines) {
      while (this.#bytes > MAX_WAITING_BYTES / 2 && !this.#isClosed) {
        await new Promise<void>(resolve => this.#giveRoom.push(resolve));
      }
      this.#keep(line);
    }
    this.#schedule();
  }

  /** Notes that lines are missing; without a number, some that nobody counted. */
  skip({ pod, container }: Pick<LogGap, 'pod' | 'container'>, lines?: number) {
    const key = `${pod}/${container}`;
    const before = this.#skipped.get(key);
    const isCounted =
      lines !== undefined && (!before || before.lines !== undefined);
    this.#skipped.set(key, {
      pod,
      container,
      ...(isCounted && { lines: (before?.lines ?? 0) + lines }),
    });
    this.#schedule();
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelFlush?.();
    this.#waiting = [];
    this.#makeRoom();
  }

  #keep(line: LogLine): void {
    if (!this.#isClosed) {
      this.#waiting.push(line);
      this.#bytes += sizeOf(line);
      this.#schedule();
    }
  }

  #schedule(): void {
    if (!this.#isClosed) {
      this.#cancelFlush ??= this.#options.clock.schedule(() => {
        this.#cancelFlush = undefined;
        this.#flush();
      }, FLUSH_MS);
    }
  }

  #flush(): void {
    const { topic, sink, budget } = this.#options;
    // Sorted stably, so that lines of one container keep their order.
    this.#waiting.sort(byMoment);
    while (this.#hasNews() && !sink.isBlocked && budget.hasRoom()) {
      const { lines, bytes } = this.#takeSome();
      const skipped = [...this.#skipped.values()];
      this.#skipped.clear();
      budget.spend(bytes);
      sink.send({ type: 'logs', topic, lines, skipped });
    }
    this.#makeRoom();
    if (this.#hasNews()) {
      this.#schedule();
    }
  }

  #hasNews(): boolean {
    return this.#waiting.length > 0 || this.#skipped.size > 0;
  }

  #takeSome() {
    let bytes = 0;
    let count = 0;
    while (count < this.#waiting.length && bytes < MESSAGE_BYTES) {
      const line = this.#waiting[count];
      bytes += line ? sizeOf(line) : 0;
      count += 1;
    }
    this.#bytes -= bytes;
    return { lines: this.#waiting.splice(0, count), bytes };
  }

  #makeRoom(): void {
    if (this.#bytes <= MAX_WAITING_BYTES / 2 || this.#isClosed) {
      const waiters = this.#giveRoom;
      this.#giveRoom = [];
      waiters.forEach(go => go());
    }
  }
}

function sizeOf({ text }: LogLine): number {
  return text.length + LINE_OVERHEAD;
}
