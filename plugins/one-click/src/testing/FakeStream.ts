import type {
  StreamEvent,
  StreamMessage,
} from '@one-click/backstage-plugin-one-click-common';

interface OpenStream {
  readonly topics: readonly string[];
  readonly push: (event: StreamEvent) => void;
  readonly end: () => void;
}

class Sleeper {
  #wake: () => void = () => undefined;

  sleep(): Promise<void> {
    return new Promise(resolve => {
      this.#wake = resolve;
    });
  }

  wake(): void {
    this.#wake();
  }
}

/** The stream in memory: what a test emits, the open stream yields. */
export class FakeStream {
  #open: OpenStream | undefined;
  #count = 0;

  /** The topics of the open stream; empty while none is. */
  get topics(): readonly string[] {
    return this.#open?.topics ?? [];
  }

  emit(message: StreamMessage): void {
    this.#count += 1;
    this.#open?.push({ id: `fake-${this.#count}`, message });
  }

  break(): void {
    this.#open?.end();
  }

  async *open(
    topics: readonly string[],
    signal?: AbortSignal,
  ): AsyncGenerator<StreamEvent> {
    const queue: StreamEvent[] = [{ message: { type: 'hello' } }];
    const sleeper = new Sleeper();
    let ended = false;
    const stream: OpenStream = {
      topics,
      push: event => {
        queue.push(event);
        sleeper.wake();
      },
      end: () => {
        ended = true;
        sleeper.wake();
      },
    };
    signal?.addEventListener('abort', stream.end);
    this.#open = stream;
    try {
      while (!ended) {
        const event = queue.shift();
        if (event) {
          yield event;
        } else {
          await sleeper.sleep();
        }
      }
    } finally {
      if (this.#open === stream) {
        this.#open = undefined;
      }
    }
  }
}
