import type { MonotonicClock } from '../clock';

/** Waits for a promise, and not for longer than a limit; says whether it came about. Rejects as it does. */
export async function waitAtMost(
  promise: Promise<unknown>,
  options: { readonly clock: MonotonicClock; readonly ms: number },
): Promise<boolean> {
  const { clock, ms } = options;
  let cancel = () => {};
  const limit = new Promise<boolean>(resolve => {
    cancel = clock.schedule(() => resolve(false), ms);
  });
  try {
    return await Promise.race([promise.then(() => true), limit]);
  } finally {
    cancel();
  }
}
