import { waitFor } from '@one-click/devcluster';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { recordPage } from './recordPage';
import { Traffic } from './Traffic';

/** How a visitor's browser is set up. */
export interface VisitorOptions {
  readonly browser: Browser;
  /** Address of the portal. */
  readonly url: string;
  /** @defaultValue light */
  readonly theme?: 'light' | 'dark';
  /** @defaultValue 1366 × 900 */
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** Steps of a person are slow here: the machine is shared, and pages compile code on first use. */
const PATIENCE_MS = 45_000;

/** A person with a browser window of their own, and what its console said. */
export class Visitor {
  readonly page: Page;
  readonly url: string;
  readonly console: readonly string[];
  readonly #context: BrowserContext;
  readonly #traffic: Traffic;

  static async arrive(options: VisitorOptions): Promise<Visitor> {
    const { browser, url, theme = 'light' } = options;
    const context = await browser.newContext({
      baseURL: url,
      viewport: options.viewport ?? { width: 1366, height: 900 },
      colorScheme: theme,
      reducedMotion: 'reduce',
      locale: 'en-GB',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    context.setDefaultTimeout(PATIENCE_MS);
    return new Visitor(context, await context.newPage(), url);
  }

  private constructor(context: BrowserContext, page: Page, url: string) {
    this.#context = context;
    this.page = page;
    this.url = url;
    this.#traffic = new Traffic(page);
    this.console = recordPage(page);
  }

  /** Goes to a path of the portal by its address, as with a link from a colleague. */
  async open(path: string): Promise<void> {
    await this.page.goto(path, { waitUntil: 'domcontentloaded' });
  }

  /** Picks a user on the sign-in page; done when the portal is there. */
  async signIn(name: string): Promise<void> {
    await this.open('/');
    await this.page.getByRole('button', { name: `Sign in as ${name}` }).click();
    // The first page of the portal, by app-config.yaml.
    await this.page.waitForURL('**/catalog**');
  }

  /** Waits until the page has all it asked for, and has drawn it. */
  async settle(): Promise<void> {
    await waitFor(
      async () => {
        const wasQuiet = this.#traffic.isQuiet;
        await this.page.evaluate(drawn);
        return wasQuiet && this.#traffic.isQuiet;
      },
      {
        what: `'${this.page.url()}' to settle`,
        timeoutMs: PATIENCE_MS,
        explain: () => `still open: ${this.#traffic.pending.join(', ')}`,
      },
    );
  }

  /** Closes the window. */
  async leave(): Promise<void> {
    await this.#context.close();
  }
}

/** Runs in the page: after it, what has arrived is drawn, has moved to its place and has asked for more. */
async function drawn(): Promise<void> {
  await new Promise(resolve => {
    requestAnimationFrame(() => requestAnimationFrame(resolve));
  });
  const passing = document
    .getAnimations()
    .filter(({ effect }) => effect?.getTiming().iterations !== Infinity);
  await Promise.allSettled(passing.map(({ finished }) => finished));
}
