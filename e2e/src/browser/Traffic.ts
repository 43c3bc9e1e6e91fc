import type { Page, Request } from 'playwright-core';

/** Requests that stay open for as long as a page does. */
const LASTING = ['/v1/stream', '/api/signals', '/api/events/'];

/** Knows which answers a page still waits for. */
export class Traffic {
  readonly #pending = new Set<Request>();

  constructor(page: Page) {
    page.on('request', request => {
      if (!LASTING.some(part => request.url().includes(part))) {
        this.#pending.add(request);
      }
    });
    page.on('response', response => {
      // What a page that is left now had asked for never ends.
      if (response.request().isNavigationRequest()) {
        this.#pending.clear();
      }
    });
    const done = (request: Request) => this.#pending.delete(request);
    page.on('requestfinished', done);
    page.on('requestfailed', done);
  }

  /** What was asked for and is not there, a line each. */
  get pending(): readonly string[] {
    return [...this.#pending].map(request => request.url());
  }

  /** Whether everything that was asked for is there. */
  get isQuiet(): boolean {
    return this.#pending.size === 0;
  }
}
