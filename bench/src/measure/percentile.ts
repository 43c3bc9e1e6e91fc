/** The value that so much of the values (0 to 1) does not exceed. Throws without values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const index = Math.max(0, Math.ceil(share * sorted.length) - 1);
  const found = sorted[index];
  if (found === undefined) {
    throw new Error('There is no percentile of no values');
  }
  return found;
}
