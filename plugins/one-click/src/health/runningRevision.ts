import type { Health } from '@one-click/backstage-plugin-one-click-common';

/** The revision that users get, which need not be the newest; none while nothing serves. */
export function runningRevision(health: Health): number | undefined {
  const { servingRevision, revision, ready } = health;
  return servingRevision ?? (ready > 0 ? revision : undefined);
}
