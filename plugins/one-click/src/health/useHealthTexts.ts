import type {
  Health,
  Problem,
} from '@one-click/backstage-plugin-one-click-common';
import { useMemo } from 'react';
import { useNow } from '../time/useNow';
import { useTimeTexts } from '../time/useTimeTexts';
import { useTexts } from '../translation';
import { causeText } from './causeText';
import { effectText } from './effectText';

/** The sentences about a rollout's health, as of now. */
export interface HealthTexts {
  effect(health: Health, recreates?: boolean): string;
  cause(problem: Problem): string;
}

/** Gives the sentences about health in the reader's language. */
export function useHealthTexts(): HealthTexts {
  const t = useTexts();
  const times = useTimeTexts();
  const now = useNow();
  return useMemo(
    () => ({
      effect: (health, recreates) =>
        effectText(health, { t, times, now, recreates }),
      cause: problem => causeText(problem, { t, times, now }),
    }),
    [t, times, now],
  );
}
