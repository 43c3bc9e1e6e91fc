import type { Visitor } from './Visitor';

const MARK = 'one-click-e2e-mark';

/** Runs a step and throws if the page was loaded anew meanwhile, by whomever. */
export async function withoutReload(
  visitor: Visitor,
  run: () => Promise<void>,
): Promise<void> {
  const { page } = visitor;
  // A reload builds a new document, which knows nothing of the mark.
  await page.evaluate(
    mark => document.documentElement.setAttribute(mark, ''),
    MARK,
  );
  await run();
  const isSame = await page.evaluate(
    mark => document.documentElement.hasAttribute(mark),
    MARK,
  );
  if (!isSame) {
    throw new Error('The page was loaded anew');
  }
}
