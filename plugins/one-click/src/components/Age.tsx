import Tooltip from '@material-ui/core/Tooltip';
import { tellExactly } from '../time/formatTime';
import { useNow } from '../time/useNow';
import { useTimeTexts } from '../time/useTimeTexts';

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
      {/* Focus tells what hover tells. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <time dateTime={at} tabIndex={0}>
        {times.ago(at, now)}
      </time>
    </Tooltip>
  );
}
