import Tooltip from '@material-ui/core/Tooltip';
import { tellExactly } from '../time/formatTime';
import { useNow } from '../time/useNow';
import { useTimeTexts } from '../time/useTimeTexts';
import { focusable } from './focusable';

export interface AgeProps {
  /** An instant in ISO 8601. */
  readonly at: string;
}

/** An instant as `5 min ago`; hover and focus tell it exactly. */
export function Age({ at }: AgeProps) {
  const now = useNow();
  const times = useTimeTexts();
  return (
    <Tooltip title={tellExactly(at)}>
      <time dateTime={at} {...focusable}>
        {times.ago(at, now)}
      </time>
    </Tooltip>
  );
}
