import { randomUUID } from 'node:crypto';
import { systemClock } from '@one-click/backstage-plugin-one-click-kube';

/** Time and chance, which come in here and nowhere else. */
export const world = {
  clock: systemClock,
  now: () => systemClock.now(),
  random: Math.random,
  newId: randomUUID,
} as const;

export type World = typeof world;
