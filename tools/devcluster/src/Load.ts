import { get } from 'node:http';
import type { ClientRequest } from 'node:http';
import { waitFor } from './waitFor';

const TICK_MS = 5;
const PATIENCE_MS = 5_000;

/** What to ask, and how often. */
export interface LoadOptions {
  readonly url: string;
  /** Requests a second; each on a connection of its own. */
  readonly perSecond: number;
}

/** How requests fared. */
export interface LoadResult {
  readonly requests: number;
  /** How many went wrong, by an error's code, `timeout` (after 5 s) or `status 503`. */
  readonly failures: Readonly<Record<string, number>>;
}

/** Users who come at a steady pace, each anew, whether or not others were served. */
export class Load {
  readonly #options: LoadOptions;
  readonly #timer: NodeJS.Timeout;
  readonly #startedAt = performance.now();
  readonly #failures = new Map<string, number>();
  readonly #open = new Set<Promise<void>>();
  #requests = 0;
  #done = 0;

  static start(options: LoadOptions): Load {
    return new Load(options);
  }

  private constructor(options: LoadOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.#catchUp(), TICK_MS);
  }

  /** Waits for so many more requests to be over. */
  async more(requests: number): Promise<void> {
    const wanted = this.#done + requests;
    await waitFor(() => this.#done >= wanted, {
      what: `${requests} more requests`,
      timeoutMs: (requests / this.#options.perSecond) * 1_000 + 60_000,
    });
  }

  /** Sends no more, waits for what is open, and tells how all fared. */
  async stop(): Promise<LoadResult> {
    clearInterval(this.#timer);
    await Promise.all(this.#open);
    return {
      requests: this.#requests,
      failures: Object.fromEntries(this.#failures),
    };
  }

  // A timer may be late; those who should have come meanwhile come now.
  #catchUp(): void {
    const seconds = (performance.now() - this.#startedAt) / 1_000;
    const due = Math.floor(seconds * this.#options.perSecond);
    while (this.#requests < due) {
      this.#requests += 1;
      const request = this.#send().then(failure => {
        this.#open.delete(request);
        this.#done += 1;
        if (failure !== undefined) {
          this.#failures.set(failure, (this.#failures.get(failure) ?? 0) + 1);
        }
      });
      this.#open.add(request);
    }
  }

  /** Gives what went wrong, if anything. */
  #send(): Promise<string | undefined> {
    return new Promise(resolve => {
      const request: ClientRequest = get(
        this.#options.url,
        { agent: false, timeout: PATIENCE_MS },
        response => {
          const { statusCode = 0 } = response;
          response
            .on('error', error => resolve(toFailure(error)))
            .on('end', () =>
              resolve(statusCode === 200 ? undefined : `status ${statusCode}`),
            )
            .resume();
        },
      );
      request
        .on('timeout', () => request.destroy(new Error('timeout')))
        .on('error', error => resolve(toFailure(error)));
    });
  }
}

function toFailure(error: NodeJS.ErrnoException): string {
  return error.code ?? error.message;
}
