import type { Page, Request } from 'playwright-core';

/** Keeps what a page says and what of its requests fails, a line each, as it goes on. */
export function recordPage(page: Page): readonly string[] {
  const lines: string[] = [];
  page.on('console', message => {
    lines.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', error => {
    lines.push(`uncaught: ${error.stack ?? error.message}`);
  });
  page.on('requestfailed', request => {
    const why = request.failure()?.errorText ?? 'unknown';
    lines.push(`failed: ${describe(request)}: ${why}`);
  });
  page.on('response', response => {
    if (response.status() >= 400) {
      lines.push(`${response.status()}: ${describe(response.request())}`);
    }
  });
  return lines;
}

function describe(request: Request): string {
  return `${request.method()} ${request.url()}`;
}
