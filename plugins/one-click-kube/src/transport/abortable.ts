/** Stops waiting when the signal aborts; what was waited for goes on for others. */
export function abortable<R>(
  promise: Promise<R>,
  signal: AbortSignal,
): Promise<R> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    promise
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', onAbort));
    if (signal.aborted) {
      onAbort();
    }
  });
}
