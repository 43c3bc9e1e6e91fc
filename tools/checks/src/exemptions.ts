import { readFile } from 'node:fs/promises';

/** A place where a check is switched off. */
export interface Exemption {
  readonly file: string;
  readonly line: number;
  readonly text: string;
  /** What is wrong with it, if anything. */
  readonly fault?: string;
}

/** At most so many lines of the repository may be exempt from a lint rule. */
export const MAX_EXEMPTIONS = 10;

const EXEMPTION =
  /(eslint-disable|eslint-enable|@ts-ignore|@ts-nocheck|@ts-expect-error)/;

/** Finds what switches checks off in a text, and judges it: one line each, with a reason. */
export function findExemptions(file: string, text: string): Exemption[] {
  return text.split('\n').flatMap((line, index) => {
    if (!EXEMPTION.test(line)) {
      return [];
    }
    const fault = judge(line);
    return [
      { file, line: index + 1, text: line.trim(), ...(fault && { fault }) },
    ];
  });
}

function judge(line: string): string | undefined {
  if (/@ts-(ignore|nocheck)/.test(line)) {
    return 'use @ts-expect-error, which fails once it is no longer needed';
  }
  if (
    /eslint-(disable|enable)/.test(line) &&
    !/eslint-disable-(next-)?line/.test(line)
  ) {
    return 'exempts more than a line: use eslint-disable-next-line';
  }
  if (!/(--|@ts-expect-error)\s+\S+/.test(line)) {
    return 'gives no reason: add "-- why"';
  }
  return undefined;
}

/** Reads the files and returns a sentence for each fault; none means that all is well. */
export async function checkExemptions(
  files: readonly string[],
): Promise<string[]> {
  const found: Exemption[] = [];
  for (const file of files) {
    found.push(...findExemptions(file, await readFile(file, 'utf8')));
  }
  const faults = found
    .filter(({ fault }) => fault)
    .map(({ file, line, text, fault }) => `${file}:${line}: ${fault}: ${text}`);
  if (found.length > MAX_EXEMPTIONS) {
    faults.push(
      `${found.length} lines are exempt from a check; at most ${MAX_EXEMPTIONS} may be`,
    );
  }
  return faults;
}
