import type {
  RolloutDetail,
  RolloutState,
} from '@one-click/backstage-plugin-one-click-common';
import { useEffect } from 'react';
import { useTexts } from '../../../translation';

const MARKS: Partial<Record<RolloutState, string>> = {
  Down: '✖',
  Blocked: '⊘',
  UpdateFailed: '⟲',
  Degraded: '▲',
  RollingOut: '⟳',
  Starting: '⟳',
  Healthy: '✔',
};

/** Puts the state into the browser tab's title, so that a background tab tells. */
export function usePageTitle(rollout: RolloutDetail | undefined): void {
  const t = useTexts();
  const state = rollout?.health.state;
  const title =
    rollout && state
      ? t('rollout.pageTitle', {
          mark: MARKS[state] ?? '•',
          title: rollout.title,
          state: t(`health.state.${state}`),
          project: rollout.projectTitle,
        })
      : undefined;
  useEffect(() => {
    if (title === undefined) {
      return undefined;
    }
    const before = document.title;
    document.title = title;
    return () => {
      document.title = before;
    };
  }, [title]);
}
