import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createProgress } from '@one-click/portal';
import type { Progress } from '@one-click/portal';
import { apiAs } from '../portal/apiAs';
import { furnishPortal } from '../scenes/furnishPortal';
import { LOOKS } from '../scenes/Scene';
import type { Tour } from '../scenes/Scene';
import { takeTour } from '../scenes/takeTour';
import { AWAY_TOURS, TOURS } from '../scenes/tours';
import { startStack } from '../stack/startStack';
import type { Stack } from '../stack/startStack';

/** Where the docs have their pictures; yarn runs us in the folder of the package. */
const FOLDER = resolve('..', 'docs', 'images');

/** Takes all pictures of the docs from a portal with example data. */
async function main(): Promise<void> {
  const progress = createProgress();
  const stack = await startStack(progress);
  try {
    const api = await apiAs(stack.portal.url, 'user:default/ana');
    await progress.during('Furnishing the portal', () => furnishPortal(api));
    await mkdir(FOLDER, { recursive: true });
    await takeShots(stack, { tours: TOURS, progress });
    await stack.cluster.stopApiServer();
    await takeShots(stack, { tours: AWAY_TOURS, progress });
  } finally {
    await stack.stop();
  }
}

async function takeShots(
  { browser, portal: { url } }: Stack,
  options: { readonly tours: readonly Tour[]; readonly progress: Progress },
): Promise<void> {
  for (const look of LOOKS) {
    for (const tour of options.tours) {
      await takeTour({ browser, url, tour, look }, async ({ page }, scene) => {
        const path = join(FOLDER, `${scene.name}-${look.name}.png`);
        await page.screenshot({ path, animations: 'disabled' });
        options.progress.say(`  ${path}`);
      });
    }
  }
}

main().then(
  () => process.exit(0),
  (error: Error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
