/** A moment as an API object may hold it. */
export type Moment = Date | string | undefined;

/** Epoch milliseconds of a moment; `undefined` if there is none. */
export function toMillis(moment: Moment): number | undefined {
  if (moment === undefined) {
    return undefined;
  }
  const millis = new Date(moment).getTime();
  return Number.isNaN(millis) ? undefined : millis;
}

/** A moment as Kubernetes writes it: whole seconds, UTC. */
export function toTimestamp(millis: number): string {
  return new Date(millis).toISOString().replace(/\.\d+Z$/, 'Z');
}
