import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Portal } from '@one-click/portal';
import type { Visitor } from '../browser/Visitor';

/** Where a failed run leaves what it saw; yarn runs us in the folder of the package. */
export const EVIDENCE_DIR = resolve('..', '.run', 'e2e');

/** Keeps what the visitors see, what their consoles said and the backend's log. */
export async function keepEvidence(options: {
  readonly name: string;
  readonly visitors: readonly Visitor[];
  readonly portal: Portal | undefined;
}): Promise<void> {
  const { name, visitors, portal } = options;
  const folder = join(EVIDENCE_DIR, name.replaceAll(/[^a-z0-9]+/gi, '-'));
  await mkdir(folder, { recursive: true });
  for (const [index, visitor] of visitors.entries()) {
    const base = join(folder, `visitor-${index + 1}`);
    const { page } = visitor;
    await page.screenshot({ path: `${base}.png`, fullPage: true });
    await writeFile(`${base}.html`, await page.content());
    await writeFile(
      `${base}.console.txt`,
      [page.url(), ...visitor.console].join('\n'),
    );
  }
  if (portal) {
    await copyFile(portal.log, join(folder, 'backend.log'));
  }
}
