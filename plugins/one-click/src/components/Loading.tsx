import Typography from '@material-ui/core/Typography';
import type { ReactNode } from 'react';
import { useEffect, useState } from 'react';
import { useTexts } from '../translation';

/** A quicker answer needs no skeleton; one would only flash. */
const SHOW_AFTER_MS = 300;
const SLOW_AFTER_MS = 5_000;

/** Whether this much time has passed since the caller appeared. */
function useElapsed(ms: number): boolean {
  const [elapsed, setElapsed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setElapsed(true), ms);
    return () => clearTimeout(timer);
  }, [ms]);
  return elapsed;
}

export interface LoadingProps {
  /** What loads, as in `the revisions`. */
  readonly what: string;
  /** Skeletons with the heights of what will stand there. */
  readonly children: ReactNode;
}

/** Nothing at first, then skeletons, then a line that says it takes long. */
export function Loading({ what, children }: LoadingProps) {
  const t = useTexts();
  const shown = useElapsed(SHOW_AFTER_MS);
  const slow = useElapsed(SLOW_AFTER_MS);
  return (
    <div
      aria-busy="true"
      aria-label={t('states.loading', { what })}
      role="status"
    >
      {slow && <Typography variant="body2">{t('states.slow')}</Typography>}
      {shown && children}
    </div>
  );
}
