import { toGuardRails } from '@one-click/backstage-plugin-one-click-workload';
import type { GuardRails } from '@one-click/backstage-plugin-one-click-workload';

/** Parses guard rails from JSON; throws with what to write instead. */
export function parseGuardRails(text: string): GuardRails {
  return toGuardRails(parseJson(text));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`they are not JSON (${(cause as Error).message})`, {
      cause,
    });
  }
}
