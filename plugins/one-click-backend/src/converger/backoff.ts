/** The first retry comes soon: most failures are blips. */
const FIRST_MS = 1_000;
/** A cluster that comes back wakes the converger, so that this may be long. */
const LONGEST_MS = 60_000;

/**
 * Milliseconds until the next attempt: doubling, and spread over the upper half
 * so that rows that failed together are not tried together. `random` is in
 * [0, 1).
 */
export function backoffMs(attempts: number, random: number): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempts, 10));
  return Math.round(whole / 2 + (whole / 2) * random);
}
