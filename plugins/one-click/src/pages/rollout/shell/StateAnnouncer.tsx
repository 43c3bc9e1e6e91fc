import type { RolloutDetail } from '@one-click/backstage-plugin-one-click-common';
import { useEffect, useRef, useState } from 'react';
import { VisuallyHidden } from '../../../components/VisuallyHidden';
import { useTexts } from '../../../translation';

/** More often would talk over the reader. */
const AT_MOST_EVERY_MS = 10_000;

/** Tells screen readers that the state has changed; never what it was at first. */
export function StateAnnouncer({
  rollout,
}: {
  readonly rollout: RolloutDetail;
}) {
  const t = useTexts();
  const { state } = rollout.health;
  const [announced, setAnnounced] = useState(state);
  const lastAt = useRef(0);

  useEffect(() => {
    if (state === announced) {
      return undefined;
    }
    const wait = Math.max(0, lastAt.current + AT_MOST_EVERY_MS - Date.now());
    const timer = setTimeout(() => {
      lastAt.current = Date.now();
      setAnnounced(state);
    }, wait);
    return () => clearTimeout(timer);
  }, [state, announced]);

  return (
    <div aria-live="polite" role="status">
      {lastAt.current > 0 && (
        <VisuallyHidden>
          {t('health.announce', {
            name: rollout.title,
            state: t(`health.state.${announced}`),
          })}
        </VisuallyHidden>
      )}
    </div>
  );
}
