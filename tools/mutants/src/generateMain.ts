import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildPage } from './buildPage';
import { MODES } from './modes';
import { MUTANTS } from './mutants';

const ROOT = resolve(__dirname, '../../..');
const PAGE = 'docs/failure-modes.md';

/** Writes the page, or with `--check` says whether it is fresh. */
function main(): void {
  const page = execFileSync(
    process.execPath,
    ['node_modules/prettier/bin-prettier.js', '--stdin-filepath', PAGE],
    { cwd: ROOT, input: buildPage(MODES, MUTANTS), encoding: 'utf8' },
  );
  const path = resolve(ROOT, PAGE);
  if (!process.argv.includes('--check')) {
    writeFileSync(path, page);
    return;
  }
  if (readFileSync(path, 'utf8') !== page) {
    process.stderr.write(
      `${PAGE} is stale: run \`yarn workspace @one-click/mutants generate\` and commit it\n`,
    );
    process.exitCode = 1;
  }
}

main();
