import { resolve } from 'node:path';
import { createProgress } from '@one-click/portal';
import type { Progress } from '@one-click/portal';
import { apiAs } from '../portal/apiAs';
import { startStack } from '../stack/startStack';
import type { Stack } from '../stack/startStack';
import { furnishPortal } from './furnishPortal';
import { LOOKS } from './Scene';
import { SCENES } from './scenes';
import { takeShots } from './takeShots';

/** Where the docs have their pictures; yarn runs us in the folder of the package. */
const FOLDER = resolve('..', 'docs', 'images');

/** Takes all pictures of the docs from a portal with example data. */
async function main(): Promise<void> {
  const progress = createProgress();
  const stack = await startStack(progress);
  try {
    await takeAll(stack, progress);
  } finally {
    await stack.stop();
  }
}

async function takeAll(stack: Stack, progress: Progress): Promise<void> {
  const api = await apiAs(stack.portal.url, 'user:default/ana');
  await progress.during('Furnishing the portal', () => furnishPortal(api));
  for (const look of LOOKS) {
    await takeShots({ stack, scenes: SCENES, look, folder: FOLDER, progress });
  }
}

main().then(
  () => process.exit(0),
  (error: Error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
