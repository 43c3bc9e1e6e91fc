import type { Browser, BrowserContext, Page } from 'playwright-core';

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
  readonly console: string[] = [];
  readonly #context: BrowserContext;

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
    page.on('console', message =>
      this.console.push(`${message.type()}: ${message.text()}`),
    );
    page.on('pageerror', error =>
      this.console.push(`uncaught: ${error.stack ?? error.message}`),
    );
    page.on('requestfailed', request =>
      this.console.push(
        `failed: ${request.method()} ${request.url()} ${
          request.failure()?.errorText
        }`,
      ),
    );
    page.on('response', response => {
      if (response.status() >= 400) {
        const { method, url: address } = describeRequest(response.request());
        this.console.push(`${response.status()}: ${method} ${address}`);
      }
    });
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

  /** Closes the window. */
  async leave(): Promise<void> {
    await this.#context.close();
  }
}

function describeRequest(request: { method(): string; url(): string }): {
  method: string;
  url: string;
} {
  return { method: request.method(), url: request.url() };
}
