import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Progress } from '@one-click/portal';
import { Visitor } from '../browser/Visitor';
import type { Stack } from '../stack/startStack';
import type { Look, Scene } from './Scene';

/** Takes each scene in one look, as Ana, into files of a folder. */
export async function takeShots(options: {
  readonly stack: Stack;
  readonly scenes: readonly Scene[];
  readonly look: Look;
  readonly folder: string;
  readonly progress: Progress;
}): Promise<void> {
  const { stack, scenes, look, folder, progress } = options;
  await mkdir(folder, { recursive: true });
  const visitor = await Visitor.arrive({
    browser: stack.browser,
    url: stack.portal.url,
    theme: look.theme,
    viewport: look.viewport,
  });
  try {
    await visitor.signIn('Ana Díaz');
    for (const scene of scenes) {
      await scene.show(visitor);
      const path = join(folder, `${scene.name}-${look.name}.png`);
      await visitor.page.screenshot({ path, animations: 'disabled' });
      progress.say(`  ${path}`);
    }
  } finally {
    await visitor.leave();
  }
}
