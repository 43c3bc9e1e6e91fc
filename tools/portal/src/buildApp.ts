import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contentKey } from './contentKey';
import type { Progress } from './Progress';
import { ROOT, RUN_FOLDER } from './repository';
import { runLogged } from './runLogged';

/** What decides how the app turns out. */
const SOURCES = [
  'packages/app',
  'plugins/one-click',
  'plugins/one-click-common',
  'app-config.yaml',
  'package.json',
  'yarn.lock',
];

/** Builds the app that the backend serves, if its sources changed since the last time. */
export async function buildApp(progress: Progress): Promise<void> {
  const app = join(ROOT, 'packages', 'app');
  const stamp = join(app, 'dist', '.sources');
  const key = await contentKey(ROOT, SOURCES);
  if ((await readFile(stamp, 'utf8').catch(() => '')) === key) {
    return;
  }
  await progress.during('Building the pages', () =>
    runLogged({
      command: join(ROOT, 'node_modules', '.bin', 'backstage-cli'),
      args: ['package', 'build', '--config', join(ROOT, 'app-config.yaml')],
      cwd: app,
      log: join(RUN_FOLDER, 'logs', 'app-build.log'),
    }),
  );
  await writeFile(stamp, key);
}
