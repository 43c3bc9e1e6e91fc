import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useEffect, useRef, useState } from 'react';
import { useLiveStatus } from '../live/OneClickProvider';
import { tellClock } from '../time/formatTime';
import { useTexts } from '../translation';

const LIVE_AGAIN_FOR_MS = 4_000;

const useStyles = makeStyles(
  theme => ({
    root: { color: theme.palette.textSubtle },
    // Nothing to say takes no room, yet stays in the page to be announced.
    silent: { position: 'absolute' },
  }),
  { name: 'OneClickLiveLine' },
);

/** Says that the page is not live at the moment, and as of when it is. */
export function LiveLine() {
  const classes = useStyles();
  const t = useTexts();
  const { phase, heardAt } = useLiveStatus();
  const isBack = useIsBack(phase === 'live', phase === 'reconnecting');

  let text = '';
  if (phase === 'reconnecting') {
    text = t('states.reconnecting', { clock: tellClock(heardAt) });
  } else if (phase === 'revoked') {
    text = t('states.revoked');
  } else if (isBack) {
    text = t('states.liveAgain');
  }
  return (
    <Typography
      aria-live="polite"
      className={text ? classes.root : classes.silent}
      component="div"
      role="status"
      variant="caption"
    >
      {text}
    </Typography>
  );
}

/** True for a moment after a break has ended. */
function useIsBack(live: boolean, broken: boolean): boolean {
  const wasBroken = useRef(false);
  const [isBack, setIsBack] = useState(false);
  useEffect(() => {
    if (broken) {
      wasBroken.current = true;
    }
    if (!live || !wasBroken.current) {
      return undefined;
    }
    wasBroken.current = false;
    setIsBack(true);
    const timer = setTimeout(() => setIsBack(false), LIVE_AGAIN_FOR_MS);
    return () => clearTimeout(timer);
  }, [live, broken]);
  return isBack;
}
