import { join } from 'node:path';

/** Root of the checkout. */
export const ROOT = join(__dirname, '..', '..', '..');

/** Everything a run of the portal leaves behind; `make clean` removes it. */
export const RUN_FOLDER = join(ROOT, '.run');
