import { MODES } from './modes';
import type { Mutant } from './Mutant';

/** Gives the text of a file by its path from the root of the repository; `undefined` if there is none. */
export type ReadSource = (file: string) => string | undefined;

/** Says what is wrong with the data of mutants, a sentence each; none means that all can be run. */
export function findFaults(
  mutants: readonly Mutant[],
  read: ReadSource,
): readonly string[] {
  const names = mutants.map(nameOf);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  return [
    ...twice.map(name => `${name}: there are two of this name`),
    ...mutants.flatMap(mutant =>
      [
        judgeMode(mutant),
        judgeSource(mutant, read),
        judgeTest(mutant, read),
      ].flatMap(fault => (fault ? [`${nameOf(mutant)}: ${fault}`] : [])),
    ),
  ];
}

/** How a mutant is called in sentences. */
export function nameOf({ mode, name }: Mutant): string {
  return `mode ${mode}, '${name}'`;
}

/** How often a text is in another. */
export function countOf(find: string, text: string): number {
  return text.split(find).length - 1;
}

function judgeMode({ mode }: Mutant): string | undefined {
  return MODES.some(known => known.mode === mode)
    ? undefined
    : `there is no mode ${mode}`;
}

function judgeSource(mutant: Mutant, read: ReadSource): string | undefined {
  const { file, find, replace } = mutant;
  const source = read(file);
  if (source === undefined) {
    return `there is no '${file}'`;
  }
  if (find === replace) {
    return 'it changes nothing';
  }
  const count = countOf(find, source);
  return count === 1
    ? undefined
    : `'find' must occur once in '${file}', not ${count} times`;
}

function judgeTest({ test }: Mutant, read: ReadSource): string | undefined {
  const source = read(test.file);
  if (source === undefined) {
    return `there is no '${test.file}'`;
  }
  return hasTest(test.name, source)
    ? undefined
    : `no test '${test.name}' in '${test.file}'`;
}

/** A string between quotes, as far as they hold test names. */
const LITERAL = /'((?:[^'\\\n]|\\.)+)'|"((?:[^"\\\n]|\\.)+)"|`([^`]+)`/g;
const PLACEHOLDER = /\$\{[^}]*\}|\$[\w.]+|%[sdifjo]/g;

/** Whether a test of that name is there, or a table whose rows may be called so. */
function hasTest(name: string, source: string): boolean {
  return [...source.matchAll(LITERAL)]
    .map(([, single, double, template]) => single ?? double ?? template ?? '')
    .map(literal => literal.replace(/\\(['"`\\])/g, '$1'))
    .some(literal => literal.includes(name) || canBecome(literal, name));
}

function canBecome(literal: string, name: string): boolean {
  const fixed = literal.split(PLACEHOLDER);
  if (fixed.length === 1 || fixed.join('').trim().length === 0) {
    return false;
  }
  return new RegExp(`^${fixed.map(escapeRegExp).join('.*')}$`).test(name);
}

/** A regular expression that finds this text and no other. */
export function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
