import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 250;

/**
 * Resolves when the portal at the URL serves its pages and knows its users, so
 * that the first click works. Rejects when the signal aborts.
 */
export async function waitUntilServing(
  url: string,
  signal: AbortSignal,
): Promise<void> {
  const user = 'user:default/ana';
  for (const path of ['/', `/api/auth/example/refresh?user=${user}`]) {
    while (!(await answers(`${url}${path}`, signal))) {
      await sleep(POLL_MS, undefined, { signal });
    }
  }
}

async function answers(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(url, { signal });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    signal.throwIfAborted();
    return false;
  }
}
