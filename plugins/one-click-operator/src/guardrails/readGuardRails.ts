import { readFile } from 'node:fs/promises';
import type { GuardRails } from '@one-click/backstage-plugin-one-click-workload';
import { parseGuardRails } from './parseGuardRails';

/** Reads guard rails from a file of JSON; throws naming the file and what to correct. */
export async function readGuardRails(file: string): Promise<GuardRails> {
  try {
    return parseGuardRails(await readFile(file, 'utf8'));
  } catch (cause) {
    const { message } = cause as Error;
    throw new Error(`Cannot use the guard rails of '${file}': ${message}`, {
      cause,
    });
  }
}
