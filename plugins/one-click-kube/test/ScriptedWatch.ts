import { waitFor } from '@one-click/devcluster';
import { resources } from '../src/client';
import type { KubeResponse, KubeRequest, KubeStream } from '../src/transport';
import { ResourceWatch } from '../src/watch/ResourceWatch';
import type { WatchHandlers, WatchRestartReason } from '../src/watch';
import { ManualClock } from './ManualClock';
import { WatchLog } from './WatchLog';

/** What a server says on a watch, chunk by chunk, or the error it refuses with. */
export type Answer = readonly Buffer[] | Error;

/** How a scripted watch differs from the usual. */
export interface Script {
  /** Given one after another; after the last, streams open and stay silent. */
  readonly answers: readonly Answer[];
  /** Pages, given one after another. */
  readonly pages?: readonly (object | Error)[];
  readonly handlers?: WatchHandlers<object>;
}

/** A watch on ConfigMaps by a server that a test plays, in a time that it makes pass. */
export class ScriptedWatch {
  readonly clock = new ManualClock();
  readonly log = new WatchLog();
  readonly requests: KubeRequest[] = [];
  readonly lists: KubeRequest[] = [];
  readonly restarts: WatchRestartReason[] = [];
  relists = 0;
  readonly watch: ResourceWatch<object, object>;
  readonly #script: Script;

  constructor(script: Script) {
    this.#script = script;
    const { clock } = this;
    this.watch = new ResourceWatch<object, object>(
      resources.configMaps,
      { handlers: script.handlers ?? this.log },
      {
        clock,
        random: () => 0,
        sender: { send: request => this.#list(request) },
        opener: { openStream: request => this.#open(request) },
        observer: {
          onRestart: ({ reason }) => this.restarts.push(reason),
          onRelist: () => {
            this.relists += 1;
          },
        },
      },
    );
  }

  /** The versions that the streams so far were to resume from. */
  get resumedFrom(): readonly unknown[] {
    return this.requests.map(({ query }) => query?.resourceVersion);
  }

  /** Waits until the log ends so, and lets pauses pass meanwhile. */
  async says(entry: string, stepMs = 100): Promise<void> {
    await this.log.endsWith(entry, () => this.clock.advance(stepMs));
  }

  /** Waits for so many streams, and lets pauses pass meanwhile. */
  async opens(count: number, stepMs = 100): Promise<void> {
    await waitFor(
      () => {
        this.clock.advance(stepMs);
        return this.requests.length >= count;
      },
      { what: `${count} streams`, timeoutMs: 10_000 },
    );
  }

  async #open(request: KubeRequest): Promise<KubeStream> {
    this.requests.push(request);
    const answer = this.#script.answers[this.requests.length - 1];
    if (answer instanceof Error) {
      throw answer;
    }
    return play(answer, request.signal);
  }

  async #list(request: KubeRequest): Promise<KubeResponse> {
    this.lists.push(request);
    const answer = this.#script.pages?.[this.lists.length - 1];
    if (answer === undefined) {
      throw new Error('Nobody should list');
    }
    if (answer instanceof Error) {
      throw answer;
    }
    return { status: 200, text: JSON.stringify(answer), warnings: [] };
  }
}

function play(
  answer: readonly Buffer[] | undefined,
  signal: AbortSignal | undefined,
): KubeStream {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    if (answer) {
      yield* answer;
      return;
    }
    await new Promise((_, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason), {
        once: true,
      });
    });
  }
  return { chunks: chunks(), lastHeardAt: () => 0, close: () => {} };
}

/** Lets all that is ready to run do so. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) {
    await new Promise(setImmediate);
  }
}

/** What a server sends, each text a chunk. */
export function bytes(...texts: readonly string[]): Buffer[] {
  return texts.map(text => Buffer.from(text));
}

/** One line of a watch. */
export function event(type: string, name: string, version: string): string {
  const metadata = { name, resourceVersion: version };
  return `${JSON.stringify({ type, object: { metadata } })}\n`;
}

/** The line that ends the objects there are at the start. */
export function endOfStart(version = '10'): string {
  const annotations = { 'k8s.io/initial-events-end': 'true' };
  const metadata = { resourceVersion: version, annotations };
  return `${JSON.stringify({ type: 'BOOKMARK', object: { metadata } })}\n`;
}

/** An ERROR line, which ends a watch. */
export function refusal(code: number): string {
  return `${JSON.stringify({ type: 'ERROR', object: { code } })}\n`;
}

/** A page of a list. */
export function page(
  names: readonly string[],
  metadata: { readonly resourceVersion: string; readonly continue?: string },
): object {
  return { metadata, items: names.map(name => ({ metadata: { name } })) };
}
