import { execFileSync } from 'node:child_process';
import { checkExemptions } from './exemptions';

const SOURCES = ['*.ts', '*.tsx', '*.js', '*.mjs'];

/** Ends with 1 and the faults if the repository has a lint exemption that it may not have. */
async function main(): Promise<void> {
  const listed = execFileSync('git', ['ls-files', '--', ...SOURCES], {
    encoding: 'utf8',
  });
  // The two files that tell of exemptions hold their names.
  const files = listed
    .split('\n')
    .filter(file => file && !/tools\/checks\/src\/exemptions/.test(file));
  const faults = await checkExemptions(files);
  for (const fault of faults) {
    process.stderr.write(`${fault}\n`);
  }
  process.exitCode = faults.length > 0 ? 1 : 0;
}

void main();
