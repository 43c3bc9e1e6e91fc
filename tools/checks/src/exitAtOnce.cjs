/*
 * Preloaded into the workers of jest: once nothing is left to do, leaves their
 * memory to the kernel. To free it piece by piece takes longer than the half
 * second that jest waits, where the machine is busy, and then looks like a leak.
 */
if (process.env.JEST_WORKER_ID !== undefined) {
  process.once('beforeExit', () => {
    // Added this late, it comes after all others.
    process.once('exit', () => process.exit());
  });
}
