import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findFaults } from '../findFaults';
import { MODES } from '../modes';
import { MUTANTS } from '.';

const ROOT = resolve(__dirname, '../../../..');

function read(file: string): string | undefined {
  try {
    return readFileSync(join(ROOT, file), 'utf8');
  } catch {
    return undefined;
  }
}

describe('the mutants', () => {
  it('fit the sources and tests as they are', () => {
    expect(findFaults(MUTANTS, read)).toEqual([]);
  });

  it('are all there: each file of the folder is part of the list', () => {
    const list = readFileSync(join(__dirname, 'index.ts'), 'utf8');
    const files = readdirSync(__dirname)
      .filter(file => !/^index\.ts$|\.test\.ts$/.test(file))
      .map(file => file.replace(/\.ts$/, ''));

    expect(files.filter(file => !list.includes(`'./${file}'`))).toEqual([]);
  });

  it('leave no mode without proof', () => {
    const proved = new Set(MUTANTS.map(({ mode }) => mode));

    expect(MODES.filter(({ mode }) => !proved.has(mode))).toEqual([]);
  });

  it('are of modes that have numbers from 1 to 33, each once', () => {
    expect(MODES.map(({ mode }) => mode)).toEqual(
      Array.from({ length: 33 }, (_, index) => index + 1),
    );
  });
});
