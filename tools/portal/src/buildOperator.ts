import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Progress } from './Progress';
import { ROOT, RUN_FOLDER } from './repository';
import { runLogged } from './runLogged';

const OPERATOR = join(ROOT, 'plugins', 'one-click-operator');

/** The operator as one file that Node runs. */
export const OPERATOR_PROGRAM = join(OPERATOR, 'dist', 'program', 'main.js');

/** Builds the operator program; takes a second, so it is always done. */
export async function buildOperator(progress: Progress): Promise<void> {
  await progress.during('Building the operator', () =>
    runLogged({
      command: 'yarn',
      args: ['build:program'],
      cwd: OPERATOR,
      log: join(RUN_FOLDER, 'logs', 'operator-build.log'),
    }),
  );
  if (!existsSync(OPERATOR_PROGRAM)) {
    throw new Error(`The build of the operator made no '${OPERATOR_PROGRAM}'`);
  }
}
