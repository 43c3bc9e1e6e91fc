import Tooltip from '@material-ui/core/Tooltip';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(
  {
    root: {
      display: 'inline-flex',
      maxWidth: '100%',
      minWidth: 0,
      whiteSpace: 'nowrap',
    },
    start: {
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      whiteSpace: 'pre',
    },
    end: { flex: 'none', whiteSpace: 'pre' },
  },
  { name: 'OneClickMiddleEllipsis' },
);

/** The end of a name tells objects apart, so it stays. */
const END_LENGTH = 8;

export interface MiddleEllipsisProps {
  readonly text: string;
}

/** One line of text that loses its middle where space is short; hover tells it whole. */
export function MiddleEllipsis({ text }: MiddleEllipsisProps) {
  const classes = useStyles();
  const cut = Math.max(0, text.length - END_LENGTH);
  return (
    <Tooltip title={text} enterDelay={600}>
      <span className={classes.root}>
        <span className={classes.start}>{text.slice(0, cut)}</span>
        <span className={classes.end}>{text.slice(cut)}</span>
      </span>
    </Tooltip>
  );
}
