import { bytes, event, ManualClock, page, settle } from '../../test';
import { createKubeClient, resources } from '../client';
import { KubeExpiredError, KubeInvalidError } from '../errors';
import type { KubeRequest, KubeStream } from '../transport';
import { ResourceWatch } from './ResourceWatch';
import { Turns } from './Turns';

/** Steps of the story below, and some to spare. */
const ENOUGH_STEPS = 40;

/**
 * A watch whose every wait is counted, and which is stopped in the middle of
 * one: the list that cannot be streamed, pages that expire, a stream that ends,
 * pauses, a version that is gone, and each call of a handler.
 */
class StoppedWatch {
  readonly clock = new ManualClock();
  readonly calls: string[] = [];
  readonly open = new Set<KubeStream>();
  readonly watch: ResourceWatch<object, object>;
  steps = 0;
  stopped: Promise<void> | undefined;
  callsAtStop = 0;
  readonly #stopAt: number;
  readonly #streams = [
    new KubeInvalidError('sendInitialEvents', { causes: [] }),
    bytes(
      `${event('ADDED', 'b', '6')}${event('ADDED', 'c', '7')}`,
      event('BOOKMARK', '', '8'),
    ),
    new KubeExpiredError('gone'),
  ];
  readonly #pages = [
    page(['a'], { resourceVersion: '5', continue: 'next' }),
    new KubeExpiredError('too slow'),
    page(['a'], { resourceVersion: '5' }),
    page(['a', 'b'], { resourceVersion: '9' }),
  ];

  constructor(stopAt: number) {
    this.#stopAt = stopAt;
    this.watch = new ResourceWatch<object, object>(
      resources.configMaps,
      {
        handlers: {
          onSync: () => this.#called('sync'),
          onUpsert: () => this.#called('upsert'),
          onDelete: () => this.#called('delete'),
          onStale: () => this.#called('stale'),
          onFresh: () => this.#called('fresh'),
        },
      },
      {
        clock: this.clock,
        random: () => 0,
        turns: new Turns(),
        sender: {
          send: async ({ signal }) => {
            await this.#step(signal);
            return { status: 200, text: this.#nextPage(), warnings: [] };
          },
        },
        opener: { openStream: request => this.#openStream(request) },
      },
    );
  }

  /** Lets the story go on by one turn of the event loop. */
  async goOn(): Promise<void> {
    await settle();
    this.clock.advanceToNext();
  }

  /** Every wait of the world outside ends here, one turn of the loop later. */
  async #step(signal?: AbortSignal): Promise<void> {
    this.steps += 1;
    if (this.steps === this.#stopAt) {
      this.stopped = this.watch.stop();
      this.callsAtStop = this.calls.length;
    }
    await new Promise(setImmediate);
    signal?.throwIfAborted();
  }

  async #called(name: string): Promise<void> {
    this.calls.push(name);
    await this.#step();
  }

  #nextPage(): string {
    const next = this.#pages.shift();
    if (next instanceof Error) {
      throw next;
    }
    return JSON.stringify(next);
  }

  async #openStream({ signal }: KubeRequest): Promise<KubeStream> {
    await this.#step(signal);
    const next = this.#streams.shift();
    if (next instanceof Error) {
      throw next;
    }
    const stream: KubeStream = {
      chunks: this.#chunks(next ?? [], signal),
      lastHeardAt: () => 0,
      close: () => this.open.delete(stream),
    };
    this.open.add(stream);
    return stream;
  }

  async *#chunks(chunks: readonly Uint8Array[], signal?: AbortSignal) {
    for (const chunk of chunks) {
      await this.#step(signal);
      yield chunk;
    }
    await this.#step(signal);
  }
}

describe('stopping a watch', () => {
  it.each(Array.from({ length: ENOUGH_STEPS }, (_, step) => step + 1))(
    'ends it at wait %d of its life: no call, no timer, no stream is left',
    async step => {
      const story = new StoppedWatch(step);
      while (!story.stopped) {
        await story.goOn();
      }
      await story.stopped;
      const { steps } = story;
      for (let turn = 0; turn < 5; turn += 1) {
        await story.goOn();
      }
      expect(story.calls).toHaveLength(story.callsAtStop);
      expect(story.steps).toBe(steps);
      expect(story.clock.pending).toBe(0);
      expect(story.open.size).toBe(0);
    },
  );

  it('waits for nobody who hangs, such as a plugin for credentials', async () => {
    const client = createKubeClient({
      connection: {
        server: new URL('https://example.invalid'),
        skipTLSVerify: false,
        credentials: {
          headers: () => new Promise(() => {}),
          invalidate: () => false,
        },
      },
    });
    const watch = client.watch(resources.configMaps, {
      handlers: { onSync: () => {}, onUpsert: () => {}, onDelete: () => {} },
    });
    await settle();
    await watch.stop();
    await expect(watch.synced).rejects.toThrow('was stopped');
    await client.close();
  });
});
